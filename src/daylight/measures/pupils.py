"""Pupils (学生): one by one, without any identity."""

from __future__ import annotations

from typing import Literal

import ibis
from pydantic import Field

from daylight.kernel.text import Text
from daylight.measures.classes import grade_on
from daylight.measures.contract import Column, Measure, Moment, Tables
from daylight.measures.params import Params
from daylight.measures.places import is_valid, placed, valid_on
from daylight.measures.unitrows import CLASS, SCHOOL, class_code, one_if, unit_rows

#: G formal, J without citizen id, L temporary.
NumberKind = Literal["G", "J", "L"]


class Numbered(Params):
    """Which student numbers are accepted (学籍号种类), and whether a pupil may sit in one class only."""

    kinds: tuple[NumberKind, ...] = Field(min_length=1)
    unique: bool = True


def pupils_numbered(tables: Tables, moment: Moment, params: Numbered) -> ibis.Table:
    """Return every pupil in a class on the day, counted where the student number is accepted (学籍号).

    Parameters
    ----------
    params : Numbered
        ``unique``: a pupil who sits in two classes on the day does not count at either.

    Notes
    -----
    **Source** 二(七)2 (every pupil, one life-long number). Nearly all have one: only pupils without are
    looked up, and ``number_kind`` is told of them only.
    """
    table, without = _seated(tables, moment), _without_number(tables, params)
    table = table.left_join(without, table.pupil_id == without.without_id)
    good = table.without_id.isnull()
    if params.unique:
        twice = _seated_twice(tables, moment)
        table = table.left_join(twice, table.pupil_id == twice.twice_id)
        good = table.without_id.isnull() & table.twice_id.isnull()
    counted = one_if(good)
    return unit_rows(
        table, unit=table.pupil_id, numerator=counted, pupils=1 - counted,
        shown={
            "school": table.organisation, "homeroom_class": class_code(table.grade, table.number),
            "number_kind": table.number_kind,
        },
    )  # fmt: skip


def _without_number(tables: Tables, params: Numbered) -> ibis.Table:
    """Return the pupils whose number is not accepted: ``without_id, number_kind``."""
    table = tables["pupil"]
    accepted = table.number_kind.isin(params.kinds).fill_null(False)
    return table.filter(~accepted).select(without_id="pupil_id", number_kind="number_kind")


def _seated(tables: Tables, moment: Moment) -> ibis.Table:
    """Return who sits where on the day: ``pupil_id, org_id, organisation, grade, number``."""
    classes = tables["homeroom_class"]
    here = classes.filter(is_valid(classes, moment.state_on))
    here = here.select("school_id", "number", known_id="class_id", grade=grade_on(here, moment.state_on))
    here = placed(here, tables, moment.state_on, at="school_id")
    seats = valid_on(tables["class_membership"], moment.state_on).select("pupil_id", "class_id")
    return seats.join(here, seats.class_id == here.known_id).drop("known_id")


def _seated_twice(tables: Tables, moment: Moment) -> ibis.Table:
    seats = valid_on(tables["class_membership"], moment.state_on)
    counts = seats.group_by(twice_id="pupil_id").agg(held=seats.count())
    return counts.filter(counts.held > 1).select("twice_id")


MEASURES = (
    Measure(
        "pupils_numbered", Text("学籍号完整比例", "Pupils with a student number"),
        Text(
            "当日在班学生中，有规定种类学籍号且只在一个班的占比。",
            "Of the pupils in class on the day, the share with a student number of an accepted kind,"
            " in one class only.",
        ),
        "ratio", Text("学生", "pupil"), Numbered,
        (SCHOOL, CLASS, Column("number_kind", Text("不符的学籍号种类", "Kind not accepted"), "code")), pupils_numbered,
    ),
)  # fmt: skip
