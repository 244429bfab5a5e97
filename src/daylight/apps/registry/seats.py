"""Whose chairs the demo offers (演示席位): which accounts a newcomer finds, drawn from the loaded city."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from daylight.apps.accounts.roles import Role
from daylight.apps.accounts.services import Seat
from daylight.apps.registry.models import ClassMembership, Organisation


def demo_seats(on: date) -> list[tuple[str, Seat]]:
    """Return the demo's accounts (演示账号席位): city, each county, an expert, and a head and a teacher of one school.

    Notes
    -----
    The school is the one with the largest class of the day: its pages have most to tell.
    """
    city = Organisation.objects.get(kind="city")
    counties = Organisation.objects.filter(kind="county").order_by("code")
    school = Organisation.objects.get(pk=_school_with_largest_class(on))
    return [
        ("city", _seat(Role.CITY_OFFICIAL, city)),
        *((f"county-{county.code}", _seat(Role.COUNTY_OFFICIAL, county)) for county in counties),
        ("head", _seat(Role.HEAD, school)),
        ("teacher", _seat(Role.TEACHER, school)),
        ("expert", _seat(Role.EXPERT, city)),
    ]


def _seat(role: Role, org: Organisation) -> Seat:
    return Seat(role, "school" if org.kind == "campus" else org.kind, org.code, org.county_code, org.name)


def _school_with_largest_class(on: date) -> int:
    sizes = ClassMembership.objects.on(on).values_list("school_id", "homeroom_class_id").annotate(size=Count("pk"))
    school_id, _, _ = min(sizes.order_by(), key=lambda row: (-row[2], row[0], row[1]))
    return int(school_id)
