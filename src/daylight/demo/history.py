"""Two years of the roll (学籍历程): entries, graduations, transfers and the relief of crowded classes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import numpy as np

from daylight.demo.calibration import Calibration, scaled
from daylight.demo.cohorts import LARGE, YEARS, Cohorts, build_cohorts
from daylight.demo.columns import day
from daylight.demo.relief import free_seats, matched, relieve
from daylight.demo.roll import Roll
from daylight.demo.schools import JUNIOR, PRIMARY, Schools
from daylight.demo.streams import Array, stream

_QUIET = 52


def build_roll(c: Calibration, schools: Schools, scale: float, seed: int) -> Roll:
    """Return the roll as it is on the city's day, with all that went before since the first census (生成学籍)."""
    roll = Roll(schools)
    planned = {
        (at, stage): build_cohorts(c, schools, at, stage, scale, seed)
        for at in range(len(c.counties)) for stage in (PRIMARY, JUNIOR)
    }  # fmt: skip
    _begin(roll, planned)
    for order, on, act in sorted(_events(c, roll, planned, scale), key=lambda event: (event[1], event[0])):
        act(stream(seed, "roll", on.isoformat(), order))
    return roll


def _begin(roll: Roll, planned: dict[tuple[int, int], list[Cohorts]]) -> None:
    """Seat everybody of the first census since the September in which the cohort entered."""
    for (_, stage), cohorts in planned.items():
        _enter(roll, stage, cohorts[0])


def _enter(roll: Roll, stage: int, cohorts: Cohorts) -> None:
    opened = np.array([day(date(int(year), 9, 1)) for year in cohorts.entry], np.int64)
    rows = roll.classes.open(cohorts.school, np.full(len(opened), stage), cohorts.entry, opened)
    roll.enter(np.repeat(rows, cohorts.size), np.repeat(opened, cohorts.size))


Act = Callable[[np.random.Generator], None]


def _events(
    c: Calibration, roll: Roll, planned: dict[tuple[int, int], list[Cohorts]], scale: float
) -> list[tuple[int, date, Act]]:
    """Return what happens: order within a day, day, act."""
    events: list[tuple[int, date, Act]] = []
    for on in c.movement["days"]:
        if on.month == 9:
            events.append((0, on, partial(_new_year, c=c, roll=roll, planned=planned, on=on)))
        events.append((1, on, partial(_transfer, c=c, roll=roll, on=on)))
    for place, checkpoint in enumerate(c.crowding["checkpoints"]):
        if place:
            days = _relief_days(c, checkpoint)
            events.append((2, days[0], partial(_relief, c=c, roll=roll, at=place, days=days, scale=scale)))
    return events


def _relief_days(c: Calibration, checkpoint: date) -> tuple[date, date]:
    """Classes are formed anew on 1 September; what must be reached by the end of a year happens in autumn."""
    first = date(checkpoint.year, 9, 1)
    first_autumn, last_autumn = c.crowding["autumn_days"]
    return (first, first) if checkpoint.month == 9 else (first_autumn, last_autumn)


def _relief(
    rng: np.random.Generator, c: Calibration, roll: Roll, at: int, days: tuple[date, date], scale: float
) -> None:
    for place, county in enumerate(c.counties):
        wanted = _left(county.crowded66, at, scale), _left(county.crowded56, at, scale)
        relieve(rng, roll, place, wanted, (day(days[0]), day(days[1])))


def _left(counts: tuple[int, ...], at: int, scale: float) -> int:
    """Return how many crowded classes are left at a checkpoint; in a small city at least one where any are."""
    return max(round(scaled(counts[0], scale, 1) * counts[at] / counts[0]), int(counts[at] > 0))


def _new_year(
    rng: np.random.Generator, c: Calibration, roll: Roll, planned: dict[tuple[int, int], list[Cohorts]], on: date
) -> None:
    """Let the oldest leave, the youngest enter, and primary's graduates go on to junior school (升学)."""
    classes, turn = roll.classes, on.year - c.city["first_year"]
    leaving = classes.entry + np.asarray(YEARS)[classes.stage] == on.year
    graduates = np.flatnonzero(np.r_[leaving & (classes.stage == PRIMARY), False][roll.seat])
    county, curve = roll.county[roll.seat[graduates]], _curve(roll.schools)
    near = curve[classes.school[roll.seat[graduates]]]
    roll.close(np.flatnonzero(leaving), day(on))
    for (at, stage), cohorts in planned.items():
        if stage == PRIMARY:
            _enter(roll, stage, cohorts[turn])
        else:
            own = county == at
            _go_on(rng, roll, cohorts[turn], graduates[own][np.argsort(near[own], kind="stable")], day(on), curve)


def _go_on(
    rng: np.random.Generator, roll: Roll, cohorts: Cohorts, graduates: Array, on: int, curve: Array
) -> None:
    """Seat graduates, in the order of where they lived, in junior schools in the order of where they are."""
    stage, opened = np.full(len(cohorts.size), JUNIOR), np.full(len(cohorts.size), on)
    rows = roll.classes.open(cohorts.school, stage, cohorts.entry, opened)
    order = np.lexsort((rng.random(len(rows)), curve[cohorts.school]))
    seats = np.repeat(rows[order], cohorts.size[order])
    going = np.sort(rng.permutation(len(graduates))[: len(seats)])
    taken = np.sort(rng.permutation(len(seats))[: len(going)])
    roll.move(graduates[going], seats[taken], np.full(len(going), on))
    free = np.delete(seats, taken)
    roll.enter(free, np.full(len(free), on))


def _curve(schools: Schools) -> Array:
    """Return each school's place along a curve that keeps neighbours together (Morton order)."""
    found = np.zeros(len(schools.lon), np.int64)
    cells = [((axis - axis.min()) * 2000).astype(np.int64) for axis in (schools.lon, schools.lat)]
    for bit in range(13):
        for place, cell in enumerate(cells):
            found |= (cell >> bit & 1) << (2 * bit + place)
    return found


def _transfer(rng: np.random.Generator, c: Calibration, roll: Roll, on: date) -> None:
    """Let some pupils change school, some leave the city, and as many come (转学).

    Notes
    -----
    In spring nobody leaves a crowded class: the counts of crowded classes are of the autumn.
    """
    sizes, classes, move = roll.sizes(), roll.classes, c.movement
    share = move["transfer"] if on.month == 9 else move["spring_transfer"]
    settled = np.r_[(sizes > 20) & ((sizes < LARGE) | (on.month == 9)), False][roll.seat] & (roll.since < day(on))
    drawn = rng.random(len(roll.seat))
    leaving = np.flatnonzero(settled & (drawn < move["leave"]))
    going = np.flatnonzero(settled & (drawn >= move["leave"]) & (drawn < move["leave"] + share))
    open_ = np.flatnonzero((classes.closed < 0) & (sizes > 0))
    seats = free_seats(rng, open_, sizes, _QUIET, 3)
    year = classes.stage * 10_000 + classes.entry
    group = roll.county * 100_000 + year
    far = rng.random(len(going)) < move["across_counties"]
    towards = np.where(far, (roll.county[roll.seat[going]] + 1) % len(c.counties) * 100_000 + year[roll.seat[going]],
                       group[roll.seat[going]])  # fmt: skip
    moved, to = matched(rng, towards, group[seats])
    other = classes.school[seats[to]] != classes.school[roll.seat[going[moved]]]
    moved, to = moved[other], to[other]
    _moved(roll, going[moved], seats[to], leaving, np.delete(seats, to), day(on))


def _moved(roll: Roll, pupils: Array, seats: Array, leaving: Array, free: Array, on: int) -> None:
    roll.move(pupils, seats, np.full(len(pupils), on))
    roll.move(leaving, np.full(len(leaving), -1), np.full(len(leaving), on))
    coming = free[: len(leaving)]
    roll.enter(coming, np.full(len(coming), on))
