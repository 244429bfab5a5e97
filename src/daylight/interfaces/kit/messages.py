"""Words of the pages in English (页面英文): what is to be translated, what is, and the catalogue that Django reads.

Chinese is the source. Each door keeps ``locale/en/LC_MESSAGES/django.po`` and beside it the compiled ``.mo``;
what the kit has translated no other door translates again.

``python -m daylight.interfaces.kit.messages [ROOM …]`` brings the catalogues up to date: new texts are added without a
translation, those no longer used are dropped, and the ``.mo`` is compiled. It needs Babel, which is there for tests.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

INTERFACES: Final = Path(__file__).parents[1]
#: The doors that have texts of their own; the kit first.
ROOMS: Final = ("kit", "console", "portal")
_CALLS: Final = {"_", "gettext", "gettext_lazy"}
#: The same header each time, so that the same texts give the same bytes.
_DAY: Final = datetime(2018, 10, 15, tzinfo=UTC)
#: How Django's own reading of a template spells a text that is to be translated.
_IN_TEMPLATES: Final = re.compile(r"\b(?:_|gettext)\(\s*u?(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')\s*\)")


def texts_of(room: Path) -> set[str]:
    """Return every text of a room that is to be translated (待译文本): of its Python and its templates."""
    sources = [path for path in room.rglob("*.py") if "locale" not in path.parts]
    templates = [*room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.txt")]
    found = {text for path in sources for text in _of_python(path.read_text(encoding="utf-8"))}
    return found | {text for path in templates for text in _of_template(path.read_text(encoding="utf-8"))}


def _of_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS and node.args:
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _of_template(source: str) -> Iterator[str]:
    from django.utils.translation.template import templatize

    for match in _IN_TEMPLATES.finditer(templatize(source)):
        yield str(ast.literal_eval(match[1]))


def catalogue(room: Path) -> Path:
    """Return where a room's translations lie."""
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def wanted(name: str) -> set[str]:
    """Return the texts that a room's own catalogue must hold: all of its texts but what the kit holds."""
    own = texts_of(INTERFACES / name)
    return own if name == ROOMS[0] else own - texts_of(INTERFACES / ROOMS[0])


def translated(room: Path) -> dict[str, str]:
    """Return a room's translations; those marked as doubtful count as none."""
    from babel.messages.pofile import read_po

    path = catalogue(room)
    if not path.exists():
        return {}
    with path.open("rb") as source:
        known = read_po(source, locale="en")
    return {str(message.id): "" if message.fuzzy else str(message.string) for message in known if message.id}


def update(name: str) -> list[str]:
    """Bring a room's catalogue up to date and compile it (更新译文); return the texts without a translation."""
    room = INTERFACES / name
    known, texts = translated(room), sorted(wanted(name))
    _write(catalogue(room), {text: known.get(text, "") for text in texts})
    return [text for text in texts if not known.get(text)]


def _write(path: Path, texts: dict[str, str]) -> None:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import write_po

    told = Catalog(
        locale="en", charset="utf-8", fuzzy=False, project="Daylight", version="en", creation_date=_DAY,
        revision_date=_DAY, last_translator="", language_team="", msgid_bugs_address="",
    )  # fmt: skip
    for text, english in texts.items():
        told.add(text, english, flags={"python-format"} if "%(" in text else set())
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write_po(out, told, width=0, omit_header=True)
    with path.with_suffix(".mo").open("wb") as out:
        write_mo(out, told)


def main(names: Sequence[str] = ROOMS) -> None:
    """Bring rooms' catalogues up to date and name what is missing."""
    for name in names:
        for text in update(name):
            print(f"{name}: {text}")


if __name__ == "__main__":
    import django

    django.setup()
    main(sys.argv[1:] or ROOMS)
