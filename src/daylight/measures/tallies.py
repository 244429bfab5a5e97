"""Counts that organisations report (统计上报): how many should, how many did."""

from __future__ import annotations

from typing import Any, Literal

import ibis
from pydantic import Field

from daylight.kernel.text import Text
from daylight.measures.contract import Column, Measure, Moment, Tables
from daylight.measures.params import Params
from daylight.measures.places import placed
from daylight.measures.unitrows import ORGANISATION, unit_rows

_UNIT = Text("上报机构", "reporting organisation")


class OfKind(Params):
    """Which counts (统计种类), and of whom they are: of staff no pupil is touched."""

    kind: str = Field(min_length=1)
    of: Literal["pupils", "staff"] = "pupils"


class OfGrade(OfKind):
    """The counts of one grade, or of the whole organisation (年级)."""

    grade: int | None = Field(default=None, ge=1, le=9)


def latest(table: ibis.Table, name: str = "") -> ibis.Table:
    """Return each organisation's last counting among tallies (最近一次统计).

    Parameters
    ----------
    table : ibis.Table
        Rows of ``tally``, of one kind.
    name : str
        Put before ``eligible``, ``covered`` and ``counted_on``.

    Returns
    -------
    ibis.Table
        ``place_id`` and the three columns. A counting by grades is summed, unless the organisation
        reported its total as well.
    """
    days = table.group_by("org_id").agg(last_on=table.counted_on.max())
    found = table.join(days, [table.org_id == days.org_id, table.counted_on == days.last_on])
    whole = found.grade.isnull()
    grouped = found.group_by(place_id=found.org_id).agg(
        counted_on=found.counted_on.max(), totals=_sum_where(whole, 1),
        eligible_whole=_sum_where(whole, found.eligible), eligible_parts=_sum_where(~whole, found.eligible),
        covered_whole=_sum_where(whole, found.covered), covered_parts=_sum_where(~whole, found.covered),
    )  # fmt: skip
    has_total = grouped.totals > 0
    return grouped.select(
        "place_id",
        **{
            f"{name}eligible": has_total.ifelse(grouped.eligible_whole, grouped.eligible_parts),
            f"{name}covered": has_total.ifelse(grouped.covered_whole, grouped.covered_parts),
            f"{name}counted_on": grouped.counted_on,
        },
    )


def _sum_where(condition: Any, value: Any) -> Any:
    return condition.ifelse(value, 0).cast("int64").sum()


def _in_span(tables: Tables, moment: Moment, kind: str) -> ibis.Table:
    table = tables["tally"]
    start, end = ibis.literal(moment.span.start), ibis.literal(moment.span.end)
    return table.filter(table.kind == kind, table.counted_on >= start, table.counted_on < end)


def tally_share(tables: Tables, moment: Moment, params: OfGrade) -> ibis.Table:
    """Return each organisation's last counting in the span: covered of eligible (统计比例).

    Notes
    -----
    **Source** 二(一)4, 二(二)1, 二(三)2, 二(七)3. An organisation that did not report has no row, hence no
    data: silence is not zero. ``pupils`` are the eligible that are not covered.
    """
    found = _in_span(tables, moment, params.kind)
    if params.grade is not None:
        found = found.filter(found.grade == params.grade)
    table = placed(latest(found), tables, moment.state_on, at="place_id")
    missing = table.eligible - table.covered if params.of == "pupils" else 0
    return unit_rows(
        table, unit=table.org_id, numerator=table.covered, denominator=table.eligible, pupils=missing,
        shown={"organisation": table.organisation, "counted_on": table.counted_on},
    )  # fmt: skip


def tally_change(tables: Tables, moment: Moment, params: OfKind) -> ibis.Table:
    """Return each organisation's last counting in the span beside its last one up to the baseline (统计变化).

    Notes
    -----
    **Source** 二(一)4. Like is compared with like: an organisation that reported only once has no row.
    ``pupils`` are the eligible that are not covered now, where the share has not risen.
    """
    base_on = moment.base_on or moment.span.start
    table = tables["tally"]
    before = table.filter(table.kind == params.kind, table.counted_on <= ibis.literal(base_on))
    now, then = latest(_in_span(tables, moment, params.kind)), latest(before, "base_")
    both = now.join(then, "place_id")
    table = placed(both, tables, moment.state_on, at="place_id")
    fell = table.covered * table.base_eligible <= table.base_covered * table.eligible
    return unit_rows(
        table, unit=table.org_id, numerator=table.covered, denominator=table.eligible,
        base_numerator=table.base_covered, base_denominator=table.base_eligible,
        pupils=fell.ifelse(table.eligible - table.covered, 0) if params.of == "pupils" else 0,
        shown={
            "organisation": table.organisation, "counted_on": table.counted_on,
            "base_counted_on": table.base_counted_on,
        },
    )  # fmt: skip


_COUNTED_ON = Column("counted_on", Text("统计日", "Counted on"), "day")

MEASURES = (
    Measure(
        "tally_share", Text("统计比例", "Share counted"),
        Text(
            "时段内各机构最近一次上报：实到数除以应到数。没有上报的不计。",
            "Each organisation's last counting in the span: those who did, of those who should."
            " Who has not reported is not counted.",
        ),
        "ratio", _UNIT, OfGrade, (ORGANISATION, _COUNTED_ON), tally_share,
    ),
    Measure(
        "tally_change", Text("统计比例的变化", "Change of a share counted"),
        Text(
            "时段内最近一次上报的比例减去基线日及以前最近一次的比例；两次都上报的机构才计入。",
            "The share last counted in the span less the one last counted up to the baseline's day,"
            " for organisations that reported both times.",
        ),
        "change", _UNIT, OfKind,
        (ORGANISATION, _COUNTED_ON, Column("base_counted_on", Text("基线统计日", "Baseline counted on"), "day")),
        tally_change,
    ),
)  # fmt: skip
