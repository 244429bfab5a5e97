"""A town small enough to count by hand: two counties, three schools, four classes, twelve pupils."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from daylight.lake.tables import TABLES

TODAY = date(2018, 10, 15)
PACK = Path(__file__).with_name("pack")
CITY, IRON, TAIAN = "210300", "210302", "210321"
STATION, XINHUA, RIVER = "2103020001", "2103020002", "2103210001"
_SINCE = date(2010, 9, 1)


@dataclass(frozen=True)
class Town:
    """The town's tables, as ``load_city`` takes them."""

    tables: dict[str, pa.Table]
    people: dict[str, pa.Table]


def town(**instead: list[dict[str, Any]]) -> Town:
    """Return the town; ``town(pupil=[...])`` puts other rows in the place of a table's own."""
    rows = {**_ORGANISATIONS, **_CLASSES, **_PEOPLE, **_CASEWORK, **instead}
    tables = {name: pa.Table.from_pylist(rows[name], schema=table.schema) for name, table in TABLES.items()}
    return Town(tables, {"pupil": _pupils(tables["pupil"]), "staff": _staff()})


def _school(org_id: int, code: str, name: str, county: tuple[int, str], stage: str) -> dict[str, Any]:
    return {
        "org_id": org_id, "kind": "school", "code": code, "name": name, "parent_id": county[0],
        "county_code": county[1], "school_type": "211" if stage == "primary" else "311",
        "has_primary": stage == "primary", "has_junior": stage == "junior", "urban_rural": "111",
        "lon": 122.99, "lat": 41.11, "valid_from": _SINCE,
    }  # fmt: skip


_ORGANISATIONS = {
    "organisation": [
        {"org_id": 1, "kind": "city", "code": CITY, "name": "鞍山市", "valid_from": _SINCE},
        {"org_id": 2, "kind": "county", "code": IRON, "name": "铁东区", "parent_id": 1, "county_code": IRON,
         "valid_from": _SINCE},
        {"org_id": 3, "kind": "county", "code": TAIAN, "name": "台安县", "parent_id": 1, "county_code": TAIAN,
         "valid_from": _SINCE},
        _school(100, STATION, "站前小学", (2, IRON), "primary"),
        _school(101, XINHUA, "新华中学", (2, IRON), "junior"),
        _school(102, RIVER, "河口小学", (3, TAIAN), "primary"),
        {**_school(103, "2103210009", "旧村小学", (3, TAIAN), "primary"), "valid_to": date(2017, 8, 31)},
    ],
    "school_resource": [
        {"school_id": 100, "county_code": IRON, "school_year": year, "stage": "primary", "teaching_area_m2": 812.5,
         "sports_area_m2": 1200.0, "computers": 40, "books": 900, "equipment_value_yuan": 9e4, "multimedia_rooms": 4}
        for year in (2017, 2018)
    ],
}  # fmt: skip


def _class(class_id: int, school_id: int, county: str, stage: str, entry_year: int, number: int) -> dict[str, Any]:
    return {
        "class_id": class_id, "school_id": school_id, "county_code": county, "stage": stage, "entry_year": entry_year,
        "number": number, "formed_by": "sunshine", "valid_from": date(entry_year, 9, 1),
    }  # fmt: skip


def _seat(
    seat_id: int, pupil: int, place: tuple[int, int, str], since: date, until: date | None = None
) -> dict[str, Any]:
    class_id, school_id, county = place
    return {"membership_id": seat_id, "pupil_id": pupil, "class_id": class_id, "school_id": school_id,
            "county_code": county, "valid_from": since, "valid_to": until}  # fmt: skip


_IN = {1: (1, 100, IRON), 2: (2, 100, IRON), 3: (3, 101, IRON), 4: (4, 102, TAIAN)}
_CLASSES = {
    "homeroom_class": [
        _class(1, 100, IRON, "primary", 2016, 1), _class(2, 100, IRON, "primary", 2017, 1),
        _class(3, 101, IRON, "junior", 2017, 1), _class(4, 102, TAIAN, "primary", 2016, 1),
    ],
    "class_membership": [
        *(_seat(pupil, pupil, _IN[1], date(2016, 9, 1)) for pupil in (1, 2, 3, 4)),
        _seat(5, 5, _IN[1], date(2016, 9, 1), date(2018, 3, 1)),
        *(_seat(pupil, pupil, _IN[2], date(2017, 9, 1)) for pupil in (6, 7, 8)),
        *(_seat(pupil, pupil, _IN[3], date(2017, 9, 1)) for pupil in (9, 10)),
        *(_seat(pupil, pupil, _IN[4], date(2016, 9, 1)) for pupil in (11, 12)),
        _seat(13, 5, _IN[2], date(2018, 3, 1)),
    ],
    "class_course": [
        {"class_id": 1, "school_id": 100, "county_code": IRON, "school_year": 2018, "term": 1, "grade": 3,
         "subject": subject, "weekly_lessons": lessons, "practice_lessons": 0.5}
        for subject, lessons in (("chinese", 7.0), ("maths", 5.0), ("pe", 3.0))
    ],
}  # fmt: skip


def _post(post_id: int, org_id: int, county: str | None, post: str, subject: str | None) -> dict[str, Any]:
    return {"post_id": post_id, "staff_id": post_id, "org_id": org_id, "county_code": county, "post": post,
            "stage": "primary", "subject": subject, "above_standard": post == "teacher", "backbone": post == "head",
            "valid_from": date(2012, 9, 1)}  # fmt: skip


_PEOPLE = {
    "pupil": [
        {"pupil_id": n, "sex": "1" if n % 2 else "2", "number_kind": "L" if n == 12 else "G", "migrant": n == 3,
         "left_behind": n == 11}
        for n in range(1, 13)
    ],
    "staff_post": [
        _post(1, 100, IRON, "head", None), _post(2, 100, IRON, "teacher", "maths"),
        _post(3, 102, TAIAN, "head", None), _post(4, 1, None, "researcher", "chinese"),
    ],
}  # fmt: skip


def _record(record_id: int, org: tuple[int, str | None], status: str, **more: Any) -> dict[str, Any]:
    return {"record_id": record_id, "kind": "study-trip", "org_id": org[0], "county_code": org[1],
            "school_year": 2018, "term": 1, "status": status, "level": "school", **more}  # fmt: skip


_CASEWORK = {
    "record": [
        _record(1, (100, IRON), "closed", happened_on=date(2018, 9, 20), filed_on=date(2018, 9, 10),
                approved_on=date(2018, 9, 14), closed_on=date(2018, 9, 28), topic="nature", grade=3, quantity=5.0),
        _record(2, (100, IRON), "filed", happened_on=date(2018, 10, 26), filed_on=date(2018, 10, 12), topic="history"),
        _record(3, (102, TAIAN), "approved", happened_on=date(2018, 9, 21), filed_on=date(2018, 9, 11),
                approved_on=date(2018, 9, 17), staff_id=3, partner_org_id=100),
        {**_record(4, (2, IRON), "filed", filed_on=date(2018, 9, 5)), "kind": "county-visit", "level": "county"},
    ],
    "evidence": [
        {"record_id": 1, "part": "emergency-plan", "county_code": IRON},
        {"record_id": 1, "part": "plan", "county_code": IRON},
        {"record_id": 3, "part": "plan", "county_code": TAIAN},
    ],
    "tally": [
        {"tally_id": 1, "kind": "sport-hour", "org_id": 100, "county_code": IRON, "school_year": 2018, "term": 1,
         "counted_on": date(2018, 9, 30), "eligible": 8, "covered": 6},
    ],
}  # fmt: skip


def _pupils(pupils: pa.Table) -> pa.Table:
    rows = [
        {
            "pupil_id": n, "name": f"王小{'一二三四五六七八九十' [n % 10]}", "born_on": date(2009, 1, n % 27 + 1),
            "identity_number": f"2103022009010{n:04d}X", "student_number": f"G2103022009010{n:04d}X",
            "home_lon": 122.9 + n / 1000, "home_lat": 41.1,
        }
        for n in pupils["pupil_id"].to_pylist()
    ]  # fmt: skip
    return pa.Table.from_pylist(rows)


def _staff() -> pa.Table:
    rows = [
        {"staff_id": n, "name": f"李老师{n}", "sex": "2", "born_on": date(1980, 1, n),
         "identity_number": f"21030219800101{n:04d}"}
        for n in range(1, 5)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows)
