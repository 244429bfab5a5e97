"""The schools of the city (学校): how many of which kind, where, how large, how named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa

from daylight.demo.calibration import Calibration, County, scaled
from daylight.demo.columns import NONE, coded, day, lake_table
from daylight.demo.names import school_names
from daylight.demo.places import grounds, towns
from daylight.demo.streams import Array, stream

CITY_ID: Final = 1
FIRST_COUNTY_ID: Final = 2
FIRST_SCHOOL_ID: Final = 101
SEAT, TOWN, VILLAGE = 0, 1, 2
PRIMARY, JUNIOR = 0, 1
STAGE_NAMES: Final = ("primary", "junior")
_FOUNDED: Final = date(2005, 9, 1)


@dataclass(frozen=True, slots=True)
class Schools:
    """All schools (全部学校), row by row; ``county`` is the place among the counties of the calibration."""

    county: Array
    place: Array
    kind: Array             # 211 218 311 312
    primary: Array
    junior: Array
    lon: Array
    lat: Array
    urban_rural: Array
    weight: Array           # by stage: a school's pupils beside another's
    diligence: Array        # 0 to 1: how seldom it leaves undone what it owes
    names: tuple[str, ...]

    @property
    def ids(self) -> Array:
        """Return the organisations' ids."""
        return FIRST_SCHOOL_ID + np.arange(len(self.county))

    def of(self, stage: int) -> Array:
        """Return the rows that have a stage."""
        return np.flatnonzero(self.primary if stage == PRIMARY else self.junior)


def county_codes(c: Calibration) -> list[str]:
    """Return the counties' codes in the order of their places."""
    return [county.code for county in c.counties]


def build_schools(c: Calibration, scale: float, seed: int) -> Schools:
    """Draw the schools (生成学校)."""
    parts = [_county_schools(c, place, scale, seed) for place in range(len(c.counties))]
    joined = {
        name: np.concatenate([getattr(part, name) for part in parts], axis=-1)
        for name in Schools.__slots__ if name != "names"
    }  # fmt: skip
    return Schools(**joined, names=tuple(name for part in parts for name in part.names))


def _counts(c: Calibration, county: County, scale: float) -> dict[str, int]:
    """Return how many schools of each kind a county has; a nine-year school counts in both stages."""
    primary = scaled(county.primary, scale, c.city["least_primary"])
    junior = scaled(county.junior, scale, c.city["least_junior"])
    largest = max(c.counties, key=lambda other: other.primary)
    nine = min(scaled(county.nine_year, scale, int(county is largest)), primary, junior)
    points = min(scaled(county.points, scale), primary - nine)
    return {"312": nine, "311": junior - nine, "218": points, "211": primary - nine - points}


def _county_schools(c: Calibration, at: int, scale: float, seed: int) -> Schools:
    county = c.counties[at]
    rng = stream(seed, "schools", county.code)
    counts = _counts(c, county, scale)
    kind = np.repeat(list(counts), list(counts.values()))
    place = _places_of(kind, county)
    lon, lat = _positions(c, county, rng, place)
    urban = rng.integers(0, 2, len(kind))
    return Schools(
        county=np.full(len(kind), at), place=place, kind=kind,
        primary=np.isin(kind, ["211", "218", "312"]), junior=np.isin(kind, ["311", "312"]),
        lon=lon, lat=lat, urban_rural=_urban_rural(c, county, place, urban),
        weight=_weights(c, rng, place), diligence=rng.random(len(kind)),
        names=tuple(school_names(rng, place, kind.tolist())),
    )  # fmt: skip


def _places_of(kind: Array, county: County) -> Array:
    """Spread each kind of school over seat, towns and villages; teaching points lie in villages."""
    place = np.empty(len(kind), np.int64)
    edges = np.cumsum(county.places)
    for name in np.unique(kind):
        own = np.flatnonzero(kind == name)
        place[own] = np.searchsorted(edges, np.arange(len(own)) / len(own), side="right").clip(0, VILLAGE)
    return np.where(kind == "218", VILLAGE, place)


def _positions(c: Calibration, county: County, rng: np.random.Generator, place: Array) -> tuple[Array, Array]:
    ground = grounds()[county.code]
    centres = towns(rng, ground, county.towns)
    near = np.where(place == SEAT, 0, 1 + rng.integers(0, county.towns, len(place)))
    km = np.asarray(c.places["spread_km"])[place]
    return ground.around(rng, centres[near, 0], centres[near, 1], km)


def _urban_rural(c: Calibration, county: County, place: Array, second: Array) -> Array:
    codes = [*c.places["urban_rural"]]
    if not county.is_district:
        codes[SEAT] = c.places["urban_rural_county_seat"]
    return np.asarray(codes)[place, second]


def _weights(c: Calibration, rng: np.random.Generator, place: Array) -> Array:
    spread = np.exp(rng.standard_normal((2, len(place))).clip(-2, 2) * c.places["size_spread"])
    found: Array = spread * np.asarray([c.places["weight_primary"], c.places["weight_junior"]])[:, place]
    return found


def organisation_table(c: Calibration, schools: Schools) -> pa.Table:
    """Return the lake's table of organisations: city, counties, schools (机构表)."""
    above = 1 + len(c.counties)
    ids = np.r_[CITY_ID, FIRST_COUNTY_ID + np.arange(len(c.counties)), schools.ids]
    names = [c.city["name"], *(grounds()[county.code].name for county in c.counties), *schools.names]
    counties = np.r_[-1, np.arange(len(c.counties)), schools.county]
    return lake_table(
        "organisation", org_id=ids, name=pa.array(names),
        kind=coded(["city", "county", "school"], np.r_[0, np.full(above - 1, 1), np.full(len(ids) - above, 2)]),
        code=pa.array([c.city["code"], *county_codes(c), *school_codes(schools)]),
        parent_id=np.where(counties < 0, NONE, np.where(ids >= FIRST_SCHOOL_ID, FIRST_COUNTY_ID + counties, CITY_ID)),
        county_code=coded([*county_codes(c), None], counties % (len(c.counties) + 1)),
        valid_from=np.full(len(ids), day(_FOUNDED)),
        **{name: _below(above, values) for name, values in _only_schools(schools).items()},
    )  # fmt: skip


def _only_schools(schools: Schools) -> dict[str, pa.Array]:
    return {
        "school_type": pa.array(schools.kind.tolist()), "urban_rural": pa.array(schools.urban_rural.tolist()),
        "has_primary": pa.array(schools.primary), "has_junior": pa.array(schools.junior),
        "lon": pa.array(schools.lon), "lat": pa.array(schools.lat),
    }  # fmt: skip


def _below(above: int, values: pa.Array) -> pa.Array:
    """Return a column that only schools have."""
    return pa.concat_arrays([pa.nulls(above, values.type), values])


def school_codes(schools: Schools) -> list[str]:
    """Return 学校标识码: two digits of the kind, 21 for Liaoning, a serial that begins with 9 as no real one here."""
    return [f"{kind[:2]}21{900_000 + place:06d}" for place, kind in enumerate(schools.kind.tolist())]
