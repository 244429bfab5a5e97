"""The database itself refuses what cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from daylight.apps.registry.models import (
    AcademicYear,
    ClassCourse,
    ClassMembership,
    HomeroomClass,
    Organisation,
    Pupil,
    SchoolResource,
    StaffPost,
    Term,
)

pytestmark = pytest.mark.usefixtures("in_town")
SEAT = {"pupil_id": 1, "homeroom_class_id": 2, "school_id": 100, "county_code": "210302"}
CLASS = {
    "school_id": 100,
    "county_code": "210302",
    "stage": "primary",
    "entry_year": 2018,
    "number": 1,
    "formed_by": "other",
}
POST = {"staff_id": 1, "org_id": 100, "county_code": "210302", "post": "head"}
COURSE = {"homeroom_class_id": 2, "school_id": 100, "county_code": "210302", "school_year": 2018, "term": 1, "grade": 2,
          "subject": "pe", "weekly_lessons": 3.0, "practice_lessons": 0.3}  # fmt: skip
DAYS = {"valid_from": date(2018, 9, 1)}
SCHOOL = {"kind": "school", "code": "x", "name": "x", "parent_id": 2, "county_code": "210302", **DAYS}
BACKWARDS = {"valid_from": date(2018, 9, 1), "valid_to": date(2018, 9, 1)}


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Organisation, {**SCHOOL, **BACKWARDS}),
        (Organisation, {**SCHOOL, "kind": "shop"}),
        (Organisation, {**SCHOOL, "parent_id": None}),
        (Organisation, {**SCHOOL, "county_code": None}),
        (Organisation, {**SCHOOL, "kind": "city"}),
        (Organisation, {**SCHOOL, "kind": "county", "county_code": "210303"}),
        (Organisation, {**SCHOOL, "lon": 200.0, "lat": 41.0}),
        (Organisation, {**SCHOOL, "code": "2103020001"}),
        (HomeroomClass, {**CLASS, **BACKWARDS}),
        (HomeroomClass, {**CLASS, **DAYS, "stage": "senior"}),
        (HomeroomClass, {**CLASS, "entry_year": 2016, "valid_from": date(2016, 9, 1)}),
        (ClassMembership, {**SEAT, **BACKWARDS}),
        (StaffPost, {**POST, **BACKWARDS}),
        (StaffPost, {**POST, **DAYS, "post": "king"}),
        (Pupil, {"name": "x", "sex": "0", "number_kind": "G"}),
        (Pupil, {"name": "x", "sex": "1", "number_kind": "X"}),
        (ClassCourse, {**COURSE, "practice_lessons": 4.0}),
        (ClassCourse, {**COURSE, "weekly_lessons": -1.0, "practice_lessons": -1.0}),
        (ClassCourse, {**COURSE, "term": 3}),
        (ClassCourse, {**COURSE, "grade": 10}),
        (ClassCourse, {**COURSE, "homeroom_class_id": 1, "subject": "pe"}),
        (SchoolResource, {"school_id": 100, "county_code": "210302", "school_year": 2017, "stage": "primary"}),
        (SchoolResource, {"school_id": 100, "county_code": "210302", "school_year": 2016, "stage": "primary",
                          "sports_area_m2": -1.0}),
        (AcademicYear, {"year": 2030, "starts_on": date(2030, 9, 1), "ends_on": date(2030, 9, 1)}),
        (Term, {"year_id": 2018, "term": 3, "starts_on": date(2018, 9, 1), "ends_on": date(2019, 3, 1)}),
        (Term, {"year_id": 2018, "term": 1, "starts_on": date(2018, 9, 1), "ends_on": date(2019, 3, 1)}),
    ],
)  # fmt: skip
def test_the_database_refuses_a_row_that_cannot_be(model: Any, row: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**row)


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Organisation, SCHOOL),
        (Organisation, {**SCHOOL, "kind": "campus", "parent_id": 100}),
        (HomeroomClass, {**CLASS, **DAYS}),
        (StaffPost, {**POST, **DAYS}),
        (Pupil, {"name": "x", "sex": "1", "number_kind": "G"}),
        (ClassCourse, COURSE),
        (SchoolResource, {"school_id": 100, "county_code": "210302", "school_year": 2016, "stage": "primary"}),
    ],
)
def test_the_database_takes_the_same_row_when_it_can_be(model: Any, row: dict[str, Any]) -> None:
    assert model.objects.create(**row).pk


@pytest.mark.parametrize(
    ("start", "end"),
    [("2016-09-01", None), ("2015-09-01", "2016-09-02"), ("2018-01-01", "2018-02-01"), ("2020-01-01", None)],
)
def test_nobody_sits_in_two_classes_on_one_day(start: str, end: str | None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ClassMembership.objects.create(**SEAT, valid_from=start, valid_to=end)


def test_a_seat_may_end_on_the_day_on_which_the_next_begins() -> None:
    ClassMembership.objects.create(**SEAT, valid_from=date(2015, 9, 1), valid_to=date(2016, 9, 1))
    assert ClassMembership.objects.filter(pupil_id=1).count() == 2


def test_a_seat_cannot_be_stretched_over_the_next() -> None:
    with pytest.raises(IntegrityError, match="overlap"), transaction.atomic():
        ClassMembership.objects.filter(pk=5).update(valid_to=date(2018, 3, 2))
    assert ClassMembership.objects.filter(pk=5).update(valid_to=date(2018, 2, 1)) == 1


@pytest.mark.parametrize(("day", "count"), [("2016-08-31", 0), ("2016-09-01", 5), ("2018-02-28", 5), ("2018-03-01", 4)])
def test_a_day_is_inside_from_the_start_and_outside_at_the_end(day: str, count: int) -> None:
    assert ClassMembership.objects.on(date.fromisoformat(day)).filter(homeroom_class_id=1).count() == count


def test_a_school_with_classes_cannot_be_deleted() -> None:
    with pytest.raises(ProtectedError):
        Organisation.objects.get(pk=100).delete()


def test_rows_print_what_they_are() -> None:
    assert str(Organisation.objects.get(pk=100)) == "站前小学"
    assert str(AcademicYear.objects.get(pk=2018)) == "2018—2019学年"
    assert str(Term.objects.get(year_id=2018, term=1)) == "2018—2019学年第一学期"
