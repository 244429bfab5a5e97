"""Relief of crowded classes (消除大班额): a class more for a cohort, or pupils to classes with room.

At each checkpoint a county has a plan: so many classes of 66 and of 56 pupils may be left. Cohorts are
drawn in random order until the plan is reached.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daylight.demo.cohorts import HUGE, LARGE
from daylight.demo.roll import Roll
from daylight.demo.streams import Array, rank_within

#: A class takes pupils from elsewhere up to this size; a trimmed one keeps this many.
_ROOM, _KEPT = 50, 62


@dataclass(frozen=True, slots=True)
class _Options:
    """What relief would do to each cohort (各批次可选措施): classes of 66 and 56 it takes away."""

    cohorts: Array
    split66: Array
    split56: Array
    excess: Array           # pupils to be moved where classes are trimmed instead


def level(sizes: Array) -> Array:
    """Return for rows of class sizes the size that each class keeps at most when one class is opened (分流线).

    Notes
    -----
    The smallest level at which the new class is no larger than the level; zeros are no classes.
    """
    found = np.zeros(len(sizes), np.int64)
    for keep in range(1, int(sizes.max(initial=0)) + 1):
        given = (sizes - keep).clip(0).sum(axis=1)
        found = np.where((found == 0) & (given <= keep), keep, found)
    return found


def padded(groups: Array, sizes: Array) -> tuple[Array, Array]:
    """Return the groups and, row by row, the sizes of their classes, filled up with zeros."""
    keys, at = np.unique(groups, return_inverse=True)
    rank = rank_within(at, -sizes)
    found = np.zeros((len(keys), int(rank.max(initial=0)) + 1), np.int64)
    found[at, rank] = sizes
    return keys, found


def _options(roll: Roll, own: Array, sizes: Array) -> _Options:
    cohorts, rows = padded(roll.classes.cohort[own], sizes[own])
    keep = level(rows)
    after = np.minimum(rows, keep[:, None])
    new = (rows - after).sum(axis=1)
    gains = [
        (rows >= limit).sum(axis=1) - (after >= limit).sum(axis=1) - (new >= limit) for limit in (HUGE, LARGE)
    ]
    return _Options(cohorts, gains[0], gains[1], np.where(rows >= HUGE, rows - _KEPT, 0).sum(axis=1))


def relieve(rng: np.random.Generator, roll: Roll, county: int, wanted: tuple[int, int], days: tuple[int, int]) -> None:
    """Relieve a county's cohorts until no more crowded classes are left than wanted (消除到计划数).

    Parameters
    ----------
    wanted : (int, int)
        Classes of 66 and of 56 pupils that may be left.
    days : (int, int)
        First and last day on which it happens; each cohort on one of them.
    """
    sizes = roll.sizes()
    own = np.flatnonzero((roll.county == county) & (roll.classes.closed < 0) & (sizes > 0))
    need66, need56 = ((sizes[own] >= limit).sum() - left for limit, left in zip((HUGE, LARGE), wanted, strict=True))
    options = _options(roll, own, sizes)
    split, trim = _chosen(rng, options, int(need66), int(need56))
    _trim(rng, roll, own, options.cohorts[trim], days)
    _split(rng, roll, options.cohorts[split], days)


def _chosen(rng: np.random.Generator, options: _Options, need66: int, need56: int) -> tuple[list[int], list[int]]:
    """Choose cohorts to split and cohorts to trim, in random order."""
    split: list[int] = []
    trim: list[int] = []
    order = rng.permutation(len(options.cohorts))
    for at in order[options.split66[order] > 0]:
        if options.split66[at] > need66:
            continue
        need66 -= int(options.split66[at])
        if options.split56[at] <= need56 and (options.excess[at] > 24 or rng.random() < 0.6):
            split.append(int(at))
            need56 -= int(options.split56[at])
        else:
            trim.append(int(at))
    calm = (options.split66 == 0) & (options.excess == 0) & (options.split56 > 0)
    for at in order[calm[order]]:
        if options.split56[at] <= need56:
            split.append(int(at))
            need56 -= int(options.split56[at])
    return split, trim


def _days(rng: np.random.Generator, count: int, days: tuple[int, int]) -> Array:
    return rng.integers(days[0], days[1] + 1, count)


def _leavers(rng: np.random.Generator, roll: Roll, given: Array) -> Array:
    """Draw as many pupils out of each class as it gives away."""
    giving = np.r_[given > 0, False][roll.seat]
    pupils = np.flatnonzero(giving)
    rank = rank_within(roll.seat[pupils], rng.random(len(pupils)))
    return pupils[rank < given[roll.seat[pupils]]]


def _split(rng: np.random.Generator, roll: Roll, cohorts: Array, days: tuple[int, int]) -> None:
    """Open one class more for each cohort and level its classes (增班分流)."""
    if not len(cohorts):
        return
    sizes, cohort = roll.sizes(), roll.classes.cohort
    mine = np.flatnonzero(np.isin(cohort, cohorts) & (sizes > 0))
    keys, rows = padded(cohort[mine], sizes[mine])
    keep, when = level(rows), _days(rng, len(keys), days)
    at = np.searchsorted(keys, cohort[mine])
    given = np.zeros(len(cohort), np.int64)
    given[mine] = (sizes[mine] - keep[at]).clip(0)
    model = mine[np.unique(at, return_index=True)[1]]
    classes = roll.classes
    new = classes.open(classes.school[model], classes.stage[model], classes.entry[model], when)
    pupils = _leavers(rng, roll, np.r_[given, np.zeros(len(new), np.int64)])
    into = np.searchsorted(keys, cohort[roll.seat[pupils]])
    roll.move(pupils, new[into], when[into])


def _trim(rng: np.random.Generator, roll: Roll, own: Array, cohorts: Array, days: tuple[int, int]) -> None:
    """Move pupils out of the largest classes of cohorts into classes of the county with room (调剂分流)."""
    sizes, classes = roll.sizes(), roll.classes
    mine = own[np.isin(classes.cohort[own], cohorts) & (sizes[own] >= HUGE)]
    given = np.zeros(len(classes.school), np.int64)
    given[mine] = sizes[mine] - _KEPT
    pupils = _leavers(rng, roll, given)
    year = classes.stage * 10_000 + classes.entry
    seats = free_seats(rng, own, sizes, _ROOM)
    moved, to = matched(rng, year[roll.seat[pupils]], year[seats])
    roll.move(pupils[moved], seats[to], _days(rng, len(moved), days))


def free_seats(rng: np.random.Generator, classes: Array, sizes: Array, room: int, most: int = 12) -> Array:
    """Return classes with room, each as often as it takes pupils, in random order (空余学位)."""
    free = (room - sizes[classes]).clip(0, most)
    free[sizes[classes] < 15] = 0
    return rng.permutation(np.repeat(classes, free))


def matched(rng: np.random.Generator, wanting: Array, offered: Array) -> tuple[Array, Array]:
    """Match who wants a seat with a seat of the same group; who finds none stays (匹配学位)."""
    want = rank_within(wanting, rng.random(len(wanting)))
    keys, starts, counts = np.unique(np.sort(offered), return_index=True, return_counts=True)
    at = np.searchsorted(keys, wanting).clip(0, max(len(keys) - 1, 0))
    if not len(keys):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    found = (keys[at] == wanting) & (want < counts[at])
    order = np.argsort(offered, kind="stable")
    return np.flatnonzero(found), order[starts[at[found]] + want[found]]
