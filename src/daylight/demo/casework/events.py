"""Events that must go in order (有先后要求的事项): trips, courses, inspections, findings, cases of the public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np

from daylight.demo.casework.batch import APPROVED, CLOSED, DRAFT, FILED, LEVELS, RETURNED, Batch
from daylight.demo.casework.desk import Desk, between, drawn_between, lapses, on, workdays
from daylight.demo.columns import NONE, day
from daylight.demo.schools import FIRST_COUNTY_ID
from daylight.demo.streams import Array

_SCHOOL, _COUNTY = LEVELS.index("school"), LEVELS.index("county")
#: How long before departure a trip is filed, at least and at most; it is approved before it leaves.
_NOTICE: Final = (12, 30)


def batches(desk: Desk) -> Iterator[Batch]:
    """Yield trips, courses, inspections with their findings, cases."""
    for place, year in enumerate(desk.c.years):
        easing = desk.numbers["general"]["easing"][place]
        yield _trips(desk, year, easing)
        yield _courses(desk, year, easing)
        yield from _inspections(desk, year, easing)
        yield _cases(desk, year, easing)


def _schools_times(desk: Desk, rng: np.random.Generator, a_year: list[float]) -> Array:
    """Return each school's row as often as it does something in a year."""
    wanted = np.asarray(a_year)[desk.schools.place]
    times = np.floor(wanted + rng.random(len(wanted)))
    return np.repeat(np.arange(len(wanted)), times.astype(np.int64))


def _trips(desk: Desk, year: int, easing: float) -> Batch:
    """Return study trips (研学旅行): filed and approved before departure, except where it lapsed."""
    rule, rng = desk.numbers["trips"], desk.rng("trips", year)
    own = _schools_times(desk, rng, rule["a_year"])
    size, lax = len(own), desk.laxity(own) * easing
    autumn = rng.random(size) < 0.4
    happened = np.where(autumn, between(rng, (on(year, "09-18"), on(year, "11-10")), size),
                        between(rng, (on(year, "04-10"), on(year, "06-12")), size))  # fmt: skip
    filed = workdays(happened - drawn_between(rng, _NOTICE, size))
    approved = np.minimum(workdays(filed + rng.integers(1, 6, size)), happened - 1)
    late, unfiled = lapses(rng, rule["late"], lax), lapses(rng, rule["unfiled"], lax)
    approved = np.where(late, workdays(happened + rng.integers(0, 6, size)), approved)
    status = np.where(unfiled, DRAFT, CLOSED)
    closed = workdays(happened + rng.integers(2, 12, size))
    return Batch(
        "study-trip", desk.schools.ids[own], desk.schools.county[own], status, np.full(size, _COUNTY),
        happened_on=happened, filed_on=np.where(unfiled, NONE, filed), approved_on=np.where(unfiled, NONE, approved),
        closed_on=np.where(unfiled, NONE, closed), topics=rule["topics"],
        topic=rng.integers(0, len(rule["topics"]), size), grade=_grade(desk, rng, own),
        quantity=drawn_between(rng, rule["pupils"], size).astype(float),
        parts={part: ~lapses(rng, share, lax) for part, share in rule["parts"].items()},
    )  # fmt: skip


def _grade(desk: Desk, rng: np.random.Generator, own: Array) -> Array:
    """Return a grade that the school has."""
    schools = desk.schools
    low = np.where(schools.primary[own], 3, 7)
    high = np.where(schools.junior[own], 8, 6)
    found: Array = low + (rng.random(len(own)) * (high - low + 1)).astype(np.int64)
    return found


def _courses(desk: Desk, year: int, easing: float) -> Batch:
    """Return school courses (校本课程): passed by the expert group, then filed with the level above."""
    rule, rng = desk.numbers["courses"], desk.rng("courses", year)
    own = _schools_times(desk, rng, rule["a_year"])
    size, lax = len(own), desk.laxity(own) * easing
    approved = between(rng, (on(year, "09-05"), on(year, "12-10")), size)
    filed = workdays(approved + rng.integers(1, 15, size))
    unapproved, returned = lapses(rng, rule["unapproved"], lax), lapses(rng, rule["returned"], lax)
    status = np.where(returned, RETURNED, np.where(unapproved, FILED, APPROVED))
    return Batch(
        "school-course", desk.schools.ids[own], desk.schools.county[own], status, np.full(size, _COUNTY),
        filed_on=filed, approved_on=np.where(unapproved | returned, NONE, approved), topics=rule["topics"],
        topic=rng.integers(0, len(rule["topics"]), size), grade=_grade(desk, rng, own),
        parts={part: ~lapses(rng, share, lax) for part, share in rule["parts"].items()},
    )  # fmt: skip


def _inspections(desk: Desk, year: int, easing: float) -> Iterator[Batch]:
    """Yield inspections of the five links (五环节视导) and the findings they left."""
    rule, rng, schools = desk.numbers["inspections"], desk.rng("inspections", year), desk.schools
    every = np.arange(len(schools.county))
    lax = desk.laxity(every) * easing
    seen = [every[~lapses(rng, rule["missing"], lax)] for _ in rule["topics"]]
    own, topic = np.concatenate(seen), np.repeat(np.arange(len(seen)), [len(rows) for rows in seen])
    visit = between(rng, (on(year, "09-05"), on(year, "06-05")), len(every))
    again = between(rng, (on(year, "09-05"), on(year, "06-05")), len(every))
    happened = np.where(rng.random(len(own)) < 0.6, visit[own], again[own])
    level = np.where(rng.random(len(own)) < rule["city"], _COUNTY + 1, _COUNTY)
    yield Batch(
        "inspection", schools.ids[own], schools.county[own], np.full(len(own), FILED), level, happened_on=happened,
        filed_on=workdays(happened + 3), topics=rule["topics"], topic=topic,
        parts={"report": np.ones(len(own), bool)},
    )  # fmt: skip
    found = np.flatnonzero(rng.random(len(own)) < rule["finding"])
    yield _findings(desk, rng, own[found], topic[found], happened[found], level[found], easing)


def _findings(
    desk: Desk, rng: np.random.Generator, own: Array, topic: Array, happened: Array, level: Array, easing: float
) -> Batch:
    rule, size, lax = desk.numbers["inspections"], len(own), desk.laxity(own) * easing
    due = happened + drawn_between(rng, rule["days_to_close"], size)
    closed = _closed(rng, happened, due, lapses(rng, rule["late"], lax), lapses(rng, rule["open"], lax))
    done = (closed != NONE) & (closed <= day(desk.c.day))
    return Batch(
        "finding", desk.schools.ids[own], desk.schools.county[own], np.where(closed == NONE, FILED, CLOSED), level,
        happened_on=happened, filed_on=workdays(happened + 3), due_on=due, closed_on=closed,
        topics=rule["topics"], topic=topic, parts={"measure": rng.random(size) < 0.97, "proof": done},
    )  # fmt: skip


def _closed(rng: np.random.Generator, happened: Array, due: Array, late: Array, open_: Array) -> Array:
    """Return when something was put right: in time, late, or not."""
    in_time = happened + 4 + (rng.random(len(due)) * (due - happened - 4)).astype(np.int64)
    closed = np.where(late, workdays(due + rng.integers(3, 40, len(due))), in_time)
    return np.where(open_, NONE, closed)


def _cases(desk: Desk, year: int, easing: float) -> Batch:
    """Return hot issues of the public that a county answered (热点问题)."""
    rule, rng = desk.numbers["inspections"], desk.rng("cases", year)
    county = np.repeat(np.arange(len(desk.c.counties)), drawn_between(rng, rule["cases"], len(desk.c.counties)))
    size = len(county)
    happened = between(rng, (on(year, "09-03"), date(year + 1, 8, 25)), size)
    due = happened + 15
    lax = desk.weakness(county) * easing
    closed = _closed(rng, happened, due, lapses(rng, rule["case_late"], lax), lapses(rng, rule["open"], lax))
    answered = (closed != NONE) & (closed <= day(desk.c.day))
    return Batch(
        "department-case", FIRST_COUNTY_ID + county, county, np.where(closed == NONE, FILED, CLOSED),
        np.full(size, _COUNTY), happened_on=happened, filed_on=workdays(happened + 1), due_on=due, closed_on=closed,
        parts={"request": np.ones(size, bool), "answer": answered},
    )  # fmt: skip
