"""What classes are taught (课程): weekly lessons by subject in each term, and the habits that depart from the plan."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa

from daylight.demo.calibration import Calibration
from daylight.demo.columns import NONE, coded, day, lake_table
from daylight.demo.pupils import FIRST_CLASS_ID
from daylight.demo.roll import Roll
from daylight.demo.schools import JUNIOR, county_codes
from daylight.demo.streams import Array, stream
from daylight.kernel.calendar import AUTUMN, SPRING
from daylight.lake.tables import TABLES

_GRADES: Final = 10


def terms(c: Calibration) -> list[tuple[int, int, date]]:
    """Return the terms of the city's history: school year, term, a day inside (学期)."""
    found = [(year, term, date(year, 10, 8) if term == AUTUMN else date(year + 1, 4, 8))
             for year in c.years for term in (AUTUMN, SPRING)]  # fmt: skip
    return [item for item in found if item[2] <= c.day]


def lesson_table(c: Calibration, roll: Roll, seed: int) -> pa.Table:
    """Return the lake's table of class courses (班级课程表), ordered by its key."""
    parts = pa.concat_tables([_term(c, roll, seed, place, *term) for place, term in enumerate(terms(c))])
    return parts.sort_by([(name, "ascending") for name in TABLES["class_course"].key])


def _term(c: Calibration, roll: Roll, seed: int, place: int, year: int, term: int, when: date) -> pa.Table:
    """Return a term's rows: a plan of each school's grade, given to all its classes."""
    classes, subjects = roll.classes, list(c.lessons["weekly"])
    last = date(when.year if term == SPRING else year, 12 if term == AUTUMN else 6, 20)
    begun = classes.opened <= day(min(last, c.day))
    taught = np.flatnonzero(begun & ((classes.closed == NONE) | (classes.closed > day(when))))
    grade = year - classes.entry[taught] + 1 + 6 * (classes.stage[taught] == JUNIOR)
    groups, at = np.unique(classes.school[taught] * _GRADES + grade, return_inverse=True)
    weekly = _plan(c, roll, seed, groups, (year, term))
    weekly = _habits(c, roll, seed, groups, weekly, c.lessons["habits"]["easing"][place], (year, term))
    practice = _practice(c, roll, seed, groups, weekly, c.lessons["habits"]["easing"][place])
    row, subject = np.nonzero(weekly[at] > 0)
    room = taught[row]
    return lake_table(
        "class_course", class_id=FIRST_CLASS_ID + room, school_id=roll.schools.ids[classes.school[room]],
        county_code=coded(county_codes(c), roll.county[room]), school_year=np.full(len(room), year),
        term=np.full(len(room), term), grade=grade[row], subject=coded(subjects, subject),
        weekly_lessons=weekly[at][row, subject], practice_lessons=practice[at][row, subject],
    )  # fmt: skip


def _plan(c: Calibration, roll: Roll, seed: int, groups: Array, when: tuple[int, int]) -> Array:
    """Return the lessons planned: one local lesson and one school lesson more before the local course came."""
    table = np.array(list(c.lessons["weekly"].values()), float)[:, groups % _GRADES - 1].T.copy()
    if when < tuple(c.lessons["habits"]["local_since"]):
        names = list(c.lessons["weekly"])
        table[:, names.index("local")] -= 1
        table[:, names.index("school")] += 1
    return table


def _habit(c: Calibration, roll: Roll, groups: Array, share: float, easing: float) -> Array:
    """Return how often each school's grade has a habit: by the weakness of the county and the school's diligence."""
    schools, school = roll.schools, groups // _GRADES
    weakness = np.array([county.weakness for county in c.counties])[schools.county[school]]
    chance: Array = share * easing * weakness * 2 * (1 - schools.diligence[school])
    return chance


def _habits(
    c: Calibration, roll: Roll, seed: int, groups: Array, weekly: Array, easing: float, when: tuple[int, int]
) -> Array:
    """Let some grades have more lessons than allowed, give lessons away, or have one local lesson only."""
    habits, names = c.lessons["habits"], list(c.lessons["weekly"])
    drawn = _drawn(seed, "habits", groups, 5)
    final = (groups % _GRADES == 9) * habits["more_final_grade"] * easing
    to = _places(names, habits["given_to"], drawn[:, 1])
    _add(weekly, drawn[:, 0] < _habit(c, roll, groups, habits["more"], easing) + final, to, 1.0)
    away = drawn[:, 2] < _habit(c, roll, groups, habits["given_away"], easing)
    _add(weekly, away, _places(names, habits["given_from"], drawn[:, 3]), -1.0)
    _add(weekly, away, to, 1.0)
    if when >= tuple(habits["local_since"]):
        one = drawn[:, 4] < _habit(c, roll, groups, habits["one_local"], easing)
        _add(weekly, one, np.full(len(groups), names.index("local")), -1.0)
        _add(weekly, one, np.full(len(groups), names.index("chinese")), 1.0)
    found: Array = weekly.clip(0)
    return found


def _places(names: list[str], choices: list[str], drawn: Array) -> Array:
    places: Array = np.array([names.index(name) for name in choices])[(drawn * len(choices)).astype(np.int64)]
    return places


def _add(weekly: Array, who: Array, subject: Array, lessons: float) -> None:
    rows = np.flatnonzero(who)
    weekly[rows, subject[rows]] += lessons


def _drawn(seed: int, purpose: str, groups: Array, columns: int) -> Array:
    """Draw numbers that a school's grade keeps from term to term."""
    rng: Any = stream(seed, "lessons", purpose)
    table: Array = rng.random((int(groups.max(initial=0)) + 1, columns))
    return table[groups]


def _practice(c: Calibration, roll: Roll, seed: int, groups: Array, weekly: Array, easing: float) -> Array:
    """Return the practice lessons: a tenth and more of a subject's, in some schools less (学科实践)."""
    habits, width = c.lessons["habits"], weekly.shape[1]
    drawn, share = _drawn(seed, "practice", groups, width), _drawn(seed, "share", groups, width)
    little = drawn < _habit(c, roll, groups, habits["little_practice"], easing)[:, None]
    low, high = (np.where(little, habits["too_little"][side], habits["practice"][side]) for side in (0, 1))
    found: Array = np.round(weekly * (low + share * (high - low)), 3)
    return found
