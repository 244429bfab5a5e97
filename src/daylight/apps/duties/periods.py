"""Periods of duties (任务时段): which days count for a duty on a day, and by when it is owed.

Pure: no tables, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from daylight.kernel.calendar import Span, school_year_of, school_year_span, term_of, term_span
from daylight.policy.schema import Duty

#: Days before the due day from which something is due soon.
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Due:
    """One time that a duty is owed (一次应办): records inside ``span`` count, the last good day is ``due_on``."""

    span: Span
    due_on: date


def dues(duty: Duty, on: date, start: date) -> tuple[Due, ...]:
    """Return when a duty is owed around a day (应办时段): the time before, then the one that runs.

    Parameters
    ----------
    duty : Duty
        A standing duty and one of each event are owed at no day of their own: none.
    on : date
        The day.
    start : date
        The day from which the pack is in effect; nothing is owed for a time that ended before.

    Returns
    -------
    tuple of Due
        At most two, in order of time.
    """
    begin = max(start, duty.effective_from or start)
    found = _once(duty, begin) if duty.cadence == "once" else _repeated(duty, on)
    inside = [due for due in found if due.due_on >= begin and due.span.start <= on]
    if duty.effective_to is not None:
        inside = [due for due in inside if due.span.start < duty.effective_to]
    return tuple(inside)


def _once(duty: Duty, begin: date) -> list[Due]:
    if duty.due_on is None:
        return []
    return [Due(Span(begin, date.max), duty.due_on)]


def _repeated(duty: Duty, on: date) -> list[Due]:
    """Return the time before and the one that runs, of a duty that comes again."""
    span = _span(duty.cadence, on)
    if span is None:
        return []
    before = _span(duty.cadence, span.start - timedelta(days=1))
    return [Due(found, _due_day(duty, found)) for found in (before, span) if found is not None]


def _span(cadence: str, day: date) -> Span | None:
    if cadence == "term":
        return term_span(school_year_of(day), term_of(day))
    if cadence == "school_year":
        return school_year_span(school_year_of(day))
    if cadence == "month":
        first = day.replace(day=1)
        return Span(first, (first + timedelta(days=32)).replace(day=1))
    return None


def _due_day(duty: Duty, span: Span) -> date:
    """Return the duty's day inside a span; the span's last day where it names none, or one not inside."""
    last = span.end - timedelta(days=1)
    if duty.due_day is None:
        return last
    month, day = (int(part) for part in duty.due_day.split("-"))
    if duty.cadence == "month":
        return min(span.start.replace(day=1) + timedelta(days=day - 1), last)
    for year in range(span.start.year, last.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            found = date(year, month, 28)
        if found in span:
            return found
    return last


def state_of(done: bool, due_on: date, on: date) -> str:
    """Return where a time that a duty is owed stands: done, late, soon or owed (办理状态)."""
    if done:
        return "done"
    if due_on < on:
        return "late"
    return "soon" if due_on - on <= SOON else "owed"
