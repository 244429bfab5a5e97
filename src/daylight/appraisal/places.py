"""Organisations as an appraisal sees them (机构): who is there on a day, and whose sums go where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from weakref import WeakKeyDictionary

import pyarrow as pa

from daylight.policy.schema import Target

LEVELS: Final = ("city", "county", "school")


@dataclass(frozen=True, slots=True)
class Place:
    """One organisation (机构): its level, its county, its stages, its validity."""

    org_id: int
    code: str
    level: str
    name: str
    county_code: str | None
    parent_id: int | None
    stages: frozenset[str]
    valid_from: date | None
    valid_to: date | None

    def is_there(self, day: date) -> bool:
        """Tell whether it exists on a day."""
        began = self.valid_from is None or self.valid_from <= day
        return began and (self.valid_to is None or self.valid_to > day)

    def is_meant_by(self, target: Target) -> bool:
        """Tell whether a target speaks of it: a school of none of its stages is not meant."""
        return self.level != "school" or not target.stages or bool(self.stages & set(target.stages))


@dataclass(frozen=True)
class Places:
    """All organisations of a snapshot (全部机构)."""

    by_id: dict[int, Place]

    @cached_property
    def counted_for(self) -> dict[int, tuple[int, ...]]:
        """Return for each organisation those for whose sums its units count (归集): own, county, city.

        Notes
        -----
        A campus counts as its school.
        """
        counties = {place.code: place.org_id for place in self.by_id.values() if place.level == "county"}
        cities = tuple(place.org_id for place in self.by_id.values() if place.level == "city")
        found: dict[int, tuple[int, ...]] = {}
        for place in self.by_id.values():
            own = place.parent_id if place.level == "campus" and place.parent_id is not None else place.org_id
            county = counties.get(place.county_code or "")
            found[place.org_id] = tuple(dict.fromkeys((own, *((county,) if county is not None else ()), *cities)))
        return found

    def members(self, org_id: int) -> list[int]:
        """Return the organisations whose units count for one (归入者), itself among them."""
        return sorted(member for member, above in self.counted_for.items() if org_id in above)

    @cached_property
    def ordered(self) -> list[Place]:
        """Return cities, counties and schools, in this order, each by code."""
        known = [place for place in self.by_id.values() if place.level in LEVELS]
        return sorted(known, key=lambda place: (LEVELS.index(place.level), place.code))

    def meant(self, target: Target, day: date) -> Iterator[Place]:
        """Yield the organisations of which a target speaks on a day."""
        levels = {series.level for series in target.series}
        for place in self.ordered:
            if place.level in levels and place.is_there(day) and place.is_meant_by(target):
                yield place

    def named(self, org_code: str) -> Place | None:
        """Return the organisation of a code."""
        return next((place for place in self.ordered if place.code == org_code), None)

    @cached_property
    def city(self) -> Place | None:
        """Return the city."""
        return next((place for place in self.ordered if place.level == "city"), None)


_KNOWN: Final[WeakKeyDictionary[Any, Places]] = WeakKeyDictionary()


def places_in(tables: Any) -> Places:
    """Return the organisations of a snapshot's tables (取机构); read once."""
    if tables not in _KNOWN:
        _KNOWN[tables] = places_of(tables.arrow(tables["organisation"]))
    return _KNOWN[tables]


def places_of(organisations: pa.Table) -> Places:
    """Return the organisations of a lake table (读机构)."""
    return Places({row["org_id"]: _place(row) for row in organisations.to_pylist()})


def _place(row: dict[str, Any]) -> Place:
    stages = frozenset(stage for stage in ("primary", "junior") if row[f"has_{stage}"])
    return Place(
        row["org_id"], row["code"], row["kind"], row["name"], row["county_code"], row["parent_id"], stages,
        row["valid_from"], row["valid_to"],
    )  # fmt: skip
