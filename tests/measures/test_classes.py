"""Oversized classes are counted by hand, and again by brute force."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.kernel.calendar import grade_of
from daylight.measures.classes import class_sizes, grade_on, pupils_of, school_pupils

from . import (
    CITY,
    DAY,
    IRON,
    RIVER,
    STATION,
    TAIAN,
    XINHUA,
    Row,
    column,
    homeroom,
    lake,
    measured,
    moment,
    organisation,
    seats,
    sums,
    told,
    town,
)

BASE = date(2016, 9, 30)
CENSUS = date(2018, 9, 30)


def sized(**sizes: int) -> dict[str, list[Row]]:
    """Return primary classes of the station school with so many pupils each: ``c1=66``."""
    numbers = {int(name[1:]): size for name, size in sizes.items()}
    return {
        "homeroom_class": [homeroom(class_id, STATION) for class_id in numbers],
        "class_membership": list(chain.from_iterable(seats(n, STATION, size) for n, size in numbers.items())),
    }


@pytest.mark.parametrize(("size", "counted"), [(65, 0), (66, 1), (67, 1)])
def test_exactly_the_given_number_is_oversized(size: int, counted: int) -> None:
    rows = measured("class_size_count", lake(**sized(c1=size)), moment(), at_least=66)
    assert sums(rows) == {STATION: (counted, 1)}


@pytest.mark.parametrize(("size", "counted"), [(44, 1), (45, 1), (46, 0)])
def test_exactly_the_given_number_is_within(size: int, counted: int) -> None:
    rows = measured("class_size_within", lake(**sized(c1=size)), moment(), at_most=45)
    assert sums(rows) == {STATION: (counted, 1)}


def test_every_class_is_a_row_whether_oversized_or_not() -> None:
    rows = measured("class_size_count", lake(**sized(c1=7, c2=3, c3=9)), moment(), at_least=7)
    assert column(rows, "unit") == ["1", "2", "3"]
    assert column(rows, "numerator") == [1, 0, 1]
    assert column(rows, "pupils") == [7, 0, 9]


def test_pupils_touched_sit_in_classes_beyond_the_size() -> None:
    rows = measured("class_size_within", lake(**sized(c1=7, c2=3)), moment(), at_most=5)
    assert column(rows, "pupils") == [7, 0]


def test_a_row_says_which_class_of_which_school_and_how_big() -> None:
    rows = measured("class_size_count", lake(**sized(c2=3)), moment(), at_least=2)
    assert [(row["school"], row["homeroom_class"], row["size"]) for row in rows] == [("school 100", "3-2", 3)]


def test_a_membership_ends_before_its_last_day() -> None:
    tables = lake(
        homeroom_class=[homeroom(1, STATION)],
        class_membership=seats(1, STATION, 2) + seats(1, STATION, 1, until=DAY, first=50),
    )
    assert column(measured("class_size_count", tables, moment(), at_least=1), "size") == [2]
    before = moment(state_on=DAY - timedelta(days=1))
    assert column(measured("class_size_count", tables, before, at_least=1), "size") == [3]


def test_a_membership_begins_on_its_first_day() -> None:
    tables = lake(homeroom_class=[homeroom(1, STATION)], class_membership=seats(1, STATION, 2, since=DAY))
    assert column(measured("class_size_count", tables, moment(), at_least=1), "size") == [2]
    assert measured("class_size_count", tables, moment(state_on=DAY - timedelta(days=1)), at_least=1) == []


def test_a_class_without_pupils_is_none() -> None:
    tables = lake(homeroom_class=[homeroom(1, STATION)])
    assert measured("class_size_count", tables, moment(), at_least=1) == []


def test_a_class_that_has_ended_is_none() -> None:
    tables = lake(homeroom_class=[homeroom(1, STATION, valid_to=DAY)], class_membership=seats(1, STATION, 4))
    assert measured("class_size_count", tables, moment(), at_least=1) == []


def test_classes_of_a_school_that_has_closed_are_left_out() -> None:
    closed = [*town(), organisation(109, "school", IRON, "primary", valid_to=DAY)]
    tables = lake(
        organisation=closed, homeroom_class=[homeroom(1, 109)], class_membership=seats(1, 109, 70)
    )
    assert measured("class_size_count", tables, moment(), at_least=66) == []
    assert sums(measured("class_size_count", tables, moment(state_on=BASE), at_least=66)) == {109: (1, 1)}


def test_a_campus_counts_with_its_school() -> None:
    tables = lake(
        organisation=[*town(), organisation(110, "campus", STATION)],
        homeroom_class=[homeroom(1, STATION), homeroom(2, 110)],
        class_membership=seats(1, STATION, 3) + seats(2, 110, 5),
    )
    rows = measured("class_size_count", tables, moment(), at_least=4)
    assert sums(rows) == {STATION: (1, 2)}
    assert column(rows, "school") == ["school 100", "campus 110"]


@pytest.mark.parametrize(("stage", "units"), [("primary", ["1"]), ("junior", ["2"]), (None, ["1", "2"])])
def test_only_classes_of_the_stage_count(stage: str | None, units: list[str]) -> None:
    tables = lake(
        homeroom_class=[homeroom(1, RIVER), homeroom(2, RIVER, "junior", 2017)],
        class_membership=seats(1, RIVER, 3) + seats(2, RIVER, 4),
    )
    for name, params in (("class_size_count", {"at_least": 1}), ("class_size_within", {"at_most": 9})):
        assert column(measured(name, tables, moment(), stage=stage, **params), "unit") == units


def test_the_reduction_compares_two_days() -> None:
    tables = lake(
        homeroom_class=[
            homeroom(1, STATION), homeroom(2, STATION, valid_to=date(2018, 7, 20)),
            homeroom(3, STATION, entry_year=2018),
        ],
        class_membership=[
            *seats(1, STATION, 5), *seats(1, STATION, 3, until=date(2017, 3, 1), first=1500),
            *seats(2, STATION, 7), *seats(3, STATION, 6, since=date(2018, 9, 1)),
        ],
    )  # fmt: skip
    rows = measured("class_size_reduced", tables, moment(base_on=BASE), at_least=6)
    assert [(row["unit"], row["size"], row["base_size"]) for row in rows] == [("1", 5, 8), ("2", 0, 7), ("3", 6, 0)]
    assert sums(rows, "numerator", "denominator", "base_numerator", "base_denominator") == {STATION: (1, 2, 2, 2)}
    assert column(rows, "pupils") == [0, 0, 6]


def test_a_class_that_moved_up_is_one_row_with_its_grade_of_today() -> None:
    rows = measured("class_size_reduced", lake(**sized(c1=9)), moment(base_on=BASE), at_least=6)
    assert [(row["homeroom_class"], row["base_numerator"]) for row in rows] == [("3-1", 1)]


def test_a_school_closed_since_still_stands_in_the_base() -> None:
    closed = [*town(), organisation(109, "school", IRON, "primary", valid_to=date(2017, 7, 1))]
    tables = lake(organisation=closed, homeroom_class=[homeroom(1, 109)], class_membership=seats(1, 109, 70))
    rows = measured("class_size_reduced", tables, moment(base_on=BASE), at_least=66)
    assert sums(rows, "numerator", "base_numerator") == {109: (0, 1)}


def test_without_a_baseline_there_is_no_base() -> None:
    rows = measured("class_size_reduced", lake(**sized(c1=9)), moment(), at_least=6)
    assert sums(rows, "numerator", "base_numerator") == {STATION: (1, 0)}


def test_only_classes_of_the_entry_grade_are_asked_how_they_were_formed() -> None:
    tables = lake(
        homeroom_class=[
            homeroom(1, STATION, entry_year=2018), homeroom(2, STATION, entry_year=2018, formed_by="other"),
            homeroom(3, STATION, entry_year=2017, formed_by="other"),
            homeroom(4, XINHUA, "junior", 2018, formed_by=None),
        ],
        class_membership=list(chain.from_iterable(seats(n, XINHUA if n == 4 else STATION, n) for n in (1, 2, 3, 4))),
    )  # fmt: skip
    rows = measured("classes_formed", tables, moment(), formed_by="sunshine")
    assert sums(rows) == {STATION: (1, 2), XINHUA: (0, 1)}
    assert column(rows, "pupils") == [0, 2, 4]
    every = measured("classes_formed", tables, moment(), formed_by="sunshine", first_grade_only=False)
    assert sums(every) == {STATION: (1, 3), XINHUA: (0, 1)}


@pytest.mark.parametrize("day", [date(2018, 8, 31), date(2018, 9, 1), date(2019, 3, 1)])
@pytest.mark.parametrize(("stage", "entry"), [("primary", 2013), ("primary", 2018), ("junior", 2017)])
def test_grades_are_those_of_the_calendar(day: date, stage: str, entry: int) -> None:
    table = lake(homeroom_class=[homeroom(1, STATION, stage, entry)])["homeroom_class"]
    assert told(table.select(grade=grade_on(table, day))) == [{"grade": grade_of(stage, entry, day)}]


def test_pupils_are_summed_to_school_county_and_city() -> None:
    tables = lake(
        homeroom_class=[homeroom(1, STATION), homeroom(2, XINHUA, "junior", 2017), homeroom(3, RIVER)],
        class_membership=seats(1, STATION, 5) + seats(2, XINHUA, 7) + seats(3, RIVER, 2),
    )

    def found(kind: str, stage: str | None = None) -> dict[int, int]:
        rows = told(pupils_of(tables, DAY, kind, stage))
        return {row["org_id"]: row["enrolled"] for row in rows}

    assert found("school") == {STATION: 5, XINHUA: 7, RIVER: 2}
    assert found("county") == {IRON: 12, TAIAN: 2}
    assert found("city") == {CITY: 14}
    assert found("county", "primary") == {IRON: 5, TAIAN: 2}
    assert told(school_pupils(tables, DAY, "junior")) == [{"org_id": XINHUA, "enrolled": 7}]


# ---------------------------------------------------------------- brute force

DAYS = [date(2016, 9, 1), BASE, date(2017, 9, 30), CENSUS, DAY]
OPEN = st.one_of(st.none(), st.sampled_from(DAYS))
SEATS = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(DAYS), OPEN), max_size=25)
CLASSES = st.lists(st.tuples(st.sampled_from([STATION, RIVER]), st.sampled_from(DAYS), OPEN), min_size=4, max_size=4)


def there(row: Row, day: date) -> bool:
    return row["valid_from"] <= day and (row["valid_to"] is None or row["valid_to"] > day)


def by_hand(classes: list[Row], memberships: list[Row], day: date) -> dict[int, int]:
    """Return the size of each class, in plain Python."""
    counts = Counter(row["class_id"] for row in memberships if there(row, day))
    return {row["class_id"]: counts[row["class_id"]] for row in classes if there(row, day) and counts[row["class_id"]]}


def rows_of(drawn: list[tuple[int, date, date | None]], schools: list[tuple[int, date, date | None]]) -> tuple[
    list[Row], list[Row]
]:  # fmt: skip
    classes = [
        homeroom(n, school, valid_from=since, valid_to=until) for n, (school, since, until) in enumerate(schools, 1)
    ]
    seated = [
        {"membership_id": n, "pupil_id": n, "class_id": class_id, "valid_from": since, "valid_to": until}
        for n, (class_id, since, until) in enumerate(drawn)
    ]
    return classes, seated


@settings(max_examples=25, deadline=None)
@given(SEATS, CLASSES, st.sampled_from(DAYS), st.integers(1, 6))
def test_sizes_and_counts_agree_with_plain_python(
    drawn: list[tuple[int, date, date | None]], schools: list[tuple[int, date, date | None]], day: date, least: int
) -> None:
    classes, seated = rows_of(drawn, schools)
    tables = lake(homeroom_class=classes, class_membership=seated)
    sizes = by_hand(classes, seated, day)
    found = {row["class_id"]: row["size"] for row in told(class_sizes(tables, day))}
    assert found == sizes
    rows = measured("class_size_reduced", tables, moment(state_on=day, base_on=BASE), at_least=least)
    assert sum(column(rows, "numerator")) == sum(size >= least for size in sizes.values())
    was = by_hand(classes, seated, BASE).values()
    assert sum(column(rows, "base_numerator")) == sum(size >= least for size in was)


@settings(max_examples=15, deadline=None)
@given(SEATS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_numbering_of_pupils_change_nothing(
    drawn: list[tuple[int, date, date | None]], random: st.DataObject
) -> None:
    classes, seated = rows_of(drawn, [(STATION, DAYS[0], None)] * 4)
    mixed = [{**row, "pupil_id": 9000 - row["pupil_id"], "membership_id": row["membership_id"] * 7} for row in seated]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    lakes = [lake(homeroom_class=classes, class_membership=seated)]
    lakes += [lake(homeroom_class=classes[::-1], class_membership=mixed)]
    first, other = [measured("class_size_count", tables, moment(), at_least=3) for tables in lakes]
    assert first == other


@settings(max_examples=15, deadline=None)
@given(SEATS, st.integers(1, 4), st.integers(1, 5))
def test_one_pupil_more_never_makes_fewer_oversized_classes(
    drawn: list[tuple[int, date, date | None]], class_id: int, least: int
) -> None:
    classes, seated = rows_of(drawn, [(STATION, DAYS[0], None)] * 4)
    more = [*seated, {**dict.fromkeys(seated[0] if seated else ()), "pupil_id": 99, "class_id": class_id}]

    def counted(rows: list[Row]) -> float:
        tables = lake(homeroom_class=classes, class_membership=rows)
        return sum(column(measured("class_size_count", tables, moment(), at_least=least), "numerator"))

    assert counted(more) >= counted(seated)
