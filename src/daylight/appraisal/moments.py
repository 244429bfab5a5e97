"""Which days a target looks at (时点): from its period, an as-of day and its baseline to a moment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from daylight.kernel.calendar import (
    Span,
    census_on_or_before,
    last_complete_school_year,
    last_complete_term,
    school_year_of,
    school_year_span,
    term_of,
    term_span,
)
from daylight.measures.contract import Moment
from daylight.policy.schema import Period

#: Before every record: where a period without a start begins.
DAWN: Final = date(1900, 1, 1)
DUSK: Final = date(9999, 1, 1)
_DAY: Final = timedelta(days=1)


def moment_of(period: Period, as_of: date, base_on: date | None = None) -> Moment | None:
    """Return the days that count for a period on a day (求时点), None while it has not begun.

    Parameters
    ----------
    period : Period
    as_of : date
        Its evening: what happened on the day itself counts.
    base_on : date, optional
        The baseline's day.

    Notes
    -----
    Nothing before the period's ``start`` counts, nor anything after the day; a term in which the start
    lies counts from the start on. The state is that of the census, else of the last day that counts, so
    a window that has passed is looked at as it was when it closed.
    """
    whole = _whole(period, as_of)
    span = Span(max(whole.start, period.start or DAWN), min(whole.end, as_of + _DAY))
    if span.start >= span.end:
        return None
    return Moment(as_of, span.end - _DAY, span, base_on)


def _whole(period: Period, as_of: date) -> Span:
    """Return the period's days before anything is cut off."""
    if period.kind == "census":
        return Span(DAWN, census_on_or_before(as_of) + _DAY)
    if period.kind == "window":
        return Span(DAWN, period.end or DUSK)
    if period.kind == "last_term":
        return term_span(*last_complete_term(as_of))
    if period.kind == "last_school_year":
        return school_year_span(last_complete_school_year(as_of))
    if period.kind == "this_term":
        return term_span(school_year_of(as_of), term_of(as_of))
    if period.kind == "this_school_year":
        return school_year_span(school_year_of(as_of))
    return Span(DAWN, DUSK)
