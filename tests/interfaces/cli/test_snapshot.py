"""Snapshots at the command line: taken by the operator, listed and verified without a database."""

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

from daylight.interfaces.cli.main import group
from daylight.lake import MANIFEST, open_snapshot
from daylight.lake.verify import FileAltered
from tests.lake import freeze


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own, and a reader of Chinese."""
    monkeypatch.setenv("DAYLIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    return tmp_path


def run(*arguments: str, fails: bool = False) -> Result:
    done = CliRunner().invoke(group, ["snapshot", *arguments])
    assert (done.exit_code != 0) == fails, done.output
    return done


def test_a_sound_snapshot_is_said_to_hold_with_its_root(home: Path) -> None:
    manifest = freeze(home / "snapshots")
    for named in (manifest.name, str(home / "snapshots" / manifest.name)):
        said = run("verify", named).output
        assert "快照完好：截至 2018-10-15" in said
        assert manifest.root_hash in said
        assert f"{manifest.rows} 行" in said


def test_it_speaks_english_to_an_english_terminal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    name = freeze(home / "snapshots").name
    assert "The snapshot holds: as of 2018-10-15" in run("verify", name).output


def test_a_flipped_byte_is_named(home: Path) -> None:
    folder = home / "snapshots" / freeze(home / "snapshots").name
    path = folder / "data" / "pupil.parquet"
    content = bytearray(path.read_bytes())
    content[50] ^= 1
    path.write_bytes(content)
    done = run("verify", str(folder), fails=True)
    assert isinstance(done.exception, FileAltered)
    assert "pupil.parquet" in str(done.exception)


def test_the_command_itself_says_the_fault_and_ends_with_one(home: Path) -> None:
    folder = home / "snapshots" / freeze(home / "snapshots").name
    (folder / "data" / "pupil.parquet").unlink()
    env = {**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "daylight", "snapshot", "verify", str(folder)], env=env, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip().endswith("pupil.parquet is missing Get the snapshot again.")


def test_snapshots_are_listed_with_day_root_rows_and_packs(home: Path) -> None:
    first, last = (freeze(home / "snapshots", as_of=day) for day in (date(2017, 12, 31), date(2018, 10, 15)))
    lines = run("list").output.splitlines()
    assert lines == [
        "\t".join((str(made.as_of), made.name, made.root_hash, f"{made.rows:,}", "anshan-2017-066"))
        for made in (first, last)
    ]


def test_a_damaged_one_is_listed_with_its_fault(home: Path) -> None:
    manifest = freeze(home / "elsewhere")
    (home / "elsewhere" / manifest.name / MANIFEST).write_text(json.dumps({"format": "other"}))
    said = run("list", "--folder", str(home / "elsewhere")).output
    assert said.startswith(f"✕ {manifest.name}\t")
    assert "manifest.json" in said


def test_none_is_said(home: Path) -> None:
    assert str(home / "snapshots") in run("list").output


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django is ready in the tests, with settings of its own."""
    monkeypatch.setattr("daylight.interfaces.cli.snapshot.make_django_ready", lambda: None)


@pytest.mark.django_db
def test_the_operator_freezes_what_the_database_knew_on_a_day(home: Path, ready: None) -> None:
    from daylight.apps.accounts.models import AuditEntry

    said = run("take", "--as-of", "2018-10-15").output
    (made,) = (home / "snapshots").iterdir()
    snapshot = open_snapshot(made, verify=True)
    assert str(made) in said
    assert snapshot.root_hash in said
    assert snapshot.manifest.packs.keys() == {"anshan-2017-066"}
    entry = AuditEntry.objects.order_by("sequence").last()
    assert entry is not None
    assert (entry.code, entry.actor) == ("casework.snapshot.take", "system")


@pytest.mark.django_db
def test_it_may_be_written_elsewhere(home: Path, ready: None) -> None:
    run("take", "--as-of", "2017-12-31", "--folder", str(home / "elsewhere"))
    (made,) = (home / "elsewhere").iterdir()
    assert open_snapshot(made).as_of == date(2017, 12, 31)


@pytest.mark.parametrize("arguments", [("take",), ("take", "--as-of", "yesterday"), ("verify",)])
def test_what_is_not_said_is_asked_for(arguments: Any, ready: None) -> None:
    assert run(*arguments, fails=True).exit_code == 2
