"""Homeroom classes and the pupils in them (行政班与班额).

Lives here: how big a class, a school, a county is on a day, and the measures whose unit is a class.
Must not: thresholds (66, 56, 45, 50), which packs hold.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
from pydantic import Field

from daylight.kernel.calendar import school_year_of
from daylight.kernel.text import Text
from daylight.measures.contract import Column, Measure, Moment, Tables
from daylight.measures.kept import kept
from daylight.measures.params import OfStage
from daylight.measures.places import is_valid, organisations, placed, valid_on
from daylight.measures.unitrows import CLASS, SCHOOL, SIZE, class_code, one_if, unit_rows

_UNIT = Text("行政班", "homeroom class")


def grade_on(table: ibis.Table, day: date) -> Any:
    """Return the grade of each class on a day (年级); as ``kernel.calendar.grade_of`` has it."""
    years = ibis.literal(school_year_of(day), "int64") - table.entry_year + 1
    return (years + (table.stage == "junior").ifelse(6, 0)).cast("int64")


@kept
def seats(tables: Tables, day: date) -> ibis.Table:
    """Return how many pupils sit in each class on a day (在班人数): ``class_id, size``."""
    table = valid_on(tables["class_membership"], day)
    return table.group_by("class_id").agg(size=table.count())


@kept
def class_sizes(tables: Tables, day: date, stage: str | None = None) -> ibis.Table:
    """Return the classes of a day with their size (当日班额).

    Returns
    -------
    ibis.Table
        ``class_id, org_id, organisation, stage, entry_year, number, formed_by, size``.

    Notes
    -----
    A class counts if it and its school are valid on the day and somebody sits in it.
    """
    table = tables["homeroom_class"]
    here = table.filter(is_valid(table, day), *([table.stage == stage] if stage else []))
    sat = seats(tables, day)
    sized = here.join(sat, here.class_id == sat.class_id).select(
        "class_id", "school_id", "stage", "entry_year", "number", "formed_by", "size"
    )
    return placed(sized, tables, day, at="school_id")


@kept
def school_pupils(tables: Tables, day: date, stage: str | None = None) -> ibis.Table:
    """Return how many pupils each school has on a day (在校生数): ``org_id, enrolled``."""
    table = class_sizes(tables, day, stage)
    return table.group_by("org_id").agg(enrolled=table["size"].sum())


@kept
def pupils_of(tables: Tables, day: date, org_kind: str, stage: str | None = None) -> ibis.Table:
    """Return how many pupils each school, county or city has on a day (机构在校生数): ``org_id, enrolled``."""
    table = school_pupils(tables, day, stage)
    for _ in range({"school": 0, "county": 1, "city": 2}[org_kind]):
        table = _one_level_up(table, tables, day)
    return table


def with_pupils(table: ibis.Table, tables: Tables, moment: Moment, org_kind: str, stage: str | None) -> ibis.Table:
    """Return organisations with their pupils of the day (附在校生数): ``enrolled``, 0 where there are none."""
    pupils = pupils_of(tables, moment.state_on, org_kind, stage).select(pupils_id="org_id", enrolled="enrolled")
    found = table.left_join(pupils, table.org_id == pupils.pupils_id).drop("pupils_id")
    return found.mutate(enrolled=found.enrolled.fill_null(0).cast("int64"))


def _one_level_up(table: ibis.Table, tables: Tables, day: date) -> ibis.Table:
    above = organisations(tables, day).select(below_id="org_id", above_id="parent_id")
    found = table.join(above, table.org_id == above.below_id)
    return found.group_by(org_id=found.above_id).agg(enrolled=found.enrolled.sum())


class AtLeast(OfStage):
    """Classes of this many pupils or more (班额下限)."""

    at_least: int = Field(ge=1)


class AtMost(OfStage):
    """Classes of this many pupils or fewer (班额上限)."""

    at_most: int = Field(ge=1)


def class_size_reduced(tables: Tables, moment: Moment, params: AtLeast) -> ibis.Table:
    """Return oversized classes now and on the baseline's day (大班额削减).

    Parameters
    ----------
    params : AtLeast
        ``at_least`` pupils make a class oversized, inclusive.

    Returns
    -------
    ibis.Table
        A row for each class of either day: numerator is 1 if oversized on ``state_on``, denominator 1 if
        there at all; the base columns are the same on ``base_on``.

    Notes
    -----
    **Source** 二(三)2. The share is of the original baseline, whatever classes there are by now; without
    a baseline's day the base is 0 and there is no value. ``pupils`` are those in oversized classes now.
    """
    now = _sized(class_sizes(tables, moment.state_on, params.stage), moment.state_on, "now")
    table = now
    if moment.base_on is not None:
        then = class_sizes(tables, moment.base_on, params.stage)
        table = _both(now, _sized(then, moment.base_on, "then"))
    big, was_big = table.now >= params.at_least, table.then >= params.at_least
    return unit_rows(
        table, unit=table.class_id, numerator=one_if(big), denominator=one_if(table.now > 0),
        base_numerator=one_if(was_big), base_denominator=one_if(table.then > 0), pupils=big.ifelse(table.now, 0),
        shown={
            "school": table.organisation, "homeroom_class": class_code(table.grade, table.number),
            "size": table.now, "base_size": table.then,
        },
    )  # fmt: skip


def _sized(table: ibis.Table, day: date, name: str) -> ibis.Table:
    sizes = {key: table["size"] if key == name else ibis.literal(0, "int64") for key in ("now", "then")}
    return table.select("class_id", "org_id", "organisation", "number", grade=grade_on(table, day), **sizes)


def _both(now: ibis.Table, then: ibis.Table) -> ibis.Table:
    """Return one row for each class of either day; a class that still is has its grade of now."""
    table = now.union(then, distinct=False)
    return table.group_by("class_id", "org_id", "organisation", "number").agg(
        grade=table.grade.max(), now=table.now.sum(), then=table.then.sum()
    )


def class_size_count(tables: Tables, moment: Moment, params: AtLeast) -> ibis.Table:
    """Return every class, counted where it is oversized (大班额班数).

    Notes
    -----
    **Source** 二(三)2: 56+ and 66+ are whole numbers of pupils, inclusive. The denominator is every class,
    so that a school without oversized ones has the value 0, and one without classes none.
    """
    return _classes_of_size(tables, moment, params.stage, lambda size: size >= params.at_least, short=1)


def class_size_within(tables: Tables, moment: Moment, params: AtMost) -> ibis.Table:
    """Return every class, counted where it is within a size (班额达标).

    Notes
    -----
    **Source** 二(三)2: the standard class size of each stage, inclusive; the share is of classes.
    """
    return _classes_of_size(tables, moment, params.stage, lambda size: size <= params.at_most, short=0)


def _classes_of_size(tables: Tables, moment: Moment, stage: str | None, test: Any, short: int) -> ibis.Table:
    table = class_sizes(tables, moment.state_on, stage)
    counted = one_if(test(table["size"]))
    return unit_rows(
        table, unit=table.class_id, numerator=counted, pupils=(counted == short).ifelse(table["size"], 0),
        shown=_shown(table, moment.state_on),
    )  # fmt: skip


def _shown(table: ibis.Table, day: date) -> dict[str, Any]:
    code = class_code(grade_on(table, day), table.number)
    return {"school": table.organisation, "homeroom_class": code, "size": table["size"]}


class Formed(OfStage):
    """How classes should have been formed (分班方式)."""

    formed_by: str = Field(min_length=1)
    first_grade_only: bool = True


def classes_formed(tables: Tables, moment: Moment, params: Formed) -> ibis.Table:
    """Return the classes of the entry grade, counted where they were formed as they should (阳光分班).

    Parameters
    ----------
    params : Formed
        ``first_grade_only``: classes that entered their stage in the school year of ``state_on``; otherwise all.

    Notes
    -----
    **Source** 二(七)3.
    """
    table = class_sizes(tables, moment.state_on, params.stage)
    if params.first_grade_only:
        table = table.filter(table.entry_year == school_year_of(moment.state_on))
    formed = one_if(table.formed_by == params.formed_by)
    return unit_rows(
        table, unit=table.class_id, numerator=formed, pupils=(formed == 0).ifelse(table["size"], 0),
        shown={**_shown(table, moment.state_on), "formed_by": table.formed_by},
    )  # fmt: skip


MEASURES = (
    Measure(
        "class_size_reduced", Text("大班额削减比例", "Oversized classes reduced"),
        Text(
            "达到规定人数的班，当日比基线日少了几成；分母始终是基线日的班数。",
            "By what share the classes of the given size or more have become fewer since the baseline's day;"
            " the base stays that of the baseline.",
        ),
        "reduction", _UNIT, AtLeast,
        (SCHOOL, CLASS, SIZE, Column("base_size", Text("基线班额", "Size on the baseline's day"), "number")),
        class_size_reduced,
    ),
    Measure(
        "class_size_count", Text("大班额班数", "Oversized classes"),
        Text("达到规定人数的班有几个。", "How many classes have the given number of pupils or more."),
        "count", _UNIT, AtLeast, (SCHOOL, CLASS, SIZE), class_size_count,
    ),
    Measure(
        "class_size_within", Text("班额达标比例", "Classes within the size"),
        Text("不超过规定人数的班占全部班的比例。", "The share of classes with the given number of pupils or fewer."),
        "ratio", _UNIT, AtMost, (SCHOOL, CLASS, SIZE), class_size_within,
    ),
    Measure(
        "classes_formed", Text("阳光分班比例", "Classes formed in the open"),
        Text(
            "起始年级中按规定方式编成的班占比。",
            "The share of classes of the entry grade that were formed in the way that is asked for.",
        ),
        "ratio", _UNIT, Formed, (SCHOOL, CLASS, SIZE, Column("formed_by", Text("分班方式", "Formed by"), "code")),
        classes_formed,
    ),
)  # fmt: skip
