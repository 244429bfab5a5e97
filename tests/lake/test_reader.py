"""A snapshot opened: its tables, by whom and how often they are asked for; the list of snapshots."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from daylight.lake import list_snapshots, open_snapshot
from daylight.lake.manifest import NotASnapshot
from daylight.lake.reader import UnknownBackend
from daylight.lake.tables import TABLES
from daylight.lake.verify import FileMissing
from tests.apps.town import town

from . import TODAY, freeze, frozen


def test_it_says_what_it_is(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    assert (snapshot.as_of, snapshot.folder) == (TODAY, folder)
    assert folder.name.endswith(snapshot.root_hash[:8])


def test_it_may_be_named_as_text(folder: Path) -> None:
    assert open_snapshot(str(folder)).root_hash == open_snapshot(folder).root_hash


@pytest.mark.parametrize("name", TABLES)
def test_every_table_comes_back_with_its_own_types(name: str, folder: Path) -> None:
    key = [(column, "ascending") for column in TABLES[name].key]
    rows = open_snapshot(folder).tables()[name].to_pyarrow().cast(TABLES[name].schema)
    assert rows.sort_by(key).to_pylist() == town().tables[name].sort_by(key).to_pylist()


def test_the_tables_of_a_back_end_are_started_once(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    assert snapshot.tables() is snapshot.tables("duckdb")


def test_a_closed_snapshot_starts_anew(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    first = snapshot.tables()
    snapshot.close()
    assert snapshot.tables() is not first
    assert snapshot.tables()["pupil"].count().to_pyarrow().as_py() == 12


def test_an_unknown_back_end_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(UnknownBackend) as caught:
        open_snapshot(folder).tables("pandas")
    assert "duckdb" in caught.value.says("en")
    assert "pandas" in str(caught.value)


def test_eight_readers_at_once_get_what_one_gets(folder: Path) -> None:
    snapshot = open_snapshot(folder)

    def sizes(_: int) -> list[int]:
        tables = snapshot.tables()
        return [tables[name].count().to_pyarrow().as_py() for name in TABLES for _ in range(3)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(sizes, range(16)))
    assert found == [[town().tables[name].num_rows for name in TABLES for _ in range(3)]] * 16


def test_snapshots_are_listed_by_day(tmp_path: Path) -> None:
    for day in (date(2018, 10, 15), date(2017, 12, 31)):
        freeze(tmp_path, as_of=day)
    (tmp_path / "other").mkdir()
    (tmp_path / ".part-1-x").mkdir()
    found = list_snapshots(tmp_path)
    assert [item.manifest and item.manifest.as_of for item in found] == [date(2017, 12, 31), date(2018, 10, 15)]
    assert all(item.manifest and item.folder.name == item.manifest.name for item in found)


def test_a_damaged_snapshot_is_listed_with_its_fault(tmp_path: Path) -> None:
    manifest = freeze(tmp_path)
    (tmp_path / manifest.name / "data" / "pupil.parquet").unlink()
    (found,) = list_snapshots(tmp_path)
    assert found.manifest is None
    assert isinstance(found.fault, FileMissing)


def test_no_folder_is_no_snapshots(tmp_path: Path) -> None:
    assert list_snapshots(tmp_path / "nowhere") == []
    with pytest.raises(NotASnapshot):
        open_snapshot(tmp_path / "nowhere")


def test_a_part_being_written_is_not_listed(tmp_path: Path) -> None:
    manifest = freeze(tmp_path)
    (tmp_path / manifest.name).rename(tmp_path / f".part-{manifest.name}")
    assert list_snapshots(tmp_path) == []


def test_a_table_of_the_city_alone_is_read_with_the_counties(tmp_path: Path) -> None:
    staff = frozen(tmp_path).tables()["staff_post"].to_pyarrow()
    assert sorted(staff["county_code"].to_pylist(), key=str) == ["210302", "210302", "210321", None]
    assert staff.schema.field("county_code").type in (pa.string(), pa.large_string())
