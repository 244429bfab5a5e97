"""The city's data files: where they are from, what they may hold, that they come with the package."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

DATA = Path(str(files("daylight.demo") / "data"))
FILES = sorted(path.name for path in DATA.iterdir())
SHARED = Path(__file__).parents[3] / "shared" / "facts"


def test_every_file_is_told_of_with_source_and_licence() -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \|[^|]+\|([^|]+)\|([^|]+)\|$", told, re.M)
    assert sorted(name for name, _, _ in rows) == [name for name in FILES if name != "README.md"]
    assert all(source.strip() and licence.strip() for _, source, licence in rows)


def test_it_is_said_in_both_languages_that_nobody_exists() -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8")
    assert "Nobody here exists" in told
    assert "没有一个真人真校" in told


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".toml")])
def test_every_file_of_numbers_begins_by_saying_what_it_is(name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert re.search(r"[\u4e00-\u9fff]", text.splitlines()[0]) or re.search(r"[\u4e00-\u9fff]", text)
    assert tomllib.loads(text)


def test_files_are_small() -> None:
    assert sum((DATA / name).stat().st_size for name in FILES) < 100_000


def test_the_map_names_its_source_and_licence() -> None:
    told = json.loads((DATA / "counties.geojson").read_text(encoding="utf-8"))
    assert "MIT" in told["source"]
    assert len(told["features"]) == 7


def test_boundaries_are_rings_that_close() -> None:
    told = json.loads((DATA / "counties.geojson").read_text(encoding="utf-8"))
    for feature in told["features"]:
        for ring in feature["geometry"]["coordinates"]:
            assert ring[0] == ring[-1]
            assert len(ring) > 50


def test_the_map_is_the_one_that_was_gathered() -> None:
    if not (SHARED / "anshan_counties.geojson").exists():
        pytest.skip("the gathered facts are not beside this checkout")
    ours, gathered = (json.loads(path.read_text(encoding="utf-8")) for path in
                      (DATA / "counties.geojson", SHARED / "anshan_counties.geojson"))  # fmt: skip
    assert ours["features"] == gathered["features"]


def test_the_profile_is_the_one_that_was_gathered() -> None:
    if not (SHARED / "anshan_facts.toml").exists():
        pytest.skip("the gathered facts are not beside this checkout")
    profile = tomllib.loads((SHARED / "anshan_facts.toml").read_text(encoding="utf-8"))["education_profile"]
    city = tomllib.loads((DATA / "calibration.toml").read_text(encoding="utf-8"))["city"]
    for stage in ("primary", "junior"):
        assert city[f"{stage}_pupils"] == profile[stage]["students"]
        assert city[f"{stage}_staff"] == profile[stage]["teachers"]


def test_the_room_draws_no_policy_number_from_the_pack() -> None:
    sources = [path.read_text(encoding="utf-8") for path in DATA.parent.rglob("*.py")]
    assert not any("daylight.policy" in text or "packs" in text for text in sources)


def test_nothing_in_the_room_asks_the_clock_or_a_hash() -> None:
    for path in DATA.parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(hash\(|time\.time|datetime\.now|date\.today|np\.random\.(seed|rand)\b)", text), path
