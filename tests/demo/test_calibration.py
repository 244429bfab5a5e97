"""The city in numbers: complete, consistent, and the sums of the public profile."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from daylight.demo.calibration import Calibration, County, calibration, scaled
from daylight.kernel.codes import SUBJECTS


def test_the_city_has_its_seven_counties_in_order(c: Calibration) -> None:
    codes = [county.code for county in c.counties]
    assert codes == ["210302", "210303", "210304", "210311", "210321", "210323", "210381"]


def test_the_shares_of_the_counties_make_one(c: Calibration) -> None:
    assert sum(county.share for county in c.counties) == pytest.approx(1)


@pytest.mark.parametrize(("name", "total"), [("primary", 566), ("junior", 128)])
def test_the_schools_of_the_counties_are_those_of_the_profile(c: Calibration, name: str, total: int) -> None:
    assert sum(getattr(county, name) for county in c.counties) == total


@pytest.mark.parametrize(
    ("name", "totals"),
    [("crowded66", [403, 247, 176, 40]), ("crowded56", [1700, 1356, 1256, 1003])],
)
def test_crowded_classes_shrink_as_planned(c: Calibration, name: str, totals: list[int]) -> None:
    found = [sum(column) for column in zip(*(getattr(county, name) for county in c.counties), strict=True)]
    assert found == totals


def test_huge_classes_are_among_the_large(c: Calibration) -> None:
    for county in c.counties:
        assert all(huge <= large for huge, large in zip(county.crowded66, county.crowded56, strict=True))


def test_every_county_says_where_its_schools_lie(c: Calibration) -> None:
    for county in c.counties:
        assert sum(county.places) == pytest.approx(1)
        assert county.nine_year <= min(county.primary, county.junior)
        assert len(county.sunshine) == len(c.years)


def test_districts_are_told_from_counties(c: Calibration) -> None:
    assert [county.is_district for county in c.counties] == [True] * 4 + [False] * 3


def test_the_day_and_the_years_are_those_of_the_demo(c: Calibration) -> None:
    assert c.day == date(2018, 10, 15)
    assert list(c.years) == [2016, 2017, 2018]


@pytest.mark.parametrize("stage", ["primary", "junior"])
def test_the_subjects_of_teachers_are_subjects_and_make_one(c: Calibration, stage: str) -> None:
    shares = c.staff[stage]
    assert set(shares) <= set(SUBJECTS)
    assert sum(shares.values()) == pytest.approx(1)


def test_gaps_are_of_subjects_that_junior_schools_teach(c: Calibration) -> None:
    assert set(c.staff["gaps"]) <= set(c.staff["junior"])


def test_a_weight_belongs_to_each_surname(c: Calibration) -> None:
    people = c.names["people"]
    assert len(people["surnames"].split()) == len(people["weights"])


def test_lists_by_county_have_a_number_for_each(c: Calibration) -> None:
    codes = {county.code for county in c.counties}
    assert len(c.pupils["temporary"]) == len(codes)
    assert set(c.casework["offices"]["standards_done"]) == codes
    assert set(c.casework["staff"]["lessons"]["registered"]) == codes
    assert set(c.casework["tallies"]["fitness-pass"]["rise"]) == codes
    assert set(c.casework["tallies"]["school-age-children"]["unplaced"]) == codes


def test_weekly_lessons_add_up_to_the_weeks_of_the_stages(c: Calibration) -> None:
    sums = [sum(column) for column in zip(*c.lessons["weekly"].values(), strict=True)]
    assert sums == [26, 26, 30, 30, 30, 30, 34, 34, 34]


def test_weekly_lessons_are_of_known_subjects(c: Calibration) -> None:
    assert set(c.lessons["weekly"]) <= set(SUBJECTS)


def test_a_habit_eases_for_every_term(c: Calibration) -> None:
    assert len(c.lessons["habits"]["easing"]) == 5


@pytest.mark.parametrize(
    ("count", "scale", "least", "found"), [(566, 1, 0, 566), (4, 0.02, 0, 0), (4, 0.02, 2, 2), (3, 10, 1, 30)]
)
def test_counts_follow_the_scale_down_to_the_least(count: float, scale: float, least: int, found: int) -> None:
    assert scaled(count, scale, least) == found


def test_the_calibration_is_read_once() -> None:
    assert calibration() is calibration()


def test_routine_rules_say_when_and_with_what(c: Calibration) -> None:
    for kind, rule in c.casework["routine"].items():
        assert rule["by"] in ("school", "county", "city"), kind
        assert rule["per"] in ("once", "school_year", "term"), kind
        assert len(rule["dates" if rule["per"] == "once" else "days"]) == (4 if rule["per"] == "term" else 2), kind
        assert rule["parts"], kind
        assert not ("topics" in rule and "drawn" in rule), kind


def known(rule: dict[str, Any]) -> set[str]:
    return set(rule) - {
        "by", "stage", "per", "since", "days", "dates", "topics", "drawn", "times", "missing", "parts", "approved",
        "level", "quantity", "firm",
    }  # fmt: skip


def test_routine_rules_have_no_unknown_keys(c: Calibration) -> None:
    assert {kind: known(rule) for kind, rule in c.casework["routine"].items() if known(rule)} == {}


def test_a_county_says_all_it_is_asked() -> None:
    with pytest.raises(TypeError):
        County(code="210302")  # type: ignore[call-arg]
