"""Where snapshots lie, and what somebody means who names one."""

from __future__ import annotations

from pathlib import Path

import pytest

from daylight.lake.find import snapshot_folder, snapshots_folder

from . import freeze

ROOT = Path(__file__).parents[2]


def test_they_lie_in_the_stated_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAYLIGHT_HOME", str(tmp_path))
    assert snapshots_folder() == tmp_path / "snapshots"


def test_else_in_var_of_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAYLIGHT_HOME", raising=False)
    assert snapshots_folder() == ROOT / "var" / "snapshots"


def test_it_is_where_the_settings_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from daylight.site.env import home_folder

    for environ in ({"DAYLIGHT_HOME": str(tmp_path)}, {}):
        monkeypatch.delenv("DAYLIGHT_HOME", raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        assert snapshots_folder() == home_folder(environ) / "snapshots"


def test_a_name_means_one_in_the_folder_of_snapshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAYLIGHT_HOME", str(tmp_path))
    name = freeze(tmp_path / "snapshots").name
    assert snapshot_folder(name) == tmp_path / "snapshots" / name
    assert snapshot_folder(tmp_path / "snapshots" / name) == tmp_path / "snapshots" / name


def test_a_path_that_is_there_comes_first_and_an_unknown_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAYLIGHT_HOME", str(tmp_path))
    name = freeze(tmp_path / "snapshots").name
    monkeypatch.chdir(tmp_path)
    assert snapshot_folder("nowhere") == Path("nowhere")
    freeze(tmp_path)
    assert snapshot_folder(name) == Path(name)
