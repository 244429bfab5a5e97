"""The demo is set up whole or not at all, and a second setting-up brings it up to date."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

SCALE = "0.02"


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DAYLIGHT", "DJANGO", "LANG"))}
    return {**kept, "DAYLIGHT_HOME": str(home), "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1", **more}


def daylight(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "daylight", *arguments]
    return subprocess.run(command, env=environment(home, **more), capture_output=True, text=True, check=False)


def scalar(database: Path, question: str) -> Any:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(question).fetchone()[0]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the demo was set up once, after somebody had tried to serve it too early."""
    folder = tmp_path_factory.mktemp("运行目录")
    assert daylight(folder, "serve").returncode == 1
    assert (folder / "daylight.sqlite3").exists()
    done = daylight(folder, "setup-demo", "--scale", SCALE, "--stamp", "first")
    assert done.returncode == 0, done.stderr
    return folder


def test_the_home_says_what_it_was_made_from(home: Path) -> None:
    ready = json.loads((home / "ready.json").read_text(encoding="utf-8"))
    assert (ready["scale"], ready["seed"]) == (SCALE, 2017)
    assert not (home / "building.sqlite3").exists()


def test_every_chair_has_its_account(home: Path) -> None:
    accounts = json.loads((home / "accounts.json").read_text(encoding="utf-8"))
    names = {account["username"] for account in accounts}
    assert {"city", "head", "teacher", "expert"} <= names
    assert len([name for name in names if name.startswith("county-")]) == 7
    assert all(account["zh"] and account["en"] and account["password"] for account in accounts)


def test_both_days_are_frozen_and_sound(home: Path) -> None:
    folders = sorted(path.name for path in (home / "snapshots").iterdir())
    assert [name[:10] for name in folders] == ["2017-12-31", "2018-10-15"]
    for name in folders:
        done = daylight(home, "snapshot", "verify", str(home / "snapshots" / name))
        assert done.returncode == 0, done.stderr


def test_the_board_of_the_last_day_is_the_current_one(home: Path) -> None:
    database = home / "daylight.sqlite3"
    assert scalar(database, "SELECT as_of FROM reporting_publication WHERE current") == "2018-10-15"
    assert scalar(database, "SELECT COUNT(*) FROM reporting_publication") == 2
    assert scalar(database, "SELECT COUNT(DISTINCT target_id) FROM reporting_boardcell") >= 40


def test_what_was_done_stands_in_the_audit_chain(home: Path) -> None:
    done = daylight(home, "audit", "verify")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_demo_of_another_size_is_refused_in_words(home: Path) -> None:
    done = daylight(home, "setup-demo", "--scale", "0.03")
    assert done.returncode == 1
    assert f"规模 {SCALE}、种子 2017" in done.stderr
    assert "--fresh" in done.stderr
    assert json.loads((home / "ready.json").read_text(encoding="utf-8"))["scale"] == SCALE


def test_setting_up_again_renews_the_boards_and_keeps_the_people(home: Path) -> None:
    database = home / "daylight.sqlite3"
    before = scalar(database, "SELECT COUNT(*) FROM registry_pupil")
    done = daylight(home, "setup-demo", "--scale", SCALE, "--stamp", "second")
    assert done.returncode == 0, done.stderr
    assert json.loads((home / "ready.json").read_text(encoding="utf-8"))["stamp"] == "second"
    assert scalar(database, "SELECT COUNT(*) FROM registry_pupil") == before
    assert scalar(database, "SELECT COUNT(*) FROM reporting_publication WHERE current") == 1


def test_another_database_is_not_touched(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    done = daylight(tmp_path, "setup-demo", "--scale", SCALE, DAYLIGHT_DATABASE_URL=f"sqlite:///{other}")
    assert done.returncode == 1
    assert "DAYLIGHT_DATABASE_URL" in done.stderr
    assert not other.exists()


def test_a_killed_setting_up_leaves_no_demo_and_the_next_one_works(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "daylight", "setup-demo", "--scale", SCALE]
    child = subprocess.Popen(command, env=environment(tmp_path), stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not (tmp_path / "building.sqlite3").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert not (tmp_path / "daylight.sqlite3").exists()
    assert not (tmp_path / "ready.json").exists()
    done = daylight(tmp_path, "setup-demo", "--scale", SCALE)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "daylight.sqlite3").exists()


@pytest.mark.parametrize("how", [(), ("--fresh",)])
def test_a_city_that_is_not_the_demo_is_never_touched(tmp_path: Path, how: tuple[str, ...]) -> None:
    assert daylight(tmp_path, "manage", "migrate", "--verbosity", "0").returncode == 0
    with sqlite3.connect(tmp_path / "daylight.sqlite3") as connection:
        connection.execute(
            "INSERT INTO registry_organisation (kind, code, name, valid_from, has_primary, has_junior)"
            " VALUES ('city', '210300', '某市', '2010-09-01', 0, 0)"
        )
    done = daylight(tmp_path, "setup-demo", "--scale", SCALE, *how)
    assert done.returncode == 1
    assert "不是演示城市" in done.stderr
    assert scalar(tmp_path / "daylight.sqlite3", "SELECT name FROM registry_organisation") == "某市"
    assert not (tmp_path / "ready.json").exists()
