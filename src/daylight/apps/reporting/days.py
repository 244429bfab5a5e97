"""Days of the measured path (实测路径的日子): the same snapshot looked at on earlier days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from daylight.policy.schema import Target


def path_days(targets: Iterable[Target], as_of: date) -> tuple[date, ...]:
    """Return the days at which a snapshot is appraised (实测日): each census and year end, then the day itself.

    Parameters
    ----------
    targets : iterable of Target
        The earliest baseline among them is where the path begins.
    as_of : date
        The snapshot's day; the last one returned.
    """
    starts = [target.baseline.day for target in targets if target.baseline is not None]
    start = min(starts, default=as_of)
    years = range(start.year, as_of.year + 1)
    ends = [day for year in years for day in (date(year, 9, 30), date(year, 12, 31))]
    return (*sorted({day for day in (*starts, *ends) if start <= day < as_of}), as_of)
