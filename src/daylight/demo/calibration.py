"""The city in numbers (校准): read from ``data/*.toml``, the only place where they stand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class County:
    """What a county is like (县区校准); the keys are explained in ``calibration.toml``."""

    code: str
    share: float
    primary: int
    junior: int
    nine_year: int
    points: int
    towns: int
    places: tuple[float, ...]
    weakness: float
    crowded66: tuple[int, ...]
    crowded56: tuple[int, ...]
    unevenness: float
    sunshine: tuple[float, ...]

    @property
    def is_district(self) -> bool:
        """Tell whether it is a district of the city (市辖区)."""
        return int(self.code[4:]) < 20


@dataclass(frozen=True, slots=True)
class Calibration:
    """All of it (全部校准数据): tables of the files by name."""

    city: Mapping[str, Any]
    counties: tuple[County, ...]
    places: Mapping[str, Any]
    crowding: Mapping[str, Any]
    movement: Mapping[str, Any]
    pupils: Mapping[str, Any]
    staff: Mapping[str, Any]
    resources: Mapping[str, Any]
    lessons: Mapping[str, Any]
    names: Mapping[str, Any]
    casework: Mapping[str, Any]

    @property
    def day(self) -> date:
        """Return the city's day: nothing later is known."""
        day: date = self.city["day"]
        return day

    @property
    def years(self) -> range:
        """Return the school years that have a census."""
        return range(self.city["first_year"], self.day.year + 1)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("daylight.demo") / "data" / name).read_text(encoding="utf-8"))


def _county(code: str, table: Mapping[str, Any]) -> County:
    told: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return County(code=code, **told)


@cache
def calibration() -> Calibration:
    """Return what the data files say (读取校准)."""
    numbers = _read("calibration.toml")
    counties = tuple(_county(code, table) for code, table in sorted(numbers.pop("counties").items()))
    others = {name: _read(f"{name}.toml") for name in ("lessons", "names", "casework")}
    wanted = {field.name for field in fields(Calibration)} - {"counties"}
    return Calibration(counties=counties, **{name: (numbers | others)[name] for name in sorted(wanted)})


def scaled(count: float, scale: float, least: int = 0) -> int:
    """Return how many there are in a city of another size, but not fewer than the least."""
    return max(least, round(count * scale))
