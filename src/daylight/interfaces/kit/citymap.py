"""The map of a city (城市地图): its counties coloured by a share, each a link, the districts enlarged in an inset.

Drawn on the server, so that it prints, needs no script, and asks no foreign host.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from daylight.apps.reporting.types import MapShare
from daylight.interfaces.kit import places, svg
from daylight.interfaces.kit.palette import is_deep, step_of

#: The map, and where the inset of the districts stands on it, in its own units.
WIDTH, MAIN, INSET = 440.0, 345.0, (238.0, 2.0, 200.0, 172.0)
AIR: Final = 8.0
#: A degree of longitude against one of latitude, in the middle of the province.
NARROWER: Final = math.cos(math.radians(40.8))


@dataclass(frozen=True, slots=True)
class Outline:
    """A county on the map (县区轮廓): its drawn border, and where its name stands."""

    code: str
    border: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Projection:
    """From the plane of the map to a drawing and back (投影): which corner lies where, how much is enlarged."""

    left: float
    top: float
    scale: float
    x: float
    y: float

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the plane is drawn."""
        return self.x + (x - self.left) * self.scale, self.y + (self.top - y) * self.scale

    def lon_lat(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a point of the drawing (由图上点求经纬度)."""
        return (self.left + (x - self.x) / self.scale) / NARROWER, self.top - (y - self.y) / self.scale

    def drawn(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place is drawn (由经纬度求图上点)."""
        return self(lon * NARROWER, lat)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A city's map without figures (底图): the counties, the districts enlarged, the places of both frames."""

    height: float
    main: tuple[Outline, ...]
    inset: tuple[Outline, ...]
    lens: tuple[float, float, float, float]
    whole: Projection
    enlarged: Projection | None

    def lon_lat(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a point of the map, whichever of its two frames it lies in."""
        left, top, width, height = INSET
        inside = left <= x <= left + width and top <= y <= top + height
        return (self.enlarged if self.enlarged and inside else self.whole).lon_lat(x, y)


@lru_cache(maxsize=4)
def sheet(city: str) -> Sheet:
    """Return a city's map without figures; drawn once a process (底图)."""
    told = places.atlas()[city]
    shapes = {feature["properties"]["adcode"]: feature["geometry"] for feature in told["features"]}
    enlarged = {code: shapes[code] for code in told["city"].get("inset", ())}
    whole = frame_of(shapes.values())
    scale = (MAIN - 2) / whole[2]
    projection = Projection(whole[0], whole[1], scale, 1.0, 1.0)
    main = _outlines(shapes, projection)
    if not enlarged:
        return Sheet(whole[3] * scale + 2, main, (), (0.0, 0.0, 0.0, 0.0), projection, None)
    part = frame_of(enlarged.values())
    near = min((INSET[2] - 2 * AIR) / part[2], (INSET[3] - 2 * AIR) / part[3])
    corner = (INSET[0] + (INSET[2] - part[2] * near) / 2, INSET[1] + (INSET[3] - part[3] * near) / 2)
    at = (1 + (part[0] - whole[0]) * scale, 1 + (whole[1] - part[1]) * scale, part[2] * scale, part[3] * scale)
    closer = Projection(part[0], part[1], near, *corner)
    return Sheet(whole[3] * scale + 2, main, _outlines(enlarged, closer), at, projection, closer)


def rings(geometry: Mapping[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Yield the rings of a GeoJSON polygon or of several, as metres on a plane would have them."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for part in parts:
        for ring in part:
            yield [(lon * NARROWER, lat) for lon, lat in ring]


def frame_of(geometries: Any) -> tuple[float, float, float, float]:
    """Return left, top, width and height of shapes on the plane."""
    every = [point for geometry in geometries for ring in rings(geometry) for point in ring]
    xs, ys = [x for x, _y in every], [y for _x, y in every]
    return min(xs), max(ys), max(xs) - min(xs), max(ys) - min(ys)


def _outlines(shapes: Mapping[str, Any], placed: Projection) -> tuple[Outline, ...]:
    return tuple(
        Outline(code, _border(geometry, placed), *placed(*_middle(geometry))) for code, geometry in shapes.items()
    )


def _border(geometry: Mapping[str, Any], placed: Callable[[float, float], tuple[float, float]]) -> str:
    told = []
    for ring in rings(geometry):
        points = [placed(x, y) for x, y in ring]
        told.append("M" + "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in points) + "Z")
    return "".join(told)


def _middle(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """Return the middle of the widest place in a shape: where a name has most room."""
    from shapely import Polygon, maximum_inscribed_circle

    widest = max((Polygon(ring) for ring in rings(geometry)), key=lambda shape: shape.area)
    x, y = maximum_inscribed_circle(widest, tolerance=0.01).coords[0]
    return x, y


def city_map(shares: Sequence[MapShare], href: Callable[[str], str], here: str | None = None) -> SafeString:
    """Return the map of the city that some counties lie in (地图).

    Parameters
    ----------
    shares : sequence of MapShare
        What each county is coloured by; counties left out are drawn without colour and link.
    href : callable
        From a county's code to the address its shape leads to.
    here : str, optional
        The county to mark.
    """
    city = next((city for share in shares if (city := places.city_of(share.org.code))), None)
    if city is None:
        return SafeString("")
    drawn, known = sheet(city), {share.org.code: share for share in shares}
    enlarged = {outline.code for outline in drawn.inset}
    parts = [_county(one, known.get(one.code), href, here, named=one.code not in enlarged) for one in drawn.main]
    if drawn.inset:
        parts += [*_frames(drawn), *(_county(one, known.get(one.code), href, here, named=True) for one in drawn.inset)]
    told = svg.element(
        "svg", *parts, class_="map", viewBox=f"0 0 {svg.number(WIDTH)} {svg.number(drawn.height)}", role="group",
        aria_label=_("地图：各县（市）区在轨与达成的比例"),
    )  # fmt: skip
    return mark_safe(told)


def _frames(drawn: Sheet) -> Iterator[str]:
    x, y, width, height = drawn.lens
    yield svg.element("rect", class_="lens", x=x - 2, y=y - 2, width=width + 4, height=height + 4, rx=3.0)
    yield svg.element("line", class_="lens", x1=x + width + 2, y1=y - 2, x2=INSET[0], y2=INSET[1])
    yield svg.element("line", class_="lens", x1=x + width + 2, y1=y + height + 2, x2=INSET[0], y2=INSET[1] + INSET[3])
    yield svg.element("rect", class_="frame", x=INSET[0], y=INSET[1], width=INSET[2], height=INSET[3], rx=6.0)


def _county(
    outline: Outline, share: MapShare | None, href: Callable[[str], str], here: str | None, *, named: bool
) -> str:
    """Return a county's shape: where it is named, a link with its name and share."""
    step = step_of(share.share) if share else None
    shape = svg.element("path", class_=f"step-{'none' if step is None else step}", d=outline.border)
    if share is None:
        return shape
    told = "—" if share.share is None else f"{share.share:.0%}"
    marked = svg.element("g", shape, class_="here") if share.org.code == here else shape
    if not named:
        return svg.element("a", marked, href=href(outline.code), tabindex="-1", aria_hidden="true")
    deep = " deep" if is_deep(step) else ""
    names = [
        svg.words(places.short_name_of(share.org), outline.x, outline.y, f"name{deep}", "middle"),
        svg.words(told, outline.x, outline.y + 15, f"share{deep}", "middle"),
    ]
    label = _("%(name)s：在轨与达成 %(share)s") % {"name": places.name_of(share.org), "share": told}
    return svg.element("a", marked, *names, href=href(outline.code), aria_label=label)
