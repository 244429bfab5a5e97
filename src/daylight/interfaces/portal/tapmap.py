"""A map to tap on (点选地图): an image in a form, so that it needs no script. The browser sends where it was tapped.

The map is the kit's own, drawn with a dot for every school; a point of it is turned back into longitude
and latitude, and the schools nearest to that place are listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils.html import escape

from daylight.apps.reporting.types import MapPoint, OrgRef
from daylight.interfaces.kit import citymap, palette, places, svg

#: How wide the image is shown; it is never scaled, or the point tapped would be another.
SHOWN: Final = 320
SCALE: Final = citymap.WIDTH / SHOWN


@dataclass(frozen=True, slots=True)
class Size:
    """How big the image is (图幅)."""

    width: int
    height: int


def size(city: str) -> Size | None:
    """Return how big a city's map is, None where no boundaries lie with the pages."""
    return Size(SHOWN, round(citymap.sheet(city).height / SCALE)) if city in places.atlas() else None


def point(asked: QueryDict, city: str) -> tuple[float, float] | None:
    """Return the place that was asked for (所点位置): tapped on the map, or as ``near=122.99,41.11``."""
    try:
        if "at.x" in asked and city in places.atlas():
            lon, lat = citymap.sheet(city).lon_lat(float(asked["at.x"]) * SCALE, float(asked["at.y"]) * SCALE)
        else:
            lon, lat = (float(part) for part in asked.get("near", "").split(","))
    except (KeyError, ValueError):
        return None
    return (round(lon, 4), round(lat, 4)) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def drawing(city: str, counties: Iterable[OrgRef], schools: Iterable[MapPoint]) -> str:
    """Return the map as an image of its own (地图图片): colours stand in it, for no stylesheet reaches it."""
    sheet, colours = citymap.sheet(city), palette.LIGHT
    named = {county.code: places.short_name_of(county) for county in counties}
    parts = [_shape(outline) for outline in sheet.main]
    x, y, width, height = citymap.INSET
    if sheet.enlarged:
        parts += [_box(x, y, width, height), *(_shape(outline) for outline in sheet.inset)]
    enlarged = {outline.code for outline in sheet.inset}
    parts += list(_dots(sheet, schools))
    places_named = (*sheet.inset, *(outline for outline in sheet.main if outline.code not in enlarged))
    parts += [_name(outline, named[outline.code]) for outline in places_named if outline.code in named]
    box = f"0 0 {svg.number(citymap.WIDTH)} {svg.number(sheet.height)}"
    shown = size(city)
    assert shown is not None
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{shown.width}" height="{shown.height}"'
    return f'{head} font-family="sans-serif" fill="{colours.plain["ink"]}">{"".join(parts)}</svg>'


def _shape(outline: citymap.Outline) -> str:
    return svg.element(
        "path", d=outline.border, fill=palette.LIGHT.steps[0], stroke=palette.LIGHT.plain["owed"], stroke_width=1.0
    )


def _box(x: float, y: float, width: float, height: float) -> str:
    plain = palette.LIGHT.plain
    return svg.element(
        "rect", x=x, y=y, width=width, height=height, rx=6.0, fill=plain["card"], stroke=plain["owed"]
    )


def _dots(sheet: citymap.Sheet, schools: Iterable[MapPoint]) -> Iterator[str]:
    """Yield a dot for every school, in the districts on their enlarged map only."""
    inset = {outline.code for outline in sheet.inset}
    for school in schools:
        closer = sheet.enlarged if school.org.county_code in inset else None
        x, y = (closer or sheet.whole).drawn(school.lon, school.lat)
        yield svg.element("circle", cx=x, cy=y, r=1.6, fill=palette.LIGHT.plain["muted"])


def _name(outline: citymap.Outline, name: str) -> str:
    return svg.element("text", escape(name), x=outline.x, y=outline.y, text_anchor="middle", font_size=15.0)
