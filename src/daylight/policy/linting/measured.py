"""Whether measures and worked cases fit the program (口径与算例): names, parameters, tables, columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from daylight.kernel.text import Text
from daylight.policy.linting.finding import Finding, unknown
from daylight.policy.schema import Case, Pack
from daylight.policy.validation import Place, validated
from daylight.policy.yaml_text import Document

MEASURE = Text("计算口径", "measure")
TABLE = Text("数据湖表", "lake table")
COLUMN = Text("列", "column")
#: In a row of a worked case: how often it stands. No column.
TIMES = "times"


def measured(pack: Pack, measures: Mapping[str, type[BaseModel]]) -> Iterator[Finding]:
    """Yield every target whose measure or parameters the program does not know (口径检查).

    Parameters
    ----------
    pack : Pack
    measures : mapping
        The model of the parameters of each measure; measures stand above this room and are handed in.
    """
    for target in pack.targets:
        name, params = target.measure.name, target.measure.params
        if name not in measures:
            yield unknown(f"targets {target.id}.measure.name", MEASURE, name, measures)
            continue
        place = Place("targets", Document(None, None), ("measure", "params"), target.id)
        for fault in validated(measures[name], params, place)[1]:
            yield Finding("measure.params", "", Text(fault.says("zh"), fault.says("en")))


def givens(pack: Pack) -> Iterator[Finding]:
    """Yield every table and column that a worked case gives and the lake does not have (算例检查)."""
    from daylight.lake.tables import TABLES

    columns = {name: set(table.schema.names) for name, table in TABLES.items()}
    for case in pack.cases:
        yield from _given(case, columns)


def _given(case: Case, columns: Mapping[str, set[str]]) -> Iterator[Finding]:
    for name, rows in case.given.items():
        place = f"cases {case.id}.given.{name}"
        if name not in columns:
            yield unknown(place, TABLE, name, columns)
            continue
        for column in sorted({column for row in rows for column in row} - columns[name] - {TIMES}):
            yield unknown(place, COLUMN, column, columns[name])
