"""Sums (汇总): units to organisations in the data engine, organisations to county and city here.

Every sum is exactly rounded, whatever the order of the rows: the engine sums only what doubles hold
without loss, and hands over the rest to be summed by ``math.fsum``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import ibis
import pyarrow as pa

from daylight.appraisal.places import Places
from daylight.measures.contract import Measure, Moment, Tables

_FIGURES: Final = ("numerator", "denominator", "base_numerator", "base_denominator", "square", "pupils")
#: Doubles whose sums cannot lose anything: multiples of this fraction, small enough to stay so when summed.
_GRAIN, _LARGEST = 1024.0, 2.0**40


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


class _Recorded:
    """Tables that remember which of them were asked for."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.names = tables, set[str]()

    def __getitem__(self, name: str) -> ibis.Table:
        self.names.add(name)
        return self.tables[name]


class _Compiled(NamedTuple):
    """A query as text, and the tables that it reads."""

    sql: str
    names: tuple[str, ...]


#: Texts of queries by what they ask for: the same for every snapshot, and slow to make.
_COMPILED: Final[dict[tuple[Any, ...], _Compiled]] = {}
_COMPILED_AT_MOST: Final = 4096


@dataclass
class Summing:
    """Sums of one snapshot's tables (汇总器): each asked for once."""

    tables: Any
    places: Places
    known: dict[tuple[Any, ...], dict[int, Totals]] = field(default_factory=dict)

    def totals(self, measure: Measure, moment: Moment, params: Mapping[str, object]) -> dict[int, Totals]:
        """Return the sums of a measure by organisation (按机构合计), counties and city included."""
        asked = (measure.name, _key(params), moment)
        if asked not in self.known:
            self.known[asked] = rolled(self._rows(measure, moment, params), self.places)
        return self.known[asked]

    def _rows(self, measure: Measure, moment: Moment, params: Mapping[str, object]) -> pa.Table:
        rows = self._asked("sums", measure, moment, params)
        if all(rows.column("exact").to_pylist()):
            return rows
        return self._asked("lists", measure, moment, params)

    def _asked(self, how: str, measure: Measure, moment: Moment, params: Mapping[str, object]) -> pa.Table:
        if not hasattr(self.tables, "compile"):
            return _ASKED[how](measure.expression(self.tables, moment, params)).to_pyarrow()
        asked = (how, measure, _key(params), moment)
        if asked not in _COMPILED:
            recorded = _Recorded(self.tables)
            sql = self.tables.compile(_ASKED[how](measure.expression(recorded, moment, params)))
            if len(_COMPILED) >= _COMPILED_AT_MOST:
                _COMPILED.clear()
            _COMPILED[asked] = _Compiled(sql, tuple(sorted(recorded.names)))
        compiled = _COMPILED[asked]
        self.tables.ready(compiled.names)
        return self.tables.run(compiled.sql)


def _key(params: Mapping[str, object]) -> str:
    return json.dumps(dict(params), sort_keys=True, default=str)


def _summed(rows: ibis.Table) -> ibis.Table:
    """Return sums by organisation, and whether they lost nothing."""
    exact: Any = ibis.literal(True)
    for name in _FIGURES:
        if rows[name].type().is_floating():
            grains = rows[name] * _GRAIN
            fine = (grains == grains.floor()) & (grains.abs() < _LARGEST)
            exact = exact & fine.fill_null(True)
    sums = {name: rows[name].cast("float64").sum() for name in _FIGURES}
    marked = rows.mutate(exact=exact)
    return marked.group_by("org_id").aggregate(**sums, units=marked.org_id.count(), exact=marked.exact.all())


def _listed(rows: ibis.Table) -> ibis.Table:
    """Return every unit's figures by organisation, to be summed here."""
    lists = {name: rows[name].cast("float64").collect() for name in _FIGURES}
    return rows.group_by("org_id").aggregate(**lists, units=rows.org_id.count())


_ASKED: Final = {"sums": _summed, "lists": _listed}


def rolled(rows: pa.Table, places: Places) -> dict[int, Totals]:
    """Return the sums of every organisation from those of the units' own (逐级归集)."""
    parts: dict[int, list[list[Any]]] = {}
    columns = [_as_doubles(rows.column(name)).to_pylist() for name in _FIGURES] + [rows.column("units").to_pylist()]
    for org_id, *figures in zip(rows.column("org_id").to_pylist(), *columns, strict=True):
        for above in places.counted_for.get(org_id, ()):
            parts.setdefault(above, []).append(figures)
    return {above: _total(found) for above, found in parts.items()}


def _as_doubles(column: Any) -> Any:
    """Return numbers, or lists of them, as doubles: DuckDB sums a written 1.0 to a decimal."""
    return column.cast(pa.list_(pa.float64()) if pa.types.is_list(column.type) else pa.float64())


def _total(found: list[list[Any]]) -> Totals:
    if len(found) == 1 and not any(isinstance(figure, list) for figure in found[0]):
        return Totals(*found[0])
    *figures, units = zip(*found, strict=True)
    return Totals._make([*(exact_sum(_flat(column)) for column in figures), sum(units)])


def _flat(column: Iterable[Any]) -> list[float]:
    return [
        one for entry in column for one in (entry if isinstance(entry, list) else (entry,)) if one is not None
    ]  # fmt: skip


def exact_sum(figures: list[float]) -> float | None:
    """Return the sum, exactly rounded (精确求和); None of nothing."""
    return math.fsum(figures) if figures else None
