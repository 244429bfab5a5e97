"""The rows behind a number (明细): units of one organisation, with the query that anyone can run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import ibis

from daylight.appraisal.engine import Registry, day_of, measure_of, registry, target_of
from daylight.appraisal.moments import moment_of
from daylight.appraisal.places import Place, Places, places_of
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.lake.duck import select_from
from daylight.lake.manifest import Manifest
from daylight.measures.contract import Column, Measure
from daylight.policy.schema import Pack, Target

PER_PAGE: Final = 50
_HEAD: Final = "-- 在快照文件夹里用 DuckDB 运行 · run with DuckDB inside the snapshot's folder"


class UnknownOrganisation(DaylightError):
    """The snapshot has no organisation of this code (没有这个机构)."""

    code = "appraisal.unknown-organisation"
    message = Text("快照中没有代码为 {code} 的机构", "The snapshot has no organisation of code {code}")
    remedy = Text("请核对机构代码。", "Check the code.")


@dataclass(frozen=True, slots=True)
class RowsFound:
    """A page of rows (明细页): ``rows`` follow ``columns``, ``total`` is without paging, ``sql`` makes all of them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    total: int
    sql: str


def rows(
    pack: Pack, snapshot: Any, target_id: str, *, org_code: str | None = None, as_of: date | None = None,
    only_short: bool = False, limit: int = PER_PAGE, offset: int = 0, measures: Registry | None = None,
) -> RowsFound:  # fmt: skip
    """Return the rows behind a target's number in an organisation (明细).

    Parameters
    ----------
    org_code : str, optional
        A school's, a county's or the city's code; the city unless named.
    only_short : bool
        Only units that fall short.
    limit, offset : int
        A stretch of them; the order is that of the organisation and the unit.

    Raises
    ------
    UnknownTarget, UnknownMeasure, UnknownOrganisation, DayAfterSnapshot
    """
    target = target_of(pack, target_id)
    measure, units = _units(target, snapshot, as_of, measures)
    if units is None:
        return RowsFound(measure.columns, (), 0, "")
    tables = snapshot.tables()
    places = places_of(tables.arrow(tables["organisation"]))
    units = units.filter(units.org_id.isin(places.members(_place(places, org_code).org_id)))
    if only_short:
        units = units.filter(_short(units, measure.formula, target.comparator))
    sql = tables.compile(_ordered(units, measure))
    page = tables.run(f"SELECT *, COUNT(*) OVER () AS total FROM ({sql}) LIMIT {int(limit)} OFFSET {int(offset)}")
    told = page.select([column.name for column in measure.columns])
    found = tuple(zip(*(column.to_pylist() for column in told.columns), strict=True))
    total = page["total"][0].as_py() if page.num_rows else _total(tables, sql, offset)
    return RowsFound(measure.columns, found, total, runnable(sql, snapshot.manifest))


def query(
    pack: Pack, snapshot: Any, target_id: str, *, as_of: date | None = None, measures: Registry | None = None
) -> str:
    """Return the query that makes every row behind a target (查询), of all organisations; empty before it begins.

    Raises
    ------
    UnknownTarget, UnknownMeasure, DayAfterSnapshot
    """
    measure, units = _units(target_of(pack, target_id), snapshot, as_of, measures)
    if units is None:
        return ""
    return runnable(snapshot.tables().compile(_ordered(units, measure)), snapshot.manifest)


def _units(
    target: Target, snapshot: Any, as_of: date | None, measures: Registry | None
) -> tuple[Measure, ibis.Table | None]:
    """Return a target's measure and its unit rows on a day; none while its period has not begun."""
    measure = measure_of(target, registry(measures))
    base = target.baseline.day if target.baseline else None
    moment = moment_of(target.period, day_of(snapshot, as_of), base)
    if moment is None:
        return measure, None
    return measure, measure.expression(snapshot.tables(), moment, target.measure.params)


def _place(places: Places, org_code: str | None) -> Place:
    found = places.city if org_code is None else places.named(org_code)
    if found is None:
        raise UnknownOrganisation(code=org_code or "—")
    return found


def _ordered(units: ibis.Table, measure: Measure) -> ibis.Table:
    """Return units with what people see of them and what is summed, in a lasting order."""
    names = [column.name for column in measure.columns]
    figures = [name for name in ("org_id", "unit", "numerator", "denominator") if name not in names]
    return units.order_by("org_id", "unit").select(*names, *figures)


def _short(units: ibis.Table, formula: str, comparator: str) -> Any:
    """Tell which units fall short: those that count where fewer are wanted, else those that count too little."""
    if formula == "variation":
        return ibis.literal(True)
    if formula == "reduction" or comparator == "at_most" or (formula == "count" and comparator == "equals"):
        return units.numerator > 0
    return units.numerator < units.denominator


def _total(tables: Any, sql: str, offset: int) -> int:
    """Count the rows where a page beyond their end was asked for."""
    return int(tables.run(f"SELECT COUNT(*) AS total FROM ({sql})")["total"][0].as_py()) if offset else 0


def runnable(sql: str, manifest: Manifest) -> str:
    """Return a query as it runs in DuckDB where the snapshot lies (可运行的查询): tables first."""
    read = [name for name in manifest.tables if f'"{name}"' in sql]
    views = [f"CREATE OR REPLACE TEMP VIEW {name} AS {select_from(None, manifest, name)};" for name in read]
    return "\n".join([_HEAD, *views, f"{sql};"])
