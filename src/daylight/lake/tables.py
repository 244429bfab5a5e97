"""Schemas of the lake's tables (数据湖表结构): what a snapshot freezes, column by column.

One list serves four hands: the demo city writes these tables, the live tables are projected onto
them, the snapshot checks them, the measures read them. No name, identity number, birthday or
address of a person is a column here; still a row is a single pupil's, so whether the public gets the
files is for the city to decide.

Conventions: ``*_id`` are int64 surrogate keys; ``county_code`` is the GB/T 2260 code and the
partition; dates are date32; ``valid_from``/``valid_to`` are half-open with null for open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

SCHEMA_VERSION: Final = 1

_INT, _STR, _DAY, _NUM, _FLAG = pa.int64(), pa.string(), pa.date32(), pa.float64(), pa.bool_()
_VALID = (("valid_from", _DAY), ("valid_to", _DAY))


@dataclass(frozen=True, slots=True)
class LakeTable:
    """One frozen table (冻结表): name, Arrow schema, primary key, sort order, whether split by county."""

    name: str
    schema: pa.Schema
    key: tuple[str, ...]
    by_county: bool
    zh: str
    en: str


def _table(
    name: str, zh: str, en: str, key: tuple[str, ...], *columns: tuple[str, pa.DataType], by_county: bool = True
) -> LakeTable:
    return LakeTable(name, pa.schema(list(columns)), key, by_county, zh, en)


ORGANISATION = _table(
    "organisation", "机构", "organisations: city, county, school, campus", ("org_id",),
    ("org_id", _INT),
    ("kind", _STR),            # city | county | school | campus
    ("code", _STR),            # GB/T 2260 for city and county, 学校标识码 (10 digits) for schools
    ("name", _STR),
    ("parent_id", _INT),
    ("county_code", _STR),     # null for the city itself
    # JY/T 1001 办学类型码: 211 primary, 218 teaching point, 311 junior, 312 nine-year; null above schools
    ("school_type", _STR),
    ("has_primary", _FLAG),
    ("has_junior", _FLAG),
    ("urban_rural", _STR),     # NBS 城乡分类: 111 112 121 122 123 210 220
    ("lon", _NUM), ("lat", _NUM),
    *_VALID,
    by_county=False,
)  # fmt: skip
HOMEROOM_CLASS = _table(
    "homeroom_class", "行政班", "homeroom classes; a class keeps its row while it moves up", ("class_id",),
    ("class_id", _INT), ("school_id", _INT), ("county_code", _STR),
    ("stage", _STR),           # primary | junior
    ("entry_year", _INT),      # school year in which the cohort entered the stage
    ("number", _INT),
    ("formed_by", _STR),       # sunshine (阳光分班 on record) | other
    *_VALID,
)  # fmt: skip
PUPIL = _table(
    "pupil", "学生", "pupils, without any identity", ("pupil_id",),
    ("pupil_id", _INT), ("sex", _STR),   # GB/T 2261.1: 1 male, 2 female
    ("number_kind", _STR),               # G formal, J without citizen id, L temporary
    ("migrant", _FLAG), ("left_behind", _FLAG),
    by_county=False,
)  # fmt: skip
CLASS_MEMBERSHIP = _table(
    "class_membership", "班级成员", "who sat in which class from when to when", ("membership_id",),
    ("membership_id", _INT), ("pupil_id", _INT), ("class_id", _INT), ("school_id", _INT), ("county_code", _STR),
    *_VALID,
)  # fmt: skip
STAFF_POST = _table(
    "staff_post", "教职工岗位", "staff in post", ("post_id",),
    ("post_id", _INT), ("staff_id", _INT), ("org_id", _INT),
    ("county_code", _STR),     # null for staff of the city's own offices
    ("post", _STR),            # head | deputy | teacher | support | researcher
    ("stage", _STR),           # primary | junior | null
    ("subject", _STR),         # subject code, see kernel.codes; null for support
    ("above_standard", _FLAG), # 高于规定学历
    ("backbone", _FLAG),       # 县级及以上骨干
    *_VALID,
)  # fmt: skip
SCHOOL_RESOURCE = _table(
    "school_resource", "办学条件", "rooms, grounds and equipment at the census of a school year",
    ("school_id", "school_year", "stage"),
    ("school_id", _INT), ("county_code", _STR), ("school_year", _INT), ("stage", _STR),
    ("teaching_area_m2", _NUM), ("sports_area_m2", _NUM), ("equipment_value_yuan", _NUM),
    ("multimedia_rooms", _INT), ("computers", _INT), ("books", _INT),
)  # fmt: skip
CLASS_COURSE = _table(
    "class_course", "班级课程", "weekly lessons of each class by subject in a term",
    ("class_id", "school_year", "term", "subject"),
    ("class_id", _INT), ("school_id", _INT), ("county_code", _STR),
    ("school_year", _INT), ("term", _INT), ("grade", _INT),
    ("subject", _STR),
    ("weekly_lessons", _NUM),
    ("practice_lessons", _NUM),   # of the weekly lessons, those given as practice (学科实践)
)  # fmt: skip
RECORD = _table(
    "record", "记录", "events, filings and reviews", ("record_id",),
    ("record_id", _INT), ("kind", _STR), ("org_id", _INT),
    ("county_code", _STR),     # null for records of the city's own
    ("school_year", _INT), ("term", _INT),
    ("happened_on", _DAY),     # the event, or the departure
    ("filed_on", _DAY), ("approved_on", _DAY), ("due_on", _DAY), ("closed_on", _DAY),
    ("status", _STR),          # draft | filed | returned | approved | closed
    ("level", _STR),           # school | county | city | province | ministry: the level that acts or honours
    ("topic", _STR), ("subject", _STR), ("grade", _INT),
    ("staff_id", _INT), ("partner_org_id", _INT),
    ("quantity", _NUM),
)  # fmt: skip
EVIDENCE = _table(
    "evidence", "佐证材料", "the parts handed in with a record", ("record_id", "part"),
    ("record_id", _INT), ("part", _STR), ("county_code", _STR),
)  # fmt: skip
TALLY = _table(
    "tally", "统计上报", "counts reported by an organisation: how many should, how many did", ("tally_id",),
    ("tally_id", _INT), ("kind", _STR), ("org_id", _INT), ("county_code", _STR),
    ("school_year", _INT), ("term", _INT), ("grade", _INT),
    ("counted_on", _DAY),
    ("eligible", _INT), ("covered", _INT),
)  # fmt: skip

TABLES: Final[dict[str, LakeTable]] = {
    table.name: table
    for table in (
        ORGANISATION, HOMEROOM_CLASS, PUPIL, CLASS_MEMBERSHIP, STAFF_POST,
        SCHOOL_RESOURCE, CLASS_COURSE, RECORD, EVIDENCE, TALLY,
    )
}  # fmt: skip
