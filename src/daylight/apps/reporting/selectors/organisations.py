"""Schools, counties and the city (机构): lists, and the page of one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from daylight.appraisal.contract import Status
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.registry import selectors as registry
from daylight.apps.reporting.cells import cells
from daylight.apps.reporting.models import BoardOrganisation
from daylight.apps.reporting.paging import Page, page_at, page_of
from daylight.apps.reporting.scope import Desk, counts_of, desk, ref
from daylight.apps.reporting.selectors.board import ATTENTION, RED, attention, ordered_cells, urgency
from daylight.apps.reporting.types import (
    AreaCells,
    ClassSize,
    MapPoint,
    OrganisationsView,
    OrganisationView,
    OrgBrief,
    OrgRef,
    Place,
    SchoolGlance,
    SizeAt,
)
from daylight.apps.reporting.words import typed
from daylight.kernel.calendar import census_on_or_before

PER_PAGE, NEIGHBOURS, FIRST_SCHOOLS = 40, 5, 12


def organisations(
    viewer: Viewer, *, level: str = "school", county_code: str | None = None, words: str = "",
    status: str | None = None, stage: str | None = None, near: tuple[float, float] | None = None, page: int = 1,
) -> OrganisationsView:  # fmt: skip
    """Return organisations of a level (机构列表), those with the most missed targets first, or the nearest.

    Parameters
    ----------
    words : str
        Part of a name, or a code.
    status : str, optional
        Only those with a target of this status.
    stage : str, optional
        ``primary`` or ``junior``.
    near : (float, float), optional
        Longitude and latitude of a point: the nearest first, with their distance.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    found = _chosen(at, level, county_code, typed(words), status, stage)
    counties = _counties(at)
    if near is not None:
        items, place, total = _nearest(found, near, counties, page)
    else:
        shown, place = page_of(found.order_by("-missed", "-behind", "county_code", "name", "code"), page, PER_PAGE)
        items = tuple(brief(org, counties) for org in shown)
        total = found.count() if place.of > 1 else len(items)
    return OrganisationsView(
        at.frame(), items, tuple(counties.values()), total, place.number, place.of, words, county_code, status, stage
    )


def _chosen(
    at: Desk, level: str, county_code: str | None, words: str, status: str | None, stage: str | None
) -> QuerySet[BoardOrganisation]:
    found = at.organisations.filter(level=level)
    if county_code:
        found = found.filter(county_code=county_code)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code=words))
    if status in set(Status):
        found = found.filter(**{f"{status}__gt": 0})
    if stage in ("primary", "junior"):
        found = found.filter(**{f"has_{stage}": True})
    return found


def _counties(at: Desk) -> dict[str, OrgRef]:
    found = at.organisations.filter(level="county").order_by("code")
    return {org.code: ref(org) for org in found}


def _nearest(
    found: QuerySet[BoardOrganisation], near: tuple[float, float], counties: dict[str, OrgRef], page: int
) -> tuple[tuple[OrgBrief, ...], Page, int]:
    """Return a page of the organisations on the map, the nearest to a point first."""
    point = BoardOrganisation(lon=near[0], lat=near[1])
    away = sorted((distance_km(point, org), org.code, org) for org in found)
    known = [item for item in away if item[0] < math.inf]
    place = page_at(page, len(known), PER_PAGE)
    shown = known[place.offset * PER_PAGE : place.number * PER_PAGE]
    return tuple(brief(org, counties, round(far, 1)) for far, _, org in shown), place, len(known)


def brief(org: BoardOrganisation, counties: dict[str, OrgRef], distance_km: float | None = None) -> OrgBrief:
    """Return an organisation as a list shows it (机构行)."""
    return OrgBrief(
        ref(org), counties.get(org.county_code or ""), counts_of(org), org.pupils, org.classes, org.largest_class,
        org.has_primary, org.has_junior, org.urban_rural, org.lon, org.lat, distance_km,
    )  # fmt: skip


def organisation(viewer: Viewer, code: str | None = None) -> OrganisationView:
    """Return the page of a school, a county or the city (机构页); the viewer's own unless named.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    org, counties = at.organisation(code), _counties(at)
    rows = ordered_cells(at, org)
    told = cells(at, rows, paths=True)
    by_area = [
        (area, tuple(cell for cell in told if cell.target.area_id == area.id)) for area in at.book.areas.values()
    ]
    red = sorted((row for row in rows if row.status in RED), key=urgency)
    family = _family(at, org)
    return OrganisationView(
        at.frame(org), brief(org, counties), tuple(AreaCells(area, own) for area, own in by_area if own),
        attention(at, red[:ATTENTION]), _place(org, family), _neighbours(org, family, counties),
        _classes(at, org), _sizes(at, org), *_schools(at, org, counties), _limits(at), _points(at, org),
    )  # fmt: skip


def school_glance(viewer: Viewer) -> SchoolGlance | None:
    """Return the viewer's own school at a glance (本校概览); None for those of a county or the city.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    if at.home.level != "school":
        return None
    place = _place(at.home, _family(at, at.home))
    return SchoolGlance(brief(at.home, _counties(at)), place, _classes(at, at.home), _limits(at))


def _family(at: Desk, org: BoardOrganisation) -> list[BoardOrganisation]:
    """Return the schools of a school's county: their statuses are public, whoever looks."""
    if org.level != "school":
        return []
    found = BoardOrganisation.objects.filter(publication=at.publication, level="school", county_code=org.county_code)
    return list(found)


def _place(org: BoardOrganisation, family: Sequence[BoardOrganisation]) -> Place | None:
    """Return a school's place by the share met or on track; equal shares share a place."""
    shares = sorted((counts_of(other).share or 0.0 for other in family), reverse=True)
    if not shares:
        return None
    return Place(shares.index(counts_of(org).share or 0.0) + 1, len(shares), tuple(shares))


def _neighbours(
    org: BoardOrganisation, family: Iterable[BoardOrganisation], counties: dict[str, OrgRef]
) -> tuple[OrgBrief, ...]:
    """Return the nearest schools of the same county (邻近学校)."""
    near = sorted((distance_km(org, other), other.code, other) for other in family if other.pk != org.pk)
    return tuple(brief(other, counties, round(away, 1)) for away, _, other in near[:NEIGHBOURS] if away < math.inf)


def distance_km(one: BoardOrganisation, other: BoardOrganisation) -> float:
    """Return the way between two places as the crow flies; infinite where one is not on the map."""
    if None in (one.lon, one.lat, other.lon, other.lat):
        return math.inf
    lon1, lat1, lon2, lat2 = (math.radians(angle or 0.0) for angle in (one.lon, one.lat, other.lon, other.lat))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def _sees_inside(at: Desk, org: BoardOrganisation) -> bool:
    return org.level == "school" and not at.masks(org)


def _classes(at: Desk, org: BoardOrganisation) -> tuple[ClassSize, ...]:
    """Return a school's classes by size on the board's day, from the register; not for the public."""
    if not _sees_inside(at, org):
        return ()
    found = registry.classes(at.viewer, org.code, on=at.publication.as_of)
    return tuple(ClassSize(row.grade, row.number, row.stage, row.pupils) for row in found if row.pupils)


def _sizes(at: Desk, org: BoardOrganisation) -> tuple[SizeAt, ...]:
    """Return a school's size at each census of the measured path, from the register; not for the public."""
    if not _sees_inside(at, org):
        return ()
    last = census_on_or_before(at.publication.as_of)
    days = [date(year, 9, 30) for year in range(last.year - 2, last.year + 1)]
    found = registry.sizes_over_time(at.viewer, org.code, days=days)
    return tuple(SizeAt(size.day, size.pupils, size.classes, size.largest_class) for size in found if size.classes)


def _schools(at: Desk, org: BoardOrganisation, counties: dict[str, OrgRef]) -> tuple[tuple[OrgBrief, ...], int]:
    """Return the schools of a county that stand worst, and how many it has."""
    if org.level != "county":
        return (), 0
    found = at.organisations.filter(level="school", county_code=org.code)
    worst = found.order_by("-missed", "-behind", "name", "code")[:FIRST_SCHOOLS]
    return tuple(brief(school, counties) for school in worst), found.count()


def _limits(at: Desk) -> tuple[int, ...]:
    """Return from how many pupils on the pack's targets count a class as too large, smallest first."""
    sizes = [t.measure.params for t in at.book.pack.targets if t.measure.name.startswith("class_size_")]
    return tuple(sorted({int(str(params["at_least"])) for params in sizes if "at_least" in params}))


def map_points(viewer: Viewer) -> tuple[MapPoint, ...]:
    """Return every school of the viewer's scope that has a place on the map (学校分布).

    Raises
    ------
    NothingPublished, NotThere
    """
    return _placed(desk(viewer).organisations)


def _points(at: Desk, org: BoardOrganisation) -> tuple[MapPoint, ...]:
    """Return a county's schools that have a place on the map."""
    return _placed(at.organisations.filter(county_code=org.code)) if org.level == "county" else ()


def _placed(among: QuerySet[BoardOrganisation]) -> tuple[MapPoint, ...]:
    found = among.filter(level="school", lon__isnull=False, lat__isnull=False)
    return tuple(MapPoint(ref(one), one.lon or 0.0, one.lat or 0.0, counts_of(one).worst, one.missed) for one in found)
