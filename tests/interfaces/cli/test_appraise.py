"""The board at the command line: the same figures for people and for machines, with no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from daylight.appraisal import BOARD_SCHEMA, Status, appraise, reason, shown
from daylight.interfaces.cli.appraise import NotOnBoard, WhichPack, chosen_pack, counts
from daylight.interfaces.cli.main import group
from daylight.lake import open_snapshot, write_snapshot
from daylight.policy import load_pack, pack_digest, pack_folder
from daylight.policy.schema import Pack
from tests.lake import Source

ANSHAN = "anshan-2017-066"
CITY, IRON, STATION = "210300", "210302", "2103020001"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town frozen under the pack at hand."""
    place = tmp_path_factory.mktemp("snapshots")
    packs = {ANSHAN: pack_digest(pack_folder(ANSHAN))}
    return place / write_snapshot(Source(), place, as_of=date(2018, 10, 15), packs=packs).name


@pytest.fixture(scope="module")
def anshan() -> Pack:
    return load_pack(pack_folder(ANSHAN))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("DAYLIGHT_HOME", str(tmp_path))


def run(folder: Path, *arguments: str, fails: bool = False) -> Result:
    done = CliRunner().invoke(group, ["appraise", str(folder), *arguments])
    assert (done.exit_code != 0) == fails, done.output
    return done


def told(folder: Path, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(folder, "--json", *arguments).stdout)
    return found


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The whole JSON, made once."""
    done = CliRunner().invoke(group, ["appraise", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_json_says_what_it_rests_on(whole: dict[str, Any], folder: Path) -> None:
    snapshot = open_snapshot(folder)
    assert whole["snapshot"] == {"name": folder.name, "as_of": "2018-10-15", "root_hash": snapshot.root_hash}
    assert whole["pack"]["id"] == ANSHAN
    assert whole["pack"]["digest"] == pack_digest(pack_folder(ANSHAN))
    assert whole["as_of"] == "2018-10-15"


def test_the_json_is_the_whole_board_cell_by_cell(whole: dict[str, Any], folder: Path, anshan: Pack) -> None:
    board = appraise(anshan, open_snapshot(folder)).table.to_pylist()
    results = [{"target_id": target["id"], **row} for target in whole["targets"] for row in target["results"]]
    names = BOARD_SCHEMA.names
    assert [[row[name] for name in names] for row in results] == [
        [cell.isoformat() if isinstance(cell, date) else cell for cell in row.values()] for row in board
    ]


def test_every_result_has_its_words(whole: dict[str, Any], folder: Path, anshan: Pack) -> None:
    targets = {target.id: target for target in anshan.targets}
    board = {
        (row["target_id"], row["org_code"]): row for row in appraise(anshan, open_snapshot(folder)).table.to_pylist()
    }
    for target in whole["targets"]:
        for row in target["results"]:
            found = board[target["id"], row["org_code"]]
            words = reason(targets[target["id"]], found)
            assert row["reason"] == {"zh": words.zh, "en": words.en}
            if found["value"] is not None:
                assert row["shown"]["en"] == shown(targets[target["id"]], found["value"]).en


def test_the_query_of_a_result_makes_its_rows(
    whole: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    monkeypatch.chdir(folder)
    target = next(item for item in whole["targets"] if item["id"] == "classes-66-gone")
    with duckdb.connect() as database:
        database.execute(target["query"].replace("\nSELECT", "\nCREATE TEMP TABLE told AS SELECT", 1))
        for row in target["results"]:
            made = database.execute(f"SELECT SUM(numerator) FROM told WHERE {row['query']}").fetchone()
            assert (made or (None,))[0] == row["numerator"], row["org_code"]


@pytest.mark.parametrize(("option", "value"), [("--org", IRON), ("--org", STATION)])
def test_only_one_organisation(option: str, value: str, folder: Path) -> None:
    found = told(folder, option, value)
    assert {row["org_code"] for target in found["targets"] for row in target["results"]} == {value}


def test_only_one_status(folder: Path, whole: dict[str, Any]) -> None:
    found = told(folder, "--status", "missed")
    missed = [row for target in whole["targets"] for row in target["results"] if row["status"] == "missed"]
    assert [row for target in found["targets"] for row in target["results"]] == missed != []


def test_an_earlier_day(folder: Path) -> None:
    found = told(folder, "--as-of", "2016-12-31", "--org", CITY)
    statuses = {row["status"] for target in found["targets"] for row in target["results"]}
    assert found["as_of"] == "2016-12-31"
    assert Status.MISSED.value not in statuses


# ---------------------------------------------------------------- for people


def test_people_get_areas_by_counties_and_each_target_with_its_reason(folder: Path, anshan: Pack) -> None:
    said = run(folder).output
    assert open_snapshot(folder).root_hash in said
    assert all(area.numeral in said for area in anshan.head.areas)
    assert all(name in said for name in ("鞍山市", "铁东区", "台安县"))
    flat = " ".join(said.split())
    assert all(target.id in flat for target in anshan.targets if any(s.level == "city" for s in target.series))
    assert "is owed from" in said


def test_people_of_one_school_get_its_targets_alone(folder: Path, anshan: Pack) -> None:
    said = run(folder, "--org", STATION, "--status", "not_yet_due").output
    assert "站前小学" in said
    assert "铁东区" not in said
    assert "Missed" not in said


def test_it_speaks_chinese_to_a_chinese_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    said = run(folder, "--org", STATION).output
    assert "应达" in said
    assert "未达成：" in said


@pytest.mark.parametrize(
    ("found", "signs"), [({"met": 5, "missed": 2}, "✕2 ✓5"), ({"no_data": 1, "on_track": 3}, "?1 →3"), ({}, "")]
)
def test_counts_in_signs_with_the_worst_first(found: dict[str, int], signs: str) -> None:
    from collections import Counter

    assert counts(Counter(found)) == signs


def test_an_organisation_that_is_not_on_the_board_is_refused(folder: Path) -> None:
    for more in ((), ("--json",)):
        done = run(folder, "--org", "999999", *more, fails=True)
        assert isinstance(done.exception, NotOnBoard)
        assert "999999" in done.exception.says("en")


# ---------------------------------------------------------------- which pack


def test_the_snapshots_own_pack_is_taken(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    assert chosen_pack(snapshot, None) == pack_folder(ANSHAN) == chosen_pack(snapshot, ANSHAN)


def test_a_folder_may_be_named(folder: Path, tmp_path: Path) -> None:
    import shutil

    other = shutil.copytree(pack_folder(ANSHAN), tmp_path / "mine")
    assert chosen_pack(open_snapshot(folder), str(other)) == other


def test_two_packs_of_cities_are_asked_for(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    for name in ("one", "two"):
        shutil.copytree(pack_folder(ANSHAN), tmp_path / "packs" / name)
    bare = write_snapshot(Source(), tmp_path, as_of=date(2018, 10, 15))
    monkeypatch.setenv("DAYLIGHT_PACKS", str(tmp_path / "packs"))
    monkeypatch.setattr("daylight.interfaces.cli.appraise.load_pack", lambda _: load_pack_of_a_city())
    with pytest.raises(WhichPack) as caught:
        chosen_pack(open_snapshot(tmp_path / bare.name), None)
    assert "one, two" in caught.value.says("en")


def load_pack_of_a_city() -> Any:
    from types import SimpleNamespace

    return SimpleNamespace(head=SimpleNamespace(org_code=CITY))


def test_a_pack_that_was_edited_since_is_noted(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "snapshots"
    made = write_snapshot(Source(), place, as_of=date(2018, 10, 15), packs={ANSHAN: "0" * 64})
    done = run(place / made.name, "--org", STATION)
    assert "is not the one in force when the snapshot was taken (00000000…)" in done.stderr
    assert "Note:" not in run(folder, "--org", STATION).stderr


# ---------------------------------------------------------------- no database


def test_it_runs_with_django_blocked(folder: Path) -> None:
    code = (
        "import sys; sys.modules['django'] = None; from daylight.interfaces.cli.main import main; "
        f"main(['appraise', {str(folder)!r}, '--json', '--org', {CITY!r}])"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["targets"]


def test_a_damaged_snapshot_is_not_appraised(folder: Path, tmp_path: Path) -> None:
    import shutil

    broken = shutil.copytree(folder, tmp_path / "broken")
    (broken / "data" / "pupil.parquet").unlink()
    done = run(broken, fails=True)
    assert "pupil.parquet" in str(done.exception)
    assert done.stdout == ""
