"""The small expressions that every measure is made of, and the shape they end in."""

from __future__ import annotations

from typing import Any

import ibis
import pytest

from daylight.measures.contract import ROW
from daylight.measures.unitrows import choice, class_code, first_of, one_if, reaches, repeated, total, unit_rows

from . import STATION, homeroom, lake, told


def one(**values: Any) -> dict[str, Any]:
    """Return the values of expressions over one class."""
    table = lake(homeroom_class=[homeroom(3, STATION)])["homeroom_class"]
    return told(table.select(**{name: value(table) for name, value in values.items()}))[0]


@pytest.mark.parametrize(("condition", "expected"), [(True, 1), (False, 0), (None, 0)])
def test_one_where_a_condition_holds_and_nought_where_it_cannot_be_told(condition: Any, expected: int) -> None:
    assert one(n=lambda t: one_if(ibis.literal(condition, "boolean") & (t.class_id == 3))) == {"n": expected}


@pytest.mark.parametrize(("value", "least", "expected"), [(0.3, 0.1 * 3, True), (0.299, 0.3, False), (2.0, 1.0, True)])
def test_a_number_reaches_another_but_for_dust(value: float, least: float, expected: bool) -> None:
    assert one(n=lambda t: reaches(ibis.literal(value), least)) == {"n": expected}


def test_a_class_is_written_by_grade_and_number() -> None:
    assert one(n=lambda t: class_code(t.class_id, t.number)) == {"n": "3-3"}


@pytest.mark.parametrize(("key", "expected"), [(3, "c"), (1, "a"), (9, None)])
def test_a_choice_is_by_key(key: int, expected: str | None) -> None:
    options = [(1, ibis.literal("a")), (3, ibis.literal("c"))]
    assert one(n=lambda t: choice(t.class_id - t.class_id + key, options)) == {"n": expected}


def test_the_first_condition_that_holds_decides() -> None:
    bounds = ((5, "a"), (2, "b"), (1, "c"))
    assert one(n=lambda t: first_of([(t.class_id > bound, sign) for bound, sign in bounds])) == {"n": "b"}
    assert one(n=lambda t: first_of([(t.class_id > 5, "a")])) == {"n": None}


@pytest.mark.parametrize("count", [1, 2, 5])
def test_columns_of_a_row_are_added(count: int) -> None:
    assert one(n=lambda t: total([t.class_id] * count)) == {"n": 3 * count}


def test_rows_are_repeated_for_every_pair_of_values() -> None:
    table = lake(homeroom_class=[homeroom(3, STATION)])["homeroom_class"].select("class_id")
    found = told(repeated(table, grade=[1, 2, 3], subject=["a", "b"]).order_by("grade", "subject"))
    assert [(row["grade"], row["subject"]) for row in found] == [(g, s) for g in (1, 2, 3) for s in "ab"]


def test_unit_rows_hold_the_contract_first_with_its_types() -> None:
    table = lake(homeroom_class=[homeroom(3, STATION)])["homeroom_class"].rename(org_id="school_id")
    shown = {"x": table.stage}
    rows = unit_rows(table, unit=table.class_id, numerator=table.entry_year, pupils=table.number, shown=shown)
    assert rows.columns == (*ROW, "x")
    types = {name: str(kind) for name, kind in rows.schema().items()}
    assert types["org_id"] == "int64"
    assert types["unit"] == "string"
    assert types["pupils"].lstrip("!") == "int64"
    assert {types[name].lstrip("!") for name in ROW[2:7]} == {"float64"}
    assert told(rows) == [{
        "org_id": STATION, "unit": "3", "numerator": 2016.0, "denominator": 1.0, "base_numerator": 0.0,
        "base_denominator": 0.0, "square": 0.0, "pupils": 3, "x": "primary",
    }]  # fmt: skip


def test_a_null_number_is_nought() -> None:
    table = lake(homeroom_class=[homeroom(3, STATION, number=None)])["homeroom_class"].rename(org_id="school_id")
    (row,) = told(unit_rows(table, unit=table.class_id, numerator=table.number, pupils=table.number, shown={}))
    assert (row["numerator"], row["pupils"]) == (0, 0)
