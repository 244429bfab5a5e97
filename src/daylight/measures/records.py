"""Records (记录): events, filings and reviews that count, and the measures whose unit is a record.

Lives here: when a record falls in a span, which statuses and parts make it count. Must not: kinds,
parts and topics by name, which packs declare.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import ibis
from pydantic import Field

from daylight.kernel.text import Text
from daylight.measures.contract import Column, Measure, Moment, Tables
from daylight.measures.params import FILED, Filing, Params, RecordStatus
from daylight.measures.places import organisations, placed
from daylight.measures.unitrows import (
    LAST_ON,
    ORGANISATION,
    STAFF,
    SUBJECT,
    TIMES,
    TOPIC,
    one_if,
    total,
    unit_rows,
)

_UNIT = Text("记录", "record")


def in_span(tables: Tables, moment: Moment, kind: str) -> ibis.Table:
    """Return the records of a kind in the span with the day they count for (时段内记录).

    Notes
    -----
    A record counts for the day it happened, else was approved, else filed: the column ``dated``. One
    with none of the three counts nowhere.
    """
    table = tables["record"]
    table = table.filter(table.kind == kind)
    table = table.mutate(dated=ibis.coalesce(table.happened_on, table.approved_on, table.filed_on))
    start, end = ibis.literal(moment.span.start), ibis.literal(moment.span.end)
    return table.filter(table.dated >= start, table.dated < end)


def filed(tables: Tables, moment: Moment, params: Filing) -> ibis.Table:
    """Return the records of the span that count (计入的记录): of the kind, statuses, level, topic, with all parts."""
    table = in_span(tables, moment, params.kind)
    table = table.filter(table.status.isin(params.statuses))
    for name in ("level", "topic"):
        if (value := getattr(params, name)) is not None:
            table = table.filter(table[name] == value)
    return with_parts(table, tables, params.parts)


def with_parts(table: ibis.Table, tables: Tables, parts: Sequence[str]) -> ibis.Table:
    """Return the records with which all parts were handed in (佐证齐全的记录)."""
    if not parts:
        return table
    held = parts_held(table, tables, parts)
    whole = held.filter(held.held == len(set(parts))).select("record_id")
    return table.semi_join(whole, "record_id")


def parts_held(table: ibis.Table, tables: Tables, parts: Sequence[str]) -> ibis.Table:
    """Return how many of the parts each record holds (佐证项数): ``record_id, held``; none has no row."""
    wanted = sorted(set(parts))
    evidence = tables["evidence"]
    some = evidence.filter(evidence.part.isin(wanted)).select("record_id", "part")
    some = some.semi_join(table.select("record_id"), "record_id")
    return some.group_by("record_id").agg(held=total([one_if(some.part == part).max() for part in wanted] or [0]))


class Counted(Filing):
    """What is counted (计数对象): records, or the distinct organisations, staff or partners they name."""

    per: Literal["record", "organisation", "staff", "partner"] = "record"


_KEYS = {"record": "record_id", "organisation": "org_id", "staff": "staff_id", "partner": "partner_org_id"}


def counted(tables: Tables, moment: Moment, params: Counted) -> ibis.Table:
    """Return one row for each thing counted (去重计数): ``key, org_id, organisation`` and what its records tell.

    Notes
    -----
    Who is named by records of several organisations is counted once, for the one with the lowest id.
    """
    table = placed(filed(tables, moment, params), tables, moment.state_on)
    key = table[_KEYS[params.per]]
    table = table.mutate(key=key).filter(key.notnull())
    alike = {name: table[name].min() for name in ("topic", "subject", "staff_id", "partner_org_id")}
    grouped = table.group_by("key").agg(
        counts_for=table.org_id.min(), times=table.count(), last_on=table.dated.max(),
        quantity=table.quantity.fill_null(0).sum(), **alike,
    )  # fmt: skip
    return _named(grouped, tables, moment)


def _named(table: ibis.Table, tables: Tables, moment: Moment) -> ibis.Table:
    """Return rows with the names of their organisation and of the partner."""
    here = organisations(tables, moment.state_on).select(counts_for="org_id", organisation="name")
    partners = tables["organisation"].select(partner_id="org_id", partner="name")
    named = table.join(here, "counts_for").rename(org_id="counts_for")
    return named.left_join(partners, named.partner_org_id == partners.partner_id).drop("partner_id")


def record_count(tables: Tables, moment: Moment, params: Counted) -> ibis.Table:
    """Return the records of the span, or the distinct things they name (记录数).

    Parameters
    ----------
    params : Counted
        ``per``: each ``record``, or each distinct ``organisation``, ``staff`` member or ``partner`` once.

    Notes
    -----
    **Source** 二(三)2 (手拉手), 二(三)3, 二(五)1, 二(五)2.
    """
    return _counted_rows(counted(tables, moment, params), 1)


def record_quantity(tables: Tables, moment: Moment, params: Filing) -> ibis.Table:
    """Return the records of the span with their quantity (记录数量).

    Notes
    -----
    **Source** 二(三)2 (3000 pairs of pupils). A record without a quantity counts 0.
    """
    every = Counted.model_validate({**params.model_dump(), "per": "record"})
    table = counted(tables, moment, every)
    return _counted_rows(table, table.quantity)


def _counted_rows(table: ibis.Table, numerator: Any) -> ibis.Table:
    names = ("organisation", "partner", "topic", "subject")
    shown = {name: table[name] for name in names}
    return unit_rows(
        table, unit=table.key, numerator=numerator,
        shown={**shown, "staff": table.staff_id, "times": table.times, "last_on": table.last_on},
    )  # fmt: skip


class InOrder(Params):
    """What makes a record orderly (合规要求): parts, filing and approval, and before when."""

    kind: str = Field(min_length=1)
    parts: tuple[str, ...] = ()
    before: Literal["happened_on"] | None = None
    approved: bool = False
    statuses: tuple[RecordStatus, ...] = Field(default=FILED, min_length=1)


def records_in_order(tables: Tables, moment: Moment, params: InOrder) -> ibis.Table:
    """Return every record of the span, counted where it is in order (合规记录).

    Parameters
    ----------
    params : InOrder
        ``before``: filing, and approval if asked for, must be of an earlier day than the event;
        without it they must only be.

    Notes
    -----
    **Source** 二(六)3 (no trip leaves without plan, filing and emergency plan), 二(四)3. The denominator is
    every record of the span whatever its status: a trip that left as a draft left without filing.
    """
    table = in_span(tables, moment, params.kind)
    held = parts_held(table, tables, params.parts)
    table = table.left_join(held, table.record_id == held.record_id).drop("record_id_right")
    table = placed(table, tables, moment.state_on)
    missing = ibis.literal(len(set(params.parts))) - table.held.fill_null(0)
    orderly = (missing == 0) & table.status.isin(params.statuses) & _timely(table, params)
    return unit_rows(
        table, unit=table.record_id, numerator=one_if(orderly),
        shown={
            "organisation": table.organisation, "topic": table.topic, "dated": table.dated,
            "filed_on": table.filed_on, "approved_on": table.approved_on, "missing": missing.cast("int64"),
        },
    )  # fmt: skip


def _timely(table: ibis.Table, params: InOrder) -> Any:
    """Tell whether a record was filed, and approved if asked for, and before the event if asked for."""
    done = ibis.literal(True)
    for name in ("filed_on", "approved_on") if params.approved else ("filed_on",):
        done = done & (table[name] < table[params.before] if params.before else table[name].notnull())
    return done


class Closed(Params):
    """What must be closed (办结要求)."""

    kind: str = Field(min_length=1)
    parts: tuple[str, ...] = ()
    on_time: bool = False
    statuses: tuple[RecordStatus, ...] = Field(default=FILED, min_length=1)


def records_closed(tables: Tables, moment: Moment, params: Closed) -> ibis.Table:
    """Return the records of the span that are due by the day, counted where they are closed (到期办结).

    Parameters
    ----------
    params : Closed
        ``on_time``: closed on the due day or before; otherwise closed by ``as_of``, late or not.
        ``parts`` must be there for a closing to count.

    Notes
    -----
    **Source** 二(七)1 (findings put right), 三·四. Due on the day itself is due. What was put right late has
    been put right: the pack says if lateness is to count.
    """
    day = ibis.literal(moment.as_of)
    table = in_span(tables, moment, params.kind)
    table = table.filter(table.status.isin(params.statuses), table.due_on <= day)
    whole = with_parts(table, tables, params.parts).select(whole_id="record_id")
    table = table.left_join(whole, table.record_id == whole.whole_id)
    table = placed(table, tables, moment.state_on)
    closed = (table.closed_on <= (table.due_on if params.on_time else day)) & table.whole_id.notnull()
    return unit_rows(
        table, unit=table.record_id, numerator=one_if(closed),
        shown={
            "organisation": table.organisation, "topic": table.topic, "due_on": table.due_on,
            "closed_on": table.closed_on,
        },
    )  # fmt: skip


_PARTNER = Column("partner", Text("对方机构", "Partner"))
_COUNTED = (ORGANISATION, _PARTNER, TOPIC, SUBJECT, STAFF, TIMES, LAST_ON)

MEASURES = (
    Measure(
        "record_count", Text("记录数", "Records"),
        Text(
            "时段内计入的记录数，或其中不重复的机构、教职工、对方机构数。",
            "How many records count in the span, or how many distinct organisations, staff or partners they name.",
        ),
        "count", _UNIT, Counted, _COUNTED, record_count,
    ),
    Measure(
        "record_quantity", Text("记录的数量之和", "Quantity of records"),
        Text("时段内计入的记录，其数量相加。", "The quantities of the records that count in the span, added up."),
        "count", _UNIT, Filing, _COUNTED, record_quantity,
    ),
    Measure(
        "records_in_order", Text("合规记录比例", "Records in order"),
        Text(
            "时段内的全部记录中，佐证齐全并已报送（审核）、且早于发生日（如要求）的占比。",
            "Of all records of the span, the share with all parts, filed (and approved), and before the event"
            " where that is asked for.",
        ),
        "ratio", _UNIT, InOrder,
        (
            ORGANISATION, TOPIC, Column("dated", Text("发生日", "On"), "day"),
            Column("filed_on", Text("报送日", "Filed on"), "day"),
            Column("approved_on", Text("通过日", "Approved on"), "day"),
            Column("missing", Text("缺佐证项", "Parts missing"), "number"),
        ),
        records_in_order,
    ),
    Measure(
        "records_closed", Text("到期办结比例", "Due records closed"),
        Text("已到期限的记录中办结的占比。", "Of the records whose day has come, the share that is closed."),
        "ratio", _UNIT, Closed,
        (
            ORGANISATION, TOPIC, Column("due_on", Text("期限", "Due on"), "day"),
            Column("closed_on", Text("办结日", "Closed on"), "day"),
        ),
        records_closed,
    ),
)  # fmt: skip
