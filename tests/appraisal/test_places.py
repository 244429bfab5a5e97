"""Who is there on a day, of whom a target speaks, and whose sums go where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from daylight.appraisal.places import places_in, places_of
from daylight.lake import Snapshot
from daylight.lake.tables import TABLES
from tests.apps.town import town

from . import CITY, IRON, RIVER, STATION, TAIAN, XINHUA, target

CLOSED = "2103210009"


def rows(*more: dict[str, Any]) -> pa.Table:
    known = town().tables["organisation"].to_pylist()
    return pa.Table.from_pylist([*known, *more], schema=TABLES["organisation"].schema)


CAMPUS = {
    "org_id": 200, "kind": "campus", "code": "210302000101", "name": "分校", "parent_id": 100, "county_code": IRON,
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2017-08-30", [CITY, IRON, TAIAN, STATION, XINHUA, RIVER, CLOSED]),
        ("2017-08-31", [CITY, IRON, TAIAN, STATION, XINHUA, RIVER]),
        ("2010-08-31", []),
    ],
)
def test_those_valid_on_the_day_city_first(day: str, codes: list[str]) -> None:
    found = places_of(rows()).meant(target(), date.fromisoformat(day))
    assert [place.code for place in found] == codes


@pytest.mark.parametrize(
    ("levels", "codes"), [(("city",), [CITY]), (("county",), [IRON, TAIAN]), (("school",), [STATION, XINHUA, RIVER])]
)
def test_those_of_the_levels_that_the_target_speaks_of(levels: tuple[str, ...], codes: list[str]) -> None:
    found = places_of(rows()).meant(target(levels=levels), date(2018, 10, 15))
    assert [place.code for place in found] == codes


@pytest.mark.parametrize(
    ("stages", "codes"), [(["primary"], [STATION, RIVER]), (["junior"], [XINHUA]), ([], [STATION, XINHUA, RIVER])]
)
def test_schools_of_none_of_the_stages_are_not_meant(stages: list[str], codes: list[str]) -> None:
    found = places_of(rows()).meant(target(stages=stages), date(2018, 10, 15))
    assert [place.code for place in found if place.level == "school"] == codes


def test_a_nine_year_school_is_meant_by_both_stages() -> None:
    both = {**town().tables["organisation"].to_pylist()[3], "org_id": 300, "code": "2103020003", "has_junior": True}
    known = places_of(rows(both))
    for stage in ("primary", "junior"):
        assert "2103020003" in {place.code for place in known.meant(target(stages=[stage]), date(2018, 10, 15))}


def test_a_campus_counts_as_its_school_and_is_on_no_board() -> None:
    known = places_of(rows(CAMPUS))
    assert known.counted_for[200] == (100, 2, 1)
    assert 200 not in {place.org_id for place in known.meant(target(), date(2018, 10, 15))}
    assert known.members(100) == [100, 200]


@pytest.mark.parametrize(
    ("org", "members"), [(1, [1, 2, 3, 100, 101, 102, 103]), (2, [2, 100, 101]), (3, [3, 102, 103]), (100, [100])]
)
def test_whose_units_count_for_one(org: int, members: list[int]) -> None:
    assert places_of(rows()).members(org) == members


def test_by_code_and_the_city() -> None:
    known = places_of(rows())
    assert known.city is not None
    assert known.city.code == CITY
    found = known.named(IRON)
    assert found is not None
    assert (found.org_id, found.level) == (2, "county")
    assert known.named("nobody") is None
    assert places_of(rows().slice(1)).city is None


def test_a_county_without_a_city_above_counts_for_itself() -> None:
    assert places_of(rows().slice(1)).counted_for[2] == (2,)


def test_the_organisations_of_a_snapshot_are_read_once(counted: Snapshot) -> None:
    tables = counted.tables()
    assert places_in(tables) is places_in(tables)
    assert places_in(tables).by_id.keys() == places_of(rows()).by_id.keys()
