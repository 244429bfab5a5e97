"""Who has what was asked for (覆盖面): every organisation, subject or grade, whether it has records or not.

Lives here: measures whose denominator is what ought to be there. Must not: which topics or subjects
those are, which packs say.
"""

from __future__ import annotations

from typing import Any, Literal

import ibis
from pydantic import Field

from daylight.kernel.text import Text
from daylight.measures.classes import with_pupils
from daylight.measures.contract import Column, Measure, Moment, Tables
from daylight.measures.params import Filing, Grade, OrgKind, Stage, Subject
from daylight.measures.places import on_roll, placed
from daylight.measures.records import filed
from daylight.measures.unitrows import (
    LAST_ON,
    ORGANISATION,
    SUBJECT,
    TIMES,
    TOPIC,
    choice,
    first_of,
    one_if,
    repeated,
    total,
    unit_rows,
)

_ORGANISATION = Text("机构", "organisation")


class Having(Filing):
    """Organisations that have this many records or more (达到次数的机构)."""

    org_kind: OrgKind
    at_least: int = Field(default=1, ge=1)
    stage: Stage | None = None


def _having(tables: Tables, moment: Moment, params: Having) -> ibis.Table:
    """Return every organisation that owes with its ``times`` and ``last_on``."""
    records = placed(filed(tables, moment, params), tables, moment.state_on)
    counts = records.group_by(has_id=records.org_id).agg(times=records.count(), last_on=records.dated.max())
    table = on_roll(tables, moment, params.org_kind, params.stage)
    found = table.left_join(counts, table.org_id == counts.has_id).drop("has_id")
    return found.mutate(times=found.times.fill_null(0).cast("int64"))


def organisations_with_records(tables: Tables, moment: Moment, params: Having) -> ibis.Table:
    """Return every organisation of a kind, counted where it has enough records in the span (有记录的机构).

    Notes
    -----
    **Source** 二(三)3, 二(四)4, 二(六), 二(七)3, 三. An organisation without any record is a row with 0.
    ``pupils`` are all pupils of an organisation that falls short.
    """
    table = with_pupils(_having(tables, moment, params), tables, moment, params.org_kind, params.stage)
    enough = one_if(table.times >= params.at_least)
    return unit_rows(
        table, unit=table.org_id, numerator=enough, pupils=(enough == 0).ifelse(table.enrolled, 0),
        shown={name: table[name] for name in ("organisation", "times", "last_on")},
    )  # fmt: skip


def organisations_counted(tables: Tables, moment: Moment, params: Having) -> ibis.Table:
    """Return every organisation of a kind, counted where it has enough records in the span (机构数).

    Notes
    -----
    **Source** 二(一)3, 二(三)3, 二(九). So many organisations are to have it, not all: nobody falls short, and
    ``pupils`` is 0.
    """
    table = _having(tables, moment, params)
    return unit_rows(
        table, unit=table.org_id, numerator=one_if(table.times >= params.at_least),
        shown={name: table[name] for name in ("organisation", "times", "last_on")},
    )  # fmt: skip


class Topics(Filing):
    """Which topics each organisation must have (应覆盖的主题)."""

    topic: None = None
    topics: tuple[str, ...] = Field(min_length=1)
    org_kind: OrgKind
    stage: Stage | None = None
    each: Literal["organisation", "topic"] = "organisation"


def topics_covered(tables: Tables, moment: Moment, params: Topics) -> ibis.Table:
    """Return every organisation, or organisation and topic, counted where the topics are covered (主题覆盖).

    Parameters
    ----------
    params : Topics
        ``each`` organisation: counts only with every topic; ``each`` topic: each counts by itself.

    Notes
    -----
    **Source** 二(一)1 (five places), 二(一)2 (nine competencies), 二(三)2, 二(五)3, 二(七)1. The column ``topic`` is
    the unit's topic or the first one missing. ``pupils`` are all pupils of an organisation that falls
    short, told once, with the first topic missing.
    """
    topics = list(dict.fromkeys(params.topics))
    table = on_roll(tables, moment, params.org_kind, params.stage)
    table = _flagged(table, tables, moment, params, topics)
    table = with_pupils(table, tables, moment, params.org_kind, params.stage)
    if params.each == "organisation":
        return _by_organisation(table, topics)
    return _by_topic(table, topics)


def _flagged(table: ibis.Table, tables: Tables, moment: Moment, params: Topics, topics: list[str]) -> ibis.Table:
    """Return organisations with a column ``has_N`` for each topic, how many are there, and the first missing."""
    records = placed(filed(tables, moment, params), tables, moment.state_on)
    flags = {f"topic_{n}": one_if(records.topic == topic).max() for n, topic in enumerate(topics)}
    grouped = records.group_by(has_id=records.org_id).agg(**flags)
    found = table.left_join(grouped, table.org_id == grouped.has_id).drop("has_id")
    found = found.mutate(**{name: found[name].fill_null(0) for name in flags})
    gap = first_of([(found[name] == 0, topic) for name, topic in zip(flags, topics, strict=True)])
    return found.mutate(covered=total([found[name] for name in flags]), gap=gap)


def _by_organisation(table: ibis.Table, topics: list[str]) -> ibis.Table:
    whole = one_if(table.covered == len(topics))
    return unit_rows(
        table, unit=table.org_id, numerator=whole, pupils=(whole == 0).ifelse(table.enrolled, 0),
        shown={"organisation": table.organisation, "topic": table.gap, "covered": table.covered.cast("int64")},
    )  # fmt: skip


def _by_topic(table: ibis.Table, topics: list[str]) -> ibis.Table:
    table = repeated(table, topic=topics)
    there = choice(table.topic, [(topic, table[f"topic_{n}"]) for n, topic in enumerate(topics)])
    first = (table.topic == table.gap).fill_null(False)
    return unit_rows(
        table, unit=table.org_id.cast("string") + ":" + table.topic, numerator=there,
        pupils=first.ifelse(table.enrolled, 0),
        shown={"organisation": table.organisation, "topic": table.topic, "covered": there.cast("int64")},
    )  # fmt: skip


class Subjects(Filing):
    """Which subjects organisations must have (应覆盖的学科)."""

    subjects: tuple[Subject, ...] = Field(min_length=1)
    org_kinds: tuple[Literal["city", "county"], ...] = Field(default=("city",), min_length=1)


def subjects_covered(tables: Tables, moment: Moment, params: Subjects) -> ibis.Table:
    """Return every city and county with every subject, counted where it has a record of the subject (学科覆盖).

    Notes
    -----
    **Source** 二(五)2 (expert pools for every subject at city and county).
    """
    kinds = sorted(set(params.org_kinds))
    table = on_roll(tables, moment, kinds[0], None)
    for kind in kinds[1:]:
        table = table.union(on_roll(tables, moment, kind, None), distinct=False)
    table = repeated(table, subject=sorted(set(params.subjects)))
    records = placed(filed(tables, moment, params), tables, moment.state_on)
    table = _matched(table, records, ["subject"])
    return unit_rows(
        table, unit=table.org_id.cast("string") + ":" + table.subject, numerator=one_if(table.times > 0),
        shown={name: table[name] for name in ("organisation", "subject", "times", "last_on")},
    )  # fmt: skip


def _matched(table: ibis.Table, records: ibis.Table, keys: list[str]) -> ibis.Table:
    """Return units with ``times`` and ``last_on`` of their organisation's records with the same keys."""
    counts = records.group_by("org_id", *keys).agg(times=records.count(), last_on=records.dated.max())
    counts = counts.rename({f"has_{key}": key for key in ("org_id", *keys)})
    found = table.left_join(counts, [table[key] == counts[f"has_{key}"] for key in ("org_id", *keys)])
    return found.mutate(times=found.times.fill_null(0).cast("int64"))


class SubjectGrades(Filing):
    """Which subjects are taught in which grade (各年级应覆盖的学科)."""

    subjects_by_grade: dict[Grade, tuple[Subject, ...]] = Field(min_length=1)


def subject_grades_covered(tables: Tables, moment: Moment, params: SubjectGrades) -> ibis.Table:
    """Return every subject of every grade of the city, counted where the city has a record of it (学科年级覆盖).

    Notes
    -----
    **Source** 二(五)2 (online studios: at least one for every subject and grade).
    """
    wanted = {int(grade): sorted(set(subjects)) for grade, subjects in params.subjects_by_grade.items()}
    subjects = sorted({subject for row in wanted.values() for subject in row})
    table = repeated(on_roll(tables, moment, "city", None), grade=sorted(wanted), subject=subjects)
    table = table.mutate(grade=table.grade.cast("int64")).filter(_any_of(table, wanted))
    records = placed(filed(tables, moment, params), tables, moment.state_on)
    table = _matched(table, records, ["grade", "subject"])
    unit = table.org_id.cast("string") + ":" + table.grade.cast("string") + ":" + table.subject
    return unit_rows(
        table, unit=unit, numerator=one_if(table.times > 0),
        shown={name: table[name] for name in ("organisation", "grade", "subject", "times", "last_on")},
    )  # fmt: skip


def _any_of(table: ibis.Table, wanted: dict[int, list[str]]) -> Any:
    taught = ibis.literal(False)
    for grade, subjects in wanted.items():
        taught = taught | ((table.grade == grade) & table.subject.isin(subjects))
    return taught


_GRADE = Column("grade", Text("年级", "Grade"), "number")

MEASURES = (
    Measure(
        "organisations_with_records", Text("有记录的机构比例", "Organisations with records"),
        Text(
            "时段内记录达到次数的机构占全部应计机构的比例。",
            "Of all organisations that owe it, the share with enough records in the span.",
        ),
        "ratio", _ORGANISATION, Having, (ORGANISATION, TIMES, LAST_ON), organisations_with_records,
    ),
    Measure(
        "organisations_counted", Text("有记录的机构数", "Number of organisations with records"),
        Text("时段内记录达到次数的机构有几个。", "How many organisations have enough records in the span."),
        "count", _ORGANISATION, Having, (ORGANISATION, TIMES, LAST_ON), organisations_counted,
    ),
    Measure(
        "topics_covered", Text("主题覆盖比例", "Topics covered"),
        Text(
            "时段内各主题都有记录的机构占比；也可按机构的每个主题分别计。",
            "The share of organisations with a record of every topic in the span; or, of all pairs of"
            " organisation and topic, the share with a record.",
        ),
        "ratio", _ORGANISATION, Topics,
        (ORGANISATION, TOPIC, Column("covered", Text("已覆盖主题数", "Topics covered"), "number")), topics_covered,
    ),
    Measure(
        "subjects_covered", Text("学科覆盖比例", "Subjects covered"),
        Text(
            "市、县（市）区的每个学科中有记录的占比。",
            "Of all subjects of the city and the counties, the share with a record in the span.",
        ),
        "ratio", Text("机构的学科", "subject of an organisation"), Subjects,
        (ORGANISATION, SUBJECT, TIMES, LAST_ON), subjects_covered,
    ),
    Measure(
        "subject_grades_covered", Text("学科年级覆盖比例", "Subjects and grades covered"),
        Text(
            "全市每个年级的每个学科中有记录的占比。",
            "Of all subjects of all grades, the share of which the city has a record in the span.",
        ),
        "ratio", Text("年级的学科", "subject of a grade"), SubjectGrades,
        (ORGANISATION, _GRADE, SUBJECT, TIMES, LAST_ON), subject_grades_covered,
    ),
)  # fmt: skip
