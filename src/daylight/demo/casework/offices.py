"""What county and city offices do (机关事项): unified standards, online studios, pools of experts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from daylight.demo.casework.batch import APPROVED, FILED, LEVELS, Batch
from daylight.demo.casework.desk import Desk, between, drawn_between, lapses
from daylight.demo.schools import CITY_ID, FIRST_COUNTY_ID
from daylight.demo.staff import RESEARCHER
from daylight.demo.streams import Array

_COUNTY, _CITY = LEVELS.index("county"), LEVELS.index("city")
#: Subjects that have experts and studios; “local” and what is no subject of its own have none.
SUBJECTS: Final = (
    "moral", "chinese", "maths", "english", "science", "history", "geography", "biology", "physics", "chemistry",
    "music", "art", "pe",
)  # fmt: skip


def batches(desk: Desk) -> Iterator[Batch]:
    """Yield the records of offices that are no routine."""
    yield _standards(desk)
    yield from _studios(desk)
    yield _pools(desk)


def _standards(desk: Desk) -> Batch:
    """Return the documents by which counties unified a standard (四统一)."""
    rule, rng = desk.numbers["offices"], desk.rng("standards")
    done = [rule["standards_done"][county.code] for county in desk.c.counties]
    county = np.repeat(np.arange(len(done)), done)
    topic = np.concatenate([rng.permutation(len(rule["standards"]))[:count] for count in done])
    happened = between(rng, rule["standard_dates"], len(county))
    return Batch(
        "unified-standard", FIRST_COUNTY_ID + county, county, np.full(len(county), FILED),
        np.full(len(county), _COUNTY), happened_on=happened, filed_on=happened + 1, topics=rule["standards"],
        topic=topic, parts={"document": np.ones(len(county), bool)},
    )  # fmt: skip


def _studios(desk: Desk) -> Iterator[Batch]:
    """Yield online studios (网上工作室) of the city's researchers: the first, then those added; no two alike."""
    rule, rng = desk.numbers["offices"], desk.rng("studios")
    taught = rng.permutation(_taught(desk))
    then = rule["studios"]
    later = taught[then:][: rule["studios_later"]]
    for own, dates in ((taught[:then], rule["studio_dates"]), (later, rule["studio_later_dates"])):
        approved = between(rng, dates, len(own))
        yield Batch(
            "studio", np.full(len(own), CITY_ID), np.full(len(own), -1), np.full(len(own), APPROVED),
            np.full(len(own), _CITY), filed_on=approved - 8, approved_on=approved, topics=("active",),
            topic=np.zeros(len(own), np.int64), subjects=SUBJECTS, subject=own[:, 1], grade=own[:, 0],
            staff_id=1 + _researchers(desk)[np.arange(len(own)) % len(_researchers(desk))],
            parts={"site": np.ones(len(own), bool), "activity-log": rng.random(len(own)) < 0.95},
        )  # fmt: skip


def _taught(desk: Desk) -> Array:
    """Return grade and subject of all that is taught."""
    weekly = desk.c.lessons["weekly"]
    return np.array([
        (grade, place) for place, subject in enumerate(SUBJECTS) for grade in range(1, 10) if weekly[subject][grade - 1]
    ])  # fmt: skip


def _researchers(desk: Desk) -> Array:
    """Return the city's researchers."""
    posts = desk.staff.posts
    found: Array = posts.staff[(posts.post == RESEARCHER) & (posts.county < 0)]
    return found


def _pools(desk: Desk) -> Batch:
    """Return pools of experts (学科专家队伍), a record for each office and subject."""
    rule, rng = desk.numbers["offices"], desk.rng("pools")
    county = np.repeat(np.arange(-1, len(desk.c.counties)), len(SUBJECTS))
    subject = np.tile(np.arange(len(SUBJECTS)), len(desk.c.counties) + 1)
    there = ~lapses(rng, rule["pool_missing"], np.where(county < 0, 0.0, desk.weakness(county)))
    county, subject = county[there], subject[there]
    happened = between(rng, rule["pool_dates"], len(county))
    return Batch(
        "expert-pool", np.where(county < 0, CITY_ID, FIRST_COUNTY_ID + county), county, np.full(len(county), FILED),
        np.where(county < 0, _CITY, _COUNTY), happened_on=happened, filed_on=happened + 2, subjects=SUBJECTS,
        subject=subject, quantity=drawn_between(rng, rule["pool_experts"], len(county)).astype(float),
        parts={"list": np.ones(len(county), bool)},
    )  # fmt: skip
