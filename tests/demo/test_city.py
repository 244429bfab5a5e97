"""The made-up city holds together and is the same for the same seed, byte by byte."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from daylight.demo import build_city, city
from daylight.demo.calibration import calibration
from daylight.demo.city import STEPS, City, NoSuchCity
from daylight.demo.places import grounds
from daylight.kernel.text import Text
from daylight.lake.tables import TABLES

from .conftest import SCALE, SEED, Ask, sizes_on

#: What the small city of seed 2017 is, table by table. Who changes the city on purpose changes these too.
PINNED = Path(__file__).with_name("digests.json")
PEOPLE = {
    "pupil": ["pupil_id", "name", "born_on", "identity_number", "student_number", "home_lon", "home_lat"],
    "staff": ["staff_id", "name", "sex", "born_on", "identity_number"],
}


def digest(table: pa.Table) -> str:
    """Return the digest of a table's Arrow IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return hashlib.sha256(sink.getvalue()).hexdigest()


def digests(built: Any) -> dict[str, str]:
    """Return the digest of every table of a city, people included."""
    people = {f"{name} people": table for name, table in built.people.items()}
    return {name: digest(table) for name, table in sorted((built.tables | people).items())}


def test_every_table_of_the_lake_has_its_schema(small_city: Any) -> None:
    assert {name: table.schema for name, table in small_city.tables.items()} == {
        name: table.schema for name, table in TABLES.items()
    }


def test_people_have_the_columns_that_are_loaded(small_city: Any) -> None:
    assert {name: table.column_names for name, table in small_city.people.items()} == PEOPLE


@pytest.mark.parametrize("name", list(TABLES))
def test_no_table_is_empty_and_its_keys_ascend(small_city: Any, name: str) -> None:
    keys = [tuple(row.values()) for row in small_city.tables[name].select(list(TABLES[name].key)).to_pylist()]
    assert keys
    assert all(before < after for before, after in pairwise(keys))


@pytest.mark.parametrize(
    ("table", "column", "to", "key"),
    [
        ("homeroom_class", "school_id", "organisation", "org_id"),
        ("class_membership", "class_id", "homeroom_class", "class_id"),
        ("class_membership", "pupil_id", "pupil", "pupil_id"),
        ("staff_post", "org_id", "organisation", "org_id"),
        ("class_course", "class_id", "homeroom_class", "class_id"),
        ("tally", "org_id", "organisation", "org_id"),
        ("organisation", "parent_id", "organisation", "org_id"),
    ],
)
def test_every_reference_is_there(ask: Ask, table: str, column: str, to: str, key: str) -> None:
    assert ask(f"SELECT COUNT(*) FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {to})") == [(0,)]


def test_the_small_city_is_the_one_that_is_pinned(small_city: Any) -> None:
    assert digests(small_city) == json.loads(PINNED.read_text(encoding="utf-8"))


def test_the_same_seed_gives_the_same_bytes_again(small_city: Any) -> None:
    assert digests(build_city(scale=SCALE, seed=SEED)) == digests(small_city)


def test_a_fresh_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = (
        "import json; from tests.demo.test_city import digests; from daylight.demo import build_city;"
        f"print(json.dumps(digests(build_city(scale={SCALE}, seed={SEED}))))"
    )
    root = Path(__file__).parents[2]
    there = os.pathsep.join([str(root / "src"), str(root)])
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": "123", "PYTHONPATH": there},
    )  # fmt: skip
    assert json.loads(done.stdout) == json.loads(PINNED.read_text(encoding="utf-8"))


def test_another_seed_gives_another_city(small_city: Any) -> None:
    other = digests(build_city(scale=SCALE, seed=SEED + 1))
    assert {name for name, value in digests(small_city).items() if value == other[name]} == set()


def changed(patch: pytest.MonkeyPatch, **parts: Any) -> City:
    """Return the small city with some of its calibration changed."""
    patch.setattr(city, "calibration", lambda: replace(calibration(), **parts))
    return build_city(scale=SCALE, seed=SEED)


def alike(one: Any, other: Any) -> set[str]:
    left, right = digests(one), digests(other)
    return {name for name in left if left[name] == right[name]}


def test_changing_what_staff_are_like_changes_no_pupil(monkeypatch: pytest.MonkeyPatch, small_city: Any) -> None:
    other = changed(monkeypatch, staff={**calibration().staff, "turnover": 0.2})
    same = alike(small_city, other)
    assert {"organisation", "homeroom_class", "class_membership", "pupil", "pupil people", "class_course"} <= same
    assert "staff_post" not in same


def test_changing_what_pupils_are_like_changes_no_seat(monkeypatch: pytest.MonkeyPatch, small_city: Any) -> None:
    other = changed(monkeypatch, pupils={**calibration().pupils, "girls": 0.3})
    same = alike(small_city, other)
    assert set(small_city.tables) - same == {"pupil"}


def test_changing_resources_changes_resources_only(monkeypatch: pytest.MonkeyPatch, small_city: Any) -> None:
    other = changed(monkeypatch, resources={**calibration().resources, "books": [1, 1]})
    assert set(digests(small_city)) - alike(small_city, other) == {"school_resource"}


def test_a_kind_of_record_less_changes_no_other_table(monkeypatch: pytest.MonkeyPatch, small_city: Any) -> None:
    casework = dict(calibration().casework)
    casework["routine"] = {kind: rule for kind, rule in casework["routine"].items() if kind != "culture-plan"}
    same = alike(small_city, changed(monkeypatch, casework=casework))
    assert set(digests(small_city)) - same == {"record", "evidence"}


def test_each_step_is_told_in_both_languages() -> None:
    told: list[tuple[int, int, Text]] = []
    build_city(scale=0.001, seed=1, progress=lambda done, total, doing: told.append((done, total, doing)))
    assert told == [(place, len(STEPS), step) for place, step in enumerate(STEPS)]
    assert all(step.zh and step.en for step in STEPS)


@pytest.mark.parametrize(("scale", "seed"), [(0, 1), (-0.5, 1), (101, 1), (float("nan"), 1), (1, -1)])
def test_a_city_that_cannot_be_is_refused_in_both_languages(scale: float, seed: int) -> None:
    with pytest.raises(NoSuchCity) as caught:
        build_city(scale=scale, seed=seed)
    assert str(scale) in caught.value.says("zh")
    assert "cannot be made" in caught.value.says("en")


@pytest.mark.parametrize("scale", [0.001, 0.05, 0.2])
def test_a_city_of_any_size_has_rows_of_everything(scale: float) -> None:
    built = build_city(scale=scale, seed=3)
    assert all(table.num_rows for table in built.tables.values())


@pytest.mark.full_city
def test_the_whole_city_has_the_schools_pupils_and_staff_of_the_profile(ask_whole: Ask) -> None:
    assert ask_whole("SELECT SUM(has_primary::INT), SUM(has_junior::INT) FROM organisation") == [(566, 128)]
    for stage, pupils in (("primary", 168_000), ("junior", 89_000)):
        ((found,),) = ask_whole(f"SELECT SUM(n) FROM {sizes_on('2018-09-30')} WHERE stage = '{stage}'")
        assert found == pytest.approx(pupils, rel=0.01)
    ((staff, primary, junior),) = ask_whole("""
        SELECT COUNT(*), COUNT(*) FILTER (stage = 'primary' AND post <> 'researcher'),
            COUNT(*) FILTER (stage = 'junior' AND post <> 'researcher') FROM staff_post WHERE valid_to IS NULL""")
    assert (primary, junior) == (pytest.approx(11_103, rel=0.01), pytest.approx(8_355, rel=0.01))
    assert staff == pytest.approx(19_500, rel=0.02)


@pytest.mark.full_city
@pytest.mark.parametrize(
    ("day", "huge", "large"),
    [("2016-09-30", 403, 1700), ("2017-09-30", 247, 1356), ("2017-12-31", 176, 1256), ("2018-09-30", 40, 1003),
     ("2018-10-15", 40, 1003)],
)  # fmt: skip
def test_the_whole_citys_crowded_classes_shrink_as_planned(ask_whole: Ask, day: str, huge: int, large: int) -> None:
    ((found66, found56),) = ask_whole(
        f"SELECT COUNT(*) FILTER (n >= 66), COUNT(*) FILTER (n >= 56) FROM {sizes_on(day)}"
    )
    assert abs(found66 - huge) <= 7
    assert abs(found56 - large) <= 15


@pytest.mark.full_city
def test_the_last_huge_classes_are_in_two_counties(ask_whole: Ask) -> None:
    rows = ask_whole(f"SELECT DISTINCT county_code FROM {sizes_on('2018-10-15')} WHERE n >= 66 ORDER BY 1")
    assert rows == [("210323",), ("210381",)]


@pytest.mark.full_city
def test_village_schools_have_small_classes(ask_whole: Ask) -> None:
    ((village, seat),) = ask_whole(f"""
        SELECT AVG(n) FILTER (urban_rural[1] = '2'), AVG(n) FILTER (urban_rural IN ('111', '112'))
        FROM {sizes_on('2018-09-30')} JOIN homeroom_class USING (class_id) JOIN organisation ON org_id = school_id""")
    assert village < 30 < 45 < seat


@pytest.mark.full_city
def test_homes_and_schools_of_the_whole_city_lie_inside_their_county(whole_city: Any, ask_whole: Ask) -> None:
    rows = ask_whole("""
        SELECT county_code, LIST(lon), LIST(lat) FROM organisation WHERE kind = 'school' GROUP BY 1
        UNION ALL SELECT county_code, LIST(home_lon), LIST(home_lat) FROM pupil_people JOIN (
            SELECT pupil_id, ARG_MIN(county_code, valid_from) AS county_code FROM class_membership GROUP BY 1)
        USING (pupil_id) GROUP BY 1""")
    assert len(rows) == 14
    for code, lon, lat in rows:
        assert grounds()[code].holds(np.array(lon), np.array(lat)).all()


@pytest.mark.full_city
def test_nobody_of_the_whole_city_sits_in_two_classes_or_shares_a_number(ask_whole: Ask) -> None:
    assert ask_whole("""
        SELECT COUNT(*) FROM (SELECT valid_from, LAG(COALESCE(valid_to, DATE '9999-12-31'))
            OVER (PARTITION BY pupil_id ORDER BY valid_from) AS until FROM class_membership)
        WHERE valid_from < until""") == [(0,)]
    ((pupils, identities, students),) = ask_whole("""
        SELECT COUNT(identity_number), COUNT(DISTINCT identity_number), COUNT(*) - COUNT(DISTINCT student_number)
        FROM pupil_people""")
    assert pupils == identities
    assert students == 0
