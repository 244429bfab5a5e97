"""What every view carries (依据): organisation, publication, frame, counts of statuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from daylight.appraisal.contract import Status
from daylight.kernel.text import Text


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

    @classmethod
    def of(cls, statuses: Iterable[str]) -> StatusCounts:
        """Return how many of some statuses there are of each (计数)."""
        return cls(**Counter(str(status) for status in statuses))

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
