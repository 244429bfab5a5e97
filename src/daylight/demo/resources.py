"""What schools have (办学条件): rooms, grounds, equipment at each census."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa

from daylight.demo.calibration import Calibration
from daylight.demo.columns import coded, lake_table
from daylight.demo.roll import Roll
from daylight.demo.schools import JUNIOR, PRIMARY, STAGE_NAMES, county_codes
from daylight.demo.staff import pupils_by_school
from daylight.demo.streams import Array, stream
from daylight.lake.tables import TABLES

AREAS: Final = ("teaching_area_m2", "sports_area_m2", "equipment_value_yuan")
PIECES: Final = ("multimedia_rooms", "computers", "books")
_SMALL: Final = 240


def resource_table(c: Calibration, roll: Roll, seed: int) -> pa.Table:
    """Return the lake's table of resources (办学条件表), a row for each school, stage and census."""
    parts = [_stage(c, roll, stage, seed) for stage in (PRIMARY, JUNIOR)]
    return pa.concat_tables(parts).sort_by([(name, "ascending") for name in TABLES["school_resource"].key])


def _stage(c: Calibration, roll: Roll, stage: int, seed: int) -> pa.Table:
    rng, schools, own = stream(seed, "resources", stage), roll.schools, roll.schools.of(stage)
    pupils = pupils_by_school(roll, stage, date(c.city["first_year"], 9, 30))[own]
    uneven = np.array([county.unevenness for county in c.counties])[schools.county[own]]
    common = rng.standard_normal(len(own)).clip(-2, 2)
    years = len(c.years)
    values = {}
    for name in (*AREAS, *PIECES):
        chance = 0.6 * common + 0.8 * rng.standard_normal(len(own)).clip(-2, 2)
        values[name] = _amounts(c, name, stage, pupils, np.exp(chance * uneven - uneven**2 / 2))
    return lake_table(
        "school_resource", school_id=np.tile(schools.ids[own], years),
        stage=coded(STAGE_NAMES, np.full(len(own) * years, stage)),
        county_code=coded(county_codes(c), np.tile(schools.county[own], years)),
        school_year=np.repeat(np.asarray(c.years), len(own)), **values,
    )  # fmt: skip


def _amounts(c: Calibration, name: str, stage: int, pupils: Array, factor: Array) -> Array:
    """Return what each school has of something, year after year."""
    small = np.where(pupils < _SMALL, 1 + (c.resources["small_school"] - 1) * (1 - pupils / _SMALL), 1.0)
    base = c.resources[name][stage] * pupils * factor * small
    grown = np.concatenate([base * growth for growth in c.resources["growth"]])
    return np.maximum(1, np.round(grown)).astype(np.int64) if name in PIECES else np.round(grown, 1)
