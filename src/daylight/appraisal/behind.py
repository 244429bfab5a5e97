"""The rows behind a number (明细): units of one organisation, with the query that anyone can run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from daylight.appraisal.engine import Registry, day_of, measure_of, registry, target_of
from daylight.appraisal.moments import moment_of
from daylight.appraisal.places import Place, Places, places_in
from daylight.appraisal.queries import Query, kept_query, query_of
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
    org_ids: tuple[int, ...] = ()  # of the organisation that each row counts for


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
    measure, found = _query(target, snapshot, as_of, measures)
    if found is None:
        return RowsFound(measure.columns, (), 0, "")
    tables = snapshot.tables()
    places = places_in(tables)
    conditions = [_in_list("org_id", places.members(_place(places, org_code).org_id))]
    if only_short:
        conditions.append(_short(measure.formula, target.comparator))
    sql = _ordered(found.sql, measure, conditions)
    page = tables.run(f"{sql} LIMIT {int(limit)} OFFSET {int(offset)}")
    told = page.select([column.name for column in measure.columns])
    lines = tuple(zip(*(column.to_pylist() for column in told.columns), strict=True))
    total = len(lines) if not offset and len(lines) < limit else _total(tables, found.sql, conditions)
    org_ids = tuple(page["org_id"].to_pylist())
    return RowsFound(measure.columns, lines, total, runnable(sql, found.names, snapshot.manifest), org_ids)


def query(
    pack: Pack, snapshot: Any, target_id: str, *, as_of: date | None = None, measures: Registry | None = None
) -> str:
    """Return the query that makes every row behind a target (查询), of all organisations; empty before it begins.

    Raises
    ------
    UnknownTarget, UnknownMeasure, DayAfterSnapshot
    """
    measure, found = _query(target_of(pack, target_id), snapshot, as_of, measures)
    if found is None:
        return ""
    return runnable(_ordered(found.sql, measure, ["true"]), found.names, snapshot.manifest)


def _query(
    target: Target, snapshot: Any, as_of: date | None, measures: Registry | None
) -> tuple[Measure, Query | None]:
    """Return a target's measure and the query for its unit rows; none while its period has not begun."""
    measure = measure_of(target, registry(measures))
    base = target.baseline.day if target.baseline else None
    moment = moment_of(target.period, day_of(snapshot, as_of), base)
    if moment is None:
        return measure, None
    return measure, query_of(snapshot.tables(), measure, moment, target.measure.params)


def _place(places: Places, org_code: str | None) -> Place:
    found = places.city if org_code is None else places.named(org_code)
    if found is None:
        raise UnknownOrganisation(code=org_code or "—")
    return found


def _ordered(units: str, measure: Measure, conditions: Sequence[str]) -> str:
    """Return the query for units with what people see of them and what is summed, in a lasting order."""
    names = [column.name for column in measure.columns]
    names += [name for name in ("org_id", "unit", "numerator", "denominator") if name not in names]
    columns = ", ".join(f'"{name}"' for name in names)
    return f"SELECT {columns} FROM ({units}) WHERE {' AND '.join(conditions)} ORDER BY org_id, unit"


def _in_list(column: str, values: Sequence[int]) -> str:
    return f"{column} IN ({', '.join(map(str, values))})"


def _short(formula: str, comparator: str) -> str:
    """Tell which units fall short: those that count where fewer are wanted, else those that count too little."""
    if formula == "variation":
        return "true"
    if formula == "reduction" or comparator == "at_most" or (formula == "count" and comparator == "equals"):
        return "numerator > 0"
    return "numerator < denominator"


def _total(tables: Any, units: str, conditions: Sequence[str]) -> int:
    """Count the rows where a page does not hold all of them."""
    sql = f"SELECT COUNT(*) AS total FROM ({units}) WHERE {' AND '.join(conditions)}"
    return int(tables.run(sql)["total"][0].as_py())


def runnable(sql: str, names: Iterable[str], manifest: Manifest) -> str:
    """Return a query as it runs in DuckDB where the snapshot lies (可运行的查询): first the tables that it reads."""
    views: dict[str, str] = {}
    for name in names:
        _add_view(name, manifest, views)
    lines = [f"CREATE OR REPLACE TEMP VIEW {name} AS {body};" for name, body in views.items()]
    return "\n".join([_HEAD, *lines, f"{sql};"])


def _add_view(name: str, manifest: Manifest, views: dict[str, str]) -> None:
    """Add a table, after those that it is made of."""
    if name in views:
        return
    made = kept_query(name)
    for below in made.names if made else ():
        _add_view(below, manifest, views)
    views[name] = made.sql if made else select_from(None, manifest, name)
