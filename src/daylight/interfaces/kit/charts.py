"""Paths as pictures (路径图): drawn on the server, labelled directly, with their figures in words.

What is owed is a dashed line, what was measured a full one in the colour of its status. A line need not
start at zero, and no second axis is ever drawn. Bars are in ``bars``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from daylight.apps.reporting.types import Path
from daylight.interfaces.kit import svg
from daylight.interfaces.kit.language import says
from daylight.interfaces.kit.palette import slug

#: Width and height: wide for desks, narrow for phones, spark for lists.
SIZES: Final = {"wide": (560.0, 270.0), "narrow": (310.0, 240.0), "spark": (112.0, 36.0)}
#: A measured line shorter than this tells nothing in a list, and is left out.
SHORTEST: Final = 10.0
#: Room above, below, beside: for labels, or none in a spark.
EDGES: Final = {"wide": (30.0, 34.0, 34.0), "narrow": (30.0, 34.0, 30.0), "spark": (4.0, 4.0, 3.0)}

Points = list[tuple[date, float]]


def measured(path: Path) -> Points:
    """Return the measured points that are known."""
    return [(point.day, point.value) for point in path.measured if point.value is not None]


def owed_line(path: Path, until: date) -> Points:
    """Return the corners of what is owed (应达线): pro rata between points, else level up to each due day."""
    points = [(point.day, point.value) for point in path.owed]
    if path.linear or not points:
        return points
    points = [(point.day, point.value) for point in path.owed if not point.is_baseline] or points
    corners: Points = []
    start = min(points[0][0], *(day for day, _value in measured(path))) if path.measured else points[0][0]
    for day, value in points:
        corners += [(start, value), (day, value)]
        start = day
    return [*corners, (max(start, until), points[-1][1])]


def bounds(values: Sequence[float]) -> tuple[float, float]:
    """Return between which values a line is drawn: from zero where zero is near."""
    low, high = min(values), max(values)
    if 0 <= low <= high * 0.7:
        low = 0.0
    air = (high - low or abs(high) or 1.0) * 0.08
    return (low if low == 0 else low - air), high + air


def scales(path: Path, size: str) -> tuple[svg.Scale, svg.Scale]:
    """Return the scales of days and of values in a size of picture."""
    (width, height), (above, below, beside) = SIZES[size], EDGES[size]
    every = measured(path) + [(point.day, point.value) for point in path.owed]
    days = [day.toordinal() for day, _value in every]
    low, high = bounds([value for _day, value in every])
    return svg.Scale(min(days), max(days), beside, width - beside), svg.Scale(low, high, height - below, above)


def _placed(points: Points, across: svg.Scale, up: svg.Scale) -> list[tuple[float, float]]:
    return [(across(day.toordinal()), up(value)) for day, value in points]


def told(path: Path) -> str:
    """Return a path in words, for those who do not see the picture (图的文字说明)."""
    known = [f"{point.day} {says(point.shown)}" for point in path.measured]
    owed = [f"{point.day} {says(point.shown)}" for point in path.owed]
    return _("实测 %(measured)s。应达 %(owed)s。") % {
        "measured": _("，").join(known) or "—", "owed": _("，").join(owed) or "—",
    }  # fmt: skip


def spark(path: Path | None, status: str) -> SafeString:
    """Return the small picture of a path in a list (走势); none where hardly a line is measured yet."""
    if path is None or not path.drawable:
        return SafeString("")
    across, up = scales(path, "spark")
    known = measured(path)
    if across(known[-1][0].toordinal()) - across(known[0][0].toordinal()) < SHORTEST:
        return SafeString("")
    parts = [
        svg.line(_placed(owed_line(path, known[-1][0]), across, up), "owed"),
        svg.line(_placed(known, across, up), f"measured line-{slug(status)}"),
    ]
    return svg.drawing(parts, *SIZES["spark"], "chart spark", told(path))


def path_chart(path: Path | None, status: str, size: str = "wide") -> SafeString:
    """Return a path against its measured path (应达与实测), each point with its figure and day.

    Parameters
    ----------
    path : Path or None
        Nothing is drawn of fewer than two known points: the table beside it tells them.
    status : str
        Gives the measured line its colour.
    size : str
        ``wide`` or ``narrow``.
    """
    if path is None or not path.drawable:
        return SafeString("")
    across, up = scales(path, size)
    width, height = SIZES[size]
    room = svg.Room(width, height - 26)
    parts = [svg.line([(0.0, height - 24), (width, height - 24)], "axis"), *_lines(path, status, across, up, room)]
    parts += [*_figures(path, across, up, room), *_days(path, across, svg.Room(width, height), height)]
    return svg.drawing(parts, width, height, f"chart path {size}", told(path))


def _lines(path: Path, status: str, across: svg.Scale, up: svg.Scale, room: svg.Room) -> Iterator[str]:
    known = measured(path)
    yield svg.line(_placed(owed_line(path, known[-1][0]), across, up), "owed")
    yield svg.line(_placed(known, across, up), f"measured line-{slug(status)}")
    for x, y in _placed([(point.day, point.value) for point in path.owed], across, up):
        room.block(x, y)
        yield svg.element("circle", class_="owed-dot", cx=x, cy=y, r=3.5)
    for x, y in _placed(known, across, up):
        room.block(x, y)
        yield svg.element("circle", class_=f"dot-{slug(status)}", cx=x, cy=y, r=4.0)


def _figures(path: Path, across: svg.Scale, up: svg.Scale, room: svg.Room) -> Iterator[str]:
    """Yield the labels: the last measured first, for where there is no room the earlier ones give way."""
    known = [point for point in path.measured if point.value is not None]
    for place in reversed(range(len(known))):
        point, text = known[place], says(known[place].shown)
        if place in (0, len(known) - 1) or text != says(known[place + 1].shown):
            yield room.label(text, across(point.day.toordinal()), up(point.value or 0.0))
    for owed in path.owed:
        if not owed.is_baseline:
            text = _("应达 %(value)s") % {"value": says(owed.shown)}
            yield room.label(text, across(owed.day.toordinal()), up(owed.value), "soft", below=True)


def _days(path: Path, across: svg.Scale, room: svg.Room, height: float) -> Iterator[str]:
    """Yield the days along the foot; where two come too near, the earlier stays."""
    days = {point.day for point in path.measured if point.value is not None} | {point.day for point in path.owed}
    for day in sorted(days):
        text, x = f"{day:%Y-%m}", across(day.toordinal())
        wide = svg.width_of(text)
        left = min(max(x - wide / 2, 0.0), room.width - wide)
        box = (left - 5, height - 16, left + wide, height)
        if room.free((max(box[0], 0.0), *box[1:])):
            room.taken.append(box)
            yield svg.words(text, left, height - 6, "soft")
