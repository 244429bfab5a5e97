"""``daylight demo`` writes the made-up city without Django, and the same one for the same seed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from daylight.interfaces.cli import demo as module
from daylight.interfaces.cli.demo import demo
from daylight.interfaces.cli.main import COMMANDS, main
from daylight.lake import verify_snapshot

SMALL = ["--scale", "0.001"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(demo, list(arguments), catch_exceptions=False)


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def test_it_needs_no_database() -> None:
    assert not COMMANDS["demo"].database


def test_it_writes_a_snapshot_and_says_its_root(tmp_path: Path) -> None:
    done = run(*SMALL, "--out", str(tmp_path))
    (folder,) = tmp_path.iterdir()
    assert verify_snapshot(folder).root_hash in done.stdout
    assert str(folder) in done.stdout


def test_it_counts_the_rows_of_every_table(tmp_path: Path) -> None:
    done = run(*SMALL, "--out", str(tmp_path))
    (folder,) = tmp_path.iterdir()
    pupils = verify_snapshot(folder).tables["pupil"].rows
    assert any(line.split() == [f"{pupils:,}", "学生"] for line in done.stdout.splitlines())


def test_it_speaks_english_to_english_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    done = run(*SMALL, "--out", str(tmp_path))
    assert "root hash" in done.stdout
    assert any(line.split()[1:] == ["pupil"] for line in done.stdout.splitlines())


def test_the_same_seed_gives_the_same_root(tmp_path: Path) -> None:
    roots = [run(*SMALL, "--seed", seed, "--out", str(tmp_path / name)).stdout.split()[-1] for name, seed in
             (("a", "5"), ("b", "5"), ("c", "6"))]  # fmt: skip
    assert roots[0] == roots[1] != roots[2]


def test_without_a_folder_it_goes_to_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "snapshots_folder", lambda: tmp_path / "home")
    run(*SMALL)
    assert len(list((tmp_path / "home").iterdir())) == 1


def test_progress_is_shown_when_asked_for(tmp_path: Path) -> None:
    quiet = run(*SMALL, "--out", str(tmp_path / "a"))
    shown = run(*SMALL, "--progress", "--out", str(tmp_path / "b"))
    assert quiet.stderr == ""
    assert "%" in shown.stderr


def test_a_city_that_cannot_be_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["demo", "--scale", "0", "--out", str(tmp_path)])
    assert caught.value.code == 1
    assert "规模" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_it_runs_where_there_is_no_django(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from daylight.interfaces.cli.main import main\n"
        f"main(['demo', '--scale', '0.001', '--out', {str(tmp_path)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.iterdir())) == 1
