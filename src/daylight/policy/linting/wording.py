"""Whether both languages and the glossary are whole (文字检查)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from daylight.kernel.text import Text
from daylight.policy.linting.finding import Finding
from daylight.policy.schema import Item, Pack

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_NAME: Final = re.compile(r"^[A-Z][A-Za-z0-9]*$")


def wording(pack: Pack) -> Iterator[Finding]:
    """Yield texts that are in the wrong language, and faults of the glossary (文字)."""
    for place, item in _items(pack):
        yield from _languages(place, item)
    names: dict[str, str] = {}
    for term in pack.glossary:
        place = f"glossary {term.id}.name"
        if not _NAME.match(term.name):
            zh = f"“{term.name}”应为代码里的英文名，如 HomeroomClass。"
            yield Finding("glossary.name", place, Text(zh, f"“{term.name}” must be a name in code: HomeroomClass."))
        if term.name in names:
            zh = f"“{term.name}”已见于 {names[term.name]}。"
            yield Finding("glossary.twice", place, Text(zh, f"“{term.name}” is taken by {names[term.name]}."))
        names.setdefault(term.name, term.id)


def _items(pack: Pack) -> Iterator[tuple[str, Item]]:
    yield "pack", pack.head
    yield from ((f"areas {area.id}", area) for area in pack.head.areas)
    for name in ("clauses", "duties", "targets", "records", "readings", "excuses", "roles", "glossary", "cases"):
        yield from ((f"{name} {item.id}", item) for item in getattr(pack, name))
    for kind in pack.records:
        yield from ((f"records {kind.id}.{part.id}", part) for part in (*kind.parts, *kind.topics))


def _languages(place: str, item: Item) -> Iterator[Finding]:
    """Every ``…zh`` holds a Chinese character, every ``…en`` a Latin letter; empty ones are the schema's affair."""
    for name in type(item).model_fields:
        value = getattr(item, name)
        if not isinstance(value, str) or not value:
            continue
        if name.split("_")[-1] == "zh" and not _HAN.search(value):
            yield Finding("wording.zh", f"{place}.{name}", Text("应写中文。", "must be in Chinese."))
        if name.split("_")[-1] == "en" and not _LATIN.search(value):
            yield Finding("wording.en", f"{place}.{name}", Text("应写英文。", "must be in English."))
