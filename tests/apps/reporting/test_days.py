"""The days of the measured path."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.apps.reporting.days import path_days
from daylight.policy import load_pack
from daylight.policy.find import pack_folder
from daylight.policy.schema import Pack, Target

DAYS = st.dates(date(2015, 1, 1), date(2025, 12, 31))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(pack_folder("anshan-2017-066"))


def test_the_path_of_the_notice_begins_at_its_first_baseline(pack: Pack) -> None:
    days = path_days(pack.targets, date(2018, 10, 15))
    baselines = {target.baseline.day for target in pack.targets if target.baseline}
    assert days[0] == min(baselines)
    assert baselines <= set(days)
    assert days[-1] == date(2018, 10, 15)
    assert {date(2017, 9, 30), date(2017, 12, 31), date(2018, 9, 30)} <= set(days)


def test_without_a_baseline_there_is_the_day_alone(pack: Pack) -> None:
    plain = [target for target in pack.targets if target.baseline is None]
    assert path_days(plain, date(2018, 10, 15)) == (date(2018, 10, 15),)
    assert path_days([], date(2018, 10, 15)) == (date(2018, 10, 15),)


@pytest.mark.parametrize("day", [date(2017, 9, 30), date(2017, 12, 31)])
def test_a_census_that_is_the_day_itself_is_told_once(pack: Pack, day: date) -> None:
    days = path_days(pack.targets, day)
    assert days.count(day) == 1
    assert days[-1] == day


def baselines(pack: Pack, days: list[date]) -> list[Target]:
    one = next(target for target in pack.targets if target.baseline)
    assert one.baseline is not None
    return [one.model_copy(update={"baseline": one.baseline.model_copy(update={"day": day})}) for day in days]


@given(starts=st.lists(DAYS, max_size=4), as_of=DAYS)
def test_days_rise_and_end_with_the_day_and_no_census_between_is_left_out(
    pack: Pack, starts: list[date], as_of: date
) -> None:
    days = path_days(baselines(pack, starts), as_of)
    assert list(days) == sorted(set(days))
    assert days[-1] == as_of
    first = min(starts, default=as_of)
    between = (first + timedelta(days=n) for n in range(max(0, (as_of - first).days)))
    wanted = {day for day in between if (day.month, day.day) in ((9, 30), (12, 31)) or day in starts}
    assert set(days) == wanted | {as_of}
