"""What the register hands to pages (学籍查询结果): typed rows, no models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation (机构)."""

    id: int
    kind: str
    code: str
    name: str
    county_code: str | None
    county_name: str | None
    school_type: str | None
    has_primary: bool | None
    has_junior: bool | None
    urban_rural: str | None
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school in a list, with its size on a day (学校)."""

    org: OrganisationRow
    pupils: int
    classes: int
    largest_class: int


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A homeroom class with its size on a day (行政班)."""

    id: int
    stage: str
    grade: int
    entry_year: int
    number: int
    formed_by: str
    pupils: int


@dataclass(frozen=True, slots=True)
class StaffCount:
    """How many hold a post on a day (教职工数)."""

    post: str
    stage: str | None
    people: int
    above_standard: int
    backbone: int


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil of a class (学生): the name whole only for those with the right to it."""

    id: int
    name: str
    sex: str
    number_kind: str
    identity_number: str
    student_number: str


@dataclass(frozen=True, slots=True)
class SizePoint:
    """Classes and pupils of a school on a census day (历年规模)."""

    day: date
    pupils: int
    classes: int
    largest_class: int
