"""Every organisation is in the denominator, whether it has records or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import (
    CITY,
    IRON,
    RIVER,
    STATION,
    TAIAN,
    XINHUA,
    YEAR,
    Row,
    column,
    homeroom,
    lake,
    measured,
    moment,
    organisation,
    parts,
    record,
    seats,
    sums,
    town,
)

STATE = date(2018, 8, 31)
IN_YEAR = moment(start=YEAR.start, end=YEAR.end, state_on=STATE)
PUPILS = {
    "homeroom_class": [homeroom(1, STATION), homeroom(2, XINHUA, "junior", 2017), homeroom(3, RIVER)],
    "class_membership": seats(1, STATION, 5) + seats(2, XINHUA, 7) + seats(3, RIVER, 2),
}
SCHOOLS = {"kind": "visit", "org_kind": "school"}


def test_a_school_without_any_record_is_a_row_with_nought() -> None:
    tables = lake(record=[record(1, STATION), record(2, STATION)], **PUPILS)
    rows = measured("organisations_with_records", tables, IN_YEAR, **SCHOOLS)
    assert sums(rows) == {STATION: (1, 1), XINHUA: (0, 1), RIVER: (0, 1)}
    assert column(rows, "times") == [2, 0, 0]
    assert column(rows, "pupils") == [0, 7, 2]


@pytest.mark.parametrize(("at_least", "met"), [(1, 1), (2, 1), (3, 0)])
def test_so_many_records_are_enough(at_least: int, met: int) -> None:
    tables = lake(record=[record(1, STATION), record(2, STATION, date(2018, 6, 1))])
    rows = measured("organisations_with_records", tables, IN_YEAR, at_least=at_least, **SCHOOLS)
    assert sums(rows, "numerator")[STATION] == met
    assert rows[0]["last_on"] == date(2018, 6, 1)


def test_counties_and_the_city_are_asked_for_their_own_records_only() -> None:
    tables = lake(record=[record(1, IRON), record(2, STATION), record(3, CITY)], **PUPILS)
    counties = measured("organisations_with_records", tables, IN_YEAR, kind="visit", org_kind="county")
    assert sums(counties) == {IRON: (1, 1), TAIAN: (0, 1)}
    assert column(counties, "pupils") == [0, 2]
    city = measured("organisations_with_records", tables, IN_YEAR, kind="trip", org_kind="city")
    assert sums(city) == {CITY: (0, 1)}
    assert column(city, "pupils") == [14]


@pytest.mark.parametrize(("stage", "schools"), [("primary", [STATION, RIVER]), ("junior", [XINHUA, RIVER])])
def test_a_nine_year_school_is_asked_for_both_stages(stage: str, schools: list[int]) -> None:
    rows = measured("organisations_with_records", lake(), IN_YEAR, stage=stage, **SCHOOLS)
    assert column(rows, "org_id") == schools


def test_a_school_is_asked_while_it_is_there() -> None:
    places = [
        *town(), organisation(108, "school", IRON, valid_to=STATE), organisation(109, "school", IRON, valid_from=STATE),
        organisation(110, "campus", STATION),
    ]  # fmt: skip
    tables = lake(organisation=places, record=[record(1, 108), record(2, 110)])
    rows = measured("organisations_with_records", tables, IN_YEAR, **SCHOOLS)
    assert sums(rows, "numerator") == {STATION: 1, XINHUA: 0, RIVER: 0, 109: 0}


def test_only_records_that_count_are_counted() -> None:
    records = [
        record(1, STATION, status="draft"), record(2, STATION, date(2018, 9, 1)), record(3, XINHUA),
        record(4, RIVER, topic="a", level="city"),
    ]  # fmt: skip
    tables = lake(record=records, evidence=parts(3, "plan"))
    assert sums(measured("organisations_with_records", tables, IN_YEAR, **SCHOOLS), "numerator") == {
        STATION: 0, XINHUA: 1, RIVER: 1,
    }  # fmt: skip
    asked: dict[str, Any] = {**SCHOOLS, "parts": ["plan"]}
    assert sums(measured("organisations_with_records", tables, IN_YEAR, **asked), "numerator")[RIVER] == 0
    asked = {**SCHOOLS, "topic": "a", "level": "city"}
    assert sums(measured("organisations_with_records", tables, IN_YEAR, **asked), "numerator")[XINHUA] == 0


def test_counted_organisations_touch_nobody() -> None:
    tables = lake(record=[record(1, STATION), record(2, STATION)], **PUPILS)
    rows = measured("organisations_counted", tables, IN_YEAR, **SCHOOLS)
    assert sums(rows, "numerator", "pupils") == {STATION: (1, 0), XINHUA: (0, 0), RIVER: (0, 0)}


# ---------------------------------------------------------------- topics

TOPICS = ["lesson", "activity", "culture"]
COVERED = {"kind": "visit", "org_kind": "school", "topics": TOPICS}


def on(org: int, *topics: str, first: int = 1) -> list[Row]:
    return [record(n, org, topic=topic) for n, topic in enumerate(topics, first)]


def test_an_organisation_counts_with_every_topic_only() -> None:
    tables = lake(record=[*on(STATION, *TOPICS, "lesson"), *on(XINHUA, "lesson", "culture", "odd", first=9)], **PUPILS)
    rows = measured("topics_covered", tables, IN_YEAR, **COVERED)
    assert sums(rows) == {STATION: (1, 1), XINHUA: (0, 1), RIVER: (0, 1)}
    assert column(rows, "topic") == [None, "activity", "lesson"]
    assert column(rows, "covered") == [3, 2, 0]
    assert column(rows, "pupils") == [0, 7, 2]


def test_each_topic_may_count_by_itself_and_pupils_are_told_once() -> None:
    tables = lake(record=[*on(STATION, *TOPICS), *on(XINHUA, "lesson", "lesson", first=9)], **PUPILS)
    rows = measured("topics_covered", tables, IN_YEAR, each="topic", **COVERED)
    assert sums(rows) == {STATION: (3, 3), XINHUA: (1, 3), RIVER: (0, 3)}
    assert sums(rows, "pupils") == {STATION: 0, XINHUA: 7, RIVER: 2}
    short = [(row["unit"], row["topic"], row["pupils"]) for row in rows if row["org_id"] == XINHUA]
    assert short == [("101:activity", "activity", 7), ("101:culture", "culture", 0), ("101:lesson", "lesson", 0)]


def test_a_topic_named_twice_is_one_topic() -> None:
    asked = {**COVERED, "topics": ["lesson", "lesson"]}
    rows = measured("topics_covered", lake(record=on(STATION, "lesson")), IN_YEAR, **asked)
    assert sums(rows, "numerator")[STATION] == 1


MANY = st.lists(
    st.tuples(st.sampled_from([STATION, XINHUA, IRON]), st.sampled_from([*TOPICS, "odd", None]), st.booleans()),
    max_size=20,
)


@settings(max_examples=25, deadline=None)
@given(MANY, st.sampled_from(["organisation", "topic"]))
def test_topics_agree_with_plain_python(drawn: list[tuple[int, str | None, bool]], each: str) -> None:
    rows = [
        record(n, org, topic=topic, status="filed" if good else "returned")
        for n, (org, topic, good) in enumerate(drawn)
    ]
    held = {org: {topic for at, topic, good in drawn if good and at == org} & set(TOPICS) for org in (100, 101, 102)}
    found = sums(measured("topics_covered", lake(record=rows), IN_YEAR, each=each, **COVERED))
    if each == "topic":
        assert found == {org: (len(topics), 3) for org, topics in held.items()}
    else:
        assert found == {org: (int(len(topics) == 3), 1) for org, topics in held.items()}


@settings(max_examples=15, deadline=None)
@given(MANY, st.integers(1, 999), st.sampled_from(TOPICS))
def test_one_record_more_never_lowers_coverage(
    drawn: list[tuple[int, str | None, bool]], shift: int, topic: str
) -> None:
    rows = [record(n * 3 + shift, org, topic=about) for n, (org, about, _) in enumerate(drawn)]
    more = [*rows, record(9999, STATION, topic=topic)]
    before = sums(measured("topics_covered", lake(record=rows), IN_YEAR, each="topic", **COVERED), "numerator")
    after = sums(measured("topics_covered", lake(record=more[::-1]), IN_YEAR, each="topic", **COVERED), "numerator")
    assert all(after[org] >= n for org, n in before.items())
    assert after[STATION] >= 1


# ---------------------------------------------------------------- subjects and grades


def test_every_subject_of_city_and_counties_is_a_unit() -> None:
    records = [
        record(1, CITY, subject="maths"), record(2, IRON, subject="maths"), record(3, IRON, subject="maths"),
        record(4, IRON, subject="art"), record(5, STATION, subject="pe"), record(6, TAIAN, subject=None),
    ]  # fmt: skip
    asked = {"kind": "visit", "subjects": ["maths", "pe"], "org_kinds": ["city", "county"]}
    rows = measured("subjects_covered", lake(record=records), IN_YEAR, **asked)
    assert sums(rows) == {CITY: (1, 2), IRON: (1, 2), TAIAN: (0, 2)}
    assert [(row["unit"], row["times"]) for row in rows if row["org_id"] == IRON] == [("2:maths", 2), ("2:pe", 0)]


def test_the_city_alone_is_asked_unless_counties_are_named() -> None:
    rows = measured("subjects_covered", lake(), IN_YEAR, kind="visit", subjects=["maths"])
    assert sums(rows) == {CITY: (0, 1)}


def test_every_subject_of_every_grade_is_a_unit() -> None:
    records = [
        record(1, CITY, subject="maths", grade=7), record(2, CITY, subject="physics", grade=7),
        record(3, IRON, subject="physics", grade=8), record(4, CITY, subject="art", grade=None),
    ]  # fmt: skip
    asked = {"kind": "visit", "subjects_by_grade": {"7": ["maths", "art"], "8": ["maths", "physics"]}}
    rows = measured("subject_grades_covered", lake(record=records), IN_YEAR, **asked)
    assert [(row["grade"], row["subject"], row["numerator"]) for row in rows] == [
        (7, "art", 0), (7, "maths", 1), (8, "maths", 0), (8, "physics", 0),
    ]  # fmt: skip
    assert column(rows, "org_id") == [CITY] * 4
