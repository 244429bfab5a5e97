"""A target, its cells and paths, and the rows behind a number (目标、格、路径、原始记录)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from daylight.appraisal.contract import Status
from daylight.apps.reporting.types.frame import Frame, OrgRef, StatusCounts
from daylight.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ClauseRef:
    """A clause as a link (条款)."""

    id: str
    ref: str
    title: Text


@dataclass(frozen=True, slots=True)
class AreaRef:
    """An area of work, a row of the board (工作方面)."""

    id: str
    numeral: str
    name: Text
    short: Text


@dataclass(frozen=True, slots=True)
class TargetRef:
    """A target as a link (目标)."""

    id: str
    name: Text
    binding: str
    clause: ClauseRef
    area_id: str


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A measured point (实测点): the same snapshot appraised at an earlier day."""

    day: date
    value: float | None
    shown: Text
    status: Status
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class OwedPoint:
    """A threshold and the day from which it is owed (应达点); the baseline comes first where there is one."""

    day: date
    value: float
    shown: Text
    is_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """Path against measured path (应达路径与实测): ``linear`` is owed pro rata, else owed on the day only."""

    measured: tuple[PathPoint, ...]
    owed: tuple[OwedPoint, ...]
    linear: bool
    unit: Text

    @property
    def baseline(self) -> OwedPoint | None:
        """Return where the path starts, None where there is no baseline or it was not measured."""
        return next((point for point in self.owed if point.is_baseline), None)

    @property
    def drawable(self) -> bool:
        """Tell whether two measured points are known, so that there is a line."""
        return sum(point.value is not None for point in self.measured) >= 2


@dataclass(frozen=True, slots=True)
class Cell:
    """Where an organisation stands on a target (格): the board's own figures and their words."""

    target: TargetRef
    org: OrgRef
    status: Status
    value: float | None
    numerator: float | None
    denominator: float | None
    base_numerator: float | None
    base_denominator: float | None
    threshold: float | None
    goal: float | None
    due_on: date | None
    pupils: int | None
    shown: Text
    threshold_shown: Text
    goal_shown: Text
    reason: Text
    days_left: int | None = None
    hidden: bool = False
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """How an open question of the wording is read (释读)."""

    id: str
    clause: ClauseRef
    question: Text
    answer: Text


@dataclass(frozen=True, slots=True)
class MeasureView:
    """How it is measured (计算口径)."""

    name: str
    title: Text
    explains: Text
    unit: Text
    formula: str
    params: tuple[tuple[str, str], ...]
    definition: Text
    period: Text
    baseline: Text | None


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target in one organisation (目标页)."""

    frame: Frame
    target: TargetRef
    area: AreaRef
    chain: tuple[ClauseRef, ...]  # from the part of the notice down to the clause
    cell: Cell | None  # None where the target does not apply to the organisation
    org: OrgRef
    goals: tuple[OwedPoint, ...]
    comparator: str
    responsible: str
    measure: MeasureView
    readings: tuple[ReadingView, ...]
    evidence: tuple[Text, ...]
    counties: tuple[Cell, ...]
    schools: tuple[Cell, ...]
    schools_total: int
    schools_counts: StatusCounts
    page: int
    pages: int
    figures: tuple[str, ...]
    status: str | None = None  # the schools' filter
    county_of: Mapping[str, OrgRef] = field(default_factory=dict)  # the city's counties, by their codes


@dataclass(frozen=True, slots=True)
class TargetBrief:
    """A target in a list (目标行): its cell in the scope, None where it does not apply there.

    ``levels`` are those that the target judges: city, county, school.
    """

    target: TargetRef
    cell: Cell | None
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetListView:
    """Every target of the pack (目标列表)."""

    frame: Frame
    areas: tuple[AreaRef, ...]
    targets: tuple[TargetBrief, ...]


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column of the rows behind a number (明细列)."""

    name: str
    title: Text
    kind: str


@dataclass(frozen=True, slots=True)
class RowsView:
    """The rows behind a number (原始记录), from the frozen snapshot; persons are masked."""

    frame: Frame
    target: TargetRef
    org: OrgRef
    columns: tuple[RowColumn, ...]
    rows: tuple[tuple[object, ...], ...]
    total: int
    page: int
    pages: int
    only_short: bool
    sql: str
    unit: Text
    topics: Mapping[str, Text] = field(default_factory=dict)  # the pack's words for codes in the rows
    orgs: tuple[OrgRef | None, ...] = ()  # which each row counts for
    county_of: Mapping[str, OrgRef] = field(default_factory=dict)  # the city's counties, by their codes
