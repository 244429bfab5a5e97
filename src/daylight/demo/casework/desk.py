"""What records are drawn from (办件台): schools, offices, staff, the calibration, and how often things lapse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from daylight.demo.calibration import Calibration, scaled
from daylight.demo.casework.batch import APPROVED, DRAFT, FILED, RETURNED
from daylight.demo.columns import NONE, day
from daylight.demo.roll import Roll
from daylight.demo.schools import CITY_ID, FIRST_COUNTY_ID, Schools
from daylight.demo.staff import Staff
from daylight.demo.streams import Array, stream
from daylight.kernel.calendar import AUTUMN, SPRING

_MOST: Final = 0.95


@dataclass(frozen=True, slots=True)
class Desk:
    """What records are drawn from (办件台)."""

    c: Calibration
    roll: Roll
    staff: Staff
    scale: float
    seed: int

    @property
    def schools(self) -> Schools:
        """Return the schools."""
        return self.roll.schools

    @property
    def numbers(self) -> Mapping[str, Any]:
        """Return the calibration of casework."""
        return self.c.casework

    def rng(self, *names: str | int) -> np.random.Generator:
        """Return the stream of a purpose of casework."""
        return stream(self.seed, "casework", *names)

    def count(self, number: float, least: int = 1) -> int:
        """Return how many there are in a city of this size."""
        return scaled(number, self.scale, least)

    def weakness(self, county: Array) -> Array:
        """Return the weakness of counties; the city's own offices are as the average."""
        found: Array = np.array([*(county.weakness for county in self.c.counties), 1.0])[county]
        return found

    def laxity(self, school: Array) -> Array:
        """Return how often a school lapses beside the average (疏漏倾向): its county's weakness, its own diligence."""
        schools = self.schools
        found: Array = self.weakness(schools.county[school]) * 2 * (1 - schools.diligence[school])
        return found

    def organisations(self, level: str, stage: str | None = None) -> tuple[Array, Array, Array]:
        """Return the organisations of a level: id, county's place, laxity."""
        if level == "city":
            return np.array([CITY_ID]), np.array([-1]), np.array([0.0])
        if level == "county":
            county = np.arange(len(self.c.counties))
            return FIRST_COUNTY_ID + county, county, self.weakness(county)
        own = self.with_stage(stage)
        return self.schools.ids[own], self.schools.county[own], self.laxity(own)

    def with_stage(self, stage: str | None) -> Array:
        """Return the rows of the schools that have a stage, or of all."""
        every = np.arange(len(self.schools.county))
        return every if stage is None else self.schools.of(("primary", "junior").index(stage))

    def county_place(self, code: str) -> int:
        """Return a county's place among the counties."""
        return [county.code for county in self.c.counties].index(code)


def lapses(rng: np.random.Generator, share: float, laxity: Array) -> Array:
    """Draw who lapses (抽取疏漏): a share of the average, more of the lax, none where the share is 0."""
    drawn: Array = rng.random(len(laxity)) < np.minimum(share * laxity, _MOST)
    return drawn


def workdays(days: Array) -> Array:
    """Return days, those on a weekend or in the first week of October moved to the next working day (顺延工作日)."""
    return _after_weekend(_after_holiday(_after_weekend(days)))


def _after_weekend(days: Array) -> Array:
    weekday = (days + 3) % 7
    return np.where(weekday >= 5, days + 7 - weekday, days)


def _after_holiday(days: Array) -> Array:
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    october = months.astype(np.int64) % 12 == 9
    return np.where(october & (days < first + 7), first + 7, days)


def between(rng: np.random.Generator, days: Sequence[date], count: int) -> Array:
    """Draw working days between two days (抽取日期)."""
    first, last = days
    drawn = workdays(rng.integers(day(first), day(last) + 1, count))
    return np.where(drawn > day(last), _workday_before(day(last)), drawn)


def _workday_before(last: int) -> int:
    """Return the last working day up to a day."""
    days = np.arange(last - 10, last + 1)
    return int(days[workdays(days) == days].max())


def drawn_between(rng: np.random.Generator, ends: Sequence[int], count: int) -> Array:
    """Draw whole numbers between two, both inside (抽取整数)."""
    low, high = ends
    return rng.integers(low, high + 1, count)


def on(year: int, month_day: str) -> date:
    """Return the day MM-DD of a school year."""
    month, of_month = int(month_day[:2]), int(month_day[3:])
    return date(year if month >= 9 else year + 1, month, of_month)


def periods(c: Calibration, rule: Mapping[str, Any]) -> list[tuple[str, int, date, date]]:
    """Return the periods of a rule that have begun: name, place of the school year, first and last day (期间)."""
    if rule["per"] == "once":
        return [("once", 1, *rule["dates"])]
    found = []
    for place, year in enumerate(c.years):
        if year < rule.get("since", c.city["first_year"]):
            continue
        days = rule["days"]
        terms = ((AUTUMN, days[:2]), (SPRING, days[2:])) if rule["per"] == "term" else ((0, days),)
        found += [(f"{year}/{term}", place, on(year, pair[0]), on(year, pair[1])) for term, pair in terms]
    return [period for period in found if period[2] <= c.day]


def settled(
    desk: Desk, rng: np.random.Generator, happened: Array, approved: float, *, firm: bool = False
) -> tuple[Array, Array, Array]:
    """Return status, day of filing and day of approval of events (报送与审核); of firm ones none went wrong."""
    general, size = desk.numbers["general"], len(happened)
    filed = workdays(happened + rng.integers(0, general["filed_after"] + 1, size))
    passed = workdays(filed + rng.integers(1, general["approved_after"] + 1, size))
    drawn = rng.random(size) + firm
    status = np.where(rng.random(size) < approved, APPROVED, FILED)
    status = np.where(drawn < general["draft"] + general["returned"], RETURNED, status)
    status = np.where(drawn < general["draft"], DRAFT, status)
    return status, np.where(status == DRAFT, NONE, filed), np.where(status == APPROVED, passed, NONE)
