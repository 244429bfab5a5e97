"""Parameters for every measure, each turn of them at least once; and a lake that answers all of them."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Any

from . import (
    CITY,
    IRON,
    RIVER,
    STATION,
    TAIAN,
    XINHUA,
    Lake,
    Row,
    course,
    homeroom,
    lake,
    organisation,
    parts,
    post,
    record,
    seats,
    tally,
    town,
)

VISIT = {"kind": "visit"}
EXAMPLES: dict[str, list[dict[str, Any]]] = {
    "class_size_reduced": [{"at_least": 4}, {"at_least": 4, "stage": "junior"}],
    "class_size_count": [{"at_least": 4}],
    "class_size_within": [{"at_most": 4, "stage": "primary"}],
    "classes_formed": [{"formed_by": "sunshine"}, {"formed_by": "sunshine", "first_grade_only": False}],
    "tally_share": [{"kind": "sport-hour"}, {"kind": "sport-hour", "grade": 1}, {"kind": "sport-hour", "of": "staff"}],
    "tally_change": [{"kind": "sport-hour"}],
    "record_count": [
        VISIT, {**VISIT, "per": "organisation"}, {**VISIT, "per": "staff"}, {**VISIT, "per": "partner"},
        {**VISIT, "parts": ["plan", "photo"], "level": "school", "topic": "lesson"},
    ],
    "record_quantity": [VISIT],
    "records_in_order": [VISIT, {**VISIT, "parts": ["plan"], "before": "happened_on", "approved": True}],
    "records_closed": [VISIT, {**VISIT, "parts": ["plan"], "on_time": True}],
    "organisations_with_records": [
        {**VISIT, "org_kind": "school", "at_least": 2}, {**VISIT, "org_kind": "county"}, {**VISIT, "org_kind": "city"},
        {**VISIT, "org_kind": "school", "stage": "junior", "parts": ["plan"]},
    ],
    "organisations_counted": [{**VISIT, "org_kind": "school"}],
    "topics_covered": [
        {**VISIT, "org_kind": "school", "topics": ["lesson", "culture"]},
        {**VISIT, "org_kind": "school", "topics": ["lesson", "culture"], "each": "topic"},
    ],
    "subjects_covered": [{**VISIT, "subjects": ["maths", "pe"], "org_kinds": ["city", "county"]}],
    "subject_grades_covered": [{**VISIT, "subjects_by_grade": {"3": ["maths"], "7": ["maths", "pe"]}}],
    "staff_with_records": [
        {**VISIT, "posts": ["teacher", "head"]}, {**VISIT, "posts": ["teacher"], "subjects": ["pe"]},
    ],
    "staff_followed_up": [{"first": "visit", "then": "upload"}],
    "subjects_staffed": [{"stage": "primary", "subjects": ["maths", "pe"]}],
    "weekly_lessons_within": [{"limits": {"3": 9, "7": 10.5}}],
    "subject_lessons_kept": [
        {"minimums": [
            {"grades": [3], "subjects": ["pe", "art"], "lessons": 4},
            {"grades": [3, 7], "subjects": ["maths"], "lessons": 4.5},
        ]},
    ],
    "practice_share": [{"at_least": 0.1}, {"at_least": 0.2, "subjects": ["maths"]}],
    "resources_met": [
        {"stage": "primary", "needs": {"books": 4, "teachers": 20, "teaching_area": 3}, "at_least": 2, "floor": 0.5},
    ],
    "resource_variation": [
        {"stage": "primary", "indicator": "teaching_area"},
        {"stage": "primary", "indicator": "above_standard_teachers"},
    ],
    "pupils_numbered": [{"kinds": ["G"]}, {"kinds": ["G", "J"], "unique": False}],
}  # fmt: skip


def busy() -> Lake:
    """Return a lake with something of everything, gaps and nulls among it."""
    return lake(
        organisation=[
            *town(), organisation(110, "campus", STATION),
            organisation(109, "school", IRON, "primary", valid_to=date(2017, 8, 1)),
        ],
        **_classes(), **_people(), **_casework(),
    )  # fmt: skip


def _classes() -> dict[str, list[Row]]:
    classes = [
        homeroom(1, STATION), homeroom(2, STATION, entry_year=2018, formed_by="other"), homeroom(3, RIVER),
        homeroom(4, RIVER, "junior", 2018), homeroom(5, XINHUA, "junior", 2015, valid_to=date(2018, 7, 20)),
        homeroom(6, 110), homeroom(7, 109),
    ]  # fmt: skip
    sizes = {1: (STATION, 5), 2: (STATION, 3), 3: (RIVER, 4), 4: (RIVER, 2), 5: (XINHUA, 6), 6: (110, 4), 7: (109, 9)}
    lessons = [
        course(1, STATION, "maths", 4.5, 0.45), course(1, STATION, "pe", 3.0), course(1, STATION, "art", 2.0, None),
        course(3, RIVER, "maths", 4.0, 0.1), course(4, RIVER, "maths", 10.6, 3.0, grade=7),
    ]  # fmt: skip
    return {
        "homeroom_class": classes,
        "class_membership": list(chain.from_iterable(seats(n, school, size) for n, (school, size) in sizes.items())),
        "class_course": lessons,
        "school_resource": [
            {"school_id": STATION, "school_year": 2018, "stage": "primary", "books": 40, "teaching_area_m2": 33.3},
            {"school_id": RIVER, "school_year": 2018, "stage": "primary", "books": None, "teaching_area_m2": 10.1},
        ],
    }  # fmt: skip


def _people() -> dict[str, list[Row]]:
    return {
        "pupil": [{"pupil_id": n, "number_kind": "GJL"[n % 3]} for n in range(1000, 5000, 1)],
        "staff_post": [
            post(1, STATION, 1, above_standard=True), post(2, STATION, 2, "pe"), post(3, 110, 1, "art"),
            post(4, RIVER, 3, None, post="head"), post(5, RIVER, 4, stage=None, above_standard=None),
        ],
    }  # fmt: skip


def _casework() -> dict[str, list[Row]]:
    day = date(2018, 9, 20)
    return {
        "record": [
            record(1, STATION, day, topic="lesson", staff_id=1, partner_org_id=RIVER, quantity=2.5, due_on=day),
            record(2, 110, day, topic="culture", staff_id=1, partner_org_id=RIVER, approved_on=date(2018, 9, 1)),
            record(3, STATION, None, filed_on=day, topic=None, staff_id=2),
            record(4, RIVER, day, topic="lesson", status="returned"),
            record(5, RIVER, day, topic="lesson", filed_on=date(2018, 9, 3), approved_on=date(2018, 9, 4),
                   status="closed", due_on=date(2018, 10, 1), closed_on=date(2018, 10, 2)),
            record(6, CITY, day, subject="maths", grade=7, level="city"),
            record(7, TAIAN, day, subject="pe", grade=7, level="county"),
            record(8, STATION, day, kind="upload", staff_id=1),
        ],
        "evidence": [*parts(1, "plan", "photo"), *parts(2, "plan"), *parts(5, "plan")],
        "tally": [
            tally(STATION, date(2016, 9, 30), 30, 10), tally(STATION, day, 30, 14), tally(RIVER, day, 20, 3, grade=1),
            tally(RIVER, day, 21, 4, grade=2), tally(RIVER, date(2016, 6, 1), 20, 3),
        ],
    }  # fmt: skip
