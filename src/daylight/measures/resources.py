"""Resources of schools (办学条件): the indicators of balance, whether each school meets them, how far they differ.

Lives here: how an indicator is counted. Must not: what it should reach, which packs say.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

import ibis
from pydantic import Field

from daylight.kernel.calendar import census_on_or_before, school_year_of
from daylight.kernel.text import Text
from daylight.measures.classes import school_pupils
from daylight.measures.contract import Column, Measure, Moment, Tables
from daylight.measures.params import Params, Stage
from daylight.measures.places import is_valid, organisations, placed
from daylight.measures.unitrows import SCHOOL, as_value, one_if, reaches, total, unit_rows

#: R1 to R7 of 2017, then what 2012 asked besides (B4, B5, B6).
Indicator = Literal[
    "above_standard_teachers", "backbone_teachers", "arts_pe_teachers", "teaching_area", "sports_area",
    "equipment_value", "multimedia_rooms", "computers", "books", "teachers",
]  # fmt: skip
#: Told per hundred pupils; the others per pupil.
PER_HUNDRED = frozenset(
    {"above_standard_teachers", "backbone_teachers", "arts_pe_teachers", "multimedia_rooms", "computers", "teachers"}
)
_COLUMN_OF = {
    "teaching_area": "teaching_area_m2", "sports_area": "sports_area_m2", "equipment_value": "equipment_value_yuan",
    "multimedia_rooms": "multimedia_rooms", "computers": "computers", "books": "books",
}  # fmt: skip
_STAFF = ("above_standard_teachers", "backbone_teachers", "arts_pe_teachers", "teachers")
#: 体育艺术（美术、音乐）专任教师.
_ARTS_PE = ("music", "art", "pe")
_UNIT = Text("学校", "school")


def teachers(tables: Tables, moment: Moment, stage: str) -> ibis.Table:
    """Return how many teachers of a stage each school has on the day (专任教师数).

    Returns
    -------
    ibis.Table
        ``staff_at`` (the school) and a column for each indicator of teachers. A teacher with two posts
        at a school counts once, for each quality that any of the posts tells.
    """
    table = tables["staff_post"]
    held = table.filter(is_valid(table, moment.state_on), table.post == "teacher", table.stage == stage)
    held = placed(held.select("org_id", "staff_id", "subject", "above_standard", "backbone"), tables, moment.state_on)
    people = held.group_by("org_id", "staff_id").agg(
        above=one_if(held.above_standard).max(), leading=one_if(held.backbone).max(),
        arts_pe=one_if(held.subject.isin(_ARTS_PE)).max(),
    )  # fmt: skip
    return people.group_by(staff_at="org_id").agg(
        above_standard_teachers=people.above.sum(), backbone_teachers=people.leading.sum(),
        arts_pe_teachers=people.arts_pe.sum(), teachers=people.count(),
    )  # fmt: skip


def rooms(tables: Tables, moment: Moment, stage: str) -> ibis.Table:
    """Return what each school reported at the last census on or before the day (办学条件普查).

    Returns
    -------
    ibis.Table
        ``rooms_at`` (the school) and a column for each indicator of rooms, grounds and equipment.
    """
    table = tables["school_resource"]
    year = school_year_of(census_on_or_before(moment.state_on))
    told = table.filter(table.school_year == year, table.stage == stage)
    told = placed(told, tables, moment.state_on, at="school_id")
    sums = {name: told[column].sum().cast("float64") for name, column in _COLUMN_OF.items()}
    return told.group_by(rooms_at="org_id").agg(**sums)


def with_indicator(table: ibis.Table, tables: Tables, moment: Moment, stage: str, of_staff: bool) -> ibis.Table:
    """Return schools with the totals of the indicators of staff, or of rooms (附指标总量); none is null."""
    found = teachers(tables, moment, stage) if of_staff else rooms(tables, moment, stage)
    key = "staff_at" if of_staff else "rooms_at"
    return table.left_join(found, table.org_id == found[key]).drop(key)


def schools(tables: Tables, moment: Moment, stage: str) -> ibis.Table:
    """Return the schools with pupils of a stage on the day (有学生的学校): ``org_id, enrolled, organisation``."""
    pupils = school_pupils(tables, moment.state_on, stage)
    names = organisations(tables, moment.state_on).select(name_id="org_id", organisation="name")
    return pupils.join(names, pupils.org_id == names.name_id).drop("name_id")


def per_pupil(table: ibis.Table, indicator: str) -> Any:
    """Return an indicator of each school per pupil, or per hundred (生均值); nothing reported is 0."""
    scale = 100.0 if indicator in PER_HUNDRED else 1.0
    return table[indicator].cast("float64").fill_null(0.0) * scale / table.enrolled.cast("float64")


class Needs(Params):
    """What a school needs of each indicator (资源配置要求).

    ``at_least`` of them must reach their value; the others ``floor`` times the value.
    """

    stage: Stage
    needs: dict[Indicator, float] = Field(min_length=1)
    at_least: int = Field(ge=1)
    floor: float = Field(ge=0, le=1)


def resources_met(tables: Tables, moment: Moment, params: Needs) -> ibis.Table:
    """Return every school of a stage, counted where its resources suffice (资源配置达标).

    Notes
    -----
    **Source** 二(三)2; 教督〔2017〕6号, seven indicators of resources. Pupils and teachers are of the day,
    rooms of the last census on or before it. What a school did not report is taken as 0: it cannot be
    shown to be there.
    """
    table = with_indicator(schools(tables, moment, params.stage), tables, moment, params.stage, of_staff=True)
    table = with_indicator(table, tables, moment, params.stage, of_staff=False)
    table = table.mutate(**{f"each_{name}": per_pupil(table, name) for name in get_args(Indicator)})
    met = total([one_if(reaches(table[f"each_{name}"], need)) for name, need in params.needs.items()])
    least = [one_if(reaches(table[f"each_{name}"], need * params.floor)) for name, need in params.needs.items()]
    enough = one_if((met >= params.at_least) & (total(least) == len(params.needs)))
    return unit_rows(
        table, unit=table.org_id, numerator=enough, pupils=(enough == 0).ifelse(table.enrolled, 0),
        shown={
            "school": table.organisation, "enrolled": table.enrolled.cast("int64"), "met": met.cast("int64"),
            **{name: table[f"each_{name}"] for name in get_args(Indicator)},
        },
    )  # fmt: skip


class Varied(Params):
    """Whose differences are measured (差异系数)."""

    stage: Stage
    indicator: Indicator


def resource_variation(tables: Tables, moment: Moment, params: Varied) -> ibis.Table:
    """Return every school of a stage with the sums that make the coefficient of variation (校际差异系数).

    Returns
    -------
    ibis.Table
        For a school with total t and p pupils: numerator t, denominator p, square t² / p, so that
        sqrt(square/denominator - (numerator/denominator)²) / (numerator/denominator) over all schools
        is the coefficient weighted by pupils.

    Notes
    -----
    **Source** 教督〔2017〕6号 and 教督〔2012〕3号: CV = S / X, S = sqrt(sum of p/P · (x - X)²). Per pupil or per
    hundred makes no difference. A school that did not report rooms is left out, one without teachers
    has 0.
    """
    of_staff = params.indicator in _STAFF
    table = schools(tables, moment, params.stage)
    table = with_indicator(table, tables, moment, params.stage, of_staff=of_staff)
    if not of_staff:
        table = table.filter(table[params.indicator].notnull())
    amount = table[params.indicator].cast("float64").fill_null(0.0)
    pupils = table.enrolled.cast("float64")
    return unit_rows(
        table, unit=table.org_id, numerator=amount, denominator=pupils, square=amount * amount / pupils,
        shown={
            "school": table.organisation, "enrolled": table.enrolled.cast("int64"), "amount": amount,
            "each": as_value(per_pupil(table, params.indicator)),
        },
    )  # fmt: skip


_ENROLLED = Column("enrolled", Text("学生数", "Pupils"), "number")
_TITLES: dict[str, Text] = {
    "above_standard_teachers": Text("每百名学生高于规定学历教师", "Teachers above the standard per 100"),
    "backbone_teachers": Text("每百名学生骨干教师", "Backbone teachers per 100"),
    "arts_pe_teachers": Text("每百名学生体育艺术教师", "Arts and PE teachers per 100"),
    "teaching_area": Text("生均教学及辅助用房（㎡）", "Teaching area a pupil (m²)"),
    "sports_area": Text("生均体育运动场馆（㎡）", "Sports area a pupil (m²)"),
    "equipment_value": Text("生均教学仪器设备值（元）", "Equipment a pupil (yuan)"),
    "multimedia_rooms": Text("每百名学生多媒体教室", "Multimedia rooms per 100"),
    "computers": Text("每百名学生计算机", "Computers per 100"),
    "books": Text("生均图书（册）", "Books a pupil"),
    "teachers": Text("每百名学生专任教师", "Teachers per 100"),
}

MEASURES = (
    Measure(
        "resources_met", Text("资源配置达标学校比例", "Schools whose resources suffice"),
        Text(
            "若干项指标达到要求、其余各项不低于规定比例的学校占比。",
            "The share of schools that reach enough of the indicators and stay above the floor in the others.",
        ),
        "ratio", _UNIT, Needs,
        (
            SCHOOL, _ENROLLED, Column("met", Text("达标项数", "Indicators met"), "number"),
            *(Column(name, _TITLES[name], "number") for name in get_args(Indicator)),
        ),
        resources_met,
    ),
    Measure(
        "resource_variation", Text("校际差异系数", "Variation between schools"),
        Text(
            "一项指标在学校之间的差异系数，按学生数加权：标准差除以平均数。",
            "The coefficient of variation of an indicator between schools, weighted by pupils:"
            " standard deviation divided by mean.",
        ),
        "variation", _UNIT, Varied,
        (
            SCHOOL, _ENROLLED, Column("amount", Text("总量", "Amount"), "number"),
            Column("each", Text("生均（每百名）", "Per pupil or per hundred"), "number"),
        ),
        resource_variation,
    ),
)  # fmt: skip
