"""When a duty is owed follows from its cadence, its day and the time it is in effect."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.apps.duties.periods import SOON, Due, dues, state_of
from daylight.kernel.calendar import Span
from daylight.policy.schema import Duty

ISSUED = date(2017, 4, 18)
TODAY = date(2018, 10, 15)


def duty(cadence: str, **more: Any) -> Duty:
    told = {
        "id": "d", "zh": "任务", "en": "Duty", "clause": "c", "owed_by": "school", "role": "school-head",
        "cadence": cadence, "capability": "x", **more,
    }  # fmt: skip
    return Duty.model_validate(told)


def due_days(found: tuple[Due, ...]) -> list[str]:
    return [due.due_on.isoformat() for due in found]


@pytest.mark.parametrize("cadence", ["standing", "each_event"])
def test_what_has_no_day_of_its_own_never_comes_due(cadence: str) -> None:
    assert dues(duty(cadence), TODAY, ISSUED) == ()


def test_what_is_owed_once_counts_from_the_notice_on() -> None:
    (due,) = dues(duty("once", due_on=date(2017, 12, 31)), TODAY, ISSUED)
    assert due == Due(Span(ISSUED, date.max), date(2017, 12, 31))


def test_what_is_owed_once_without_a_day_is_not_owed() -> None:
    assert dues(duty("once"), TODAY, ISSUED) == ()


def test_a_duty_of_each_term_is_owed_for_the_term_before_and_the_one_that_runs() -> None:
    before, running = dues(duty("term"), TODAY, ISSUED)
    assert before == Due(Span(date(2018, 3, 1), date(2018, 9, 1)), date(2018, 8, 31))
    assert running == Due(Span(date(2018, 9, 1), date(2019, 3, 1)), date(2019, 2, 28))


@pytest.mark.parametrize(
    ("cadence", "day", "expected"),
    [
        ("school_year", "06-30", ["2018-06-30", "2019-06-30"]),
        ("school_year", "11-15", ["2017-11-15", "2018-11-15"]),
        ("term", "10-31", ["2018-08-31", "2018-10-31"]),  # not inside the spring term: its last day
        ("month", "01-20", ["2018-09-20", "2018-10-20"]),
        ("month", "01-31", ["2018-09-30", "2018-10-31"]),
    ],
)
def test_a_day_named_is_the_one_inside_each_time(cadence: str, day: str, expected: list[str]) -> None:
    assert due_days(dues(duty(cadence, due_day=day), TODAY, ISSUED)) == expected


def test_the_29th_of_february_is_the_28th_in_other_years() -> None:
    found = dues(duty("school_year", due_day="02-29"), date(2020, 5, 1), ISSUED)
    assert due_days(found) == ["2019-02-28", "2020-02-29"]


def test_a_december_day_lies_in_the_autumn_of_its_term() -> None:
    assert due_days(dues(duty("term", due_day="12-20"), date(2019, 1, 10), ISSUED))[-1] == "2018-12-20"


def test_a_month_at_the_turn_of_the_year_follows_december() -> None:
    before, running = dues(duty("month"), date(2019, 1, 31), ISSUED)
    assert (before.span.start, running.span.start) == (date(2018, 12, 1), date(2019, 1, 1))


def test_nothing_is_owed_for_a_time_that_ended_before_the_notice() -> None:
    assert due_days(dues(duty("school_year"), date(2017, 5, 1), ISSUED)) == ["2017-08-31"]


def test_a_duty_that_begins_later_is_owed_from_then_on() -> None:
    later = duty("term", effective_from=date(2018, 9, 1))
    assert due_days(dues(later, TODAY, ISSUED)) == ["2019-02-28"]


def test_a_duty_that_has_ended_is_owed_for_no_time_after_its_end() -> None:
    ended = duty("term", effective_to=date(2018, 9, 1))
    assert due_days(dues(ended, TODAY, ISSUED)) == ["2018-08-31"]


@pytest.mark.parametrize(
    ("done", "days", "state"),
    [(True, -5, "done"), (False, -1, "late"), (False, 0, "soon"), (False, 30, "soon"), (False, 31, "owed")],
)
def test_where_a_duty_stands_follows_from_the_days_left(done: bool, days: int, state: str) -> None:
    due_on = date.fromordinal(TODAY.toordinal() + days)
    assert state_of(done, due_on, TODAY) == state
    assert SOON.days == 30


@given(
    st.sampled_from(["term", "school_year", "month"]),
    st.dates(date(2017, 9, 1), date(2027, 12, 31)),
    st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 12, 31))),
)
def test_every_due_day_lies_in_its_time_and_the_times_follow_one_another(
    cadence: str, on: date, named: date | None
) -> None:
    more = {} if named is None else {"due_day": named.strftime("%m-%d")}
    found = dues(duty(cadence, **more), on, ISSUED)
    assert 1 <= len(found) <= 2
    assert all(due.due_on in due.span for due in found)
    assert on in found[-1].span
    if len(found) == 2:
        assert found[0].span.end == found[1].span.start
