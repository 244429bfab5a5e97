"""Lists of organisations, and the page of one."""

from __future__ import annotations

import math
import sys
from typing import Any

import pytest

from daylight.appraisal.contract import Status
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from daylight.apps.reporting.models import BoardCell, BoardOrganisation
from daylight.apps.reporting.selectors.organisations import distance_km

#: The module: the room gives away a function of the same name.
ROOM = sys.modules["daylight.apps.reporting.selectors.organisations"]
STATUSES = [status.value for status in Status]


def schools(**wanted: Any) -> set[str]:
    return set(BoardOrganisation.objects.filter(level="school", **wanted).values_list("code", flat=True))


def listed(viewer: Viewer, **wanted: Any) -> list[str]:
    """Return the codes on all pages."""
    first = selectors.organisations(viewer, **wanted)
    pages = [selectors.organisations(viewer, page=page, **wanted) for page in range(1, first.pages + 1)]
    codes = [item.org.code for page in pages for item in page.items]
    assert len(codes) == first.total
    return codes


def test_every_school_is_listed_once_those_with_most_missed_first(looks: dict[str, Viewer]) -> None:
    codes = listed(looks["public"])
    assert (sorted(codes), len(set(codes))) == (sorted(schools()), len(codes))
    orgs = {org.code: org for org in BoardOrganisation.objects.all()}
    rank = [(-orgs[code].missed, -orgs[code].behind, orgs[code].county_code, orgs[code].name) for code in codes]
    assert rank == sorted(rank)


def test_a_page_is_as_long_as_it_should_be(looks: dict[str, Viewer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ROOM, "PER_PAGE", 5)
    total = len(schools())
    first = selectors.organisations(looks["public"])
    assert (len(first.items), first.pages, first.total) == (5, -(-total // 5), total)
    last = selectors.organisations(looks["public"], page=first.pages)
    assert len(last.items) == (total % 5 or 5)
    assert len(set(listed(looks["public"]))) == total


@pytest.mark.parametrize("page", [-(10**20), 0, 2, 10**20])
def test_a_page_that_is_not_there_is_the_nearest_one(looks: dict[str, Viewer], page: int) -> None:
    view = selectors.organisations(looks["public"], page=page)
    assert view.page == (1 if page < 1 else view.pages)
    assert view.items


@pytest.mark.parametrize("status", STATUSES)
def test_schools_may_be_asked_for_by_status(looks: dict[str, Viewer], status: str) -> None:
    told = BoardCell.objects.filter(level="school", status=status).values_list("organisation__code", flat=True)
    assert set(listed(looks["public"], status=status)) == set(told)


@pytest.mark.parametrize("stage", ["primary", "junior"])
def test_schools_may_be_asked_for_by_stage(looks: dict[str, Viewer], stage: str) -> None:
    found = set(listed(looks["public"], stage=stage))
    assert found == schools(**{f"has_{stage}": True}) != schools()


@pytest.mark.parametrize("wanted", [{"status": "splendid"}, {"stage": "senior"}, {"status": ""}, {"county_code": ""}])
def test_a_filter_that_means_nothing_filters_nothing(looks: dict[str, Viewer], wanted: dict[str, str]) -> None:
    assert set(listed(looks["public"], **wanted)) == schools()


def test_schools_may_be_asked_for_by_county(looks: dict[str, Viewer]) -> None:
    counties = [county.code for county in selectors.organisations(looks["public"]).counties]
    assert counties == sorted(counties)
    by_county = [set(listed(looks["public"], county_code=code)) for code in counties]
    assert set().union(*by_county) == schools()
    assert sum(map(len, by_county)) == len(schools())


def test_a_part_of_a_name_or_a_whole_code_finds_a_school(looks: dict[str, Viewer]) -> None:
    school = BoardOrganisation.objects.filter(level="school").order_by("code")[0]
    assert listed(looks["public"], words=school.code) == [school.code]
    assert listed(looks["public"], words=school.code[:-1]) == []
    assert school.code in listed(looks["public"], words=school.name[-2:])
    assert school.code in listed(looks["public"], words=f"  {school.name} ")


STRANGE = ("%", "_", "'", '"', "\\", "50%", "'; DROP TABLE x;--", "🏫", "𠮷", "a" * 5000, "小\n学")


@pytest.mark.parametrize("words", STRANGE)
def test_strange_words_find_nobody_and_break_nothing(looks: dict[str, Viewer], words: str) -> None:
    assert selectors.organisations(looks["public"], words=words).total == 0


@pytest.mark.parametrize("words", ["", " ", "\n\t　", "\x00"])
def test_no_words_find_everybody(looks: dict[str, Viewer], words: str) -> None:
    assert selectors.organisations(looks["public"], words=words).total == len(schools())


def test_the_nearest_come_first_with_their_distance(looks: dict[str, Viewer]) -> None:
    school = BoardOrganisation.objects.filter(level="school", lon__isnull=False).order_by("code")[0]
    view = selectors.organisations(looks["public"], near=(school.lon or 0.0, school.lat or 0.0))
    away = [item.distance_km or 0.0 for item in view.items]
    assert (view.items[0].org.code, away[0]) == (school.code, 0.0)
    assert away == sorted(away)
    assert view.total == len(schools(lon__isnull=False))


def test_a_school_that_is_not_on_the_map_is_nobodys_nearest(looks: dict[str, Viewer]) -> None:
    school = BoardOrganisation.objects.filter(level="school").order_by("code")[0]
    BoardOrganisation.objects.filter(pk=school.pk).update(lon=None)
    view = selectors.organisations(looks["public"], near=(122.99, 41.11))
    assert school.code not in {item.org.code for item in view.items}
    assert school.code not in {point.org.code for point in selectors.map_points(looks["public"])}
    assert selectors.organisation(looks["public"], school.code).neighbours == ()


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [((0, 0), (0, 0), 0.0), ((0, 0), (180, 0), math.pi * 6371), ((0, 0), (0, 1), math.pi * 6371 / 180),
     ((122.99, 41.11), (123.0, 41.11), 0.8378), ((0, 90), (77, 90), 0.0)],
)  # fmt: skip
def test_distances_are_as_the_crow_flies(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    places = [BoardOrganisation(lon=lon, lat=lat) for lon, lat in (one, other)]
    assert distance_km(*places) == pytest.approx(km, rel=1e-3, abs=1e-6)
    assert distance_km(*places) == distance_km(*reversed(places))


class TestPage:
    """The page of one organisation."""

    def test_it_tells_all_its_cells_by_area(self, viewer: Viewer) -> None:
        view = selectors.organisation(viewer)
        own = BoardCell.objects.filter(organisation__code=view.frame.scope.code)
        told = [cell.target.id for area in view.areas for cell in area.cells]
        assert sorted(told) == sorted(own.values_list("target_id", flat=True))
        assert all(cell.target.area_id == area.area.id for area in view.areas for cell in area.cells)
        assert view.brief.counts.total == len(told)

    def test_a_school_stands_where_it_stands_among_its_countys(self, looks: dict[str, Viewer]) -> None:
        for school in BoardOrganisation.objects.filter(level="school"):
            place = selectors.organisation(looks["public"], school.code).place
            assert place is not None
            family = BoardOrganisation.objects.filter(level="school", county_code=school.county_code)
            shares = {org.code: share(org) for org in family}
            assert place.rank == 1 + sum(other > shares[school.code] for other in shares.values())
            assert (place.of, sorted(place.shares)) == (len(shares), sorted(shares.values()))

    def test_neighbours_are_of_the_same_county_and_nearest_first(self, looks: dict[str, Viewer]) -> None:
        for school in BoardOrganisation.objects.filter(level="school")[:8]:
            told = selectors.organisation(looks["public"], school.code).neighbours
            assert {item.org.county_code for item in told} <= {school.county_code}
            assert school.code not in {item.org.code for item in told}
            away = [item.distance_km or 0 for item in told]
            assert away == sorted(away)

    def test_classes_are_told_to_those_who_answer_for_the_school(self, looks: dict[str, Viewer]) -> None:
        code = looks["head"].org_code
        for who in ("city", "expert", "own county", "head", "teacher"):
            view = selectors.organisation(looks[who], code)
            assert sum(item.pupils for item in view.classes) == view.brief.pupils > 0
            assert max(item.pupils for item in view.classes) == view.brief.largest_class
            assert len(view.classes) == view.brief.classes
            assert view.sizes[-1].day.isoformat() == "2018-09-30"
        public = selectors.organisation(looks["public"], code)
        assert (public.classes, public.sizes) == ((), ())

    def test_a_county_lists_its_schools_that_stand_worst(self, looks: dict[str, Viewer]) -> None:
        for county in BoardOrganisation.objects.filter(level="county"):
            view = selectors.organisation(looks["public"], county.code)
            below = BoardOrganisation.objects.filter(level="school", county_code=county.code)
            assert view.schools_total == below.count()
            assert len(view.schools) == min(12, view.schools_total)
            assert {point.org.code for point in view.points} == {org.code for org in below if org.lon is not None}
            missed = [item.counts.missed for item in view.schools]
            assert missed == sorted(missed, reverse=True)
            assert view.place is None

    def test_the_limits_of_class_size_are_the_packs(self, looks: dict[str, Viewer]) -> None:
        assert selectors.organisation(looks["public"]).limits == (56, 66)

    def test_it_takes_few_queries(self, looks: dict[str, Viewer], django_assert_max_num_queries: Any) -> None:
        school, county = looks["head"].org_code, looks["head"].county_code
        for who, code, most in (("city", None, 5), ("public", county, 8), ("public", school, 6), ("head", None, 11)):
            selectors.organisation(looks[who], code)
            with django_assert_max_num_queries(most):
                selectors.organisation(looks[who], code)

    def test_a_list_takes_few_queries(self, looks: dict[str, Viewer], django_assert_max_num_queries: Any) -> None:
        for wanted in ({}, {"near": (122.99, 41.11)}, {"words": "小学"}, {"status": "missed"}):
            with django_assert_max_num_queries(5):
                selectors.organisations(looks["public"], **wanted)


def share(org: BoardOrganisation) -> float:
    """Return the share met or on track of the targets judged."""
    judged = org.missed + org.behind + org.no_data + org.on_track + org.met
    return (org.met + org.on_track) / judged if judged else 0.0


def test_the_map_shows_every_school_of_the_scope_by_its_worst_status(viewer: Viewer) -> None:
    seen = listed(viewer)
    orgs = {org.code: org for org in BoardOrganisation.objects.filter(code__in=seen)}
    points = selectors.map_points(viewer)
    assert {point.org.code for point in points} == {code for code, org in orgs.items() if org.lon is not None}
    for point in points:
        worst = next(status for status in Status if getattr(orgs[point.org.code], status.value))
        assert point.status == worst
