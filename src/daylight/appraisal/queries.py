"""Queries (查询): unit rows as SQL text, made once and run on any snapshot.

Building an Ibis expression and turning it into SQL takes far longer than DuckDB takes to answer, so
texts are remembered by what they depend on: the measure, its parameters, and those days of the moment
that the measure looked at. What several measures read is kept as a table of its own.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import ibis

from daylight.measures.contract import Measure, Moment


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT as text, with the tables that it reads (查询)."""

    sql: str
    names: tuple[str, ...]
    seen: tuple[tuple[str, Any], ...] = ()

    def fits(self, moment: Moment) -> bool:
        """Tell whether all that was looked at of the moment is the same in another."""
        return all(getattr(moment, name) == value for name, value in self.seen)


@dataclass(frozen=True, slots=True)
class KeptTable:
    """An intermediate table (中间表): how it is made, in which types."""

    query: Query
    schema: ibis.Schema


_QUERIES: Final[dict[tuple[Any, ...], list[Query]]] = {}
_KEPT: Final[dict[str, KeptTable]] = {}
_AT_MOST: Final = 4096
_LOCK: Final = threading.RLock()


def query_of(tables: Any, measure: Measure, moment: Moment, params: Mapping[str, object]) -> Query:
    """Return the query for the unit rows of a measure (取单元行查询), its tables at hand.

    Parameters
    ----------
    tables
        Those of a DuckDB back end.
    """
    asked = (measure, params_key(params), can_keep(tables))
    with _LOCK:
        found = next((query for query in _QUERIES.get(asked, ()) if query.fits(moment)), None)
        if found is None:
            found = _made(tables, measure, moment, params)
            if sum(map(len, _QUERIES.values())) >= _AT_MOST:
                _QUERIES.clear()
            _QUERIES.setdefault(asked, []).append(found)
    _have(tables, found.names)
    return found


def kept_query(name: str) -> Query | None:
    """Return how an intermediate table is made (中间表的查询); None of one that is the lake's own."""
    found = _KEPT.get(name)
    return found.query if found else None


def params_key(params: Mapping[str, object]) -> str:
    """Return parameters as one text."""
    return json.dumps(dict(params), sort_keys=True, default=str)


def can_keep(tables: Any) -> bool:
    """Tell whether tables can hold intermediate ones."""
    return hasattr(tables, "create")


def _made(tables: Any, measure: Measure, moment: Moment, params: Mapping[str, object]) -> Query:
    read = _Keeping(tables) if can_keep(tables) else _Read(tables)
    watched = _Watched(moment)
    sql = tables.compile(measure.expression(read, watched, params))  # type: ignore[arg-type]
    return Query(sql, tuple(sorted(read.names)), tuple(sorted(watched.seen.items())))


def _have(tables: Any, names: tuple[str, ...]) -> None:
    """Have the tables at hand that a query reads, those kept among them."""
    for name in names:
        if name not in _KEPT:
            tables.ready([name])
        elif not tables.has(name):
            kept = _KEPT[name]
            _have(tables, kept.query.names)
            tables.create(name, kept.schema, kept.query.sql)


class _Watched:
    """A moment that remembers which of its days were looked at."""

    def __init__(self, moment: Moment) -> None:
        self.moment, self.seen = moment, dict[str, Any]()

    def __getattr__(self, name: str) -> Any:
        self.seen[name] = getattr(self.moment, name)
        return self.seen[name]


class _Read:
    """Tables that remember which of them were asked for."""

    def __init__(self, tables: Any) -> None:
        self.tables, self.names = tables, set[str]()

    def __getitem__(self, name: str) -> ibis.Table:
        self.names.add(name)
        found: ibis.Table = self.tables[name]
        return found


class _Keeping(_Read):
    """Tables that also keep what several measures read."""

    def keep(self, key: tuple[Any, ...], make: Callable[[], ibis.Table]) -> ibis.Table:
        """Return the table that holds an intermediate result (留存)."""
        name = f"kept_{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}"
        if name not in _KEPT:
            outside, self.names = self.names, set()
            expression = make()
            query = Query(self.tables.compile(expression), tuple(sorted(self.names)))
            _KEPT[name] = KeptTable(query, expression.schema())
            self.names = outside
        _have(self.tables, (name,))
        self.names.add(name)
        found: ibis.Table = self.tables.named(name, _KEPT[name].schema)
        return found
