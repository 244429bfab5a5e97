"""From numpy to the lake's columns (列转换): days, codes and flags into Arrow tables of the lake's schemas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa

from daylight.demo.streams import Array
from daylight.lake.tables import TABLES

#: Stands for “no day”, “no number” in integer arrays.
NONE: Final = int(np.iinfo(np.int64).min)
_EPOCH: Final = date(1970, 1, 1).toordinal()


def day(of: date) -> int:
    """Return a day as the number that Arrow keeps for it."""
    return of.toordinal() - _EPOCH


def date_of(number: int) -> date:
    """Return the day of a number."""
    return date.fromordinal(int(number) + _EPOCH)


def years_months(days: Array) -> tuple[Array, Array]:
    """Return year and month of many days."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months // 12 + 1970, months % 12 + 1


def school_years(days: Array) -> tuple[Array, Array]:
    """Return school year and term of many days; as the kernel's calendar has it for one."""
    year, month = years_months(days)
    return np.where(month >= 9, year, year - 1), np.where((month >= 3) & (month <= 8), 2, 1)


def coded(choices: Sequence[str | None], places: Array) -> pa.Array:
    """Return the choices at the places, as text."""
    return pa.array(list(choices), pa.string()).take(pa.array(places, pa.int64()))


def column(values: Any, kind: pa.DataType) -> pa.Array:
    """Return values as one column: arrays of numpy with ``NONE`` as null, what is Arrow's already as it is."""
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return values.cast(kind)
    values = np.asarray(values)
    if values.dtype.kind in "iu":
        narrow = values.astype(np.int32) if pa.types.is_date(kind) else values
        found = pa.array(narrow, mask=values == NONE)
        return found if found.type == kind else found.cast(kind)
    if values.dtype.kind == "f":
        return pa.array(values, kind, mask=np.isnan(values))
    return pa.array(values.tolist() if values.dtype.kind in "OU" else values, kind)


def lake_table(table: str, /, **values: Any) -> pa.Table:
    """Return a table of the lake from its columns; a column left out is null in every row.

    Raises
    ------
    TypeError
        If a column is not the table's.
    """
    schema = TABLES[table].schema
    if unknown := set(values) - set(schema.names):
        raise TypeError(f"{table}: {sorted(unknown)}")
    length = len(next(iter(values.values())))
    arrays = [
        column(values[field.name], field.type) if field.name in values else pa.nulls(length, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)
