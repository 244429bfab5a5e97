"""Of what organisations report, the last counting counts."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.kernel.calendar import Span

from . import IRON, LONG_AGO, RIVER, STATION, XINHUA, column, lake, measured, moment, organisation, sums, tally, town

AUTUMN, SPRING = date(2017, 9, 30), date(2018, 3, 31)
YEAR = Span(date(2017, 9, 1), date(2018, 9, 1))
IN_YEAR = moment(start=YEAR.start, end=YEAR.end)


def test_the_last_counting_of_the_span_counts() -> None:
    tables = lake(tally=[tally(STATION, AUTUMN, 10, 3), tally(STATION, SPRING, 20, 15), tally(RIVER, AUTUMN, 8, 8)])
    rows = measured("tally_share", tables, IN_YEAR, kind="sport-hour")
    assert sums(rows) == {STATION: (15, 20), RIVER: (8, 8)}
    assert column(rows, "counted_on") == [SPRING, AUTUMN]
    assert column(rows, "pupils") == [5, 0]


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2017, 8, 31), False), (date(2017, 9, 1), True), (date(2018, 8, 31), True), (date(2018, 9, 1), False)],
)
def test_the_span_holds_its_first_day_and_not_its_end(day: date, counts: bool) -> None:
    rows = measured("tally_share", lake(tally=[tally(STATION, day, 4, 2)]), IN_YEAR, kind="sport-hour")
    assert bool(rows) is counts


def test_another_kind_is_another_count() -> None:
    tables = lake(tally=[tally(STATION, AUTUMN, 4, 2), tally(STATION, SPRING, 9, 9, kind="fitness-pass")])
    assert sums(measured("tally_share", tables, IN_YEAR, kind="sport-hour")) == {STATION: (2, 4)}


def test_who_has_not_reported_is_no_row() -> None:
    rows = measured("tally_share", lake(tally=[tally(STATION, AUTUMN, 4, 2)]), IN_YEAR, kind="sport-hour")
    assert column(rows, "org_id") == [STATION]


def test_a_counting_by_grades_is_summed() -> None:
    tables = lake(tally=[
        tally(STATION, SPRING, 10, 4, grade=1), tally(STATION, SPRING, 12, 5, grade=2), tally(STATION, AUTUMN, 99, 99),
    ])  # fmt: skip
    assert sums(measured("tally_share", tables, IN_YEAR, kind="sport-hour")) == {STATION: (9, 22)}
    assert sums(measured("tally_share", tables, IN_YEAR, kind="sport-hour", grade=2)) == {STATION: (5, 12)}


def test_a_total_beside_its_grades_is_not_counted_twice() -> None:
    tables = lake(tally=[tally(STATION, SPRING, 10, 4, grade=1), tally(STATION, SPRING, 30, 9)])
    assert sums(measured("tally_share", tables, IN_YEAR, kind="sport-hour")) == {STATION: (9, 30)}


def test_of_staff_no_pupil_is_touched() -> None:
    tables = lake(tally=[tally(STATION, SPRING, 10, 4)])
    assert column(measured("tally_share", tables, IN_YEAR, kind="sport-hour", of="staff"), "pupils") == [0]


def test_counties_report_for_themselves_and_campuses_for_their_school() -> None:
    tables = lake(
        organisation=[*town(), organisation(110, "campus", STATION)],
        tally=[tally(IRON, AUTUMN, 100, 99), tally(110, AUTUMN, 7, 6)],
    )
    rows = measured("tally_share", tables, IN_YEAR, kind="sport-hour")
    assert sums(rows) == {IRON: (99, 100), STATION: (6, 7)}


def test_organisations_closed_by_the_day_are_left_out() -> None:
    places = [*town(), organisation(109, "school", IRON, "primary", valid_to=date(2018, 7, 1))]
    tables = lake(organisation=places, tally=[tally(109, AUTUMN, 7, 6)])
    assert measured("tally_share", tables, IN_YEAR, kind="sport-hour") == []


def test_the_change_compares_the_last_with_the_last_up_to_the_baseline() -> None:
    base = date(2016, 12, 31)
    tables = lake(tally=[
        tally(STATION, LONG_AGO, 10, 1), tally(STATION, base, 10, 5), tally(STATION, AUTUMN, 10, 6),
        tally(STATION, SPRING, 20, 14), tally(XINHUA, base, 10, 9), tally(RIVER, SPRING, 10, 9),
    ])  # fmt: skip
    rows = measured("tally_change", tables, moment(start=YEAR.start, end=YEAR.end, base_on=base), kind="sport-hour")
    assert column(rows, "org_id") == [STATION]
    (row,) = rows
    assert [row[name] for name in ("numerator", "denominator", "base_numerator", "base_denominator")] == [14, 20, 5, 10]
    assert (row["counted_on"], row["base_counted_on"]) == (SPRING, base)
    assert row["pupils"] == 0


@pytest.mark.parametrize(("covered", "touched"), [(4, 6), (5, 5), (6, 0)])
def test_pupils_are_touched_where_the_share_has_not_risen(covered: int, touched: int) -> None:
    base = date(2016, 12, 31)
    tables = lake(tally=[tally(STATION, base, 20, 10), tally(STATION, SPRING, 10, covered)])
    when = moment(start=YEAR.start, end=YEAR.end, base_on=base)
    assert column(measured("tally_change", tables, when, kind="sport-hour"), "pupils") == [touched]


def test_a_day_after_the_baseline_is_not_the_baseline() -> None:
    tables = lake(tally=[tally(STATION, date(2017, 1, 1), 20, 10), tally(STATION, SPRING, 10, 9)])
    when = moment(start=YEAR.start, end=YEAR.end, base_on=date(2016, 12, 31))
    assert measured("tally_change", tables, when, kind="sport-hour") == []
