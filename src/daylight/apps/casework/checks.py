"""What a record must be (填报校验): checked against the installed pack, every fault found in one pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from daylight.apps.registry.models import Organisation
from daylight.apps.rulebook import selectors as rulebook
from daylight.kernel.codes import SUBJECTS
from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text
from daylight.policy.schema import Pack, RecordKind


class ValueNotAllowed(DaylightError):
    """A field holds what the pack does not know (取值不在允许范围)."""

    code = "casework.value-not-allowed"
    message = Text("{field_zh}“{value}”不在允许范围", "{field_en} “{value}” is not allowed")
    remedy = Text("允许:{allowed}", "Allowed: {allowed}")


class DayNotPossible(DaylightError):
    """A day that cannot be (日期不合理)."""

    code = "casework.day-not-possible"
    message = Text("{field_zh} {value} 晚于今天 {today}", "{field_en} {value} is after today, {today}")
    remedy = Text("请核对日期。", "Check the day.")


@dataclass(frozen=True, slots=True)
class Content:
    """What the person filing says (填报内容); who files, when, and where it stands come from elsewhere."""

    happened_on: date | None = None
    due_on: date | None = None
    topic: str | None = None
    subject: str | None = None
    grade: int | None = None
    staff_id: int | None = None
    quantity: float | None = None
    note: str = ""

    def fields(self) -> dict[str, Any]:
        """Return the content as the record's fields."""
        return {name: getattr(self, name) for name in self.__slots__}


def active_packs() -> list[Pack]:
    """Return every active pack, the city's own first."""
    return [rulebook.pack(installed.pack_id) for installed in rulebook.installed_packs()]


def kind_of(kind: str) -> RecordKind:
    """Return a kind of record from the active packs (记录种类).

    Raises
    ------
    ValueNotAllowed
        Naming the nearest kinds.
    """
    kinds = {item.id: item for pack in active_packs() for item in pack.records}
    if kind not in kinds:
        raise not_allowed(Text("记录种类", "The kind of record"), kind, kinds)
    return kinds[kind]


def tally_kinds() -> set[str]:
    """Return the kinds of tally that the active packs measure (统计种类)."""
    targets = [target for pack in active_packs() for target in pack.targets]
    return {str(t.measure.params["kind"]) for t in targets if t.measure.name.startswith("tally_")}


def not_allowed(field: Text, value: object, allowed: Iterable[object]) -> ValueNotAllowed:
    """Return the error for a value, with the nearest allowed ones first."""
    known = sorted(str(item) for item in allowed)
    near = get_close_matches(str(value), known, n=3, cutoff=0.5) or known[:8]
    shown = ", ".join(near) + (" …" if len(known) > len(near) else "")
    return ValueNotAllowed(field_zh=field.zh, field_en=field.en, value=value, allowed=shown or "—")


def check(kind: RecordKind, org: Organisation, content: Content, *, parts: Collection[str], today: date) -> None:
    """Refuse a record that the pack does not allow (校验记录).

    Raises
    ------
    Problems
        Every fault, at once.
    """
    if problems := [*_faults(kind, org, content, today), *part_faults(kind, parts)]:
        raise Problems(problems)


def _faults(kind: RecordKind, org: Organisation, content: Content, today: date) -> Iterator[DaylightError]:
    level = "school" if org.kind == "campus" else org.kind
    topics = {topic.id for topic in kind.topics}
    if level != kind.filed_by:
        yield not_allowed(Text("填报层级", "The level that files"), level, [kind.filed_by])
    if content.topic is not None and content.topic not in topics:
        yield not_allowed(Text("主题", "The topic"), content.topic, topics)
    if content.subject is not None and content.subject not in SUBJECTS:
        yield not_allowed(Text("学科", "The subject"), content.subject, SUBJECTS)
    if content.grade is not None and not 1 <= content.grade <= 9:
        yield not_allowed(Text("年级", "The grade"), content.grade, range(1, 10))
    if content.quantity is not None and content.quantity < 0:
        yield not_allowed(Text("数量", "The quantity"), content.quantity, ["≥ 0"])
    if content.happened_on and (content.happened_on - today).days > 366:
        yield DayNotPossible(field_zh="发生日", field_en="The day of the event", value=content.happened_on, today=today)


def part_faults(kind: RecordKind, parts: Collection[str]) -> Iterator[DaylightError]:
    """Yield a fault for each part that the kind does not ask for."""
    known = {part.id for part in kind.parts}
    for part in parts:
        if part not in known:
            yield not_allowed(Text("佐证项", "The part"), part, known)
