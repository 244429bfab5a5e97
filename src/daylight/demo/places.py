"""Where things lie (位置): the real boundaries, invented towns, places drawn around a centre inside a boundary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import shapely
import shapely.geometry

from daylight.demo.streams import Array

_KM_PER_DEGREE: Final = 111.32
#: How often a place outside the boundary is drawn nearer to its centre before the centre itself is taken.
_HALVINGS: Final = 7
_CANDIDATES: Final = 12


@dataclass(frozen=True, slots=True)
class Ground:
    """A county on the map (县区地面): boundary, seat, name."""

    code: str
    name: str
    boundary: Any
    seat: tuple[float, float]

    def holds(self, lon: Array, lat: Array) -> Array:
        """Tell which places lie inside the boundary."""
        inside: Array = shapely.contains_xy(self.boundary, lon, lat)
        return inside

    def around(self, rng: np.random.Generator, lon: Array, lat: Array, km: Array) -> tuple[Array, Array]:
        """Draw a place around each centre, inside the boundary (在边界内围绕中心取点).

        Parameters
        ----------
        lon, lat : array
            Centres, inside the boundary.
        km : array
            Standard distance from the centre.
        """
        north = rng.standard_normal(len(lon)).clip(-3, 3) * km / _KM_PER_DEGREE
        east = rng.standard_normal(len(lon)).clip(-3, 3) * km / (_KM_PER_DEGREE * np.cos(np.radians(self.seat[1])))
        for _ in range(_HALVINGS):
            outside = ~self.holds(_places(lon + east), _places(lat + north))
            if not outside.any():
                break
            east[outside] /= 2
            north[outside] /= 2
        else:
            outside = ~self.holds(_places(lon + east), _places(lat + north))
            east[outside] = north[outside] = 0.0
        return _places(lon + east), _places(lat + north)


def _places(degrees: Array) -> Array:
    """Return degrees as they are written: five digits, about a metre."""
    return np.round(degrees, 5)


@cache
def grounds() -> dict[str, Ground]:
    """Return the counties of the map by code (县区边界)."""
    text = (files("daylight.demo") / "data" / "counties.geojson").read_text(encoding="utf-8")
    found = {}
    for feature in json.loads(text)["features"]:
        told, boundary = feature["properties"], shapely.geometry.shape(feature["geometry"])
        shapely.prepare(boundary)
        code = str(told["adcode"])
        found[code] = Ground(code, told["name"], boundary, (told["seat"][0], told["seat"][1]))
    return found


def inside(rng: np.random.Generator, ground: Ground, count: int) -> Array:
    """Draw places anywhere inside a boundary: ``count`` rows of longitude and latitude."""
    west, south, east, north = ground.boundary.bounds
    found = np.empty((0, 2))
    while len(found) < count:
        drawn = _places(rng.random((4 * count + 16, 2)) * [east - west, north - south] + [west, south])
        found = np.concatenate([found, drawn[ground.holds(drawn[:, 0], drawn[:, 1])]])
    return found[:count]


def towns(rng: np.random.Generator, ground: Ground, count: int) -> Array:
    """Draw towns apart from one another, the seat first (乡镇布点): each the farthest of some candidates."""
    found = np.array([ground.seat])
    while len(found) <= count:
        candidates = inside(rng, ground, _CANDIDATES)
        apart = ((candidates[:, None, :] - found[None, :, :]) ** 2).sum(axis=2).min(axis=1)
        found = np.concatenate([found, candidates[[int(np.argmax(apart))]]])
    return found
