"""The loader (政策包读取): a folder of YAML becomes a checked pack, or every fault of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text
from daylight.policy.digest import pack_files
from daylight.policy.faults import FileMissing, IdTwice, NotUtf8, UnknownFile, ValueWrong
from daylight.policy.find import HEAD
from daylight.policy.schema import (
    Case,
    Clause,
    Duty,
    Excuse,
    Pack,
    PackHead,
    Reading,
    RecordKind,
    Role,
    Target,
    Term,
)  # fmt: skip
from daylight.policy.spelling import hint
from daylight.policy.validation import LIST, MAPPING, Place, shortly, validated
from daylight.policy.yaml_text import Document, decoded, read_yaml

#: The lists of a pack and what stands in them.
LISTS: Final[dict[str, type[BaseModel]]] = {
    "clauses": Clause,
    "duties": Duty,
    "targets": Target,
    "records": RecordKind,
    "readings": Reading,
    "excuses": Excuse,
    "roles": Role,
    "glossary": Term,
    "cases": Case,
}
#: What else a pack may hold: the notice's skeleton, and words for people.
SKELETON: Final = "skeleton.yaml"
_WORDS: Final = (".md", ".txt")


def load_pack(folder: Path) -> Pack:
    """Read a pack's folder (读政策包).

    Parameters
    ----------
    folder : Path
        Holds ``pack.yaml`` and the lists, each a file NAME.yaml or a folder NAME/*.yaml.

    Returns
    -------
    Pack

    Raises
    ------
    Problems
        Every fault in every file, each with file, line, path, value and what is allowed.
    """
    reader = _Reader(folder)
    pack = reader.pack()
    if reader.faults:
        raise Problems(reader.faults)
    return pack


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that belongs to a pack: its name, and the list to which it belongs."""

    path: Path
    name: str
    kind: str


def _unknown(name: Path) -> UnknownFile:
    help = hint(name.parts[0] if len(name.parts) > 1 else name.stem, [*LISTS, "pack"])
    if name.suffix != ".yaml":
        help = Text("政策包里只放 .yaml、.md 和 .txt。", "A pack holds .yaml, .md and .txt only.")
    return UnknownFile(file=name.as_posix(), zh=help.zh, en=help.en)


class _Reader:
    """Reads a folder and collects what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[DaylightError] = []

    def pack(self) -> Pack:
        if not (self.folder / HEAD).is_file():
            raise Problems([FileMissing(folder=self.folder)])
        sources = list(self._sources())
        head = self._head(next(source for source in sources if source.kind == HEAD))
        lists: dict[str, Any] = {kind: self._list(kind, [s for s in sources if s.kind == kind]) for kind in LISTS}
        return Pack.model_construct(head=head, **lists)

    def _sources(self) -> Iterable[_Source]:
        for path in pack_files(self.folder):
            name = path.relative_to(self.folder)
            kind = name.parts[0] if len(name.parts) == 2 else name.stem if name.name != HEAD else HEAD
            known = len(name.parts) <= 2 and path.suffix == ".yaml" and (kind in LISTS or name.name == HEAD)
            if known:
                yield _Source(path, name.as_posix(), kind)
            elif path.suffix not in _WORDS and name.as_posix() != SKELETON:
                self.faults.append(_unknown(name))

    def _read(self, source: _Source) -> Document:
        try:
            document, faults = read_yaml(decoded(source.path.read_bytes(), source.name), source.name)
        except NotUtf8 as error:
            document, faults = Document(None, None), [error]
        self.faults += faults
        return document

    def _head(self, source: _Source) -> Any:
        before = len(self.faults)
        document = self._read(source)
        place = Place(source.name, document, ())
        if document.value is None and len(self.faults) > before:
            return None
        if not isinstance(document.value, dict):
            self._wrong(place, document.value, MAPPING)
            return None
        head, faults = validated(PackHead, document.value, place)
        self.faults += faults
        self._once(document.value.get("areas"), place.at("areas"), {})
        return head

    def _list(self, kind: str, sources: list[_Source]) -> tuple[Any, ...]:
        items: list[Any] = []
        seen: dict[str, Place] = {}
        for source in sources:
            document = self._read(source)
            place = Place(source.name, document, (), kind)
            if document.value is None:
                continue
            if not isinstance(document.value, list):
                self._wrong(place, document.value, LIST)
                continue
            items += self._items(LISTS[kind], document.value, place)
            self._once(document.value, place, seen)
        return tuple(items)

    def _items(self, model: type[BaseModel], values: list[Any], place: Place) -> Iterable[Any]:
        for number, value in enumerate(values):
            if isinstance(value, dict):
                item, faults = validated(model, value, place.at(number))
                self.faults += faults
                yield item
            else:
                self._wrong(place.at(number), value, MAPPING)

    def _once(self, values: object, place: Place, seen: dict[str, Place]) -> None:
        """Refuse an id that stands twice in a list, and in the parts and topics of its items."""
        for number, value in enumerate(values if isinstance(values, list) else []):
            if not isinstance(value, dict):
                continue
            here, item_id = place.at(number, "id"), value.get("id")
            if isinstance(item_id, str) and item_id in seen:
                where, first = here.words, seen[item_id].words
                told = {"where": where.zh, "where_en": where.en, "first": first.zh, "first_en": first.en}
                self.faults.append(IdTwice(id=item_id, **told))
            elif isinstance(item_id, str):
                seen[item_id] = here
            for inner in ("parts", "topics"):
                self._once(value.get(inner), place.at(number, inner), {})

    def _wrong(self, place: Place, value: object, allowed: Any) -> None:
        where = place.words
        shown = shortly(value)
        self.faults.append(ValueWrong(where=where.zh, where_en=where.en, value=shown, zh=allowed.zh, en=allowed.en))
