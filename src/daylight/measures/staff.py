"""Staff (教职工): who is in post, what they did, which subjects lack a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis
from pydantic import Field

from daylight.kernel.text import Text
from daylight.measures.classes import with_pupils
from daylight.measures.contract import Column, Measure, Moment, Tables
from daylight.measures.params import FILED, Filing, Params, Post, RecordStatus, Stage, Subject
from daylight.measures.places import is_valid, on_roll, placed
from daylight.measures.records import filed, in_span
from daylight.measures.unitrows import (
    LAST_ON,
    ORGANISATION,
    SCHOOL,
    STAFF,
    SUBJECT,
    TIMES,
    choice,
    first_of,
    one_if,
    repeated,
    unit_rows,
)

_UNIT = Text("教职工", "member of staff")


def in_post(
    tables: Tables, moment: Moment, posts: Sequence[str], subjects: Sequence[str] | None = None
) -> ibis.Table:
    """Return the posts held on the day (在岗): only those of the kinds, and of the subjects if given.

    Returns
    -------
    ibis.Table
        ``org_id, organisation, staff_id, stage, subject``; a campus's staff stand with its school.
    """
    table = tables["staff_post"]
    held = table.filter(is_valid(table, moment.state_on), table.post.isin(list(posts)))
    if subjects is not None:
        held = held.filter(held.subject.isin(list(subjects)))
    held = held.select("org_id", "staff_id", "stage", "subject")
    return placed(held, tables, moment.state_on)


class StaffHaving(Filing):
    """Which staff must have how many records (应有记录的教职工)."""

    posts: tuple[Post, ...] = Field(min_length=1)
    subjects: tuple[Subject, ...] | None = None
    at_least: int = Field(default=1, ge=1)


def staff_with_records(tables: Tables, moment: Moment, params: StaffHaving) -> ibis.Table:
    """Return every member of staff in post, counted where they have enough records in the span (有记录的教职工).

    Notes
    -----
    **Source** 二(二)3, 二(五)1. A member of staff is one unit for each organisation, however many posts are
    held there; a record follows the person, wherever it was filed.
    """
    held = in_post(tables, moment, params.posts, params.subjects)
    people = held.group_by("org_id", "staff_id").agg(
        organisation=held.organisation.min(), subject=held.subject.min()
    )
    records = filed(tables, moment, params)
    counts = records.group_by(has_id="staff_id").agg(times=records.count(), last_on=records.dated.max())
    table = people.left_join(counts, people.staff_id == counts.has_id)
    times = table.times.fill_null(0).cast("int64")
    return unit_rows(
        table, unit=table.staff_id, numerator=one_if(times >= params.at_least),
        shown={
            "organisation": table.organisation, "staff": table.staff_id, "subject": table.subject, "times": times,
            "last_on": table.last_on,
        },
    )  # fmt: skip


class FollowUp(Params):
    """What must follow what (先后记录)."""

    first: str = Field(min_length=1)
    then: str = Field(min_length=1)
    statuses: tuple[RecordStatus, ...] = Field(default=FILED, min_length=1)


def staff_followed_up(tables: Tables, moment: Moment, params: FollowUp) -> ibis.Table:
    """Return the staff with a first record in the span, counted where another followed (跟进的教职工).

    Notes
    -----
    **Source** 二(五)1 (who registers a lesson also uploads one). Both within the span, in either order of
    days: the lesson may be filed before the registration is approved.
    """
    registered = in_span(tables, moment, params.first)
    registered = registered.filter(registered.status.isin(params.statuses), registered.staff_id.notnull())
    first = placed(registered, tables, moment.state_on)
    people = first.group_by("org_id", "staff_id").agg(
        organisation=first.organisation.min(), subject=first.subject.min(), last_on=first.dated.max()
    )
    uploaded = in_span(tables, moment, params.then)
    uploaded = uploaded.filter(uploaded.status.isin(params.statuses), uploaded.staff_id.notnull())
    after = uploaded.group_by(has_id="staff_id").agg(times=uploaded.count())
    table = people.left_join(after, people.staff_id == after.has_id)
    times = table.times.fill_null(0).cast("int64")
    return unit_rows(
        table, unit=table.staff_id, numerator=one_if(times > 0),
        shown={
            "organisation": table.organisation, "staff": table.staff_id, "subject": table.subject, "times": times,
            "last_on": table.last_on,
        },
    )  # fmt: skip


class Staffing(Params):
    """Which subjects a school of a stage must have a teacher for (应配教师的学科)."""

    stage: Stage
    subjects: tuple[Subject, ...] = Field(min_length=1)


def subjects_staffed(tables: Tables, moment: Moment, params: Staffing) -> ibis.Table:
    """Return every school of a stage with every subject, counted where a teacher is in post (学科配齐).

    Notes
    -----
    **Source** 二(二)3 (structural shortage, 结构性缺编). A teacher counts whose post is of the stage, or of no
    single one. ``pupils`` are those of the stage at a school that lacks a subject, told once, with the
    first subject lacking.
    """
    subjects = list(dict.fromkeys(params.subjects))
    held = in_post(tables, moment, ["teacher"], subjects)
    held = held.filter((held.stage == params.stage).fill_null(True))
    flags = {f"of_{subject}": one_if(held.subject == subject).sum() for subject in subjects}
    teachers = held.group_by(has_id="org_id").agg(**flags)
    table = on_roll(tables, moment, "school", params.stage)
    table = table.left_join(teachers, table.org_id == teachers.has_id).drop("has_id")
    table = table.mutate(**{name: table[name].fill_null(0).cast("int64") for name in flags})
    table = with_pupils(table, tables, moment, "school", params.stage)
    return _staffed_rows(table, subjects)


def _staffed_rows(table: ibis.Table, subjects: list[str]) -> ibis.Table:
    gap = first_of([(table[f"of_{subject}"] == 0, subject) for subject in subjects])
    table = repeated(table.mutate(gap=gap), subject=subjects)
    teachers = choice(table.subject, [(subject, table[f"of_{subject}"]) for subject in subjects])
    return unit_rows(
        table, unit=_pair(table), numerator=one_if(teachers > 0),
        pupils=(table.subject == table.gap).fill_null(False).ifelse(table.enrolled, 0),
        shown={"school": table.organisation, "subject": table.subject, "teachers": teachers},
    )  # fmt: skip


def _pair(table: ibis.Table) -> Any:
    return table.org_id.cast("string") + ":" + table.subject


MEASURES = (
    Measure(
        "staff_with_records", Text("有记录的教职工比例", "Staff with records"),
        Text(
            "当日在岗的教职工中，时段内记录达到次数的占比。",
            "Of the staff in post on the day, the share with enough records in the span.",
        ),
        "ratio", _UNIT, StaffHaving, (ORGANISATION, STAFF, SUBJECT, TIMES, LAST_ON), staff_with_records,
    ),
    Measure(
        "staff_followed_up", Text("跟进的教职工比例", "Staff who followed up"),
        Text(
            "时段内有前一种记录的教职工中，也有后一种记录的占比。",
            "Of the staff with a record of the first kind in the span, the share that has one of the second too.",
        ),
        "ratio", _UNIT, FollowUp, (ORGANISATION, STAFF, SUBJECT, TIMES, LAST_ON), staff_followed_up,
    ),
    Measure(
        "subjects_staffed", Text("学科配齐比例", "Subjects staffed"),
        Text(
            "各校应有的学科中，当日有任课教师在岗的占比。",
            "Of the subjects that each school must have, the share with a teacher in post on the day.",
        ),
        "ratio", Text("学校的学科", "subject of a school"), Staffing,
        (SCHOOL, SUBJECT, Column("teachers", Text("在岗人数", "Teachers in post"), "number")), subjects_staffed,
    ),
)  # fmt: skip
