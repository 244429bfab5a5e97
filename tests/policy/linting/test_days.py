"""Days that cannot be are named; those on the edge can."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from daylight.policy.linting.days import days

from ..items import clause, duty, english, head, pack, points, target, told

D = date.fromisoformat


@pytest.mark.parametrize(
    ("begins", "ends", "wrong"),
    [
        ("2018-01-01", "2018-01-02", False),
        ("2018-01-01", "2018-01-01", True),
        ("2018-01-02", "2018-01-01", True),
        (None, "2018-01-01", False),
        ("2018-01-01", None, False),
    ],
)
def test_an_effect_ends_after_it_begins(begins: str | None, ends: str | None, wrong: bool) -> None:
    span = {"effective_from": begins and D(begins), "effective_to": ends and D(ends)}
    for lists in ({"head": head(**span)}, {"clauses": (clause(**span),)}, {"duties": (duty(**span),)}):
        assert bool(told(days(pack(**lists)))) is wrong


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"cadence": "once"}, "a duty that is owed once needs a day."),
        ({"cadence": "term", "due_on": D("2018-01-01")}, "only a duty owed once has a day; for term write due_day."),
        ({"due_day": "02-30"}, "there is no day 02-30."),
        ({"due_day": "13-01"}, "there is no day 13-01."),
        (
            {"cadence": "once", "due_on": D("2018-01-01"), "effective_from": D("2018-01-02")},
            "2018-01-01 is outside its effect.",
        ),
    ],
)
def test_a_deadline_that_cannot_be_is_named(more: dict[str, Any], words: str) -> None:
    assert [line.split(": ", 2)[-1] for line in english(days(pack(duties=(duty(**more),))))] == [words]


@pytest.mark.parametrize(
    "more",
    [
        {"cadence": "once", "due_on": D("2018-01-02"), "effective_from": D("2018-01-02")},
        {"cadence": "once", "due_on": D("2018-12-31"), "effective_to": D("2018-12-31")},
        {"due_day": "02-28"},
        {"due_day": "12-31"},
        {"cadence": "standing"},
    ],
)
def test_a_deadline_on_the_edge_can_be(more: dict[str, Any]) -> None:
    assert told(days(pack(duties=(duty(**more),)))) == []


@pytest.mark.parametrize(
    ("period", "places"),
    [
        ({"kind": "standing"}, []),
        ({"kind": "census"}, []),
        ({"kind": "last_term", "start": "2017-09-01"}, []),
        ({"kind": "since", "start": "2017-09-01"}, []),
        ({"kind": "window", "start": "2017-09-01", "end": "2017-09-02"}, []),
        ({"kind": "window"}, ["start", "end"]),
        ({"kind": "since"}, ["start"]),
        ({"kind": "standing", "end": "2017-09-02"}, ["end"]),
        ({"kind": "window", "start": "2017-09-01", "end": "2017-09-01"}, ["end"]),
    ],
)
def test_a_period_has_the_days_that_its_kind_needs(period: dict[str, str], places: list[str]) -> None:
    found = told(days(pack(targets=(target(period=period),))))
    assert found == [("day.impossible", f"targets t1.period.{place}") for place in places]


@pytest.mark.parametrize(
    ("series", "places"),
    [
        ([points("city", ("2018-12-31", 0.5), ("2019-12-31", 1))], []),
        ([points("city", ("2018-12-31", 0.5), ("2018-12-31", 1))], ["series[0].points[1].due"]),
        ([points("city", ("2019-12-31", 0.5), ("2018-12-31", 1))], ["series[0].points[1].due"]),
        ([points("city", ("2018-12-31", 1)), points("city", ("2019-12-31", 1))], ["series[1]"]),
        ([points("county", ("2018-12-31", 1), org_codes=("1",)), points("county", ("2019-12-31", 1))], []),
        ([points("county", ("2018-12-31", 1), org_codes=("1", "2")),
          points("county", ("2018-12-31", 1), org_codes=("2",))], ["series[1]"]),
    ],
)  # fmt: skip
def test_thresholds_go_forward_and_stand_once(series: list[Any], places: list[str]) -> None:
    found = told(days(pack(targets=(target(series=series),))))
    assert found == [("day.impossible", f"targets t1.{place}") for place in places]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"path": "linear"}, True),
        ({"path": "linear", "baseline": {"day": "2016-09-30"}}, False),
        ({"path": "linear", "series": [points("city", ("2018-12-31", 0.5), ("2019-12-31", 1))]}, False),
        ({"path": "step"}, False),
        ({"baseline": {"day": "2018-12-31"}}, True),
        ({"baseline": {"day": "2018-12-30"}}, False),
        ({"effective_from": "2019-01-01"}, True),
        ({"effective_to": "2018-12-30"}, True),
        ({"effective_to": "2018-12-31"}, False),
    ],
)
def test_a_path_has_a_beginning_and_stays_inside_its_targets_effect(more: dict[str, Any], wrong: bool) -> None:
    assert bool(told(days(pack(targets=(target(**more),))))) is wrong
