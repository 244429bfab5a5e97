"""What records are drawn from: days on which people work, lapses of the lax."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.demo.casework.batch import APPROVED, DRAFT, FILED, RETURNED
from daylight.demo.casework.desk import Desk, between, drawn_between, lapses, on, periods, settled, workdays
from daylight.demo.columns import NONE, date_of, day
from daylight.demo.streams import stream


@given(st.dates(date(2015, 1, 1), date(2019, 12, 31)))
def test_a_day_is_moved_to_the_next_working_day(when: date) -> None:
    moved = date_of(int(workdays(np.array([day(when)]))[0]))
    assert moved >= when
    assert (moved - when).days <= 9
    assert moved.isoweekday() <= 5
    assert not (moved.month == 10 and moved.day <= 7)


@pytest.mark.parametrize(
    ("when", "then"),
    [
        (date(2018, 9, 12), date(2018, 9, 12)),
        (date(2018, 9, 15), date(2018, 9, 17)),
        (date(2018, 10, 1), date(2018, 10, 8)),
        (date(2017, 9, 30), date(2017, 10, 9)),
        (date(2017, 10, 7), date(2017, 10, 9)),
    ],
)
def test_weekends_and_the_national_holiday_are_free(when: date, then: date) -> None:
    assert date_of(int(workdays(np.array([day(when)]))[0])) == then


def test_days_lie_between_their_ends() -> None:
    days = between(stream(1, "b"), (date(2017, 9, 4), date(2017, 9, 23)), 500)
    assert day(date(2017, 9, 4)) <= days.min()
    assert days.max() <= day(date(2017, 9, 23))
    assert len(set(days.tolist())) > 8


def test_what_would_be_moved_beyond_the_end_is_the_last_working_day() -> None:
    days = between(stream(1, "b"), (date(2018, 9, 25), date(2018, 9, 30)), 500)
    assert {date_of(number) for number in days.tolist()} == {date(2018, 9, day_) for day_ in (25, 26, 27, 28)}


def test_one_day_is_that_day() -> None:
    assert date_of(int(between(stream(1, "b"), (date(2017, 11, 16),) * 2, 1)[0])) == date(2017, 11, 16)


def test_whole_numbers_lie_between_their_ends_inclusive() -> None:
    assert set(drawn_between(stream(1, "n"), (2, 4), 200).tolist()) == {2, 3, 4}


@pytest.mark.parametrize(
    ("month_day", "then"),
    [("09-01", date(2017, 9, 1)), ("03-05", date(2018, 3, 5)), ("12-31", date(2017, 12, 31))],
)
def test_a_day_of_a_school_year_is_in_the_right_calendar_year(month_day: str, then: date) -> None:
    assert on(2017, month_day) == then


def test_nobody_lapses_where_the_share_is_nought() -> None:
    assert not lapses(stream(1, "l"), 0.0, np.full(1000, 2.0)).any()


def test_the_lax_lapse_more_often() -> None:
    laxity = np.repeat([0.2, 2.0], 4000)
    found = lapses(stream(1, "l"), 0.1, laxity)
    assert found[4000:].mean() > 5 * found[:4000].mean()


def rule(**more: Any) -> dict[str, Any]:
    return {"per": "school_year", "days": ["09-10", "05-30"], **more}


def test_a_rule_of_the_year_has_a_period_in_each(desk: Desk) -> None:
    found = [(name, place) for name, place, _, _ in periods(desk.c, rule())]
    assert found == [("2016/0", 0), ("2017/0", 1), ("2018/0", 2)]


def test_a_rule_begins_when_it_says(desk: Desk) -> None:
    assert [name for name, *_ in periods(desk.c, rule(since=2017))] == ["2017/0", "2018/0"]


def test_a_period_that_has_not_begun_is_left_out(desk: Desk) -> None:
    assert [name for name, *_ in periods(desk.c, rule(days=["10-20", "05-30"]))] == ["2016/0", "2017/0"]


def test_a_rule_of_the_term_has_a_period_in_each_term(desk: Desk) -> None:
    found = periods(desk.c, rule(per="term", days=["09-10", "01-10", "03-05", "06-28"]))
    assert [name for name, *_ in found] == ["2016/1", "2016/2", "2017/1", "2017/2", "2018/1"]
    assert found[1][2:] == (date(2017, 3, 5), date(2017, 6, 28))


def test_what_is_done_once_has_its_days(desk: Desk) -> None:
    days = [date(2017, 5, 2), date(2017, 7, 20)]
    assert periods(desk.c, {"per": "once", "dates": days}) == [("once", 1, *days)]


def test_what_was_settled_has_the_days_of_its_status(desk: Desk) -> None:
    happened = np.full(20_000, day(date(2017, 11, 1)))
    status, filed, approved = settled(desk, stream(1, "s"), happened, 0.5)
    assert set(status.tolist()) == {DRAFT, FILED, RETURNED, APPROVED}
    assert ((filed == NONE) == (status == DRAFT)).all()
    assert ((approved != NONE) == (status == APPROVED)).all()
    assert (filed[filed != NONE] >= happened[0]).all()
    assert (approved[status == APPROVED] > filed[status == APPROVED]).all()


def test_of_what_is_firm_nothing_went_wrong(desk: Desk) -> None:
    status, _, _ = settled(desk, stream(1, "s"), np.full(20_000, 17_000), 1.0, firm=True)
    assert set(status.tolist()) == {APPROVED}


def test_organisations_of_a_level_come_with_county_and_laxity(desk: Desk) -> None:
    assert [column.tolist() for column in desk.organisations("city")] == [[1], [-1], [0.0]]
    org, place, laxity = desk.organisations("county")
    assert org.tolist() == list(range(2, 9))
    assert place.tolist() == list(range(7))
    assert laxity.tolist() == [county.weakness for county in desk.c.counties]
    junior, _, _ = desk.organisations("school", "junior")
    assert len(junior) == int(desk.schools.junior.sum())


def test_the_city_itself_is_as_weak_as_the_average(desk: Desk) -> None:
    assert desk.weakness(np.array([-1, 5])).tolist() == [1.0, 2.4]


def test_a_diligent_school_of_a_strong_county_seldom_lapses(desk: Desk) -> None:
    rows = np.arange(len(desk.schools.county))
    laxity = desk.laxity(rows)
    strong = desk.schools.county == 0
    assert laxity[strong].max() <= 0.5
    assert (laxity >= 0).all()


def test_a_county_is_found_by_its_code(desk: Desk) -> None:
    assert desk.county_place("210321") == 4
