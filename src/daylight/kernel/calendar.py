"""School calendar (学年、学期、学年初普查): dates that the whole house derives in one way.

The school year starts on 1 September; the autumn census is of 30 September. Validity everywhere is
a half-open interval: ``valid_from`` is inside, ``valid_to`` is not, and None is open.

**Source**: national statistical practice (学年初报表, autumn census); the notice's own calendar words
are settled in the pack's readings, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

AUTUMN, SPRING = 1, 2


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open span of days (时段): ``start`` is inside, ``end`` is not."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def school_year_of(day: date) -> int:
    """Return the school year (学年) of a day, named by the year in which it starts."""
    return day.year if day.month >= 9 else day.year - 1


def school_year_span(year: int) -> Span:
    """Return the days of a school year: 1 September to 31 August."""
    return Span(date(year, 9, 1), date(year + 1, 9, 1))


def term_of(day: date) -> int:
    """Return the term (学期) of a day: 1 is autumn (September to February), 2 is spring."""
    return SPRING if 3 <= day.month <= 8 else AUTUMN


def term_span(year: int, term: int) -> Span:
    """Return the days of a term of the school year that starts in ``year``."""
    if term == AUTUMN:
        return Span(date(year, 9, 1), date(year + 1, 3, 1))
    return Span(date(year + 1, 3, 1), date(year + 1, 9, 1))


def census_on_or_before(day: date) -> date:
    """Return the last autumn census (30 September) that is not after a day."""
    this = date(day.year, 9, 30)
    return this if this <= day else date(day.year - 1, 9, 30)


def last_complete_term(day: date) -> tuple[int, int]:
    """Return (school year, term) of the last term that had ended when the day began."""
    start = term_span(school_year_of(day), term_of(day)).start
    before = start - timedelta(days=1)
    return school_year_of(before), term_of(before)


def last_complete_school_year(day: date) -> int:
    """Return the last school year that had ended when the day began."""
    return school_year_of(day) - 1


def grade_of(stage: str, entry_year: int, day: date) -> int:
    """Return the grade (年级, 1 to 9) on a day of a class that entered its stage in a year.

    Notes
    -----
    Anshan runs six years of primary and three of junior school; ``stage`` is ``primary`` or ``junior``.
    """
    years = school_year_of(day) - entry_year + 1
    return years + 6 if stage == "junior" else years
