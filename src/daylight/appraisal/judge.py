"""Judging (判定): from a value, dated thresholds and a day to a status. Pure; the rules of the house.

The rules are told to people in ``docs/explanation/statuses.md``; keep the two alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from daylight.appraisal.contract import Status
from daylight.policy.schema import Point, Series, Target

Comparator = Literal["at_least", "at_most", "equals", "more_than"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands on a day (判定结果).

    ``threshold`` is owed on the day, ``due_on`` is the point that decides, ``goal`` its threshold.
    """

    status: Status
    threshold: float | None
    due_on: date
    goal: float


def satisfies(comparator: Comparator, value: float, wanted: float) -> bool:
    """Tell whether a value meets a threshold (是否达到).

    Notes
    -----
    Value and threshold are both the double nearest to their exact number, and rounding to the nearest
    never swaps two numbers; so who exactly reaches a threshold is never told otherwise.
    """
    if comparator == "at_least":
        return value >= wanted
    if comparator == "at_most":
        return value <= wanted
    if comparator == "more_than":
        return value > wanted
    return value == wanted


def series_for(target: Target, level: str, org_code: str, county_code: str | None) -> Series | None:
    """Return the thresholds that apply to an organisation (适用阈值): those naming it or its county first."""
    found = [series for series in target.series if series.level == level]
    own = [series for series in found if org_code in series.org_codes or (county_code or "") in series.org_codes]
    general = [series for series in found if not series.org_codes]
    return next(iter([*own, *general]), None)


def judge(
    target: Target, points: Sequence[Point], value: float | None, as_of: date, *, begun: bool = True,
    start: tuple[date, float] | None = None,
) -> Standing:  # fmt: skip
    """Judge a value on a day (判定).

    Parameters
    ----------
    target : Target
        For its comparator and its path.
    points : sequence of Point
        The thresholds that apply, in the order of their days.
    value : float or None
        Unrounded; None is no data.
    as_of : date
        A threshold is owed from its due day on.
    begun : bool
        Whether the target's period has begun.
    start : (date, float), optional
        Where a linear path starts: the baseline's day and value.
    """
    due = [point for point in points if point.due <= as_of]
    ahead = [point for point in points if point.due > as_of]
    last, decides = (due[-1] if due else None), (ahead[0] if ahead else due[-1])
    owed = last.value if last else None
    if not begun or (value is None and last is None):
        return Standing(Status.NOT_YET_DUE, owed if begun else None, decides.due, decides.value)
    if value is None:
        return Standing(Status.NO_DATA, owed, decides.due, decides.value)
    if last is not None and not satisfies(target.comparator, value, last.value):
        return Standing(Status.MISSED, owed, last.due, last.value)
    if all(satisfies(target.comparator, value, point.value) for point in ahead):
        return Standing(Status.MET, owed, decides.due, decides.value)
    if target.path == "linear" and (origin := _origin(last, start, as_of)) is not None:
        return _on_the_way(target.comparator, value, origin, decides, as_of)
    asked = last is not None or satisfies(target.comparator, value, decides.value)
    return Standing(Status.ON_TRACK if asked else Status.NOT_YET_DUE, owed, decides.due, decides.value)


def _origin(last: Point | None, start: tuple[date, float] | None, as_of: date) -> tuple[date, float] | None:
    """Return where the line to the next point starts: the last due one, else the baseline once it has been."""
    if last is not None:
        return last.due, last.value
    return start if start is not None and start[0] <= as_of else None


def _on_the_way(
    comparator: Comparator, value: float, origin: tuple[date, float], to: Point, as_of: date
) -> Standing:
    required = pro_rata(origin, (to.due, to.value), as_of)
    # Exactly so much pro rata is never meant: on the way, the side of the goal is what counts.
    side: Comparator = comparator if comparator != "equals" else "at_most" if origin[1] > to.value else "at_least"
    kept = satisfies(side, value, required)
    return Standing(Status.ON_TRACK if kept else Status.BEHIND, required, to.due, to.value)


def pro_rata(origin: tuple[date, float], to: tuple[date, float], day: date) -> float:
    """Return what is owed on a day on the straight line between two points (按日推算)."""
    (since, low), (until, high) = origin, to
    share = Fraction((day - since).days, (until - since).days)
    first, final = Fraction(repr(low)), Fraction(repr(high))
    return float(first + (final - first) * share)
