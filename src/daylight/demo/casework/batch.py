"""A batch of records of one kind (一批记录), and how batches become the lake's tables.

Only what is known on the city's day is told, in the way the live tables are frozen: a record from the
day it was filed, ends and decisions only once they have come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa

from daylight.demo.calibration import Calibration
from daylight.demo.columns import NONE, coded, column, day, lake_table, school_years
from daylight.demo.schools import county_codes
from daylight.demo.streams import Array

STATUSES: Final = ("draft", "filed", "returned", "approved", "closed")
DRAFT, FILED, RETURNED, APPROVED, CLOSED = range(5)
LEVELS: Final = ("school", "county", "city", "province", "ministry")
_DAYS: Final = ("happened_on", "filed_on", "approved_on", "due_on", "closed_on")
_NUMBERS: Final = ("grade", "staff_id", "partner_org_id")


@dataclass(slots=True)
class Batch:
    """Records of one kind (一种记录); a column that is None is empty in every row.

    ``county`` is the place among the counties, -1 for the city's own; ``topic`` and ``subject`` are
    places in ``topics`` and ``subjects``, -1 for none; ``parts`` tells for each part in which rows it is.
    """

    kind: str
    org: Array
    county: Array
    status: Array
    level: Array
    happened_on: Array | None = None
    filed_on: Array | None = None
    approved_on: Array | None = None
    due_on: Array | None = None
    closed_on: Array | None = None
    topics: Sequence[str] = ()
    topic: Array | None = None
    subjects: Sequence[str | None] = ()
    subject: Array | None = None
    grade: Array | None = None
    staff_id: Array | None = None
    partner_org_id: Array | None = None
    quantity: Array | None = None
    parts: Mapping[str, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.org)

    def whole(self, name: str) -> Array:
        """Return a column of whole numbers, ``NONE`` in every row where it is empty."""
        values = getattr(self, name)
        return np.full(len(self), NONE) if values is None else np.asarray(values, np.int64)

    def words(self, name: str) -> pa.Array:
        """Return topic or subject as text."""
        values, choices = getattr(self, name), [*getattr(self, f"{name}s"), None]
        return coded(choices, np.full(len(self), len(choices) - 1) if values is None else values % len(choices))


def casework_rows(c: Calibration, batches: Sequence[Batch]) -> tuple[pa.Table, pa.Table]:
    """Return records and evidence of all batches, in the order in which they became known (记录与佐证)."""
    days = {name: np.concatenate([batch.whole(name) for batch in batches]) for name in _DAYS}
    today = day(c.day)
    known = _first(days["filed_on"], days["approved_on"], days["happened_on"])
    order = np.argsort(known, kind="stable")
    order = order[known[order] <= today]
    ids = np.full(len(known), NONE)
    ids[order] = 1 + np.arange(len(order))
    return _records(c, batches, days, order, today), _evidence(c, batches, ids)


def _first(*columns: Array) -> Array:
    """Return in each row the first number that is there."""
    found = columns[-1]
    for values in reversed(columns[:-1]):
        found = np.where(values == NONE, found, values)
    return found


def _records(c: Calibration, batches: Sequence[Batch], days: Mapping[str, Array], order: Array, today: int) -> pa.Table:
    status = np.concatenate([batch.status for batch in batches])[order]
    told = {name: values[order] for name, values in days.items()}
    status = _status(status, told, today)
    for name in ("approved_on", "closed_on"):
        told[name] = np.where(told[name] > today, NONE, told[name])
    year, term = school_years(_first(told["happened_on"], told["approved_on"], told["filed_on"]))
    numbers = {name: np.concatenate([batch.whole(name) for batch in batches])[order] for name in _NUMBERS}
    texts = {name: pa.concat_arrays([batch.words(name) for batch in batches]).take(pa.array(order))
             for name in ("topic", "subject")}  # fmt: skip
    batch_of = np.repeat(np.arange(len(batches)), [len(batch) for batch in batches])
    return lake_table(
        "record", record_id=1 + np.arange(len(order)),
        kind=coded([batch.kind for batch in batches], batch_of[order]),
        org_id=np.concatenate([batch.org for batch in batches])[order],
        county_code=_counties(c, np.concatenate([batch.county for batch in batches])[order]),
        school_year=year, term=term, **told, status=coded(STATUSES, status),
        level=coded(LEVELS, np.concatenate([batch.level for batch in batches])[order]),
        **texts, **numbers, quantity=_quantities(batches)[order],
    )  # fmt: skip


def _status(status: Array, days: Mapping[str, Array], today: int) -> Array:
    """Return the status as it is told on the day: what has not come yet is not told."""
    closed, approved = days["closed_on"], days["approved_on"]
    passed = np.where((approved != NONE) & (approved <= today), APPROVED, FILED)
    status = np.where((status == CLOSED) & (closed > today), passed, status)
    return np.where((status == APPROVED) & (approved > today), FILED, status)


def _quantities(batches: Sequence[Batch]) -> Array:
    parts = [np.full(len(batch), np.nan) if batch.quantity is None else batch.quantity for batch in batches]
    return np.concatenate(parts).astype(float)


def _counties(c: Calibration, county: Array) -> pa.Array:
    codes = [*county_codes(c), None]
    return coded(codes, county % len(codes))


def _evidence(c: Calibration, batches: Sequence[Batch], ids: Array) -> pa.Table:
    """Return the parts handed in, ordered by record and part."""
    names = sorted({part for batch in batches for part in batch.parts})
    found: list[tuple[Array, Array, Array]] = []
    first = 0
    for batch in batches:
        own = ids[first : first + len(batch)]
        first += len(batch)
        for part, there in batch.parts.items():
            rows = np.flatnonzero(there & (own != NONE))
            found.append((own[rows], np.full(len(rows), names.index(part)), batch.county[rows]))
    record, part_at, county = (np.concatenate(columns) for columns in zip(*found, strict=True))
    order = np.lexsort((part_at, record))
    return lake_table(
        "evidence", record_id=record[order], part=coded(names, part_at[order]),
        county_code=column(_counties(c, county[order]), pa.string()),
    )  # fmt: skip
