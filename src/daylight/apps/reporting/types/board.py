"""The board and its areas (总览与方面)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from daylight.appraisal.contract import Status
from daylight.apps.reporting.types.frame import Frame, OrgRef, StatusCounts
from daylight.apps.reporting.types.targets import AreaRef, Cell, ClauseRef
from daylight.kernel.text import Text


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
    clauses: tuple[ClauseRef, ...] = ()  # of the notice, that make up the area
