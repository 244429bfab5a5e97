"""Weekly lessons of classes (班级课程): the timetable of a term against the curriculum.

Lives here: which term is looked at, and measures over ``class_course``. Must not: how many lessons a
curriculum asks for, which packs say.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import ibis
from pydantic import Field

from daylight.kernel.calendar import school_year_of, term_of
from daylight.kernel.text import Text
from daylight.measures.classes import seats
from daylight.measures.contract import Column, Measure, Moment, Tables
from daylight.measures.params import Grade, Params, Subject
from daylight.measures.places import placed
from daylight.measures.unitrows import (
    CLASS,
    SAME,
    SCHOOL,
    SUBJECT,
    choice,
    class_code,
    first_of,
    one_if,
    reaches,
    repeated,
    total,
    unit_rows,
)

_UNIT = Text("行政班", "homeroom class")


def last_day(moment: Moment) -> date:
    """Return the last day of the span (时段末日); its term is the one whose lessons count."""
    return moment.span.end - timedelta(days=1)


def in_term(tables: Tables, moment: Moment) -> ibis.Table:
    """Return the weekly lessons of the span's last term (当学期课程)."""
    table, day = tables["class_course"], last_day(moment)
    return table.filter(table.school_year == school_year_of(day), table.term == term_of(day))


def with_class(table: ibis.Table, tables: Tables, moment: Moment) -> ibis.Table:
    """Return rows of classes with school, class number and size of the day (附学校、班号、班额).

    Notes
    -----
    A class that has left since its term ended has nobody in it on the day: its size is 0.
    """
    classes = tables["homeroom_class"].select(known_id="class_id", number="number")
    table = table.join(classes, table.class_id == classes.known_id).drop("known_id")
    sat = seats(tables, moment.state_on).select(sat_id="class_id", size="size")
    table = table.left_join(sat, table.class_id == sat.sat_id).drop("sat_id")
    return placed(table.mutate(size=table["size"].fill_null(0)), tables, moment.state_on, at="school_id")


def _shown(table: ibis.Table, **more: Any) -> dict[str, Any]:
    return {"school": table.organisation, "homeroom_class": class_code(table.grade, table.number), **more}


class Limits(Params):
    """How many weekly lessons a grade may have (周课时上限)."""

    limits: dict[Grade, float] = Field(min_length=1)


def weekly_lessons_within(tables: Tables, moment: Moment, params: Limits) -> ibis.Table:
    """Return every class of the term, counted where its weekly lessons are within the limit (周总课时).

    Notes
    -----
    **Source** 二(四)1. Inclusive. A class whose lessons nobody entered has no row, nor one of a grade
    without limit.
    """
    grades = {int(grade): limit for grade, limit in params.limits.items()}
    lessons = in_term(tables, moment)
    lessons = lessons.filter(lessons.grade.isin(sorted(grades)))
    table = lessons.group_by("class_id", "school_id", "grade").agg(lessons=lessons.weekly_lessons.sum())
    limit = choice(table.grade, [(grade, ibis.literal(limit, "float64")) for grade, limit in sorted(grades.items())])
    table = with_class(table.mutate(allowed=limit), tables, moment)
    within = one_if(table.lessons <= table.allowed + SAME)
    return unit_rows(
        table, unit=table.class_id, numerator=within, pupils=(within == 0).ifelse(table["size"], 0),
        shown=_shown(table, lessons=table.lessons, allowed=table.allowed),
    )  # fmt: skip


class Minimum(Params):
    """So many weekly lessons at least of these subjects together, in these grades (课时下限)."""

    grades: tuple[int, ...] = Field(min_length=1)
    subjects: tuple[Subject, ...] = Field(min_length=1)
    lessons: float = Field(ge=0)


class Minimums(Params):
    """The rules that a class must keep (各项下限)."""

    minimums: tuple[Minimum, ...] = Field(min_length=1)


def subject_lessons_kept(tables: Tables, moment: Moment, params: Minimums) -> ibis.Table:
    """Return every class of the term with every rule of its grade, counted where it is kept (开足课时).

    Notes
    -----
    **Source** 二(四)1 (moral, PE, arts, practice not down), 二(四)2 (local courses). A class with lessons
    but none of the rule's subjects is a row with 0; a class without any lessons entered has no row.
    ``pupils`` are told once, with the first rule broken.
    """
    lessons = in_term(tables, moment)
    sums = {
        f"sum_{n}": lessons.subject.isin(rule.subjects).ifelse(lessons.weekly_lessons, 0.0).sum()
        for n, rule in enumerate(params.minimums)
    }
    table = with_class(lessons.group_by("class_id", "school_id", "grade").agg(**sums), tables, moment)
    broken = [_broken(table, n, rule) for n, rule in enumerate(params.minimums)]
    table = table.mutate(gap=first_of([(is_so, n) for n, is_so in enumerate(broken)]))
    return _rule_rows(_by_rule(table, params.minimums), params.minimums)


def _broken(table: ibis.Table, n: int, rule: Minimum) -> Any:
    return table.grade.isin(rule.grades) & ~reaches(table[f"sum_{n}"], rule.lessons)


def _by_rule(table: ibis.Table, rules: tuple[Minimum, ...]) -> ibis.Table:
    """Return one row for each class and rule of its grade."""
    table = repeated(table, rule=range(len(rules)))
    of_grade = total([one_if((table.rule == n) & table.grade.isin(rule.grades)) for n, rule in enumerate(rules)])
    return table.filter(of_grade > 0)


def _rule_rows(table: ibis.Table, rules: tuple[Minimum, ...]) -> ibis.Table:
    given = choice(table.rule, [(n, table[f"sum_{n}"]) for n in range(len(rules))])
    owed = choice(table.rule, [(n, ibis.literal(rule.lessons, "float64")) for n, rule in enumerate(rules)])
    names = choice(table.rule, [(n, "+".join(rule.subjects)) for n, rule in enumerate(rules)])
    return unit_rows(
        table, unit=table.class_id.cast("string") + ":" + table.rule.cast("string"),
        numerator=one_if(reaches(given, owed)),
        pupils=(table.rule == table.gap).fill_null(False).ifelse(table["size"], 0),
        shown=_shown(table, subjects=names, lessons=given, owed=owed),
    )  # fmt: skip


class Practice(Params):
    """Which part of each subject's lessons must be practice (实践课时占比)."""

    at_least: float = Field(gt=0, le=1)
    subjects: tuple[Subject, ...] | None = None


def practice_share(tables: Tables, moment: Moment, params: Practice) -> ibis.Table:
    """Return every class and subject of the term, counted where enough of the lessons are practice (学科实践).

    Notes
    -----
    **Source** 二(四)4. Inclusive; subjects without weekly lessons have no row. ``pupils`` are told once for
    each class, with its first subject that falls short in the order of the codes.
    """
    lessons = in_term(tables, moment)
    lessons = lessons.filter(lessons.weekly_lessons > 0)
    if params.subjects is not None:
        lessons = lessons.filter(lessons.subject.isin(params.subjects))
    owed = lessons.weekly_lessons * params.at_least
    lessons = lessons.mutate(enough=one_if(reaches(lessons.practice_lessons, owed)))
    short = lessons.filter(lessons.enough == 0)
    gaps = short.group_by(gap_id="class_id").agg(gap=short.subject.min())
    table = lessons.left_join(gaps, lessons.class_id == gaps.gap_id).drop("gap_id")
    table = with_class(table, tables, moment)
    return unit_rows(
        table, unit=table.class_id.cast("string") + ":" + table.subject, numerator=table.enough,
        pupils=(table.subject == table.gap).fill_null(False).ifelse(table["size"], 0),
        shown=_shown(table, subject=table.subject, lessons=table.weekly_lessons, practice=table.practice_lessons),
    )  # fmt: skip


_LESSONS = Column("lessons", Text("周课时", "Weekly lessons"), "number")

MEASURES = (
    Measure(
        "weekly_lessons_within", Text("周总课时达标比例", "Weekly lessons within the limit"),
        Text(
            "当学期各班周总课时不超过上限的占比。",
            "The share of classes whose weekly lessons of the term are within the limit of their grade.",
        ),
        "ratio", _UNIT, Limits,
        (SCHOOL, CLASS, _LESSONS, Column("allowed", Text("上限", "Limit"), "number")), weekly_lessons_within,
    ),
    Measure(
        "subject_lessons_kept", Text("课时开足比例", "Lessons kept"),
        Text(
            "当学期各班应遵守的各项课时下限中开足的占比。",
            "Of the minimums that each class of the term must keep, the share that is kept.",
        ),
        "ratio", Text("行政班的课时下限", "minimum of a class"), Minimums,
        (
            SCHOOL, CLASS, Column("subjects", Text("学科", "Subjects"), "code"), _LESSONS,
            Column("owed", Text("下限", "Minimum"), "number"),
        ),
        subject_lessons_kept,
    ),
    Measure(
        "practice_share", Text("学科实践达标比例", "Practice in subjects"),
        Text(
            "当学期各班各学科中，实践课时达到规定占比的比例。",
            "Of all subjects of all classes of the term, the share in which enough lessons are practice.",
        ),
        "ratio", Text("行政班的学科", "subject of a class"), Practice,
        (SCHOOL, CLASS, SUBJECT, _LESSONS, Column("practice", Text("实践课时", "Practice lessons"), "number")),
        practice_share,
    ),
)  # fmt: skip
