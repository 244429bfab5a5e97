"""Sums are exactly rounded whatever the order, and values follow from them by five formulas."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.appraisal.moments import moment_of
from daylight.appraisal.places import Places, places_of
from daylight.appraisal.sums import NOTHING, Summing, Totals, exact_sum, rolled, value_of
from daylight.lake import Snapshot
from daylight.policy.schema import Period
from tests.apps.town import town

from . import AT_RIVER, AT_STATION, AT_XINHUA, TALLIES, measure, snapshot, tally


@pytest.mark.parametrize(
    ("formula", "sums", "value"),
    [
        ("count", Totals(7.0, 9.0, units=9), 7.0),
        ("count", NOTHING, 0.0),
        ("ratio", Totals(3.0, 4.0, units=4), 0.75),
        ("ratio", Totals(0.0, 4.0, units=4), 0.0),
        ("ratio", Totals(0.0, 0.0, units=4), None),
        ("ratio", NOTHING, None),
        ("reduction", Totals(1.0, base_numerator=4.0, units=5), 0.75),
        ("reduction", Totals(5.0, base_numerator=4.0, units=5), -0.25),
        ("reduction", Totals(0.0, base_numerator=0.0, units=5), 1.0),
        ("reduction", Totals(2.0, base_numerator=0.0, units=5), 0.0),
        ("reduction", NOTHING, None),
        ("change", Totals(85.0, 100.0, 65.0, 100.0, units=1), 0.2),
        ("change", Totals(85.0, 100.0, 0.0, 0.0, units=1), None),
        ("change", Totals(0.0, 0.0, 1.0, 2.0, units=1), None),
        # Two schools of 100 pupils with 4 and 6 each: mean 5, deviation 1.
        ("variation", Totals(1000.0, 200.0, square=5200.0, units=2), 0.2),
        ("variation", Totals(1000.0, 200.0, square=5000.0, units=2), 0.0),
        ("variation", Totals(0.0, 200.0, square=0.0, units=2), None),
        ("variation", NOTHING, None),
    ],
)
def test_each_formula_by_hand(formula: str, sums: Totals, value: float | None) -> None:
    assert value_of(formula, sums) == (value if value is None else pytest.approx(value, abs=1e-15))


@pytest.mark.parametrize(("now", "base"), [(9, 10), (3, 10), (7, 10), (99, 100), (1, 3)])
def test_a_reduction_is_rounded_once(now: int, base: int) -> None:
    assert value_of("reduction", Totals(now, base_numerator=base, units=1)) == (base - now) / base


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=30), st.randoms())
def test_a_sum_does_not_depend_on_the_order(figures: list[float], chance: Any) -> None:
    turned = figures[:]
    chance.shuffle(turned)
    assert exact_sum(figures) == exact_sum(turned)


def places() -> Places:
    return places_of(town().tables["organisation"])


def rows(*told: tuple[int, float | None], lists: bool = False) -> pa.Table:
    names = ("numerator", "denominator", "base_numerator", "base_denominator", "square", "pupils")
    figures = {name: [[value] * 2 if lists else value for _, value in told] for name in names}
    return pa.table({"org_id": [org for org, _ in told], **figures, "units": [1] * len(told)})


def test_a_schools_units_count_for_its_county_and_the_city() -> None:
    found = rolled(rows((100, 3.0), (101, 1.0), (102, 2.0)), places())
    assert {org: sums.numerator for org, sums in found.items()} == {100: 3, 101: 1, 102: 2, 2: 4, 3: 2, 1: 6}
    assert found[1].units == 3


def test_a_countys_own_count_for_the_county_and_the_city_and_the_citys_for_the_city_alone() -> None:
    found = rolled(rows((2, 5.0), (1, 7.0)), places())
    assert {org: sums.numerator for org, sums in found.items()} == {2: 5, 1: 12}


def test_what_nobody_told_is_not_zero() -> None:
    found = rolled(rows((100, None), (102, 2.0)), places())
    assert (found[100].numerator, found[2].numerator, found[1].numerator) == (None, None, 2.0)


def test_an_organisation_that_nobody_knows_counts_nowhere() -> None:
    assert rolled(rows((999, 1.0)), places()) == {}


def test_figures_handed_over_one_by_one_are_summed_here() -> None:
    found = rolled(rows((100, 0.1), (101, 0.2), lists=True), places())
    assert found[1].numerator == math.fsum([0.1, 0.1, 0.2, 0.2])
    assert found[100].numerator == 0.2


DAY = date(2018, 10, 15)


def totals(counted: Snapshot, formula: str = "ratio", **params: float) -> dict[int, Totals]:
    moment = moment_of(Period(kind="standing"), DAY)
    assert moment is not None
    return Summing(counted.tables(), places()).totals(measure(formula), moment, params)


def test_the_engine_sums_units_by_organisation(counted: Snapshot) -> None:
    found = totals(counted)
    assert found[100] == Totals(3.0, 4.0, 8.0, 16.0, 2.25, 1.0, 1)
    assert found[1] == Totals(7.0, 13.0, 26.0, 52.0, 2.25 + 0.25 + 2.0 + 0.5 + 0.0, 6.0, 5)


@pytest.mark.parametrize("cut", [1 / 3, 1e-7, 1e13])
def test_broken_and_huge_figures_are_summed_without_loss(cut: float, counted: Snapshot) -> None:
    found = totals(counted, cut=cut)
    assert found[1].numerator == math.fsum(row["covered"] * cut for row in TALLIES)


def test_broken_figures_make_the_same_sum_in_any_order_of_rows(tmp_path: Any) -> None:
    figures = [(place, (place * 7919) % 100_003) for place in range(1, 3000)]
    exact = math.fsum(covered * 0.1 for _, covered in figures)
    for turned in (figures, [(place, covered) for place, (_, covered) in enumerate(reversed(figures), 1)]):
        made = [tally(place, AT_STATION, covered, 1000) for place, covered in turned]
        told = snapshot(tmp_path / str(turned[0][1]), town(tally=made))
        assert told.tables().run(f"SELECT SUM(n) AS n FROM ({figures_of(told)})")["n"][0].as_py() != exact
        assert totals(told, cut=0.1)[100].numerator == exact


def figures_of(told: Snapshot) -> str:
    """Return the query for the same figures, for the engine to sum by itself."""
    told.tables().ready(["tally"])
    return "SELECT covered * 0.1::DOUBLE AS n FROM tally"


def test_a_coefficient_of_variation_by_hand(tmp_path: Any) -> None:
    made = [tally(1, AT_STATION, 400, 100), tally(2, AT_XINHUA, 600, 100), tally(3, AT_RIVER, 700, 100)]
    found = totals(snapshot(tmp_path, town(tally=made)), "variation")
    assert value_of("variation", found[2]) == pytest.approx(0.2, abs=1e-15)
    mean = 17 / 3
    spread = math.sqrt(((4 - mean) ** 2 + (6 - mean) ** 2 + (7 - mean) ** 2) / 3)
    assert value_of("variation", found[1]) == pytest.approx(spread / mean, abs=1e-15)


def test_the_same_sums_are_asked_for_once(counted: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    tables, asked = counted.tables(), []
    run = tables.run
    monkeypatch.setattr(tables, "run", lambda sql: asked.append(sql) or run(sql))
    sums, moment = Summing(tables, places()), moment_of(Period(kind="standing"), DAY)
    assert moment is not None
    first = sums.totals(measure(), moment, {})
    assert sums.totals(measure(), moment, {}) is first
    assert len(asked) == 1
