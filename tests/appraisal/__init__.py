"""Targets and packs as short as a test needs them, and a small lake in memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import ibis
from pydantic import BaseModel, ConfigDict

from daylight.kernel.text import Text
from daylight.lake import Snapshot, open_snapshot, write_snapshot
from daylight.measures.contract import Column, Measure, Moment
from daylight.policy.schema import Pack, Target
from tests.apps.town import Town
from tests.lake import TODAY, Source

CITY, IRON, TAIAN = "210300", "210302", "210321"
STATION, XINHUA, RIVER = "2103020001", "2103020002", "2103210001"
HEAD = {
    "id": "small", "zh": "小通知", "en": "A small notice", "number": "1", "issuer_zh": "市", "issuer_en": "The city",
    "issued_on": "2017-04-18", "org_code": CITY,
    "areas": [
        {"id": "order", "zh": "规范办学", "en": "Order", "short_zh": "规范", "short_en": "Order", "numeral": "七"},
    ],
}  # fmt: skip


def points(*pairs: tuple[str, float]) -> list[dict[str, object]]:
    """Return points: ``points(("2017-12-31", 0.5))``."""
    return [{"due": due, "value": value} for due, value in pairs]


def target(**changes: Any) -> Target:
    """Return a target: half by the end of 2017 for the city, counties and schools, unless told otherwise."""
    owed = changes.pop("owed", points(("2017-12-31", 0.5)))
    levels = changes.pop("levels", ("city", "county", "school"))
    plain = {
        "id": "half", "zh": "过半", "en": "Half", "clause": "c1", "binding": "binding", "responsible": "school",
        "comparator": "at_least", "measure": {"name": "tallied"}, "period": {"kind": "standing"},
        "series": [{"level": level, "points": owed} for level in levels], "rounding": {"unit": "percent"},
        "cadence": "once", "definition_zh": "占比", "definition_en": "The share",
    }  # fmt: skip
    return Target.model_validate({**plain, **changes})


def pack(*targets: Target, **more: Any) -> Pack:
    """Return a pack of one clause with these targets."""
    titles = {"title_zh": "条", "title_en": "Clause"}
    clause = {"id": "c1", "zh": "条", "en": "Clause", "ref": "一", "area": "order", **titles}
    return Pack.model_validate({"head": HEAD, "clauses": [clause], "targets": list(targets), **more})


class Kind(BaseModel):
    """Which tallies."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: str = "sport-hour"
    cut: float = 1.0


def tallied(tables: Any, moment: Moment, params: Kind) -> ibis.Table:
    """Tallies of the span, the numbers multiplied: enough of a measure for what is tested here."""
    table = tables["tally"]
    start, end = ibis.literal(moment.span.start), ibis.literal(moment.span.end)
    table = table.filter(table.kind == params.kind, table.counted_on >= start, table.counted_on < end)
    covered = table.covered.cast("float64") * params.cut
    return table.select(
        org_id=table.org_id, unit=table.tally_id.cast("string"), numerator=covered,
        denominator=table.eligible.cast("float64"), base_numerator=(table.eligible * 2).cast("float64"),
        base_denominator=(table.eligible * 4).cast("float64"),
        square=covered * covered / table.eligible.cast("float64"), pupils=table.eligible - table.covered,
        counted_on=table.counted_on, covered=table.covered,
    )  # fmt: skip


def measure(formula: Any = "ratio", **changes: Any) -> Measure:
    """Return the tests' own measure with a formula."""
    columns = (
        Column("counted_on", Text("统计日", "Counted on"), "day"), Column("covered", Text("实到", "Did"), "number"),
    )  # fmt: skip
    plain: dict[str, Any] = {
        "name": "tallied", "title": Text("统计", "Tallied"), "explains": Text("统计", "Tallied"), "formula": formula,
        "unit": Text("学生", "pupil"), "params": Kind, "columns": columns, "rows": tallied,
    }  # fmt: skip
    return Measure(**{**plain, **changes})


def measures(formula: Any = "ratio") -> dict[str, Measure]:
    """Return a registry of that one measure."""
    return {"tallied": measure(formula)}


def tally(
    number: int, org: tuple[int, str | None], covered: int, eligible: int, on: str = "2017-10-01"
) -> dict[str, Any]:
    """Return a tally's row."""
    return {
        "tally_id": number, "kind": "sport-hour", "org_id": org[0], "county_code": org[1], "school_year": 2017,
        "term": 1, "counted_on": date.fromisoformat(on), "eligible": eligible, "covered": covered,
    }  # fmt: skip


AT_STATION, AT_XINHUA, AT_RIVER = (100, IRON), (101, IRON), (102, TAIAN)
AT_IRON, AT_CITY = (2, IRON), (1, None)
#: Station 3 of 4, Xinhua 1 of 4, River 2 of 2; the county of Iron itself 1 of 2, the city itself 0 of 1.
TALLIES = [
    tally(1, AT_STATION, 3, 4), tally(2, AT_XINHUA, 1, 4), tally(3, AT_RIVER, 2, 2), tally(4, AT_IRON, 1, 2),
    tally(5, AT_CITY, 0, 1),
]  # fmt: skip


def snapshot(folder: Path, made: Town, as_of: date = TODAY) -> Snapshot:
    """Freeze a town and open it."""
    return open_snapshot(folder / write_snapshot(Source(made), folder, as_of=as_of).name)


def cells(table: Any, column: str) -> dict[str, Any]:
    """Return a column of a board by organisation."""
    return dict(zip(table["org_code"].to_pylist(), table[column].to_pylist(), strict=True))
