"""Small lakes for the measures' tests: rows given in Python, everything else plain defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import ibis
import pyarrow as pa

from daylight.kernel.calendar import Span
from daylight.lake.tables import TABLES
from daylight.measures import MEASURES
from daylight.measures.contract import Moment

Row = dict[str, Any]
#: The day that most tests look at, and the school year around it.
DAY = date(2018, 10, 15)
YEAR = Span(date(2017, 9, 1), date(2018, 9, 1))
LONG_AGO = date(2010, 9, 1)
CITY, IRON, TAIAN = 1, 2, 3
STATION, XINHUA, RIVER = 100, 101, 102


def moment(
    *, state_on: date = DAY, start: date = date(1, 1, 1), end: date | None = None, base_on: date | None = None,
    as_of: date | None = None,
) -> Moment:  # fmt: skip
    """Return a moment: by default everything up to DAY."""
    until = end or date.fromordinal(state_on.toordinal() + 1)
    return Moment(as_of or state_on, state_on, Span(start, until), base_on)


class Lake:
    """A whole lake in memory, in the one database of these tests; the lake last asked is the one that is there."""

    def __init__(self, rows: Mapping[str, Iterable[Row]]) -> None:
        self.given = {name: _arrow(table.schema, rows.get(name, ())) for name, table in TABLES.items()}

    def __getitem__(self, name: str) -> ibis.Table:
        self.enter()
        return _table(name)

    def enter(self) -> None:
        """Put this lake's rows where the database looks."""
        if [self] != _ENTERED:
            for name, table in self.given.items():
                backend().con.register(name, table)
            _ENTERED[:] = [self]


_ENTERED: list[Lake] = []


def _arrow(schema: pa.Schema, rows: Iterable[Row]) -> pa.Table:
    return pa.Table.from_pylist([{**dict.fromkeys(schema.names), **row} for row in rows], schema=schema)


@cache
def backend() -> Any:
    """Return the one database in memory of these tests."""
    return ibis.duckdb.connect(threads=1)


@cache
def _table(name: str) -> ibis.Table:
    return backend().table(name)


def lake(**rows: Iterable[Row]) -> Lake:
    """Return a lake; tables not named hold the town's organisations, or nothing."""
    return Lake({"organisation": town(), **rows})


_QUERIES: dict[str, str] = {}


def measured(name: str, tables: Lake, when: Moment, **params: object) -> list[Row]:
    """Return a measure's rows in the order of organisation and unit; equal questions are compiled once."""
    tables.enter()
    asked = repr((name, when, sorted(params.items())))
    if asked not in _QUERIES:
        _QUERIES[asked] = str(backend().compile(MEASURES[name].expression(tables, when, params)))
    rows: list[Row] = backend().con.sql(_QUERIES[asked]).to_arrow_table().to_pylist()
    return sorted(rows, key=lambda row: (row["org_id"], row["unit"]))


def told(expression: ibis.Table) -> list[Row]:
    """Return the rows of any expression."""
    rows: list[Row] = expression.to_pyarrow().to_pylist()
    return rows


def sums(rows: Iterable[Row], *names: str) -> dict[int, Any]:
    """Return sums by organisation of one or several columns."""
    wanted = names or ("numerator", "denominator")
    found: dict[int, list[float]] = {}
    for row in rows:
        at = found.setdefault(row["org_id"], [0] * len(wanted))
        for n, name in enumerate(wanted):
            at[n] += row[name]
    return {org: tuple(values) if len(wanted) > 1 else values[0] for org, values in found.items()}


def column(rows: Iterable[Row], name: str) -> list[Any]:
    """Return one column."""
    return [row[name] for row in rows]


# ---------------------------------------------------------------- rows


def organisation(org_id: int, kind: str, parent_id: int | None, stages: str = "", **more: Any) -> Row:
    """Return an organisation; ``stages`` is ``primary``, ``junior`` or both."""
    return {
        "org_id": org_id, "kind": kind, "code": f"c{org_id}", "name": f"{kind} {org_id}", "parent_id": parent_id,
        "has_primary": "primary" in stages, "has_junior": "junior" in stages, "valid_from": LONG_AGO, **more,
    }  # fmt: skip


def town() -> list[Row]:
    """Return a city of two counties and three schools."""
    return [
        organisation(CITY, "city", None), organisation(IRON, "county", CITY), organisation(TAIAN, "county", CITY),
        organisation(STATION, "school", IRON, "primary"), organisation(XINHUA, "school", IRON, "junior"),
        organisation(RIVER, "school", TAIAN, "primary junior"),
    ]  # fmt: skip


def homeroom(class_id: int, school_id: int, stage: str = "primary", entry_year: int = 2016, **more: Any) -> Row:
    """Return a class that began with its entry year and has not ended."""
    return {
        "class_id": class_id, "school_id": school_id, "stage": stage, "entry_year": entry_year, "number": class_id % 10,
        "formed_by": "sunshine", "valid_from": date(entry_year, 9, 1), **more,
    }  # fmt: skip


def seats(
    class_id: int, school_id: int, count: int, since: date = LONG_AGO, until: date | None = None, first: int = 0
) -> list[Row]:
    """Return the memberships of so many pupils in a class."""
    start = first or class_id * 1000
    return [
        {"membership_id": start + n, "pupil_id": start + n, "class_id": class_id, "school_id": school_id,
         "valid_from": since, "valid_to": until}
        for n in range(count)
    ]  # fmt: skip


def record(record_id: int, org_id: int, happened_on: date | None = date(2018, 3, 5), **more: Any) -> Row:
    """Return a filed record of the kind ``visit``."""
    return {
        "record_id": record_id, "kind": "visit", "org_id": org_id, "happened_on": happened_on, "status": "filed",
        "level": "school", **more,
    }  # fmt: skip


def parts(record_id: int, *names: str) -> list[Row]:
    """Return the evidence of a record."""
    return [{"record_id": record_id, "part": name} for name in names]


def tally(org_id: int, counted_on: date, eligible: int, covered: int, **more: Any) -> Row:
    """Return a counting of the kind ``sport-hour``."""
    return {
        "tally_id": org_id * 10**8 + counted_on.toordinal() * 10 + more.get("grade", 0), "kind": "sport-hour",
        "org_id": org_id, "counted_on": counted_on, "eligible": eligible, "covered": covered, **more,
    }  # fmt: skip


def post(post_id: int, org_id: int, staff_id: int, subject: str | None = "maths", **more: Any) -> Row:
    """Return a teacher's post."""
    return {
        "post_id": post_id, "staff_id": staff_id, "org_id": org_id, "post": "teacher", "stage": "primary",
        "subject": subject, "above_standard": False, "backbone": False, "valid_from": LONG_AGO, **more,
    }  # fmt: skip


def course(class_id: int, school_id: int, subject: str, lessons: float, practice: float = 0.0, **more: Any) -> Row:
    """Return the weekly lessons of a subject in the autumn of 2018, in grade 3."""
    return {
        "class_id": class_id, "school_id": school_id, "school_year": 2018, "term": 1, "grade": 3, "subject": subject,
        "weekly_lessons": lessons, "practice_lessons": practice, **more,
    }  # fmt: skip
