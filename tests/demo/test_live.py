"""The city in the live tables is the city that was drawn: loaded and frozen again, not a cell differs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from daylight.lake.tables import TABLES

pytestmark = pytest.mark.django_db


def frozen(name: str, day: date) -> pa.Table:
    """Return a table as it is frozen from the live tables on a day."""
    from daylight.apps.casework.freeze import source

    table = TABLES[name]
    return pa.Table.from_batches(source(day)(table), schema=table.schema)


@pytest.mark.parametrize("name", list(TABLES))
def test_what_is_frozen_on_the_citys_day_is_what_was_drawn(small_city: Any, today: date, name: str) -> None:
    drawn = small_city.tables[name].combine_chunks()
    assert frozen(name, today).combine_chunks().equals(drawn)


@pytest.mark.parametrize("name", ["class_membership", "record", "tally", "class_course", "pupil"])
def test_a_day_before_knows_less(small_city: Any, name: str) -> None:
    assert 0 < frozen(name, date(2017, 12, 31)).num_rows < small_city.tables[name].num_rows


def test_names_and_numbers_are_found_behind_the_register(small_city: Any) -> None:
    from daylight.apps.registry.models import Pupil

    person = small_city.people["pupil"].slice(0, 1).to_pylist()[0]
    pupil = Pupil.objects.get(pk=person["pupil_id"])
    assert (pupil.name, pupil.born_on) == (person["name"], person["born_on"])
    assert pupil.student_number.opened() == person["student_number"]


def test_the_demo_has_a_chair_for_each_county_and_a_school_with_large_classes(today: date) -> None:
    from daylight.apps.registry.seats import demo_seats

    seats = dict(demo_seats(today))
    assert len([name for name in seats if name.startswith("county-")]) == 7
    assert {"city", "head", "teacher", "expert"} <= set(seats)
