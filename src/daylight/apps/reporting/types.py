"""What pages and the API read (阅读模型): frozen values, no models, nothing to look up any more.

Every view carries its ``frame``: as of when, from which snapshot, under which pack, for whose scope.
Texts are kernel ``Text``; a number that the reader may not see is None with ``hidden`` set, and its
text says so. Sequences are tuples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from daylight.appraisal.contract import Status
from daylight.kernel.text import Text

# ---------------------------------------------------------------- what every view carries


@dataclass(frozen=True, slots=True)
class OrgRef:
    """An organisation as a link (机构): ``level`` is city, county or school."""

    code: str
    name: str
    level: str
    county_code: str | None = None

    @property
    def short(self) -> str:
        """Return the name as a column head tells it: 铁东区 → 铁东, 岫岩满族自治县 → 岫岩."""
        if self.level != "county":
            return self.name
        name = self.name.replace("满族自治县", "县")
        return name[:-1] if len(name) > 2 else name


@dataclass(frozen=True, slots=True)
class PublicationRef:
    """A publication in a list (发布)."""

    id: int
    as_of: date
    root_hash: str
    published_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Under which a view was made (依据): day, snapshot, pack, scope."""

    publication_id: int
    as_of: date
    root_hash: str
    snapshot_folder: str
    pack_id: str
    pack_digest: str
    number: str
    title: Text
    published_at: datetime
    scope: OrgRef
    small_below: int

    @property
    def short_hash(self) -> str:
        """Return the root hash as pages show it: first and last four digits."""
        return f"{self.root_hash[:4]}…{self.root_hash[-4:]}"


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many targets stand where (各状态数)."""

    missed: int = 0
    behind: int = 0
    no_data: int = 0
    not_yet_due: int = 0
    on_track: int = 0
    met: int = 0

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(number for _, number in self.items())

    @property
    def due(self) -> int:
        """Return how many are judged already: all but those not yet due."""
        return self.total - self.not_yet_due

    @property
    def worst(self) -> Status | None:
        """Return the worst status among them, None of none."""
        return next((status for status, number in self.items() if number), None)

    @property
    def share(self) -> float | None:
        """Return the share met or on track of those judged, None of none."""
        return (self.met + self.on_track) / self.due if self.due else None

    def items(self) -> tuple[tuple[Status, int], ...]:
        """Return statuses and numbers, worst first."""
        return tuple((status, int(getattr(self, status.value))) for status in Status)

    def good_first(self) -> tuple[tuple[Status, int], ...]:
        """Return statuses that occur, with their numbers, in the order of a sentence: met first."""
        order = (Status.MET, Status.ON_TRACK, Status.BEHIND, Status.MISSED, Status.NOT_YET_DUE, Status.NO_DATA)
        return tuple((status, number) for status in order if (number := int(getattr(self, status.value))))


# ---------------------------------------------------------------- targets, cells, paths


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


# ---------------------------------------------------------------- the board


@dataclass(frozen=True, slots=True)
class HeatCell:
    """An area in an organisation (热力格): the worst status gives the colour, met / due the text."""

    area_id: str
    org: OrgRef
    counts: StatusCounts

    @property
    def status(self) -> Status | None:
        """Return the status that colours the cell, None where no target applies."""
        return self.counts.worst


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of the heat map (热力行)."""

    area: AreaRef
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class MapShare:
    """What the map shows of a county (地图份额): the share met or on track of the targets judged."""

    org: OrgRef
    counts: StatusCounts

    @property
    def share(self) -> float | None:
        """Return the share, None where nothing is judged yet."""
        return self.counts.share


@dataclass(frozen=True, slots=True)
class Attention:
    """A target that needs attention (需要关注): its cell in the scope, and where below it is red."""

    cell: Cell
    below: tuple[OrgRef, ...]


@dataclass(frozen=True, slots=True)
class DueNext:
    """What falls due (即将到期): a target's next point, or a duty with how many have done it."""

    day: date
    name: Text
    detail: Text
    kind: str  # target | duty
    id: str
    clause_id: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """The board (总览)."""

    frame: Frame
    counts: StatusCounts
    columns: tuple[OrgRef, ...]
    rows: tuple[HeatRow, ...]
    shares: tuple[MapShare, ...]
    attention: tuple[Attention, ...]
    attention_total: int
    due_next: tuple[DueNext, ...]
    pupils: int | None
    schools: int


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area in one organisation (方面明细): its targets there, and how the schools below stand."""

    frame: Frame
    area: AreaRef
    org: OrgRef
    counts: StatusCounts
    cells: tuple[Cell, ...]
    below: Mapping[str, StatusCounts] = field(default_factory=dict)  # by target id: its schools


# ---------------------------------------------------------------- a target


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


@dataclass(frozen=True, slots=True)
class TargetBrief:
    """A target in a list (目标行): its cell in the scope, None where it does not apply there."""

    target: TargetRef
    cell: Cell | None


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


# ---------------------------------------------------------------- clauses


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
    target_ids: tuple[str, ...]


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


# ---------------------------------------------------------------- organisations


@dataclass(frozen=True, slots=True)
class OrgBrief:
    """An organisation in a list (机构行): how it stands, how big it is, as published."""

    org: OrgRef
    county: OrgRef | None
    counts: StatusCounts
    pupils: int | None
    classes: int
    largest_class: int
    has_primary: bool
    has_junior: bool
    urban_rural: str | None
    lon: float | None
    lat: float | None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class OrganisationsView:
    """Organisations of a level (机构列表), filtered and paged."""

    frame: Frame
    items: tuple[OrgBrief, ...]
    counties: tuple[OrgRef, ...]
    total: int
    page: int
    pages: int
    words: str
    county_code: str | None
    status: str | None
    stage: str | None


@dataclass(frozen=True, slots=True)
class AreaCells:
    """An area's targets in an organisation (方面)."""

    area: AreaRef
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ClassSize:
    """A homeroom class and its size (班额)."""

    grade: int
    number: int
    stage: str
    pupils: int


@dataclass(frozen=True, slots=True)
class SizeAt:
    """A school's size on a census day (历年规模)."""

    day: date
    pupils: int
    classes: int
    largest_class: int


@dataclass(frozen=True, slots=True)
class Place:
    """A school's place among its county's (县内位置): by the share of targets met or on track."""

    rank: int
    of: int
    shares: tuple[float, ...]  # of every school of the county, best first


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """A school, a county or the city (机构页)."""

    frame: Frame
    brief: OrgBrief
    areas: tuple[AreaCells, ...]
    attention: tuple[Attention, ...]
    place: Place | None
    neighbours: tuple[OrgBrief, ...]
    classes: tuple[ClassSize, ...]
    sizes: tuple[SizeAt, ...]
    schools: tuple[OrgBrief, ...]
    schools_total: int


# ---------------------------------------------------------------- search and downloads


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was searched for (检索结果)."""

    kind: str  # school | county | clause | target
    id: str
    title: Text
    detail: Text


@dataclass(frozen=True, slots=True)
class DownloadRow:
    """One line of the downloads (下载行): the board as the viewer may see it."""

    target_id: str
    org_code: str
    org_name: str
    level: str
    county_code: str | None
    status: str
    value: float | None
    numerator: float | None
    denominator: float | None
    threshold: float | None
    goal: float | None
    due_on: date | None
    pupils: int | None
    hidden: bool
