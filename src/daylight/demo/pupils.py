"""Pupils, classes and seats as tables (学生与班级): the lake's, and the people behind them."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa

from daylight.demo.calibration import Calibration
from daylight.demo.columns import coded, column, day, lake_table
from daylight.demo.names import people_names
from daylight.demo.numbers import identity_numbers, student_numbers
from daylight.demo.places import grounds
from daylight.demo.roll import Roll
from daylight.demo.schools import JUNIOR, STAGE_NAMES, county_codes
from daylight.demo.streams import Array, rank_within, stream

FIRST_CLASS_ID: Final = 1
FIRST_PUPIL_ID: Final = 1
#: Pupils are at least six on the last day of August before they enter primary school.
_AGE, _LATE = 6, 0.03
_FORMED: Final = ("sunshine", "other")


def class_table(c: Calibration, roll: Roll, seed: int) -> pa.Table:
    """Return the lake's table of homeroom classes (行政班表)."""
    classes = roll.classes
    return lake_table(
        "homeroom_class", class_id=FIRST_CLASS_ID + np.arange(len(classes.school)),
        school_id=roll.schools.ids[classes.school], county_code=coded(county_codes(c), roll.county),
        stage=coded(STAGE_NAMES, classes.stage), entry_year=classes.entry, number=classes.number,
        formed_by=coded(_FORMED, _formed(c, roll, seed)), valid_from=classes.opened, valid_to=classes.closed,
    )  # fmt: skip


def _formed(c: Calibration, roll: Roll, seed: int) -> Array:
    """Return for each class whether its cohort was formed otherwise than by sunshine class formation."""
    classes = roll.classes
    year = (classes.entry - c.city["first_year"]).clip(0, len(c.years) - 1)
    share = np.asarray([county.sunshine for county in c.counties])[roll.county, year]
    keys, at = np.unique(classes.cohort, return_inverse=True)
    drawn: Array = stream(seed, "formed").random(len(keys))[at] >= share
    return drawn.astype(np.int64)


def membership_table(c: Calibration, roll: Roll) -> pa.Table:
    """Return the lake's table of seats (班级成员表)."""
    pupil, room, start, end = roll.seats()
    return lake_table(
        "class_membership", membership_id=1 + np.arange(len(pupil)), pupil_id=FIRST_PUPIL_ID + pupil,
        class_id=FIRST_CLASS_ID + room, school_id=roll.schools.ids[roll.classes.school[room]],
        county_code=coded(county_codes(c), roll.county[room]), valid_from=start, valid_to=end,
    )  # fmt: skip


def pupil_tables(c: Calibration, roll: Roll, seed: int) -> tuple[pa.Table, pa.Table]:
    """Return pupils without identity, and the people behind them (学生表)."""
    rng = stream(seed, "pupils")
    girls = rng.random(len(roll.first)) < c.pupils["girls"]
    county, place = roll.county[roll.first], roll.schools.place[roll.classes.school[roll.first]]
    kinds = _number_kinds(c, roll, county, seed)
    ids = pa.array(FIRST_PUPIL_ID + np.arange(len(girls)))
    lake = lake_table(
        "pupil", pupil_id=ids, sex=coded(["1", "2"], girls), number_kind=coded(["G", "J", "L"], kinds),
        migrant=pa.array(rng.random(len(girls)) < np.asarray(c.pupils["migrant"])[place]),
        left_behind=pa.array(rng.random(len(girls)) < np.asarray(c.pupils["left_behind"])[place]),
    )  # fmt: skip
    return lake, _people(c, roll, ids, girls, kinds, seed)


def _number_kinds(c: Calibration, roll: Roll, county: Array, seed: int) -> Array:
    """Return 0 for a formal number, 1 without identity document, 2 for a temporary one of a recent newcomer."""
    rng = stream(seed, "numbers")
    drawn = rng.random(len(county))
    recent: Array = roll.entered >= day(date(c.day.year, 9, 1))
    temporary = recent & (drawn > 1 - np.asarray(c.pupils["temporary"])[county])
    found: Array = np.where(temporary, 2, drawn < c.pupils["without_identity"])
    return found.astype(np.int64)


def birthdays(roll: Roll, rng: np.random.Generator) -> Array:
    """Return birthdays that fit the cohort (出生日期): six or, seldom, seven years old at entry."""
    classes = roll.classes
    entry = classes.entry[roll.first] - np.where(classes.stage[roll.first] == JUNIOR, 6, 0)
    entry = entry - (rng.random(len(entry)) < _LATE)
    starts = {year: day(date(int(year) - _AGE - 1, 9, 1)) for year in np.unique(entry)}
    first = np.array([starts[year] for year in np.unique(entry)])[np.searchsorted(np.unique(entry), entry)]
    born: Array = first + rng.integers(0, 365, len(entry))
    return born


def _people(c: Calibration, roll: Roll, ids: pa.Array, girls: Array, kinds: Array, seed: int) -> pa.Table:
    rng = stream(seed, "people")
    county, born = roll.county[roll.first], birthdays(roll, rng)
    identity = identity_numbers(county, born, girls, rng.random(len(born)))
    codes = np.array([int(code) for code in county_codes(c)])[county]
    students = student_numbers(np.array(["G", "J", "L"])[kinds], identity, codes, born, rng.random(len(born)))
    lon, lat = _homes(c, roll, seed)
    return pa.table({
        "pupil_id": ids, "name": _names(c, county, girls, seed), "born_on": column(born, pa.date32()),
        "identity_number": pa.array(identity.tolist(), pa.string(), mask=kinds > 0),
        "student_number": pa.array(students.tolist(), pa.string()), "home_lon": lon, "home_lat": lat,
    })  # fmt: skip


def _names(c: Calibration, county: Array, girls: Array, seed: int) -> pa.Array:
    """Return names, county by county: surnames differ."""
    parts, order = [], np.argsort(county, kind="stable")
    for place, its in enumerate(c.counties):
        own = girls[order][county[order] == place]
        manchu = c.pupils["minority_names"].get(its.code, 0.0)
        parts.append(people_names(stream(seed, "names", its.code), own, manchu))
    return pa.concat_arrays(parts).take(pa.array(np.argsort(order, kind="stable")))


def _homes(c: Calibration, roll: Roll, seed: int) -> tuple[Array, Array]:
    """Draw a home around the first school of each pupil (住址), twice as far for junior schools."""
    schools, classes = roll.schools, roll.classes
    lon, lat = np.empty(len(roll.first)), np.empty(len(roll.first))
    school, county = classes.school[roll.first], roll.county[roll.first]
    km = np.asarray(c.places["home_km"])[schools.place[school]] * (1 + (classes.stage[roll.first] == JUNIOR))
    for place, its in enumerate(c.counties):
        own = np.flatnonzero(county == place)
        rng = stream(seed, "homes", its.code)
        ground, at = grounds()[its.code], school[own]
        lon[own], lat[own] = ground.around(rng, schools.lon[at], schools.lat[at], km[own])
    return lon, lat


def draw(rng: np.random.Generator, groups: Array, count: Array) -> Array:
    """Draw up to ``count[g]`` rows of each group ``g``; rows in order (分组抽取)."""
    return np.flatnonzero(rank_within(groups, rng.random(len(groups))) < count[groups])
