"""Sums (汇总): units to organisations in the data engine, organisations to county and city here.

Every sum is exactly rounded, whatever the order of the rows: the engine sums only what doubles hold
without loss, and hands over the rest to be summed by ``math.fsum``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, NamedTuple

import ibis
import pyarrow as pa

from daylight.appraisal.places import Places
from daylight.appraisal.queries import params_key, query_of
from daylight.measures.contract import Measure, Moment

_FIGURES: Final = ("numerator", "denominator", "base_numerator", "base_denominator", "square", "pupils")
#: Doubles whose sums cannot lose anything: multiples of this fraction, small enough to stay so when summed.
_GRAIN, _LARGEST = 1024.0, 2.0**40

#: Sums of so many measures are remembered: targets of one measure stand near each other.
_REMEMBERED: Final = 8


class Totals(NamedTuple):
    """The sums of an organisation (合计); None where no unit told a figure."""

    numerator: float | None = None
    denominator: float | None = None
    base_numerator: float | None = None
    base_denominator: float | None = None
    square: float | None = None
    pupils: float | None = None
    units: int = 0


NOTHING: Final = Totals()


def value_of(formula: str, sums: Totals) -> float | None:
    """Return the value that sums make (求值), None where there is nothing to tell.

    Notes
    -----
    A count of nothing is 0; what divides needs units and a denominator. A reduction from nothing is
    whole where there is nothing now, and none where there is something.
    """
    n, d, base_n, base_d, square = (number or 0.0 for number in sums[:5])
    if formula == "count":
        return n
    if formula == "reduction":
        if not sums.units:
            return None
        return (base_n - n) / base_n if base_n else float(n == 0)
    if not d:
        return None
    if formula == "ratio":
        return n / d
    if formula == "change":
        return (n * base_d - base_n * d) / (d * base_d) if base_d else None
    mean = n / d
    return math.sqrt(max(0.0, square / d - mean * mean)) / mean if mean else None


@dataclass
class Summing:
    """Sums of one snapshot's tables (汇总器): the same are not asked for twice in a row."""

    tables: Any
    places: Places
    known: dict[tuple[Any, ...], dict[int, Totals]] = field(default_factory=dict)

    def totals(self, measure: Measure, moment: Moment, params: Mapping[str, object]) -> dict[int, Totals]:
        """Return the sums of a measure by organisation (按机构合计), counties and city included."""
        asked = (measure.name, params_key(params), moment)
        if asked not in self.known:
            if len(self.known) >= _REMEMBERED:
                self.known.pop(next(iter(self.known)))
            self.known[asked] = rolled(self._summed(measure, moment, params), self.places)
        return self.known[asked]

    def _summed(self, measure: Measure, moment: Moment, params: Mapping[str, object]) -> pa.Table:
        """Return the engine's sums, or the figures themselves where its sums may lose something."""
        answer = self._answer(measure, moment, params)
        # Coefficients of variation are made of broken figures, school by school.
        if measure.formula != "variation":
            rows = answer(_sums, _sums_sql)
            if all(rows.column("exact").to_pylist()):
                return rows
        return answer(_lists, _lists_sql)

    def _answer(self, measure: Measure, moment: Moment, params: Mapping[str, object]) -> Callable[..., pa.Table]:
        """Return what asks the back end: DuckDB by texts that are remembered, another by Ibis alone."""
        if hasattr(self.tables, "compile"):
            sql = query_of(self.tables, measure, moment, params).sql
            return lambda _, text: self.tables.run(text(sql))
        rows = measure.expression(self.tables, moment, params)
        return lambda expression, _: self.tables.arrow(expression(rows))


def _sums(rows: ibis.Table) -> ibis.Table:
    """Return sums by organisation, and whether they lost nothing."""
    exact: Any = ibis.literal(True)
    for name in _FIGURES:
        grains = rows[name].cast("float64") * _GRAIN
        exact = exact & ((grains == grains.floor()) & (grains.abs() < _LARGEST)).fill_null(True)
    sums = {name: rows[name].cast("float64").sum() for name in _FIGURES}
    marked = rows.mutate(exact=exact)
    return marked.group_by("org_id").aggregate(**sums, units=marked.org_id.count(), exact=marked.exact.all())


def _sums_sql(rows: str) -> str:
    """Return the same for DuckDB."""
    sums = ", ".join(f"SUM({name}::DOUBLE) AS {name}" for name in _FIGURES)
    exact = " AND ".join(
        f"COALESCE({name}::DOUBLE * {_GRAIN} = FLOOR({name}::DOUBLE * {_GRAIN})"
        f" AND ABS({name}::DOUBLE * {_GRAIN}) < {_LARGEST}, TRUE)"
        for name in _FIGURES
    )
    return f"SELECT org_id, {sums}, COUNT(*) AS units, BOOL_AND({exact}) AS exact FROM ({rows}) GROUP BY org_id"


def _lists(rows: ibis.Table) -> ibis.Table:
    """Return every unit's figures by organisation, to be summed here."""
    lists = {name: rows[name].cast("float64").collect() for name in _FIGURES}
    return rows.group_by("org_id").aggregate(**lists, units=rows.org_id.count())


def _lists_sql(rows: str) -> str:
    """Return the same for DuckDB."""
    lists = ", ".join(f"LIST({name}::DOUBLE) FILTER ({name} IS NOT NULL) AS {name}" for name in _FIGURES)
    return f"SELECT org_id, {lists}, COUNT(*) AS units FROM ({rows}) GROUP BY org_id"


def rolled(rows: pa.Table, places: Places) -> dict[int, Totals]:
    """Return the sums of every organisation from those of the units' own (逐级归集)."""
    told = [_as_doubles(rows.column(name)) for name in _FIGURES]
    plain = not any(pa.types.is_list(column.type) for column in told)
    columns = [column.to_pylist() for column in (*told, rows.column("units"))]
    own, found = list(zip(*columns, strict=True)), dict[int, list[int]]()
    for at, org_id in enumerate(rows.column("org_id").to_pylist()):
        for above in places.counted_for.get(org_id, ()):
            found.setdefault(above, []).append(at)
    return {
        above: Totals._make(own[at[0]]) if plain and len(at) == 1 else _total(columns, at, plain)
        for above, at in found.items()
    }


def _total(columns: list[list[Any]], at: list[int], plain: bool) -> Totals:
    """Return the sums of the figures, or lists of figures, at some places of the columns."""
    *figures, units = ([column[place] for place in at] for column in columns)
    there = ([entry for entry in column if entry is not None] for column in figures)
    sums = [exact_sum(entries if plain else list(chain.from_iterable(entries))) for entries in there]
    return Totals._make([*sums, sum(units)])


def _as_doubles(column: Any) -> Any:
    """Return numbers, or lists of them, as doubles, whatever a back end calls them."""
    return column.cast(pa.list_(pa.float64()) if pa.types.is_list(column.type) else pa.float64())


def exact_sum(figures: list[float]) -> float | None:
    """Return the sum, exactly rounded (精确求和); None of nothing."""
    return math.fsum(figures) if figures else None
