"""The small city's parts, drawn once, and a way to ask its tables in SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from daylight.demo.calibration import Calibration, calibration
from daylight.demo.casework.desk import Desk
from daylight.demo.history import build_roll
from daylight.demo.roll import Roll
from daylight.demo.schools import Schools, build_schools
from daylight.demo.staff import Staff, build_staff

SCALE, SEED = 0.02, 2017
Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def c() -> Calibration:
    """The calibration."""
    return calibration()


@pytest.fixture(scope="session")
def schools(c: Calibration) -> Schools:
    """The small city's schools."""
    return build_schools(c, SCALE, SEED)


@pytest.fixture(scope="session")
def roll(c: Calibration, schools: Schools) -> Roll:
    """The small city's roll; not to be changed."""
    return build_roll(c, schools, SCALE, SEED)


@pytest.fixture(scope="session")
def staff(c: Calibration, roll: Roll) -> Staff:
    """The small city's staff."""
    return build_staff(c, roll, SCALE, SEED)


@pytest.fixture(scope="session")
def desk(c: Calibration, roll: Roll, staff: Staff) -> Desk:
    """What the small city's records are drawn from."""
    return Desk(c, roll, staff, SCALE, SEED)


def asking(city: Any) -> Ask:
    """Return a way to ask a city's tables in SQL; people are ``pupil_people`` and ``staff_people``."""
    connection = duckdb.connect()
    for name, table in city.tables.items():
        connection.register(name, table)
    for name, table in city.people.items():
        connection.register(f"{name}_people", table)
    return lambda question: connection.execute(question).fetchall()


@pytest.fixture(scope="session")
def ask(small_city: Any) -> Ask:
    """Ask the small city."""
    return asking(small_city)


@pytest.fixture(scope="session")
def whole_city() -> Any:
    """The whole city; about three seconds."""
    from daylight.demo import build_city

    return build_city(scale=1, seed=SEED)


@pytest.fixture(scope="session")
def ask_whole(whole_city: Any) -> Ask:
    """Ask the whole city."""
    return asking(whole_city)


def sizes_on(day: str) -> str:
    """Return SQL for the sizes of classes on a day: ``county_code, stage, class_id, n``."""
    return f"""(SELECT m.county_code, h.stage, m.class_id, COUNT(*) AS n
        FROM class_membership m JOIN homeroom_class h USING (class_id)
        WHERE m.valid_from <= DATE '{day}' AND (m.valid_to IS NULL OR m.valid_to > DATE '{day}') GROUP BY ALL)"""
