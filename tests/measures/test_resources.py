"""Resources of schools, counted by hand, and the coefficient of variation by its definition."""

from __future__ import annotations

from datetime import date
from math import isclose, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import (
    DAY,
    IRON,
    RIVER,
    STATION,
    XINHUA,
    Row,
    column,
    homeroom,
    lake,
    measured,
    moment,
    organisation,
    post,
    seats,
    sums,
    town,
)

CLASSES = {
    "homeroom_class": [homeroom(1, STATION), homeroom(2, RIVER), homeroom(3, RIVER, "junior", 2017)],
    "class_membership": seats(1, STATION, 50) + seats(2, RIVER, 20) + seats(3, RIVER, 4),
}


def resource(school: int, **more: Any) -> Row:
    return {"school_id": school, "school_year": 2018, "stage": "primary", **more}


def met(needs: dict[str, float], at_least: int = 1, floor: float = 0.85, **rows: list[Row]) -> dict[int, Any]:
    asked = {"stage": "primary", "needs": needs, "at_least": at_least, "floor": floor}
    found: dict[int, Any] = sums(measured("resources_met", lake(**{**CLASSES, **rows}), moment(), **asked))
    return found


@pytest.mark.parametrize(("area", "enough"), [(224.99, 0), (225.0, 1), (226.0, 1)])
def test_area_is_divided_by_the_pupils_of_the_day(area: float, enough: int) -> None:
    rooms = [resource(STATION, teaching_area_m2=area)]
    assert met({"teaching_area": 4.5}, school_resource=rooms)[STATION] == (enough, 1)


def test_rooms_and_teachers_are_per_hundred_pupils() -> None:
    rooms = [resource(STATION, multimedia_rooms=1, computers=6, books=500, sports_area_m2=75.0)]
    tables = lake(school_resource=rooms, staff_post=[post(n, STATION, n) for n in range(3)], **CLASSES)
    asked = {"stage": "primary", "needs": {"teachers": 6}, "at_least": 1, "floor": 0.5}
    row = measured("resources_met", tables, moment(), **asked)[0]
    assert [row[name] for name in ("multimedia_rooms", "computers", "teachers")] == [2, 12, 6]
    assert [row[name] for name in ("books", "sports_area", "enrolled", "numerator")] == [10, 1.5, 50, 1]


def test_all_but_one_must_meet_and_the_other_stay_above_the_floor() -> None:
    needs = {"teaching_area": 4.0, "sports_area": 8.0, "equipment_value": 100.0}

    def enough(teaching: float, sports: float, equipment: float) -> float:
        rooms = [resource(
            STATION, teaching_area_m2=teaching * 50, sports_area_m2=sports * 50, equipment_value_yuan=equipment * 50
        )]  # fmt: skip
        return float(met(needs, at_least=2, school_resource=rooms)[STATION][0])

    assert enough(4, 8, 100) == 1
    assert enough(4, 8, 85) == 1
    assert enough(4, 8, 84) == 0
    assert enough(4, 7, 90) == 0
    assert enough(3.4, 8, 100) == 1


def test_a_school_that_reported_nothing_is_not_shown_to_suffice() -> None:
    rows = measured(
        "resources_met", lake(**CLASSES), moment(), stage="primary", needs={"books": 1}, at_least=1, floor=0.1
    )
    assert sums(rows, "numerator", "denominator", "pupils") == {STATION: (0, 1, 50), RIVER: (0, 1, 20)}
    assert column(rows, "met") == [0, 0]


def test_a_school_without_pupils_of_the_stage_is_no_unit() -> None:
    rooms = [resource(XINHUA, books=9)]
    assert set(met({"books": 1}, school_resource=rooms)) == {STATION, RIVER}


@pytest.mark.parametrize(("day", "year"), [(date(2018, 9, 29), 2017), (date(2018, 9, 30), 2018), (DAY, 2018)])
def test_rooms_are_those_of_the_last_census(day: date, year: int) -> None:
    rooms = [resource(STATION, school_year=at, books=at) for at in (2016, 2017, 2018)]
    tables = lake(school_resource=[*rooms, resource(STATION, stage="junior", books=1)], **CLASSES)
    rows = measured("resource_variation", tables, moment(state_on=day), stage="primary", indicator="books")
    assert column(rows, "amount") == [year]


TEACHERS = [
    post(1, STATION, 1, "music", above_standard=True), post(2, STATION, 2, "pe", backbone=True),
    post(3, STATION, 3, "art", above_standard=None, backbone=None),
    post(4, STATION, 4, above_standard=True, backbone=True),
    post(5, STATION, 4, "pe"), post(6, STATION, 6, post="head", above_standard=True),
    post(7, STATION, 7, stage="junior", above_standard=True), post(8, STATION, 8, valid_to=DAY, above_standard=True),
    post(9, RIVER, 9),
]  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "station", "river"),
    [("above_standard_teachers", 2, 0), ("backbone_teachers", 2, 0), ("arts_pe_teachers", 4, 0), ("teachers", 4, 1)],
)
def test_a_teacher_counts_once_for_what_any_of_the_posts_tells(indicator: str, station: int, river: int) -> None:
    tables = lake(staff_post=TEACHERS, **CLASSES)
    rows = measured("resource_variation", tables, moment(), stage="primary", indicator=indicator)
    assert sums(rows, "numerator") == {STATION: station, RIVER: river}
    assert rows[0]["each"] == station * 2


def test_teachers_and_rooms_of_a_campus_count_for_its_school() -> None:
    places = [*town(), organisation(110, "campus", STATION)]
    tables = lake(
        organisation=places, staff_post=[post(1, STATION, 1), post(2, 110, 2), post(3, 110, 1)],
        school_resource=[resource(STATION, books=5), resource(110, books=7)], **CLASSES,
    )  # fmt: skip
    for indicator, expected in (("teachers", 2), ("books", 12)):
        rows = measured("resource_variation", tables, moment(), stage="primary", indicator=indicator)
        assert sums(rows, "numerator")[STATION] == expected


def test_a_closed_school_is_no_unit() -> None:
    places = [*town(), organisation(109, "school", IRON, "primary", valid_to=DAY)]
    tables = lake(
        organisation=places, school_resource=[resource(109, books=5)], homeroom_class=[homeroom(1, 109)],
        class_membership=seats(1, 109, 5),
    )  # fmt: skip
    assert measured("resource_variation", tables, moment(), stage="primary", indicator="books") == []


def test_a_school_that_did_not_report_rooms_is_left_out_of_the_variation() -> None:
    tables = lake(school_resource=[resource(STATION, books=100), resource(RIVER, books=None)], **CLASSES)
    rows = measured("resource_variation", tables, moment(), stage="primary", indicator="books")
    assert sums(rows, "numerator", "denominator", "square") == {STATION: (100, 50, 200)}


SCHOOLS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 60)), min_size=2, max_size=5)


@settings(max_examples=20, deadline=None)
@given(SCHOOLS)
def test_the_sums_make_the_coefficient_of_its_definition(drawn: list[tuple[int, int]]) -> None:
    schools = {200 + n: both for n, both in enumerate(drawn)}
    tables = lake(
        organisation=[*town(), *(organisation(org, "school", IRON, "primary") for org in schools)],
        homeroom_class=[homeroom(org, org) for org in schools],
        class_membership=[seat for org, (pupils, _) in schools.items() for seat in seats(org, org, pupils)],
        school_resource=[resource(org, books=books) for org, (_, books) in schools.items()],
    )
    rows = measured("resource_variation", tables, moment(), stage="primary", indicator="books")
    n, d, square = (sum(column(rows, name)) for name in ("numerator", "denominator", "square"))
    mean = sum(books for _, books in drawn) / sum(pupils for pupils, _ in drawn)
    spread = sum(pupils / d * (books / pupils - mean) ** 2 for pupils, books in drawn)
    assert (n, d) == (sum(books for _, books in drawn), sum(pupils for pupils, _ in drawn))
    assert isclose(max(0.0, square / d - (n / d) ** 2), spread, rel_tol=1e-9, abs_tol=1e-9)
    assert isclose(sqrt(spread), sqrt(max(0.0, square / d - (n / d) ** 2)), rel_tol=1e-6, abs_tol=1e-4)
