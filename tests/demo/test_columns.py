"""From numpy to the lake's columns."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.demo.columns import NONE, coded, column, date_of, day, lake_table, school_years, years_months
from daylight.kernel.calendar import school_year_of, term_of
from daylight.lake.tables import TABLES

DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31))


@given(DAYS)
def test_a_day_and_its_number_are_the_same(when: date) -> None:
    assert date_of(day(when)) == when
    assert day(when + timedelta(days=1)) == day(when) + 1


@given(st.lists(DAYS, min_size=1, max_size=20))
def test_school_years_and_terms_are_the_calendars(days: list[date]) -> None:
    year, term = school_years(np.array([day(when) for when in days]))
    assert year.tolist() == [school_year_of(when) for when in days]
    assert term.tolist() == [term_of(when) for when in days]


@given(DAYS)
def test_year_and_month_are_the_days(when: date) -> None:
    year, month = years_months(np.array([day(when)]))
    assert (int(year[0]), int(month[0])) == (when.year, when.month)


def test_codes_become_words() -> None:
    assert coded(["a", None, "b"], np.array([2, 0, 1])).to_pylist() == ["b", "a", None]


@pytest.mark.parametrize(
    ("values", "kind", "found"),
    [
        (np.array([1, NONE, 3]), pa.int64(), [1, None, 3]),
        (np.array([0, NONE]), pa.date32(), [date(1970, 1, 1), None]),
        (np.array([0.5, np.nan]), pa.float64(), [0.5, None]),
        (np.array([True, False]), pa.bool_(), [True, False]),
        (np.array(["x", "y"]), pa.string(), ["x", "y"]),
        (pa.array([1, None], pa.int32()), pa.int64(), [1, None]),
    ],
)
def test_values_become_a_column_with_nulls(values: object, kind: pa.DataType, found: list[object]) -> None:
    made = column(values, kind)
    assert made.type == kind
    assert made.to_pylist() == found


def test_a_lake_table_has_its_schema_and_nulls_where_nothing_is_told() -> None:
    table = lake_table("tally", tally_id=np.array([1]), kind=pa.array(["sport-hour"]))
    assert table.schema == TABLES["tally"].schema
    assert table["org_id"].to_pylist() == [None]


def test_a_column_that_is_not_the_tables_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        lake_table("tally", tally_id=np.array([1]), colour=np.array([1]))
