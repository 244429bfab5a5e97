"""Which days count follows from the period alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.appraisal.moments import DAWN, moment_of
from daylight.kernel.calendar import Span
from daylight.policy.schema import Period

KINDS = [
    "standing", "census", "window", "since", "last_term", "last_school_year", "this_term", "this_school_year",
]  # fmt: skip


def period(kind: str, start: str | None = None, end: str | None = None) -> Period:
    return Period.model_validate({"kind": kind, "start": start, "end": end})


@pytest.mark.parametrize(
    ("given", "day", "state_on", "start", "end"),
    [
        (period("standing"), "2018-10-15", "2018-10-15", None, "2018-10-16"),
        (period("standing", "2017-04-18"), "2018-10-15", "2018-10-15", "2017-04-18", "2018-10-16"),
        (period("census"), "2018-10-15", "2018-09-30", None, "2018-10-01"),
        (period("census"), "2018-09-30", "2018-09-30", None, "2018-10-01"),
        (period("census"), "2018-09-29", "2017-09-30", None, "2017-10-01"),
        (period("window", "2017-01-01", "2018-01-01"), "2017-06-30", "2017-06-30", "2017-01-01", "2017-07-01"),
        (period("window", "2017-01-01", "2018-01-01"), "2018-10-15", "2017-12-31", "2017-01-01", "2018-01-01"),
        (period("since", "2017-04-18"), "2018-10-15", "2018-10-15", "2017-04-18", "2018-10-16"),
        (period("last_term"), "2018-10-15", "2018-08-31", "2018-03-01", "2018-09-01"),
        (period("last_term"), "2018-03-01", "2018-02-28", "2017-09-01", "2018-03-01"),
        (period("last_term"), "2018-02-28", "2017-08-31", "2017-03-01", "2017-09-01"),
        (period("last_school_year"), "2018-10-15", "2018-08-31", "2017-09-01", "2018-09-01"),
        (period("last_school_year"), "2018-08-31", "2017-08-31", "2016-09-01", "2017-09-01"),
        (period("this_term"), "2018-10-15", "2018-10-15", "2018-09-01", "2018-10-16"),
        (period("this_term"), "2018-03-01", "2018-03-01", "2018-03-01", "2018-03-02"),
        (period("this_school_year"), "2018-05-01", "2018-05-01", "2017-09-01", "2018-05-02"),
    ],
)
def test_the_days_of_each_period(given: Period, day: str, state_on: str, start: str | None, end: str) -> None:
    moment = moment_of(given, date.fromisoformat(day))
    assert moment is not None
    first = date.fromisoformat(start) if start else DAWN
    assert (moment.as_of, moment.state_on) == (date.fromisoformat(day), date.fromisoformat(state_on))
    assert moment.span == Span(first, date.fromisoformat(end))


@pytest.mark.parametrize(
    ("given", "day"),
    [
        (period("window", "2017-01-01", "2018-01-01"), "2016-12-31"),
        (period("since", "2017-04-18"), "2017-04-17"),
        (period("standing", "2017-04-18"), "2017-04-17"),
        (period("last_term", "2017-09-01"), "2018-02-28"),
        (period("last_school_year", "2017-09-01"), "2018-08-31"),
        (period("this_term", "2018-10-16"), "2018-10-15"),
        (period("census", "2017-10-01"), "2018-09-29"),
    ],
)
def test_a_period_that_has_not_begun_has_no_days(given: Period, day: str) -> None:
    assert moment_of(given, date.fromisoformat(day)) is None


@pytest.mark.parametrize(
    ("given", "day"),
    [
        (period("window", "2017-01-01", "2018-01-01"), "2017-01-01"),
        (period("last_term", "2017-09-01"), "2018-03-01"),
        (period("last_school_year", "2017-09-01"), "2018-09-01"),
        (period("census", "2017-10-01"), "2018-09-30"),
    ],
)
def test_it_begins_on_its_day(given: Period, day: str) -> None:
    assert moment_of(given, date.fromisoformat(day)) is not None


def test_a_term_in_which_the_start_lies_counts_from_the_start_on() -> None:
    moment = moment_of(period("last_term", "2018-04-01"), date(2018, 10, 15))
    assert moment is not None
    assert moment.span == Span(date(2018, 4, 1), date(2018, 9, 1))


def test_the_baselines_day_is_handed_on() -> None:
    moment = moment_of(period("census"), date(2018, 10, 15), date(2016, 9, 30))
    assert moment is not None
    assert moment.base_on == date(2016, 9, 30)


def test_a_window_that_has_passed_is_looked_at_as_it_was_when_it_closed() -> None:
    window = period("window", "2017-01-01", "2018-01-01")
    later = [moment_of(window, date(2018, 1, 1) + timedelta(days=days)) for days in (0, 100, 1000)]
    closed = (date(2017, 12, 31), date(2018, 1, 1))
    assert [(moment.state_on, moment.span.end) for moment in later if moment] == [closed] * 3


@given(
    kind=st.sampled_from(KINDS), day=st.dates(date(2012, 1, 1), date(2030, 12, 31)),
    start=st.none() | st.dates(date(2012, 1, 1), date(2030, 12, 31)),
)  # fmt: skip
def test_nothing_after_the_day_and_nothing_before_the_start_counts(kind: str, day: date, start: date | None) -> None:
    given = Period(kind=kind, start=start, end=date(2020, 1, 1) if kind == "window" else None)  # type: ignore[arg-type]
    moment = moment_of(given, day)
    if moment is not None:
        assert moment.span.start >= (start or DAWN)
        assert moment.span.start < moment.span.end <= day + timedelta(days=1)
        assert moment.state_on in moment.span
    elif start is None:
        raise AssertionError("a period without a start has always begun")
