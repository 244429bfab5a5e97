"""Cohorts as they enter (入学批次): how many pupils, in how many classes, of what sizes.

A school plans a class for so many pupils; what comes out is then bent so that exactly as many classes
reach 56 and 66 pupils as the calibration says, and the county's pupils add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from daylight.demo.calibration import Calibration, scaled
from daylight.demo.schools import PRIMARY, Schools
from daylight.demo.streams import Array, stream

YEARS: Final = (6, 3)
#: “56 and more”, “66 and more” (大班额、超大班额).
LARGE, HUGE = 56, 66
_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Classes of one or more cohorts of a county and stage (批次班级)."""

    school: Array
    entry: Array
    size: Array


def years_at_start(c: Calibration, stage: int) -> range:
    """Return the entry years that sit in school at the first census."""
    first = c.city["first_year"]
    return range(first - YEARS[stage] + 1, first + 1)


def build_cohorts(c: Calibration, schools: Schools, at: int, stage: int, scale: float, seed: int) -> list[Cohorts]:
    """Return the cohorts of a county and stage (生成批次): all of the first census, then each entry after it."""
    rng = stream(seed, "cohorts", c.counties[at].code, stage)
    own = schools.of(stage)
    own = own[schools.county[own] == at]
    start, later = years_at_start(c, stage), range(c.city["first_year"] + 1, c.day.year + 1)
    plan = _Plan(c, schools, own, at, stage, rng)
    found = []
    for turn, years in enumerate([start, *([year] for year in later)]):
        raw = [plan.entry(year) for year in years]
        drawn = Cohorts(*(np.concatenate(parts) for parts in zip(*raw, strict=True)))
        huge, large = (_wanted(c, at, stage, key, turn, scale, len(drawn.size)) for key in (HUGE, LARGE))
        total = round(plan.pupils * len(years) / YEARS[stage])
        size = bend(rng, drawn.size, (huge, max(huge, large)), total, c)
        found.append(Cohorts(drawn.school, drawn.entry, size))
    return found


def _wanted(c: Calibration, at: int, stage: int, limit: int, turn: int, scale: float, classes: int) -> int:
    """Return how many classes of a cohort reach a size: all of them at the start, a share of a year's later."""
    counts = c.counties[at].crowded66 if limit == HUGE else c.counties[at].crowded56
    total = scaled(counts[0], scale, 1)
    primary = round(total * c.crowding["primary_share"])
    mine: int = primary if stage == PRIMARY else total - primary
    if turn:
        mine = round(mine / YEARS[stage] * c.crowding[f"entry{limit}"][turn - 1])
    return min(mine, classes)


class _Plan:
    """How the schools of a county and stage plan their classes (编班计划)."""

    def __init__(
        self, c: Calibration, schools: Schools, own: Array, at: int, stage: int, rng: np.random.Generator
    ) -> None:
        self.rng, self.own, self.noise = rng, own, c.places["cohort_noise"]
        county = c.counties[at]
        stages, full = ("primary_pupils", "junior_pupils"), (county.primary, county.junior)
        self.pupils = c.city[stages[stage]] * county.share * len(own) / full[stage]
        weight = schools.weight[stage][own].copy()
        points = schools.kind[own] == "218"
        left = self.pupils - points.sum() * c.places["point_pupils"]
        self.base = np.where(points, c.places["point_pupils"], left * weight / weight[~points].sum()) / YEARS[stage]
        rooms = np.asarray(c.places["room_primary" if stage == PRIMARY else "room_junior"], float)
        self.room = rooms[schools.place[own]] * np.exp(rng.standard_normal(len(own)).clip(-2, 2) * 0.10)

    def entry(self, year: int) -> tuple[Array, Array, Array]:
        """Return school, entry year and planned size of each class of a cohort."""
        cohort = (self.base * (1 + self.rng.standard_normal(len(self.own)).clip(-2, 2) * self.noise)).clip(_LEAST)
        classes = np.maximum(1, np.round(cohort / self.room)).astype(np.int64)
        size = np.repeat(cohort / classes, classes) + self.rng.random(int(classes.sum())) * 2 - 1
        return np.repeat(self.own, classes), np.full(len(size), year), size


def bend(rng: np.random.Generator, size: Array, tails: tuple[int, int], total: int, c: Calibration) -> Array:
    """Return whole sizes in the given order of crowding, with exact tails and about the total (校准班额).

    Parameters
    ----------
    size : array
        Planned sizes.
    tails : (int, int)
        How many classes have 66 and more, and 56 and more.
    total : int
        Pupils in all.
    """
    huge, large = tails
    order = np.argsort(-size, kind="stable")
    found = np.empty(len(size), np.int64)
    most = c.crowding["most"] - HUGE
    beyond = (rng.standard_exponential(huge) * most * c.crowding["tail"]).astype(np.int64).clip(0, most)
    found[order[:huge]] = HUGE + np.sort(beyond)[::-1]
    found[order[huge:large]] = LARGE + np.sort((rng.random(large - huge) ** 1.3 * 10).astype(np.int64))[::-1]
    rest = order[large:]
    found[rest] = _fit(size[rest], total - int(found[order[:large]].sum()))
    return found


def _fit(size: Array, total: int) -> Array:
    """Return sizes stretched so that they add up to about the total, below 56 all."""
    low, high = 0.2, 4.0
    for _ in range(40):
        middle = (low + high) / 2
        if np.round(size * middle).clip(_LEAST, LARGE - 1).sum() < total:
            low = middle
        else:
            high = middle
    return np.round(size * low).clip(_LEAST, LARGE - 1).astype(np.int64)
