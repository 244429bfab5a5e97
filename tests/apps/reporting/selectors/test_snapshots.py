"""The snapshot behind the board: what it holds, who may have it, and what if it is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.models import Publication
from daylight.apps.reporting.scope import snapshot_folder
from daylight.apps.reporting.selectors import snapshots as room
from daylight.apps.reporting.selectors.rows import SnapshotGone
from daylight.lake.manifest import MANIFEST


@pytest.fixture
def real_city(monkeypatch: pytest.MonkeyPatch, settings: Any, published: None) -> None:
    """An installation whose pupils are real, and whose city has not opened its snapshots."""
    monkeypatch.setattr(room, "is_demo", lambda: False)
    settings.DAYLIGHT_OPEN_SNAPSHOTS = False


def test_it_tells_what_lies_in_the_folder(looks: dict[str, Viewer]) -> None:
    view = selectors.snapshot(looks["public"])
    folder = snapshot_folder(Publication.objects.get())
    files = list(folder.rglob("*.parquet"))
    assert sum(table.files for table in view.tables) == len(files)
    assert view.size == sum(file.stat().st_size for file in files)
    assert view.rows == sum(table.rows for table in view.tables) > 0
    assert {table.name for table in view.tables} >= {"organisation", "pupil", "record"}


@pytest.mark.usefixtures("real_city")
def test_only_who_may_take_snapshots_may_take_one_home(who: str, viewer: Viewer) -> None:
    assert selectors.may_take_snapshot(viewer) == (who == "city")
    if who == "city":
        files = selectors.snapshot_files(viewer)
        assert files.names[0] == MANIFEST
        assert all((files.folder / name).is_file() for name in files.names)
    else:
        with pytest.raises(NotThere):
            selectors.snapshot_files(viewer)


@pytest.mark.usefixtures("real_city")
def test_the_city_may_open_its_snapshots_to_everybody(viewer: Viewer, settings: Any) -> None:
    settings.DAYLIGHT_OPEN_SNAPSHOTS = True
    assert selectors.may_take_snapshot(viewer)
    assert selectors.snapshot_files(viewer).names


def test_in_the_demo_everybody_may_have_it(viewer: Viewer, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.DAYLIGHT_OPEN_SNAPSHOTS = False
    monkeypatch.setattr(room, "is_demo", lambda: True)
    assert selectors.may_take_snapshot(viewer)


def test_the_manifest_is_public_and_as_it_is_written(viewer: Viewer) -> None:
    written = (snapshot_folder(Publication.objects.get()) / MANIFEST).read_text(encoding="utf-8")
    assert selectors.manifest_text(viewer).strip() == written.strip()


def elsewhere(tmp_path: Path) -> dict[str, str]:
    return {"folder": str(tmp_path / "nowhere")}


def another(tmp_path: Path) -> dict[str, str]:
    return {"root_hash": "0" * 64}


@pytest.mark.parametrize("change", [elsewhere, another])
def test_a_snapshot_that_is_gone_is_said_to_be_and_the_board_stays(
    looks: dict[str, Viewer], tmp_path: Path, change: Any
) -> None:
    Publication.objects.update(**change(tmp_path))
    assert selectors.snapshot(looks["city"]).tables == ()
    assert selectors.board(looks["city"]).counts.total > 0
    for read in (selectors.manifest_text, selectors.snapshot_files):
        with pytest.raises(SnapshotGone):
            read(looks["city"])
