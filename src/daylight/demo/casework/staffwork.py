"""What members of staff do (教师个人事项): trainings, lesson registrations, good lessons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from daylight.demo.casework.batch import FILED, LEVELS, Batch
from daylight.demo.casework.desk import Desk, between, lapses, on, workdays
from daylight.demo.columns import day
from daylight.demo.staff import DEPUTY, HEAD, SUBJECT_CODES, TEACHER
from daylight.demo.streams import Array
from daylight.kernel.calendar import school_year_of

TOPICS = ("all-staff", "backbone", "master", "expert", "gap-subjects", "course-plan", "standards-methods-it")
_GAPS = ("moral", "history", "geography", "biology")


def batches(desk: Desk) -> Iterator[Batch]:
    """Yield trainings of each school year, lessons of each calendar year."""
    for place, year in enumerate(desk.c.years):
        yield from _trainings(desk, place, year)
    for calendar_year in desk.c.years:
        yield from _lessons(desk, calendar_year)


def _in_post(desk: Desk, when: date, *kinds: int) -> Array:
    """Return the posts of schools held on a day."""
    posts = desk.staff.posts
    held = posts.on(when)
    return held[np.isin(posts.post[held], kinds) & (posts.school[held] >= 0)]


def _trainings(desk: Desk, place: int, year: int) -> Iterator[Batch]:
    """Yield a year's trainings, topic by topic; of a running year what was held so far (教师培训)."""
    held = _in_post(desk, min(date(year + 1, 1, 10), desk.c.day), HEAD, DEPUTY, TEACHER)
    for topic, going in _going(desk, held, place, year).items():
        rng = desk.rng("training", year, topic)
        rows = held[going]
        autumn = rng.random(len(rows)) < desk.numbers["staff"]["training"]["running"]
        happened = np.where(autumn, between(rng, (on(year, "09-08"), on(year, "10-12")), len(rows)),
                            between(rng, (on(year, "10-20"), on(year, "06-25")), len(rows)))  # fmt: skip
        yield _training(desk, rng, rows, TOPICS.index(topic), happened)


def _going(desk: Desk, held: Array, place: int, year: int) -> dict[str, Array]:
    """Return who takes part in which training."""
    rule, rng, posts = desk.numbers["staff"]["training"], desk.rng("training", year), desk.staff.posts
    drawn = rng.random((len(TOPICS), len(held)))
    subjects = [SUBJECT_CODES.index(name) for name in _GAPS]
    share = rule["all_staff_missing"] * desk.numbers["general"]["easing"][place]
    missing = lapses(rng, share, desk.laxity(posts.school[held]))
    backbone = posts.backbone[held].astype(bool)
    return {
        "all-staff": ~missing, "backbone": backbone & (drawn[1] < rule["backbone"]),
        "master": drawn[2] < rule["master"],
        "expert": backbone & (drawn[3] < rule["expert"] * 5),
        "gap-subjects": np.isin(posts.subject[held], subjects) & (drawn[4] < rule["gap_subjects"]),
        "course-plan": drawn[5] < rule["course_plan"][place],
        "standards-methods-it": drawn[6] < rule["standards_methods_it"][place],
    }  # fmt: skip


def _training(desk: Desk, rng: np.random.Generator, rows: Array, topic: int, happened: Array) -> Batch:
    filed = workdays(happened + rng.integers(1, 8, len(rows)))
    level = np.where(rng.random(len(rows)) < 0.5, 0, rng.integers(1, 3, len(rows)))
    parts = {"sign-in": rng.random(len(rows)) < 0.99, "programme": rng.random(len(rows)) < 0.97}
    return _of_staff(
        desk, "training", rows, np.full(len(rows), FILED), level, happened_on=happened, filed_on=filed,
        topics=TOPICS, topic=np.full(len(rows), topic), parts=parts,
    )  # fmt: skip


def _of_staff(desk: Desk, kind: str, rows: Array, status: Array, level: Array, **more: Any) -> Batch:
    """Return records of members of staff, filed by the school of their post."""
    posts = desk.staff.posts
    return Batch(
        kind, posts.org[rows], posts.county[rows], status, level, staff_id=1 + posts.staff[rows],
        subjects=SUBJECT_CODES, subject=posts.subject[rows], **more,
    )  # fmt: skip


def _lessons(desk: Desk, year: int) -> Iterator[Batch]:
    """Yield a calendar year's registrations, and the lessons that followed (一师一优课)."""
    rule, rng, posts = desk.numbers["staff"]["lessons"], desk.rng("lessons", year), desk.staff.posts
    held = _in_post(desk, min(date(year, 10, 1), desk.c.day), TEACHER)
    rows = _registered(desk, rng, held, rule["other_years"].get(str(year), 1.0))
    first = np.maximum(day(date(year, 3, 6)), posts.start[rows] + 5)
    spring = first + (rng.random(len(rows)) * (day(date(year, 10, 12)) - first)).astype(np.int64)
    registered = np.minimum(workdays(spring), day(date(year, 10, 12)))
    yield _of_staff(
        desk, "lesson-registration", rows, np.full(len(rows), FILED), np.zeros(len(rows), np.int64),
        happened_on=registered, filed_on=registered, parts={"account": np.ones(len(rows), bool)},
    )  # fmt: skip
    follows = ~lapses(rng, rule["uploaded"], desk.laxity(posts.school[rows]))
    yield _good_lessons(desk, rng, rows[follows], registered[follows], year)


def _registered(desk: Desk, rng: np.random.Generator, held: Array, part: float) -> Array:
    """Draw the teachers who registered: in each county its share, the lax schools' less often."""
    posts, shares = desk.staff.posts, desk.numbers["staff"]["lessons"]["registered"]
    order = rng.random(len(held)) + 0.3 * (1 - desk.schools.diligence[posts.school[held]])
    found = []
    for place, county in enumerate(desk.c.counties):
        own = np.flatnonzero(posts.county[held] == place)
        count = round(len(own) * shares[county.code] * part)
        found.append(held[np.sort(own[np.argsort(order[own], kind="stable")[:count]])])
    return np.concatenate(found)


def _good_lessons(desk: Desk, rng: np.random.Generator, rows: Array, registered: Array, year: int) -> Batch:
    last = min(date(year, 12, 20), desk.c.day)
    happened = registered + 2 + (rng.random(len(rows)) * (day(last) - registered - 6).clip(1)).astype(np.int64)
    happened = np.minimum(happened, day(last))
    return _of_staff(
        desk, "good-lesson", rows, np.full(len(rows), FILED), _honours(desk, rng, rows, year), happened_on=happened,
        filed_on=happened, parts={"video": np.ones(len(rows), bool), "design": rng.random(len(rows)) < 0.96},
    )  # fmt: skip


def _honours(desk: Desk, rng: np.random.Generator, rows: Array, year: int) -> Array:
    """Return the highest level that honoured each lesson; those of a running year stand at the county's at most."""
    rule, level = desk.numbers["staff"]["lessons"], np.zeros(len(rows), np.int64)
    finished = school_year_of(desk.c.day) > year
    order = np.argsort(rng.random(len(rows)) + 0.25 * desk.weakness(desk.staff.posts.county[rows]), kind="stable")
    at = 0
    for name in ("ministry", "province", "city", "county"):
        count = desk.count(rule[name]) if finished or name == "county" else 0
        level[order[at : at + count]] = LEVELS.index(name)
        at += count
    return level
