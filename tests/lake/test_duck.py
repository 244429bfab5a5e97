"""DuckDB holds small tables, reads large ones where they lie, and asks nobody for anything."""

from __future__ import annotations

from pathlib import Path

import duckdb
import ibis
import pytest

from daylight.lake import duck, open_snapshot
from daylight.lake.duck import DuckTables, select_from
from daylight.lake.manifest import read_manifest
from daylight.lake.tables import TABLES
from tests.apps.town import town

from . import freeze


@pytest.fixture
def tables(folder: Path) -> DuckTables:
    return DuckTables(folder, read_manifest(folder))


def kinds(tables: DuckTables) -> dict[str, str]:
    rows = tables.run("SELECT table_name, table_type FROM information_schema.tables").to_pylist()
    return {row["table_name"]: row["table_type"] for row in rows}


def test_a_table_is_loaded_when_it_is_asked_for(tables: DuckTables) -> None:
    assert kinds(tables) == {}
    tables["pupil"]
    assert kinds(tables) == {"pupil": "BASE TABLE"}


def test_a_large_table_stays_in_its_files(tables: DuckTables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "HELD_ROWS", 5)
    assert tables["pupil"].count().to_pyarrow().as_py() == 12
    tables["tally"]
    assert kinds(tables) == {"pupil": "VIEW", "tally": "BASE TABLE"}


def test_nothing_is_attached_and_nothing_downloaded(tables: DuckTables) -> None:
    for name in TABLES:
        tables[name]
    attached = tables.run("SELECT database_name FROM duckdb_databases() WHERE NOT internal").to_pylist()
    assert attached == [{"database_name": "memory"}]
    rules = "autoinstall_known_extensions", "autoload_known_extensions"
    for name in rules:
        assert tables.run(f"SELECT current_setting('{name}') AS held")["held"][0].as_py() in (False, "false")


@pytest.mark.parametrize(("limit", "told"), [("256MB", "244.1 MiB"), ("1GB", "953.6 MiB")])
def test_memory_is_bounded(limit: str, told: str, folder: Path) -> None:
    tables = open_snapshot(folder, memory_limit=limit).tables()
    assert tables.run("SELECT current_setting('memory_limit') AS held")["held"][0].as_py() == told


def test_an_intermediate_table_has_the_types_that_were_asked_for(tables: DuckTables) -> None:
    tables["class_membership"]
    kept = ibis.schema({"class_id": "int64", "size": "int64"})
    for _ in range(2):
        tables.create("kept_1", kept, "SELECT class_id, SUM(1) AS size FROM class_membership GROUP BY 1")
    assert tables.has("kept_1")
    assert tables.named("kept_1", kept).to_pyarrow().schema.names == ["class_id", "size"]
    assert str(tables.run("SELECT typeof(size) AS kind FROM kept_1 LIMIT 1")["kind"][0]) == "BIGINT"


def test_an_intermediate_table_that_failed_half_way_can_be_made_after_all(tables: DuckTables) -> None:
    kept = ibis.schema({"class_id": "int64"})
    with pytest.raises(duckdb.Error):
        tables.create("kept_2", kept, "SELECT error('no memory')::BIGINT AS class_id")
    assert not tables.has("kept_2")
    tables.create("kept_2", kept, "SELECT 1 AS class_id")
    assert tables.run("SELECT * FROM kept_2").to_pylist() == [{"class_id": 1}]


def test_a_closed_database_answers_nothing(tables: DuckTables) -> None:
    tables["pupil"]
    tables.close()
    with pytest.raises(duckdb.ConnectionException):
        tables.database.execute("SELECT 1")


def test_a_query_that_was_compiled_before_runs_when_its_tables_are_ready(tables: DuckTables) -> None:
    tables.ready(["tally", "pupil"])
    assert tables.run("SELECT COUNT(*) AS n FROM pupil, tally")["n"][0].as_py() == 12
    assert tables.arrow(tables["tally"].select("covered")).to_pylist() == [{"covered": 6}]


@pytest.mark.parametrize("name", TABLES)
def test_the_select_for_others_reads_the_same_where_the_snapshot_lies(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with duckdb.connect() as database:
        count = database.execute(f"SELECT COUNT(*) FROM ({select_from(None, read_manifest(folder), name)})").fetchone()
    assert count == (town().tables[name].num_rows,)


def test_the_select_of_an_empty_table_has_its_columns(tmp_path: Path) -> None:
    manifest = freeze(tmp_path, town(record=[], evidence=[]))
    with duckdb.connect() as database:
        found = database.execute(select_from(None, manifest, "record"))
        assert [column[0] for column in found.description] == TABLES["record"].schema.names
        assert found.fetchall() == []


def test_a_folder_with_an_apostrophe_is_read(tmp_path: Path) -> None:
    odd = tmp_path / "it's 快照"
    manifest = freeze(odd)
    assert open_snapshot(odd / manifest.name).tables()["pupil"].count().to_pyarrow().as_py() == 12


def test_the_working_folder_does_not_matter(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    snapshot = open_snapshot(Path(folder.name))
    tables = snapshot.tables()
    monkeypatch.chdir(Path.cwd().anchor)
    assert tables["pupil"].count().to_pyarrow().as_py() == 12


def test_what_does_not_fit_into_memory_is_put_aside_outside_the_working_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "..")
    before = {path.name for path in Path.cwd().iterdir()}
    tables = DuckTables(folder, read_manifest(folder), memory_limit="64MB")
    spread = "SELECT i, hash(i)::VARCHAR || repeat('x', 64) AS word FROM range(600000) AS t(i) ORDER BY hash(i)"
    assert tables.run(f"SELECT COUNT(*) AS n FROM ({spread})")["n"][0].as_py() == 600_000
    assert {path.name for path in Path.cwd().iterdir()} == before
    aside = tables.run("SELECT current_setting('temp_directory') AS held")["held"][0].as_py()
    assert not Path(aside).is_relative_to(Path.cwd())
