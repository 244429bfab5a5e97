"""The rules of judging, one by one, and what must hold of all of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.appraisal.contract import Status
from daylight.appraisal.judge import Standing, judge, pro_rata, satisfies, series_for
from daylight.policy.schema import Point, Series, Target

from . import points, target

YEARS = points(("2017-12-31", 0.25), ("2018-12-31", 0.5), ("2019-12-31", 0.75), ("2020-12-31", 1.0))
BASE = (date(2016, 9, 30), 0.0)


def judged(owed: Target, value: float | None, day: str, **more: Any) -> Standing:
    return judge(owed, owed.series[0].points, value, date.fromisoformat(day), **more)


def status(owed: Target, value: float | None, day: str, **more: Any) -> str:
    return judged(owed, value, day, **more).status.value


@pytest.mark.parametrize(
    ("comparator", "value", "wanted", "holds"),
    [
        ("at_least", 0.5, 0.5, True), ("at_least", 0.4999, 0.5, False),
        ("at_most", 0.5, 0.5, True), ("at_most", 0.5001, 0.5, False),
        ("more_than", 0.6, 0.6, False), ("more_than", 0.6001, 0.6, True),
        ("equals", 0.0, 0.0, True), ("equals", 1.0, 0.0, False),
    ],
)  # fmt: skip
def test_each_comparator_at_its_edge(comparator: Any, value: float, wanted: float, holds: bool) -> None:
    assert satisfies(comparator, value, wanted) is holds


@given(n=st.integers(0, 400_000), d=st.integers(1, 400_000), digits=st.integers(1, 4), share=st.integers(0, 10_000))
def test_a_share_is_judged_as_in_exact_arithmetic(n: int, d: int, digits: int, share: int) -> None:
    wanted = Fraction(share, 10**digits)
    exact = Fraction(n, d) >= wanted
    told = satisfies("at_least", n / d, float(wanted))
    assert told == exact


@pytest.mark.parametrize(
    ("value", "day", "expected"),
    [
        (0.4, "2017-12-30", "not_yet_due"),
        (0.5, "2017-12-30", "met"),
        (0.4, "2017-12-31", "missed"),
        (0.5, "2017-12-31", "met"),
        (0.4, "2019-06-01", "missed"),
        (None, "2017-12-30", "not_yet_due"),
        (None, "2017-12-31", "no_data"),
    ],
)
def test_one_threshold_is_owed_from_its_day_on(value: float | None, day: str, expected: str) -> None:
    assert status(target(), value, day) == expected


@pytest.mark.parametrize(
    ("value", "day", "expected"),
    [
        (0.24, "2017-12-31", "missed"),
        (0.25, "2017-12-31", "on_track"),
        (0.30, "2018-06-30", "on_track"),
        (0.50, "2018-06-30", "on_track"),
        (1.00, "2018-06-30", "met"),
        (0.49, "2018-12-31", "missed"),
        (0.74, "2020-12-30", "missed"),
        (0.75, "2020-12-30", "on_track"),
        (0.99, "2020-12-31", "missed"),
        (1.00, "2021-06-30", "met"),
        (0.20, "2017-06-30", "not_yet_due"),
        (0.25, "2017-06-30", "on_track"),
    ],
)
def test_steps_ask_nothing_between_their_days(value: float, day: str, expected: str) -> None:
    assert status(target(owed=YEARS), value, day) == expected


@pytest.mark.parametrize(
    ("value", "day", "expected", "threshold"),
    [
        # Half of the way from 2017-12-31 to 2018-12-31 is 2018-07-01 less half a day: 182 of 365 days.
        (0.375, "2018-07-01", "on_track", 0.25 + 0.25 * 182 / 365),
        (0.374, "2018-07-01", "behind", 0.25 + 0.25 * 182 / 365),
        (0.24, "2018-07-01", "missed", 0.25),
        (1.00, "2018-07-01", "met", 0.25),
        (0.25, "2017-12-31", "on_track", 0.25),
    ],
)
def test_a_line_is_owed_day_by_day(value: float, day: str, expected: str, threshold: float) -> None:
    found = judged(target(owed=YEARS, path="linear"), value, day, start=BASE)
    assert (found.status.value, found.threshold) == (expected, pytest.approx(threshold, abs=1e-12))


@pytest.mark.parametrize(
    ("day", "expected"), [("2016-09-29", "not_yet_due"), ("2016-09-30", "on_track"), ("2017-04-01", "behind")]
)
def test_a_line_starts_at_the_baseline(day: str, expected: str) -> None:
    assert status(target(owed=YEARS, path="linear"), 0.0, day, start=BASE) == expected


def test_without_a_start_nothing_is_asked_before_the_first_day() -> None:
    assert status(target(owed=YEARS, path="linear"), 0.0, "2017-06-30") == "not_yet_due"


@pytest.mark.parametrize(
    ("value", "expected"), [(0.0, "met"), (1.0, "on_track"), (50.0, "on_track"), (51.0, "behind"), (100.0, "behind")]
)
def test_on_the_way_down_to_none_fewer_than_pro_rata_is_on_track(value: float, expected: str) -> None:
    gone = target(comparator="equals", path="linear", owed=points(("2018-09-30", 0)))
    assert status(gone, value, "2017-09-30", start=(date(2016, 9, 30), 100.0)) == expected


def test_exactly_none_is_owed_on_the_day() -> None:
    gone = target(comparator="equals", path="linear", owed=points(("2018-09-30", 0)))
    assert status(gone, 1.0, "2018-09-30", start=(date(2016, 9, 30), 100.0)) == "missed"
    assert status(gone, 0.0, "2018-09-30", start=(date(2016, 9, 30), 100.0)) == "met"


@pytest.mark.parametrize("value", [None, 0.0, 1.0])
def test_before_the_period_begins_nothing_is_due(value: float | None) -> None:
    found = judged(target(), value, "2019-01-01", begun=False)
    assert (found.status, found.threshold) == (Status.NOT_YET_DUE, None)


@pytest.mark.parametrize(
    ("value", "day", "due_on", "goal"),
    [
        (0.2, "2018-06-30", "2017-12-31", 0.25),
        (0.3, "2018-06-30", "2018-12-31", 0.5),
        (1.0, "2018-06-30", "2018-12-31", 0.5),
        (1.0, "2021-01-01", "2020-12-31", 1.0),
        (None, "2018-06-30", "2018-12-31", 0.5),
        (None, "2021-01-01", "2020-12-31", 1.0),
        (None, "2016-01-01", "2017-12-31", 0.25),
    ],
)
def test_the_point_that_decides_is_named(value: float | None, day: str, due_on: str, goal: float) -> None:
    found = judged(target(owed=YEARS), value, day)
    assert (found.due_on.isoformat(), found.goal) == (due_on, goal)


def test_a_threshold_that_has_passed_stays_owed() -> None:
    each_term = target(cadence="term", owed=points(("2017-09-01", 1)), period={"kind": "last_term"})
    assert [status(each_term, 0.9, day) for day in ("2017-09-01", "2018-09-01", "2025-09-01")] == ["missed"] * 3


def series(level: str, value: float, *org_codes: str) -> Series:
    return Series(level=level, org_codes=org_codes, points=(Point(due=date(2018, 1, 1), value=value),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "code", "county", "value"),
    [
        ("city", "210300", None, 1), ("county", "210302", "210302", 2), ("county", "210303", "210303", 3),
        ("school", "2103020001", "210302", 4), ("school", "2103030001", "210303", 5),
        ("school", "2103210001", "210321", None),
    ],
)  # fmt: skip
def test_thresholds_that_name_somebody_come_before_those_of_the_level(
    level: str, code: str, county: str | None, value: float | None
) -> None:
    named = target().model_copy(
        update={
            "series": (
                series("city", 1), series("county", 3), series("county", 2, "210302"),
                series("school", 4, "2103020001"), series("school", 5, "210303"),
            )
        }
    )  # fmt: skip
    found = series_for(named, level, code, county)
    assert (found and found.points[0].value) == value


# ---------------------------------------------------------------- what must hold of all rules

ORDER = list(Status)
COMPARATORS = st.sampled_from(["at_least", "at_most", "more_than"])
VALUES = st.one_of(st.integers(0, 12).map(lambda n: n / 4), st.floats(0, 3, allow_nan=False))


@st.composite
def targets(draw: Any) -> tuple[Target, tuple[date, float] | None]:
    dues = sorted(draw(st.sets(st.dates(date(2017, 1, 1), date(2020, 12, 31)), min_size=1, max_size=4)))
    owed = [{"due": due.isoformat(), "value": draw(st.integers(0, 8)) / 4} for due in dues]
    made = target(comparator=draw(COMPARATORS), path=draw(st.sampled_from(["linear", "step"])), owed=owed)
    start = draw(st.none() | st.tuples(st.dates(date(2015, 1, 1), date(2016, 12, 31)), st.integers(0, 8)))
    return made, start and (start[0], start[1] / 4)


@given(targets(), VALUES, VALUES, st.dates(date(2015, 1, 1), date(2021, 12, 31)))
def test_a_better_value_never_has_a_worse_status(
    made: tuple[Target, tuple[date, float] | None], one: float, other: float, day: date
) -> None:
    owed, start = made
    worse, better = sorted((one, other), reverse=owed.comparator == "at_most")
    found = [judge(owed, owed.series[0].points, value, day, start=start).status for value in (worse, better)]
    assert ORDER.index(found[0]) <= ORDER.index(found[1])


@given(targets(), VALUES, st.dates(date(2015, 1, 1), date(2021, 12, 31)))
def test_met_and_missed_mean_what_they_say(
    made: tuple[Target, tuple[date, float] | None], value: float, day: date
) -> None:
    owed, start = made
    every = owed.series[0].points
    found = judge(owed, every, value, day, start=start)
    passed = [satisfies(owed.comparator, value, point.value) for point in every]
    due = [holds for holds, point in zip(passed, every, strict=True) if point.due <= day]
    ahead = passed[len(due):]
    assert (found.status is Status.MISSED) == (bool(due) and not due[-1])
    assert (found.status is Status.MET) == (all(ahead) and (not due or due[-1]))
    if found.status is Status.BEHIND:
        assert found.threshold is not None
        assert owed.path == "linear"
        assert not satisfies(owed.comparator, value, found.threshold)


@given(targets(), VALUES, st.dates(date(2015, 1, 1), date(2021, 12, 31)))
def test_the_deciding_point_is_one_of_the_thresholds(
    made: tuple[Target, tuple[date, float] | None], value: float, day: date
) -> None:
    owed, start = made
    found = judge(owed, owed.series[0].points, value, day, start=start)
    assert (found.due_on, found.goal) in {(point.due, point.value) for point in owed.series[0].points}
    assert (found.due_on <= day) == (found.status is Status.MISSED or owed.series[0].points[-1].due <= day)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.integers(0, 1000))
def test_a_line_runs_between_its_ends(low: float, high: float, day: int) -> None:
    ends = date(2017, 1, 1), date.fromordinal(date(2017, 1, 1).toordinal() + 1000)
    found = pro_rata((ends[0], low), (ends[1], high), date.fromordinal(ends[0].toordinal() + day))
    assert min(low, high) <= found <= max(low, high)
    if day in (0, 1000):
        assert found == (low if day == 0 else high)
