"""Clauses and what follows from them (条款)."""

from __future__ import annotations

from dataclasses import dataclass

from daylight.apps.reporting.types.frame import Frame, StatusCounts
from daylight.apps.reporting.types.targets import AreaRef, ClauseRef, ReadingView, TargetBrief
from daylight.kernel.text import Text


@dataclass(frozen=True, slots=True)
class HandingView:
    """What is asked for as evidence (佐证要求)."""

    kind: str
    name: Text
    parts: tuple[Text, ...]
    at_least: int


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty (任务)."""

    id: str
    name: Text
    owed_by: str
    role: Text
    cadence: str
    due: Text
    binding: str
    evidence: tuple[HandingView, ...]


@dataclass(frozen=True, slots=True)
class ClauseItem:
    """A clause in the list (条款行)."""

    clause: ClauseRef
    words: Text
    depth: int
    kind: str
    area_id: str | None
    counts: StatusCounts
    targets: int
    duties: int


@dataclass(frozen=True, slots=True)
class ClauseListView:
    """The clauses of the notice (条款目录), in its own order."""

    frame: Frame
    areas: tuple[AreaRef, ...]
    items: tuple[ClauseItem, ...]


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause (条款页): our words, duties, targets, readings, and the original where it is attached."""

    frame: Frame
    clause: ClauseRef
    words: Text
    kind: str
    area: AreaRef | None
    chain: tuple[ClauseRef, ...]
    children: tuple[ClauseRef, ...]
    before: ClauseRef | None
    after: ClauseRef | None
    duties: tuple[DutyView, ...]
    targets: tuple[TargetBrief, ...]
    readings: tuple[ReadingView, ...]
    excuses: tuple[tuple[str, Text], ...]  # figure, why it is no target
    original: str | None
