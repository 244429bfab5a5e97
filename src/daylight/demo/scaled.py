"""Larger cities than fit in memory (放大的城市): the city again and again under new ids, straight to a snapshot.

A city of scale 100 is a hundred times one of scale 1. The copies lie in counties of their own, up to
ten times the seven; further copies make those counties larger, so that no more than seventy files per
table are written at once. What the city's own offices hold is there once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from daylight.demo.calibration import calibration
from daylight.demo.city import City, NoSuchCity, build_city
from daylight.demo.columns import coded
from daylight.demo.schools import CITY_ID, FIRST_SCHOOL_ID
from daylight.lake import Manifest, write_snapshot
from daylight.lake.tables import TABLES, LakeTable

#: So many times the city's counties there are at most.
COUNTY_SETS: Final = 10
_BATCH: Final = 65_536
#: Columns that hold ids, and the table and key of which they are ids.
_IDS: Final = {
    "org_id": "organisation", "parent_id": "organisation", "school_id": "organisation",
    "partner_org_id": "organisation", "class_id": "homeroom_class", "pupil_id": "pupil",
    "membership_id": "class_membership", "post_id": "staff_post", "staff_id": "staff", "record_id": "record",
    "tally_id": "tally",
}  # fmt: skip
_SERIALS: Final = 100_000


def write_lake_scaled(
    folder: Path, scale: float = 1, seed: int = 2017, *, progress: Callable[..., None] | None = None
) -> Manifest:
    """Write a city of any size as a snapshot (生成任意规模的快照), in the memory of a city of scale 1.

    Parameters
    ----------
    folder : Path
        The folder of snapshots.
    scale : float
        As in ``build_city``; above 1 the city is written as often as needed.
    progress : callable, optional
        Called as ``progress(done, total, doing)``, first for the building and then for the writing.

    Returns
    -------
    Manifest

    Raises
    ------
    NoSuchCity
        If the scale is not above 0, or the seed is negative.
    """
    source = scaled_source(scale, seed, progress=progress)
    return write_snapshot(source, folder, as_of=calibration().day, progress=progress)


def scaled_source(
    scale: float, seed: int, *, progress: Callable[..., None] | None = None
) -> Callable[[LakeTable], Iterator[pa.RecordBatch]]:
    """Return a source of the lake's rows for a city of any size (放大数据源).

    Raises
    ------
    NoSuchCity
    """
    if not (0 < scale < math.inf) or seed < 0:
        raise NoSuchCity(scale=scale, seed=seed)
    copies = math.ceil(scale)
    city = build_city(scale=scale / copies, seed=seed, progress=progress)
    city.people.clear()
    strides = _strides(city)
    return lambda table: _batches(city, table, strides, copies)


def _batches(city: City, table: LakeTable, strides: Mapping[str, int], copies: int) -> Iterator[pa.RecordBatch]:
    rows = city.tables[table.name]
    for number in range(copies):
        copy = Copy(number, strides)
        yield from copy.of(table.name, rows).to_batches(max_chunksize=_BATCH)


def _strides(city: City) -> dict[str, int]:
    """Return for each table how far the ids of a copy lie from those of the one before."""
    keys = {table: name for name, table in _IDS.items() if table in city.tables and name in TABLES[table].key}
    found = {table: int(pc.max(city.tables[table][name]).as_py() or 0) for table, name in keys.items()}
    found["staff"] = int(pc.max(city.tables["staff_post"]["staff_id"]).as_py())
    found["schools"] = city.tables["organisation"].num_rows
    return found


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of the city (副本): the first is the city itself."""

    number: int
    strides: Mapping[str, int]

    @property
    def counties(self) -> int:
        """Return which of the sets of counties it lies in."""
        return self.number % COUNTY_SETS

    def of(self, name: str, rows: pa.Table) -> pa.Table:
        """Return the copy of a table."""
        if not self.number:
            return rows
        rows = self._own(name, rows)
        columns = [self._column(name, field.name, rows) for field in rows.schema]
        return pa.Table.from_arrays(columns, schema=rows.schema)

    def _own(self, name: str, rows: pa.Table) -> pa.Table:
        """Return the rows that are there once for each copy: not the city's own, counties once a set."""
        if "county_code" not in rows.column_names:
            return rows
        rows = rows.filter(pc.is_valid(rows["county_code"]))
        if name == "organisation" and self.number >= COUNTY_SETS:
            rows = rows.filter(pc.equal(rows["kind"], "school"))
        return rows

    def _column(self, table: str, name: str, rows: pa.Table) -> Any:
        values = rows[name]
        if name in _IDS:
            return self._ids(_IDS[name], values)
        if name == "county_code":
            return self._counties(values)
        if table == "organisation" and name in ("code", "name"):
            return self._codes(rows) if name == "code" else self._names(values)
        return values

    def _names(self, values: Any) -> Any:
        """Return names with the number of the copy behind."""
        return pc.binary_join_element_wise(values, f"（{self.number + 1}）", "")

    def _ids(self, table: str, values: Any) -> Any:
        """Return ids moved on; the city keeps its id, counties have those of their set."""
        moved = pc.add(values, self.number * self.strides[table])
        if table != "organisation":
            return moved
        county = pc.add(values, self.counties * self.strides[table])
        moved = pc.if_else(pc.less(values, FIRST_SCHOOL_ID), county, moved)
        return pc.if_else(pc.equal(values, CITY_ID), values, moved)

    def _counties(self, values: Any) -> pa.Array:
        """Return codes of counties: those of a further set begin with 9 as no real one does."""
        codes = values.combine_chunks().dictionary_encode()
        known = [self._county(code) for code in codes.dictionary.to_pylist()]
        return coded([*known, None], codes.indices.fill_null(len(known)).to_numpy(zero_copy_only=False))

    def _county(self, code: str) -> str:
        return f"9{self.counties}{code[2:]}" if self.counties else code

    def _codes(self, rows: pa.Table) -> pa.Array:
        """Return codes of counties and schools; a school's serial goes on where the copy before ended."""
        codes, kinds = rows["code"].to_pylist(), rows["kind"].to_pylist()
        return pa.array([
            self._school_code(code) if kind == "school" else self._county(code)
            for code, kind in zip(codes, kinds, strict=True)
        ])  # fmt: skip

    def _school_code(self, code: str) -> str:
        serial = int(code[5:]) + self.number * self.strides["schools"]
        return f"{code[:2]}{int(code[2:4]) + serial // _SERIALS}9{serial % _SERIALS:05d}"
