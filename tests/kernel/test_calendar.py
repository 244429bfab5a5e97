"""Every date of the school calendar is derived in one way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.kernel.calendar import (
    AUTUMN,
    SPRING,
    Span,
    census_on_or_before,
    grade_of,
    last_complete_school_year,
    last_complete_term,
    school_year_of,
    school_year_span,
    term_of,
    term_span,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "year"), [(date(2017, 8, 31), 2016), (date(2017, 9, 1), 2017), (date(2018, 1, 1), 2017)]
)
def test_a_school_year_begins_on_the_first_of_september(day: date, year: int) -> None:
    assert school_year_of(day) == year


@pytest.mark.parametrize(
    ("day", "term"),
    [(date(2017, 9, 1), AUTUMN), (date(2018, 2, 28), AUTUMN), (date(2018, 3, 1), SPRING), (date(2018, 8, 31), SPRING)],
)
def test_spring_runs_from_march_to_august(day: date, term: int) -> None:
    assert term_of(day) == term


@pytest.mark.parametrize(
    ("day", "census"),
    [
        (date(2017, 9, 29), date(2016, 9, 30)),
        (date(2017, 9, 30), date(2017, 9, 30)),
        (date(2017, 12, 31), date(2017, 9, 30)),
    ],
)
def test_the_census_counts_from_its_own_day_on(day: date, census: date) -> None:
    assert census_on_or_before(day) == census


def test_a_term_is_complete_only_when_the_next_has_begun() -> None:
    assert last_complete_term(date(2018, 2, 28)) == (2016, SPRING)
    assert last_complete_term(date(2018, 3, 1)) == (2017, AUTUMN)
    assert last_complete_term(date(2018, 10, 15)) == (2017, SPRING)


def test_a_school_year_is_complete_only_when_the_next_has_begun() -> None:
    assert last_complete_school_year(date(2018, 8, 31)) == 2016
    assert last_complete_school_year(date(2018, 9, 1)) == 2017


def test_grades_count_on_from_primary_to_junior() -> None:
    assert grade_of("primary", 2017, date(2017, 9, 1)) == 1
    assert grade_of("primary", 2012, date(2018, 8, 31)) == 6
    assert grade_of("junior", 2017, date(2018, 9, 1)) == 8


def test_a_span_holds_its_first_day_and_not_its_end() -> None:
    span = Span(date(2017, 1, 1), date(2018, 1, 1))
    assert date(2017, 1, 1) in span
    assert date(2017, 12, 31) in span
    assert date(2018, 1, 1) not in span


@given(DAYS)
def test_every_day_lies_in_its_school_year_and_its_term(day: date) -> None:
    year = school_year_of(day)
    assert day in school_year_span(year)
    assert day in term_span(year, term_of(day))


@given(DAYS)
def test_the_two_terms_make_up_the_year_without_gap_or_overlap(day: date) -> None:
    year = school_year_of(day)
    autumn, spring, whole = term_span(year, AUTUMN), term_span(year, SPRING), school_year_span(year)
    assert (autumn.start, autumn.end, spring.end) == (whole.start, spring.start, whole.end)


@given(DAYS)
def test_the_last_complete_term_ended_before_the_day_and_within_a_year(day: date) -> None:
    span = term_span(*last_complete_term(day))
    assert span.end <= day < span.end + timedelta(days=186)


@given(DAYS)
def test_the_census_is_never_later_than_the_day_nor_older_than_a_year(day: date) -> None:
    census = census_on_or_before(day)
    assert (census.month, census.day) == (9, 30)
    assert census <= day < census.replace(year=census.year + 1)
