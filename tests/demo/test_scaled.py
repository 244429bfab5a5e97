"""Larger cities: the city again and again, every copy under ids of its own, in the memory of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from daylight.demo import scaled, scaled_source, write_lake_scaled
from daylight.demo.city import NoSuchCity
from daylight.demo.scaled import Copy
from daylight.lake import verify_snapshot
from daylight.lake.tables import TABLES


@pytest.fixture(scope="module")
def thrice() -> dict[str, pa.Table]:
    """The city three times over, of a small one that stands for scale 1."""
    with pytest.MonkeyPatch.context() as patch:
        return doubled(patch, 3)


def doubled(patch: pytest.MonkeyPatch, copies: int) -> dict[str, pa.Table]:
    """Return the tables of so many copies, each of scale 0.02."""
    whole = scaled.build_city
    patch.setattr(scaled, "build_city", lambda *, scale, **rest: whole(scale=0.02 * scale, **rest))
    source = scaled_source(copies, 2017)
    return {name: pa.Table.from_batches(source(table), schema=table.schema) for name, table in TABLES.items()}


def test_up_to_scale_one_it_is_the_city_itself(small_city: Any) -> None:
    source = scaled_source(0.02, 2017)
    for name, table in TABLES.items():
        rows = pa.Table.from_batches(source(table), schema=table.schema)
        assert rows.equals(small_city.tables[name].combine_chunks()), name


def test_three_copies_have_three_times_the_rows(thrice: dict[str, pa.Table], small_city: Any) -> None:
    for name, table in small_city.tables.items():
        own = 0
        if "county_code" in table.column_names:
            own = table["county_code"].null_count
        assert thrice[name].num_rows == 3 * (table.num_rows - own) + own, name


@pytest.mark.parametrize("name", list(TABLES))
def test_keys_ascend_and_none_comes_twice(thrice: dict[str, pa.Table], name: str) -> None:
    first = TABLES[name].key[0]
    keys = thrice[name].select(list(TABLES[name].key)).to_pylist()
    assert len({tuple(key.values()) for key in keys}) == len(keys)
    counties: dict[Any, int] = {}
    places = thrice[name]["county_code"].to_pylist() if TABLES[name].by_county else [None] * len(keys)
    for key, county in zip(keys, places, strict=True):
        assert key[first] >= counties.get(county, 0)
        counties[county] = key[first]


@pytest.fixture(scope="module")
def sql(thrice: dict[str, pa.Table]) -> Iterator[Any]:
    connection = duckdb.connect()
    for name, table in thrice.items():
        connection.register(name, table)
    yield lambda question: connection.execute(question).fetchall()
    connection.close()


@pytest.mark.parametrize(
    ("table", "column", "to", "key"),
    [
        ("class_membership", "pupil_id", "pupil", "pupil_id"),
        ("class_membership", "class_id", "homeroom_class", "class_id"),
        ("class_membership", "school_id", "organisation", "org_id"),
        ("homeroom_class", "school_id", "organisation", "org_id"),
        ("class_course", "class_id", "homeroom_class", "class_id"),
        ("staff_post", "org_id", "organisation", "org_id"),
        ("record", "org_id", "organisation", "org_id"),
        ("record", "partner_org_id", "organisation", "org_id"),
        ("record", "staff_id", "staff_post", "staff_id"),
        ("evidence", "record_id", "record", "record_id"),
        ("tally", "org_id", "organisation", "org_id"),
        ("organisation", "parent_id", "organisation", "org_id"),
        ("school_resource", "school_id", "organisation", "org_id"),
    ],
)
def test_every_reference_of_every_copy_is_there(sql: Any, table: str, column: str, to: str, key: str) -> None:
    assert sql(f"SELECT COUNT(*) FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {to})") == [(0,)]


def test_references_stay_in_the_county(sql: Any) -> None:
    for table, column in (("homeroom_class", "school_id"), ("record", "org_id"), ("tally", "org_id")):
        assert sql(f"""SELECT COUNT(*) FROM {table} t JOIN organisation o ON o.org_id = t.{column}
            WHERE t.county_code IS DISTINCT FROM o.county_code""") == [(0,)], table


def test_there_is_one_city_with_counties_for_each_copy(sql: Any) -> None:
    assert sql("SELECT kind, COUNT(*) FROM organisation GROUP BY 1 ORDER BY 1")[:2] == [("city", 1), ("county", 21)]
    assert sql("SELECT COUNT(DISTINCT parent_id) FROM organisation WHERE kind = 'county'") == [(1,)]


def test_codes_of_further_counties_are_of_no_real_place(sql: Any) -> None:
    codes = {code for (code,) in sql("SELECT code FROM organisation WHERE kind = 'county'")}
    assert {"210302", "910302", "920302"} <= codes
    assert all(len(code) == 6 for code in codes)


def test_codes_of_organisations_are_none_twice(sql: Any) -> None:
    assert sql("SELECT code FROM organisation GROUP BY 1 HAVING COUNT(*) > 1") == []
    assert sql("SELECT DISTINCT LENGTH(code) FROM organisation WHERE kind = 'school'") == [(10,)]


def test_what_the_citys_own_offices_hold_is_there_once(sql: Any, small_city: Any) -> None:
    own = small_city.tables["record"]["county_code"].null_count
    assert sql("SELECT COUNT(*) FROM record WHERE county_code IS NULL") == [(own,)]


def test_beyond_ten_copies_counties_grow_instead() -> None:
    with pytest.MonkeyPatch.context() as patch:
        organisations = doubled_organisations(patch, 12)
    rows = organisations.to_pylist()
    counties = [row for row in rows if row["kind"] == "county"]
    schools = [row for row in rows if row["kind"] == "school"]
    assert len(counties) == 70
    assert len({row["org_id"] for row in rows}) == len(rows)
    assert len({row["code"] for row in rows}) == len(rows)
    ids = {row["org_id"]: row["code"] for row in counties}
    assert all(ids[row["parent_id"]] == row["county_code"] for row in schools)


def doubled_organisations(patch: pytest.MonkeyPatch, copies: int) -> pa.Table:
    whole = scaled.build_city
    patch.setattr(scaled, "build_city", lambda *, scale, **rest: whole(scale=0.02 * scale, **rest))
    table = TABLES["organisation"]
    return pa.Table.from_batches(scaled_source(copies, 2017)(table), schema=table.schema)


def test_the_serial_of_a_school_goes_on_into_the_next_province() -> None:
    copy = Copy(250, {"schools": 700})
    assert copy._school_code("2121900001") == "2122975001"
    assert Copy(1, {"schools": 700})._school_code("2121900001") == "2121900701"


@pytest.mark.parametrize(("scale", "seed"), [(0, 1), (-1, 1), (float("inf"), 1), (float("nan"), 1), (1, -1)])
def test_a_city_that_cannot_be_is_refused(scale: float, seed: int) -> None:
    with pytest.raises(NoSuchCity):
        scaled_source(scale, seed)


def test_it_is_written_as_a_snapshot_that_verifies(tmp_path: Path, small_city: Any) -> None:
    told: list[str] = []
    manifest = write_lake_scaled(tmp_path, 0.02, 2017, progress=lambda done, total, doing: told.append(doing.en))
    assert verify_snapshot(tmp_path / manifest.name).root_hash == manifest.root_hash
    assert manifest.tables["pupil"].rows == small_city.tables["pupil"].num_rows
    assert manifest.as_of.isoformat() == "2018-10-15"
    assert told[0] == "schools"
    assert any("organisation" in text for text in told)


def test_the_same_seed_gives_the_same_root(tmp_path: Path) -> None:
    one, other = (write_lake_scaled(tmp_path / name, 0.01, 7).root_hash for name in "ab")
    assert one == other
    assert write_lake_scaled(tmp_path / "c", 0.01, 8).root_hash != one
