"""Worked cases (算例): rows given in a pack, appraised, and compared with what the pack expects."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Any, Final

import duckdb
import ibis
import pyarrow as pa

from daylight.appraisal.engine import Registry, appraise
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.lake.duck import DuckQueries
from daylight.lake.tables import TABLES
from daylight.policy.schema import Case, Expectation, Pack

#: Since when things exist of which a case does not say it.
SINCE: Final = date(2010, 9, 1)
#: How far a value may lie from the one that a person has written down.
TOLERANCE: Final = 1e-9
#: How often a row stands: not a column.
TIMES: Final = "times"
_DATABASE: Final[list[Any]] = []
_LOCK: Final = threading.Lock()


class CaseDoesNotFit(DaylightError):
    """A case gives what no lake table holds (算例与表结构不符)."""

    code = "appraisal.case-does-not-fit"
    message = Text("算例 {case} 的表 {table} 不符：{what}", "The table {table} of the case {case} does not fit: {what}")
    remedy = Text("表与列见 docs/reference/lake.md。", "Tables and columns stand in docs/reference/lake.md.")


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What came of one expectation of a case (算例结果)."""

    case_id: str
    org_code: str
    expected_value: float | None
    expected_status: str
    value: float | None
    status: str
    ok: bool


def run_cases(pack: Pack, measures: Registry | None = None) -> list[CaseOutcome]:
    """Run every worked case of a pack (跑算例).

    Returns
    -------
    list of CaseOutcome
        One for each expectation, in the pack's order.

    Raises
    ------
    CaseDoesNotFit
        If a case names a table or a column that the lake does not have, or a value that is not of its type.
    UnknownTarget, UnknownMeasure
    """
    with _LOCK:
        return [outcome for case in pack.cases for outcome in _run(pack, case, measures)]


def _run(pack: Pack, case: Case, measures: Registry | None) -> Iterator[CaseOutcome]:
    given = _Given(case)
    board = appraise(pack, given, as_of=case.as_of, targets=[case.target], measures=measures)
    found = {row["org_code"]: row for row in board.table.to_pylist()}
    for expected in case.expect:
        yield _compared(case, expected, found.get(expected.org_code))


def _compared(case: Case, expected: Expectation, row: Mapping[str, Any] | None) -> CaseOutcome:
    value, status = (row["value"], row["status"]) if row else (None, "absent")
    ok = status == expected.status and _same(value, expected.value)
    return CaseOutcome(case.id, expected.org_code, expected.value, expected.status, value, status, ok)


def _same(value: float | None, expected: float | None) -> bool:
    if value is None or expected is None:
        return value is expected
    return isclose(value, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


class _Given:
    """A case's rows, as a snapshot (算例快照)."""

    def __init__(self, case: Case) -> None:
        self.as_of, self.root_hash = case.as_of, ""
        self._tables = _MemoryTables(filled(case))

    def tables(self, backend: str = "duckdb") -> _MemoryTables:
        """Return the tables in the one database of the cases."""
        del backend
        return self._tables


class _MemoryTables(DuckQueries):
    """Tables given as Arrow, in one shared DuckDB database; the next case takes their place."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self.given = tables
        self._made: dict[str, ibis.Table] = {}
        if not _DATABASE:
            database = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false", "threads": 1})
            _DATABASE.append(ibis.duckdb.from_connection(database))

    @property
    def backend(self) -> Any:
        """Return the one database of the cases."""
        return _DATABASE[0]

    def __getitem__(self, name: str) -> ibis.Table:
        self.ready([name])
        return self._made[name]

    def ready(self, names: Sequence[str]) -> None:
        """Have tables at hand."""
        for name in names:
            if name not in self._made:
                self.backend.con.register(name, self.given[name])
                self._made[name] = self.backend.table(name)


def filled(case: Case) -> dict[str, pa.Table]:
    """Return a case's rows as lake tables (补全算例): what is left out is null, or plain.

    Notes
    -----
    Plain are: validity since 2010-09-01; an organisation's kind by its code (six digits ending in 00 a
    city, other six digits a county, else a school), a school's county by its code, parents by county;
    the county of what belongs to an organisation or a class; keys by counting. A row with ``times: 66``
    stands for 66 of it, so that a class of 66 pupils is one line.
    """
    given = {name: _repeated(rows) for name, rows in case.given.items()}
    if odd := sorted(set(given) - set(TABLES)):
        raise CaseDoesNotFit(case=case.id, table=odd[0], what=", ".join(sorted(TABLES)))
    _fill_organisations(given.get("organisation", []))
    counties = {row["org_id"]: row.get("county_code") for row in given.get("organisation", [])}
    classes = {row.get("class_id"): row for row in given.get("homeroom_class", [])}
    return {name: _table(case, name, given.get(name, []), counties, classes) for name in TABLES}


def _repeated(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return each row as often as its ``times`` says; once without (重复行)."""
    kept = [({name: cell for name, cell in row.items() if name != TIMES}, row.get(TIMES, 1)) for row in rows]
    return [dict(row) for row, times in kept for _ in range(int(times))]


def _fill_organisations(rows: list[dict[str, Any]]) -> None:
    for place, row in enumerate(rows, 1):
        code = row["code"] = str(row.get("code", place))
        row.setdefault("org_id", place)
        row.setdefault("name", code)
        row.setdefault("kind", _kind(code))
        if row["kind"] in ("county", "school", "campus"):
            row.setdefault("county_code", code[:6])
        if row["kind"] == "school":
            row.setdefault("has_primary", not row.get("has_junior", False))
            row.setdefault("has_junior", not row["has_primary"])
    above = {row["code"]: row["org_id"] for row in rows if row["kind"] == "county"}
    city = next((row["org_id"] for row in rows if row["kind"] == "city"), None)
    for row in rows:
        if row["kind"] != "city":
            row.setdefault("parent_id", city if row["kind"] == "county" else above.get(row.get("county_code", "")))


def _kind(code: str) -> str:
    if len(code) != 6:
        return "school"
    return "city" if code.endswith("00") else "county"


def _table(
    case: Case, name: str, rows: list[dict[str, Any]], counties: Mapping[Any, Any], classes: Mapping[Any, Any]
) -> pa.Table:
    schema = TABLES[name].schema
    if odd := sorted({column for row in rows for column in row} - set(schema.names)):
        raise CaseDoesNotFit(case=case.id, table=name, what=", ".join(odd))
    for place, row in enumerate(rows, 1):
        _fill(TABLES[name].key, schema, place, row, counties, classes)
    try:
        return pa.Table.from_pylist(rows, schema=schema)
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise CaseDoesNotFit(case=case.id, table=name, what=error) from error


def _fill(
    key: tuple[str, ...], schema: pa.Schema, place: int, row: dict[str, Any], counties: Mapping[Any, Any],
    classes: Mapping[Any, Any],
) -> None:  # fmt: skip
    if len(key) == 1:
        row.setdefault(key[0], place)
    if "valid_from" in schema.names:
        row.setdefault("valid_from", SINCE)
    home = classes.get(row.get("class_id"), {})
    if "school_id" in schema.names and "class_id" in schema.names:
        row.setdefault("school_id", home.get("school_id"))
    if "county_code" in schema.names:
        row.setdefault("county_code", counties.get(row.get("school_id", row.get("org_id"))))
