"""Schools, counties, the city (机构)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daylight.appraisal.contract import Status
from daylight.apps.reporting.types.board import Attention
from daylight.apps.reporting.types.frame import Frame, OrgRef, StatusCounts
from daylight.apps.reporting.types.targets import AreaRef, Cell


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
class SchoolGlance:
    """A school at a glance (本校概览): what its head sees first beside the board."""

    brief: OrgBrief
    place: Place | None
    classes: tuple[ClassSize, ...]
    limits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A school on its county's map (地图点): the worst of its statuses gives the sign, what is missed the size."""

    org: OrgRef
    lon: float
    lat: float
    status: Status | None
    missed: int = 0


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
    limits: tuple[int, ...] = ()  # from how many pupils on the pack counts a class as too large
    points: tuple[MapPoint, ...] = ()  # a county's schools
