"""The roll (名册): classes as they open and close, and who sits where from when to when."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from daylight.demo.columns import NONE
from daylight.demo.schools import Schools
from daylight.demo.streams import Array, rank_within

_EMPTY = np.empty(0, np.int64)


@dataclass(slots=True)
class Classes:
    """Homeroom classes (行政班), one row each while they move up."""

    school: Array = field(default_factory=_EMPTY.copy)
    stage: Array = field(default_factory=_EMPTY.copy)
    entry: Array = field(default_factory=_EMPTY.copy)
    number: Array = field(default_factory=_EMPTY.copy)
    opened: Array = field(default_factory=_EMPTY.copy)
    closed: Array = field(default_factory=_EMPTY.copy)

    @property
    def cohort(self) -> Array:
        """Return a key of school, stage and entry year: parallel classes share it (同级班)."""
        return (self.school * 2 + self.stage) * 10_000 + self.entry

    def open(self, school: Array, stage: Array, entry: Array, days: Array) -> Array:
        """Open classes, numbered on within their cohort, and return their rows (开班)."""
        first = len(self.school)
        for name, values in (("school", school), ("stage", stage), ("entry", entry), ("opened", days)):
            setattr(self, name, np.concatenate([getattr(self, name), np.asarray(values, np.int64)]))
        self.closed = np.concatenate([self.closed, np.full(len(school), NONE)])
        rows = np.arange(first, first + len(school))
        self.number = np.concatenate([self.number, rank_within(self.cohort, np.arange(len(self.school)))[rows] + 1])
        return rows


class Roll:
    """Who sits in which class (班级成员): the running state, and the rows of seats that have ended."""

    def __init__(self, schools: Schools) -> None:
        self.schools, self.classes = schools, Classes()
        self.seat, self.since, self.first, self.entered = (_EMPTY.copy() for _ in range(4))
        self._ended: list[tuple[Array, Array, Array, Array]] = []
        self._told: tuple[Array, Array, Array, Array] | None = None

    @property
    def county(self) -> Array:
        """Return the county's place of each class."""
        return self.schools.county[self.classes.school]

    def sizes(self) -> Array:
        """Return the pupils of each class now (班额)."""
        return np.bincount(self.seat[self.seat >= 0], minlength=len(self.classes.school))

    def enter(self, classes: Array, days: Array) -> Array:
        """Let new pupils begin in classes and return their rows (入学)."""
        rows, self._told = np.arange(len(self.seat), len(self.seat) + len(classes)), None
        for name, values in (("seat", classes), ("since", days), ("first", classes), ("entered", days)):
            setattr(self, name, np.concatenate([getattr(self, name), np.asarray(values, np.int64)]))
        return rows

    def move(self, pupils: Array, to: Array, days: Array) -> None:
        """Seat pupils elsewhere from a day on; -1 is out of the city (调班、转学、离开)."""
        sat = (self.seat[pupils] >= 0) & (self.since[pupils] < days)
        self._end(pupils[sat], days[sat])
        self._told = None
        self.seat[pupils], self.since[pupils] = to, days

    def close(self, classes: Array, day: int) -> None:
        """Close classes; whoever still sits there leaves (毕业)."""
        self.classes.closed[classes] = day
        gone = np.zeros(len(self.classes.school) + 1, bool)
        gone[classes] = True
        pupils = np.flatnonzero(gone[self.seat])
        self.move(pupils, np.full(len(pupils), -1), np.full(len(pupils), day))

    def seats(self) -> tuple[Array, Array, Array, Array]:
        """Return all seats in the order of pupil and day: pupil, class, from, to (全部班级成员)."""
        if self._told is None:
            self._told = self._seats()
        return self._told

    def _seats(self) -> tuple[Array, Array, Array, Array]:
        now = np.flatnonzero(self.seat >= 0)
        running = (now, self.seat[now], self.since[now], np.full(len(now), NONE))
        pupil, room, start, end = (np.concatenate(parts) for parts in zip(*self._ended, running, strict=True))
        order = np.lexsort((start, pupil))
        return pupil[order], room[order], start[order], end[order]

    def _end(self, pupils: Array, days: Array) -> None:
        self._ended.append((pupils, self.seat[pupils], self.since[pupils], days))
