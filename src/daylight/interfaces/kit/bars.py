"""Bars (柱状图): classes by size, sizes over the years, a place among others. They always start at zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from daylight.apps.reporting.types import ClassSize, Place, SizeAt
from daylight.interfaces.kit import svg

WIDTH, GAP, HIGH, FOOT = 18.0, 5.0, 124.0, 18.0
STRIP: Final = (360.0, 84.0)


def grades(classes: Sequence[ClassSize]) -> list[tuple[int, list[ClassSize]]]:
    """Return classes by grade, each in the order of its number (按年级)."""
    ordered = sorted(classes, key=lambda one: (one.grade, one.number))
    return [(grade, list(own)) for grade, own in groupby(ordered, key=lambda one: one.grade)]


def class_bars(classes: Sequence[ClassSize], limits: Sequence[int], top: int) -> SafeString:
    """Return the classes of a grade as bars (班额图), with a line at every limit of the pack.

    Parameters
    ----------
    classes : sequence of ClassSize
        Of one grade.
    limits : sequence of int
        From how many pupils on a class counts as too large, smallest first; may be empty.
    top : int
        The largest class of all the pictures beside it, so that they share one scale.
    """
    width = max(len(classes) * (WIDTH + GAP) + GAP, 64.0) + 24
    up = svg.Scale(0, max(top, *limits, 1), HIGH, 14.0)
    drawn = [part for at, one in enumerate(classes) for part in _bar(one, at, limits, up)]
    sizes = _("，").join(f"{one.number}：{one.pupils}" for one in classes)
    label = _("各班人数 %(sizes)s") % {"sizes": sizes}
    return svg.drawing([*_limits(limits, up, width), *drawn], width, HIGH + FOOT, "chart bars", label)


def _limits(limits: Sequence[int], up: svg.Scale, width: float) -> Iterator[str]:
    for limit in limits:
        yield svg.line([(0.0, up(limit)), (width - 22, up(limit))], "limit")
        yield svg.words(str(limit), width - 20, up(limit) + 4, "soft")


def _bar(one: ClassSize, at: int, limits: Sequence[int], up: svg.Scale) -> Iterator[str]:
    left, over = GAP + at * (WIDTH + GAP), sum(one.pupils >= limit for limit in limits)
    degree = "" if not over else " over" if over == len(limits) else " near"
    yield svg.element(
        "rect", class_=f"bar{degree}", x=left, y=up(one.pupils), width=WIDTH, height=HIGH - up(one.pupils), rx=2.0
    )
    yield svg.words(str(one.pupils), left + WIDTH / 2, up(one.pupils) - 3, "tiny", "middle")
    yield svg.words(str(one.number), left + WIDTH / 2, HIGH + 13, "tiny soft", "middle")


def place_strip(place: Place) -> SafeString:
    """Return a school's place among its county's schools (县内位置): one bar each, its own marked, best first."""
    width, height = STRIP
    each = width / len(place.shares)
    up = svg.Scale(0.0, 1.0, height - 4, 18.0)
    parts = [
        svg.element(
            "rect", class_="bar own" if at == place.rank - 1 else "bar other", x=at * each, y=up(share),
            width=each - (1.5 if each > 4 else each * 0.2), height=max(height - 4 - up(share), 1.0),
        )
        for at, share in enumerate(place.shares)
    ]  # fmt: skip
    own = place.shares[place.rank - 1]
    at = (place.rank - 0.5) * each
    parts.append(svg.words(f"{own:.0%}", min(max(at, 16.0), width - 16), up(own) - 5, "", "middle"))
    label = _("县内 %(of)s 所学校中并列或单列第 %(rank)s") % {"of": place.of, "rank": place.rank}
    return svg.drawing(parts, width, height, "chart strip", label)


def sizes_bars(sizes: Sequence[SizeAt]) -> SafeString:
    """Return a school's pupils at each census as bars (历年在校生)."""
    if not sizes:
        return SafeString("")
    wide, gap = 46.0, 20.0
    up = svg.Scale(0, max(size.pupils for size in sizes), HIGH, 16.0)
    parts: list[str] = []
    for at, size in enumerate(sizes):
        left, middle = at * (wide + gap), at * (wide + gap) + wide / 2
        bar = {"x": left, "y": up(size.pupils), "width": wide, "height": HIGH - up(size.pupils), "rx": 2.0}
        parts.append(svg.element("rect", class_="bar", **bar))
        parts.append(svg.words(f"{size.pupils:,}", middle, up(size.pupils) - 4, "", "middle"))
        parts.append(svg.words(str(size.day.year), middle, HIGH + 15, "soft", "middle"))
    told = _("，").join(f"{size.day.year}：{size.pupils:,}" for size in sizes)
    label = _("各年 9 月 30 日在校生 %(sizes)s") % {"sizes": told}
    return svg.drawing(parts, len(sizes) * (wide + gap) - gap, HIGH + FOOT, "chart bars", label)
