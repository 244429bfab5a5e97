"""Staff are asked one by one; schools for a teacher of every subject."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from . import (
    IRON,
    RIVER,
    STATION,
    XINHUA,
    YEAR,
    column,
    homeroom,
    lake,
    measured,
    moment,
    organisation,
    post,
    record,
    seats,
    sums,
    town,
)

STATE = date(2018, 8, 31)
IN_YEAR = moment(start=YEAR.start, end=YEAR.end, state_on=STATE)
TRAINED: dict[str, Any] = {"kind": "visit", "posts": ["teacher"]}


def test_everybody_in_post_is_a_unit_whether_trained_or_not() -> None:
    tables = lake(
        staff_post=[post(1, STATION, 7), post(2, STATION, 8), post(3, RIVER, 9)],
        record=[record(1, STATION, staff_id=7), record(2, STATION, staff_id=7), record(3, STATION, staff_id=99)],
    )
    rows = measured("staff_with_records", tables, IN_YEAR, **TRAINED)
    assert sums(rows) == {STATION: (1, 2), RIVER: (0, 1)}
    assert [(row["staff"], row["times"], row["subject"]) for row in rows] == [
        (7, 2, "maths"), (8, 0, "maths"), (9, 0, "maths"),
    ]  # fmt: skip


@pytest.mark.parametrize(("since", "until", "units"), [
    (None, STATE, 0), (None, date(2018, 9, 1), 1), (STATE, None, 1), (date(2018, 9, 1), None, 0),
])  # fmt: skip
def test_a_post_is_held_from_its_first_day_to_the_day_before_its_end(
    since: date | None, until: date | None, units: int
) -> None:
    tables = lake(staff_post=[post(1, STATION, 7, valid_from=since, valid_to=until)])
    assert len(measured("staff_with_records", tables, IN_YEAR, **TRAINED)) == units


def test_only_the_posts_and_subjects_named_are_asked() -> None:
    tables = lake(staff_post=[
        post(1, STATION, 7), post(2, STATION, 8, "pe"), post(3, STATION, 9, None, post="head"),
        post(4, STATION, 10, None, post="support"),
    ])  # fmt: skip
    found = {
        "teachers": measured("staff_with_records", tables, IN_YEAR, **TRAINED),
        "pe": measured("staff_with_records", tables, IN_YEAR, subjects=["pe"], **TRAINED),
        "all": measured("staff_with_records", tables, IN_YEAR, kind="visit", posts=["teacher", "head"]),
    }
    assert {name: column(rows, "staff") for name, rows in found.items()} == {
        "teachers": [7, 8], "pe": [8], "all": [7, 8, 9],
    }  # fmt: skip


def test_two_posts_at_a_school_and_its_campus_are_one_person() -> None:
    places = [*town(), organisation(110, "campus", STATION)]
    tables = lake(
        organisation=places, staff_post=[post(1, STATION, 7), post(2, STATION, 7, "art"), post(3, 110, 7)]
    )
    rows = measured("staff_with_records", tables, IN_YEAR, **TRAINED)
    assert sums(rows) == {STATION: (0, 1)}
    assert column(rows, "subject") == ["art"]


def test_a_record_follows_the_person_to_another_school() -> None:
    tables = lake(staff_post=[post(1, RIVER, 7)], record=[record(1, STATION, staff_id=7)])
    assert sums(measured("staff_with_records", tables, IN_YEAR, **TRAINED)) == {RIVER: (1, 1)}


@pytest.mark.parametrize(("at_least", "numerator"), [(2, 1), (3, 0)])
def test_so_many_records_of_the_topic_are_asked(at_least: int, numerator: int) -> None:
    records = [record(n, STATION, staff_id=7, topic=topic) for n, topic in enumerate(["all", "all", "gap", None])]
    tables = lake(staff_post=[post(1, STATION, 7)], record=records)
    rows = measured("staff_with_records", tables, IN_YEAR, at_least=at_least, topic="all", **TRAINED)
    assert column(rows, "numerator") == [numerator]


def test_drafts_and_other_years_train_nobody() -> None:
    records = [record(1, STATION, staff_id=7, status="draft"), record(2, STATION, date(2018, 9, 1), staff_id=7)]
    tables = lake(staff_post=[post(1, STATION, 7)], record=records)
    assert sums(measured("staff_with_records", tables, IN_YEAR, **TRAINED)) == {STATION: (0, 1)}


# ---------------------------------------------------------------- followed up

FOLLOW = {"first": "visit", "then": "upload"}


def test_who_registered_must_also_upload() -> None:
    records = [
        record(1, STATION, staff_id=7), record(2, STATION, staff_id=7), record(3, STATION, staff_id=8),
        record(4, XINHUA, staff_id=9), record(5, STATION, staff_id=7, kind="upload"),
        record(6, STATION, staff_id=10, kind="upload"), record(7, STATION, kind="upload"), record(8, STATION),
        record(9, STATION, staff_id=8, kind="upload", status="draft"),
        record(10, XINHUA, date(2018, 9, 1), staff_id=9, kind="upload"),
    ]  # fmt: skip
    rows = measured("staff_followed_up", lake(record=records), IN_YEAR, **FOLLOW)
    assert sums(rows) == {STATION: (1, 2), XINHUA: (0, 1)}
    assert column(rows, "staff") == [7, 8, 9]
    assert column(rows, "times") == [1, 0, 0]


def test_a_draft_registers_nobody_unless_drafts_are_asked_for() -> None:
    tables = lake(record=[record(1, STATION, staff_id=7, status="draft")])
    assert measured("staff_followed_up", tables, IN_YEAR, **FOLLOW) == []
    assert len(measured("staff_followed_up", tables, IN_YEAR, statuses=["draft"], **FOLLOW)) == 1


# ---------------------------------------------------------------- subjects staffed

GAPS: dict[str, Any] = {"stage": "junior", "subjects": ["moral", "history"]}


def junior(post_id: int, school: int, subject: str, **more: Any) -> dict[str, Any]:
    return post(post_id, school, post_id, subject, **{"stage": "junior", **more})


def test_every_subject_of_every_school_of_the_stage_is_a_unit() -> None:
    tables = lake(
        staff_post=[junior(1, XINHUA, "moral"), junior(2, XINHUA, "moral"), junior(3, RIVER, "history")],
        homeroom_class=[homeroom(2, XINHUA, "junior", 2017), homeroom(3, RIVER, "junior", 2017), homeroom(4, RIVER)],
        class_membership=seats(2, XINHUA, 7) + seats(3, RIVER, 2) + seats(4, RIVER, 30),
    )
    rows = measured("subjects_staffed", tables, IN_YEAR, **GAPS)
    assert [(row["unit"], row["numerator"], row["teachers"], row["pupils"]) for row in rows] == [
        ("101:history", 0, 0, 7), ("101:moral", 1, 2, 0), ("102:history", 1, 1, 0), ("102:moral", 0, 0, 2),
    ]  # fmt: skip


def test_pupils_are_told_once_though_two_subjects_lack_a_teacher() -> None:
    tables = lake(homeroom_class=[homeroom(2, XINHUA, "junior", 2017)], class_membership=seats(2, XINHUA, 7))
    rows = measured("subjects_staffed", tables, IN_YEAR, **GAPS)
    assert sums(rows, "numerator", "denominator", "pupils") == {XINHUA: (0, 2, 7), RIVER: (0, 2, 0)}


@pytest.mark.parametrize(
    ("instead", "counts"),
    [
        ({}, 1), ({"stage": None}, 1), ({"stage": "primary"}, 0), ({"post": "head"}, 0), ({"valid_to": STATE}, 0),
        ({"subject": None}, 0), ({"org_id": IRON}, 0),
    ],
)  # fmt: skip
def test_only_a_teacher_of_the_subject_and_stage_in_post_counts(instead: dict[str, Any], counts: int) -> None:
    tables = lake(staff_post=[{**junior(1, XINHUA, "moral"), **instead}])
    assert sums(measured("subjects_staffed", tables, IN_YEAR, **GAPS), "numerator")[XINHUA] == counts
