"""The timetable of the span's last term, judged class by class."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from . import (
    DAY,
    IRON,
    RIVER,
    STATION,
    column,
    course,
    homeroom,
    lake,
    measured,
    moment,
    organisation,
    seats,
    sums,
    town,
)

CLASSES = {
    "homeroom_class": [homeroom(1, STATION), homeroom(2, RIVER)],
    "class_membership": seats(1, STATION, 5) + seats(2, RIVER, 3),
}


def week(class_id: int, school: int, lessons: dict[str, float], **more: Any) -> list[dict[str, Any]]:
    return [course(class_id, school, subject, count, **more) for subject, count in lessons.items()]


@pytest.mark.parametrize(("maths", "within"), [(4.5, 1), (5.0, 1), (5.5, 0)])
def test_weekly_lessons_are_added_and_the_limit_is_inside(maths: float, within: int) -> None:
    tables = lake(class_course=week(1, STATION, {"chinese": 7.0, "maths": maths, "pe": 3.0}), **CLASSES)
    (row,) = measured("weekly_lessons_within", tables, moment(), limits={"3": 15})
    assert (row["numerator"], row["denominator"], row["pupils"]) == (within, 1, 5 * (1 - within))
    assert (row["lessons"], row["allowed"], row["homeroom_class"]) == (10 + maths, 15, "3-1")


def test_binary_dust_breaks_no_limit() -> None:
    tables = lake(class_course=week(1, STATION, {"chinese": 0.1, "maths": 0.2}), **CLASSES)
    assert column(measured("weekly_lessons_within", tables, moment(), limits={"3": 0.3}), "numerator") == [1]


def test_each_grade_has_its_own_limit_and_a_grade_without_one_is_left_out() -> None:
    lessons = [*week(1, STATION, {"maths": 9.0}), *week(2, RIVER, {"maths": 9.0}, grade=8)]
    tables = lake(class_course=lessons, **CLASSES)
    assert sums(measured("weekly_lessons_within", tables, moment(), limits={"3": 10, "8": 8})) == {
        STATION: (1, 1), RIVER: (0, 1),
    }  # fmt: skip
    assert sums(measured("weekly_lessons_within", tables, moment(), limits={"8": 8})) == {RIVER: (0, 1)}


@pytest.mark.parametrize(
    ("end", "lessons"),
    [
        (date(2018, 3, 1), 1.0), (date(2018, 3, 2), 2.0), (date(2018, 9, 1), 2.0), (date(2018, 9, 2), 3.0),
        (date(2019, 3, 1), 3.0),
    ],
)  # fmt: skip
def test_the_term_of_the_last_day_of_the_span_is_looked_at(end: date, lessons: float) -> None:
    terms = [(2017, 1), (2017, 2), (2018, 1)]
    tables = lake(
        class_course=[
            course(1, STATION, "maths", n, school_year=year, term=term) for n, (year, term) in enumerate(terms, 1)
        ],
        **CLASSES,
    )
    rows = measured("weekly_lessons_within", tables, moment(end=end, start=date(2017, 9, 1)), limits={"3": 15})
    assert column(rows, "lessons") == [lessons]


def test_a_class_that_has_left_still_counts_for_its_term_and_touches_nobody() -> None:
    tables = lake(
        class_course=week(1, STATION, {"maths": 99.0}),
        homeroom_class=[homeroom(1, STATION, valid_to=DAY)], class_membership=seats(1, STATION, 5, until=DAY),
    )  # fmt: skip
    rows = measured("weekly_lessons_within", tables, moment(), limits={"3": 15})
    assert sums(rows, "numerator", "denominator", "pupils") == {STATION: (0, 1, 0)}


def test_classes_of_a_closed_school_are_left_out_and_those_of_a_campus_count_for_the_school() -> None:
    places = [
        *town(), organisation(109, "school", IRON, valid_to=DAY), organisation(110, "campus", STATION),
    ]  # fmt: skip
    tables = lake(
        organisation=places, homeroom_class=[homeroom(1, 109), homeroom(2, 110)],
        class_course=[*week(1, 109, {"maths": 5.0}), *week(2, 110, {"maths": 5.0})],
    )  # fmt: skip
    assert sums(measured("weekly_lessons_within", tables, moment(), limits={"3": 15})) == {STATION: (1, 1)}


# ---------------------------------------------------------------- minimums

RULES = [
    {"grades": [3, 4], "subjects": ["music", "art"], "lessons": 4},
    {"grades": [3], "subjects": ["pe"], "lessons": 3},
    {"grades": [8], "subjects": ["pe"], "lessons": 2},
]


def kept(lessons: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    rows = measured("subject_lessons_kept", lake(class_course=lessons, **CLASSES), moment(), minimums=RULES)
    return [(row["unit"], row["numerator"], row["lessons"], row["owed"], row["pupils"]) for row in rows]


def test_a_class_is_asked_the_rules_of_its_grade() -> None:
    lessons = [*week(1, STATION, {"music": 2.0, "art": 1.5, "pe": 3.0}), *week(2, RIVER, {"pe": 1.0}, grade=8)]
    assert kept(lessons) == [("1:0", 0, 3.5, 4, 5), ("1:1", 1, 3, 3, 0), ("2:2", 0, 1, 2, 3)]


def test_a_subject_not_taught_is_short_and_pupils_are_told_once() -> None:
    assert kept(week(1, STATION, {"maths": 5.0})) == [("1:0", 0, 0, 4, 5), ("1:1", 0, 0, 3, 0)]


def test_subjects_of_one_rule_are_added() -> None:
    assert kept(week(1, STATION, {"music": 1.0, "art": 3.0, "pe": 4.0})) == [("1:0", 1, 4, 4, 0), ("1:1", 1, 4, 3, 0)]


def test_a_class_whose_lessons_nobody_entered_has_no_row() -> None:
    assert kept(week(1, STATION, {"maths": 5.0}, grade=9)) == []


def test_a_row_names_the_rules_subjects() -> None:
    tables = lake(class_course=week(1, STATION, {"pe": 3.0}), **CLASSES)
    rows = measured("subject_lessons_kept", tables, moment(), minimums=RULES)
    assert column(rows, "subjects") == ["music+art", "pe"]


# ---------------------------------------------------------------- practice


@pytest.mark.parametrize(
    ("lessons", "practice", "enough"), [(5.0, 0.5, 1), (5.0, 0.49, 0), (3.0, 0.3, 1), (7.0, 0.7, 1), (4.0, 0.0, 0)]
)
def test_a_tenth_of_the_lessons_is_a_tenth(lessons: float, practice: float, enough: int) -> None:
    tables = lake(class_course=[course(1, STATION, "maths", lessons, practice)], **CLASSES)
    assert column(measured("practice_share", tables, moment(), at_least=0.1), "numerator") == [enough]


def test_each_subject_is_a_unit_and_pupils_are_told_once() -> None:
    lessons = [
        course(1, STATION, "pe", 3.0), course(1, STATION, "maths", 5.0), course(1, STATION, "art", 2.0, 1.0),
        course(1, STATION, "music", 0.0), course(2, RIVER, "maths", 5.0, 2.0),
    ]  # fmt: skip
    rows = measured("practice_share", lake(class_course=lessons, **CLASSES), moment(), at_least=0.1)
    assert [(row["unit"], row["numerator"], row["pupils"]) for row in rows] == [
        ("1:art", 1, 0), ("1:maths", 0, 5), ("1:pe", 0, 0), ("2:maths", 1, 0),
    ]  # fmt: skip


def test_practice_may_be_asked_of_some_subjects_only() -> None:
    lessons = [course(1, STATION, "pe", 3.0), course(1, STATION, "maths", 5.0, 1.0)]
    rows = measured("practice_share", lake(class_course=lessons, **CLASSES), moment(), at_least=0.1, subjects=["maths"])
    assert sums(rows) == {STATION: (1, 1)}
    assert (rows[0]["lessons"], rows[0]["practice"]) == (5, 1)


def test_practice_that_nobody_entered_is_none() -> None:
    lessons = [{**course(1, STATION, "maths", 5.0), "practice_lessons": None}]
    rows = measured("practice_share", lake(class_course=lessons, **CLASSES), moment(), at_least=0.1)
    assert sums(rows, "numerator", "pupils") == {STATION: (0, 5)}
