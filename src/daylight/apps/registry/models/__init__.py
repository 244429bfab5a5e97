"""Tables of the register (学籍数据表)."""

from daylight.apps.registry.models.calendar import AcademicYear, Term
from daylight.apps.registry.models.organisation import Organisation, SchoolResource
from daylight.apps.registry.models.people import Pupil, Staff, StaffPost
from daylight.apps.registry.models.teaching import ClassCourse, ClassMembership, HomeroomClass

__all__ = [
    "AcademicYear",
    "ClassCourse",
    "ClassMembership",
    "HomeroomClass",
    "Organisation",
    "Pupil",
    "SchoolResource",
    "Staff",
    "StaffPost",
    "Term",
]
