"""The same rows give the same bytes, and whatever interrupts leaves nothing behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from daylight.kernel.text import Text
from daylight.lake import open_snapshot, writer
from daylight.lake.manifest import MANIFEST
from daylight.lake.tables import TABLES, LakeTable
from daylight.lake.writer import (
    PART,
    CannotWrite,
    DiskFull,
    RowsDoNotFit,
    RowsOutOfOrder,
    write_snapshot,
)
from tests.apps.town import town

from . import TODAY, Source, bytes_of, freeze

ROOT = Path(__file__).parents[2]


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    files = sorted((folder / "data").glob(f"{name}*")) if not TABLES[name].by_county else []
    files += sorted((folder / "data" / name).glob("*.parquet"))
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


def test_the_folder_is_named_by_day_and_root(tmp_path: Path) -> None:
    manifest = freeze(tmp_path)
    assert manifest.name == f"2018-10-15-{manifest.root_hash[:8]}"
    assert [path.name for path in tmp_path.iterdir()] == [manifest.name]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_in_the_files(name: str, tmp_path: Path) -> None:
    manifest = freeze(tmp_path)
    key = TABLES[name].key
    rows = sorted(read(tmp_path / manifest.name, name), key=lambda row: tuple(row[column] for column in key))
    assert rows == town().tables[name].sort_by([(column, "ascending") for column in key]).to_pylist()
    assert manifest.tables[name].rows == len(rows)


def test_rows_lie_in_their_countys_file_and_the_citys_own_apart(tmp_path: Path) -> None:
    folder = tmp_path / freeze(tmp_path).name
    posts = {path.stem: pq.ParquetFile(path).read() for path in (folder / "data" / "staff_post").iterdir()}
    assert {name: table["county_code"].unique().to_pylist() for name, table in posts.items()} == {
        "county=210302": ["210302"], "county=210321": ["210321"], "county=city": [None],
    }  # fmt: skip


def test_a_table_that_is_not_split_is_one_file(tmp_path: Path) -> None:
    manifest = freeze(tmp_path)
    assert [file.path for file in manifest.tables["pupil"].files] == ["data/pupil.parquet"]


def test_a_table_without_rows_has_no_file(tmp_path: Path) -> None:
    manifest = freeze(tmp_path, town(tally=[]))
    assert (manifest.tables["tally"].rows, manifest.tables["tally"].files) == (0, ())
    assert open_snapshot(tmp_path / manifest.name, verify=True).tables()["tally"].count().to_pyarrow().as_py() == 0


@pytest.mark.parametrize("batch", [1, 2, 5])
def test_the_batches_make_no_difference(batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "ROW_GROUP", 3)
    whole = freeze(tmp_path / "whole")
    parts = freeze(tmp_path / "parts", batch=batch)
    assert bytes_of(tmp_path / "whole" / whole.name) == bytes_of(tmp_path / "parts" / parts.name)


def test_the_files_carry_no_words_of_the_program_but_its_maker(tmp_path: Path) -> None:
    folder = tmp_path / freeze(tmp_path).name
    found = pq.ParquetFile(folder / "data" / "pupil.parquet")
    assert found.metadata.metadata is None
    assert found.metadata.row_group(0).column(0).compression == "ZSTD"


def test_row_groups_have_one_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "ROW_GROUP", 5)
    folder = tmp_path / freeze(tmp_path).name
    found = pq.ParquetFile(folder / "data" / "pupil.parquet").metadata
    assert [found.row_group(place).num_rows for place in range(found.num_row_groups)] == [5, 5, 2]


def test_counties_may_come_one_after_the_other(tmp_path: Path) -> None:
    """A generator of a nation yields county by county; ids ascend within each."""
    source = Source()

    def by_county(table: LakeTable) -> Iterator[pa.RecordBatch]:
        rows = next(iter(source(table)), None)
        if rows is None or not table.by_county:
            yield from source(table)
            return
        for county in sorted(rows["county_code"].unique().to_pylist(), key=str, reverse=True):
            same = [value == county for value in rows["county_code"].to_pylist()]
            yield rows.filter(pa.array(same))

    made = write_snapshot(by_county, tmp_path / "a", as_of=TODAY)
    assert made.root_hash == write_snapshot(source, tmp_path / "b", as_of=TODAY).root_hash


def test_the_same_state_twice_is_one_folder_and_no_file_is_touched(tmp_path: Path) -> None:
    first = freeze(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / first.name).rglob("*")}
    assert freeze(tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / first.name).rglob("*")} == before
    assert len(list(tmp_path.iterdir())) == 1


def test_a_damaged_snapshot_of_the_same_state_is_put_right(tmp_path: Path) -> None:
    first = freeze(tmp_path)
    whole = bytes_of(tmp_path / first.name)
    (tmp_path / first.name / "data" / "pupil.parquet").write_bytes(b"nothing")
    freeze(tmp_path)
    assert bytes_of(tmp_path / first.name) == whole


def test_another_day_or_another_pack_is_another_root(tmp_path: Path) -> None:
    source = Source()
    roots = {
        write_snapshot(source, tmp_path, as_of=day, packs=packs).root_hash
        for day, packs in ((TODAY, {}), (TODAY, {"p": "1"}), (TODAY.replace(day=16), {}))
    }
    assert len(roots) == 3


def test_one_other_value_is_another_root(tmp_path: Path) -> None:
    changed = town()
    pupils = changed.tables["pupil"].to_pylist()
    pupils[0]["migrant"] = not pupils[0]["migrant"]
    assert freeze(tmp_path).root_hash != freeze(tmp_path, town(pupil=pupils)).root_hash


def test_progress_is_told_before_each_table_in_both_languages(tmp_path: Path) -> None:
    told: list[tuple[int, int, Text]] = []
    write_snapshot(Source(), tmp_path, as_of=TODAY, progress=lambda *words: told.append(words))
    assert [(done, of) for done, of, _ in told] == [(place, 10) for place in range(10)]
    assert (told[2][2].zh, told[2][2].en) == ("冻结学生", "freezing pupil")


@pytest.mark.parametrize(
    ("name", "order"), [("pupil", [2, 1]), ("pupil", [1, 1]), ("evidence", [1, 0]), ("class_course", [2, 1, 0])]
)
def test_rows_that_do_not_ascend_are_refused_by_name(name: str, order: list[int], tmp_path: Path) -> None:
    source = Source()

    def muddled(table: LakeTable) -> Iterator[pa.RecordBatch]:
        batches = list(source(table))
        yield from [batches[0].take(order)] if table.name == name else batches

    with pytest.raises(RowsOutOfOrder) as caught:
        write_snapshot(muddled, tmp_path, as_of=TODAY)
    assert name in str(caught.value)
    assert TABLES[name].key[0] in caught.value.says("en")
    assert list(tmp_path.iterdir()) == []


def test_rows_that_do_not_ascend_from_batch_to_batch_are_refused(tmp_path: Path) -> None:
    source = Source()

    def twice(table: LakeTable) -> Iterator[pa.RecordBatch]:
        yield from source(table)
        if table.name == "pupil":
            yield from source(table)

    with pytest.raises(RowsOutOfOrder) as caught:
        write_snapshot(twice, tmp_path, as_of=TODAY)
    assert "after row 12" in caught.value.says("en")


def test_a_key_without_a_value_is_refused(tmp_path: Path) -> None:
    (row,) = town().tables["tally"].to_pylist()
    with pytest.raises(RowsOutOfOrder):
        freeze(tmp_path, town(tally=[row, {**row, "tally_id": None}]))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda rows: rows.drop_columns(["migrant"]), "migrant"),
        (lambda rows: rows.append_column("name", pa.array(["王"] * 12)), "name"),
        (lambda rows: rows.set_column(0, "pupil_id", rows["pupil_id"].cast(pa.int32())), "int32"),
        (lambda rows: rows.select(rows.column_names[::-1]), "left_behind"),
    ],
)
def test_other_columns_are_refused_by_name(change: Any, named: str, tmp_path: Path) -> None:
    made = town()
    odd = change(made.tables["pupil"])
    source = Source(made)

    def other(table: LakeTable) -> Iterator[pa.RecordBatch]:
        yield from odd.to_batches() if table.name == "pupil" else source(table)

    with pytest.raises(RowsDoNotFit, match=named):
        write_snapshot(other, tmp_path, as_of=TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, DiskFull), (errno.EACCES, CannotWrite), (errno.EROFS, CannotWrite), (errno.EIO, OSError)],
)
def test_a_disk_that_refuses_is_said_in_words_and_nothing_is_left(
    number: int, error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(writer.pq.ParquetWriter, "write_table", fail)
    with pytest.raises(error):
        freeze(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite) as caught:
        freeze(tmp_path / "file")
    assert "Use a folder" in caught.value.says("en")


def test_a_source_that_fails_leaves_nothing(tmp_path: Path) -> None:
    source = Source()

    def failing(table: LakeTable) -> Iterator[pa.RecordBatch]:
        yield from source(table)
        if table.name == "record":
            raise RuntimeError("the database is gone")

    with pytest.raises(RuntimeError, match="gone"):
        write_snapshot(failing, tmp_path, as_of=TODAY)
    assert list(tmp_path.iterdir()) == []


KILLED = """
import sys, time
from pathlib import Path
from tests.lake import Source, TODAY
from daylight.lake import write_snapshot
source = Source()
def slow(table):
    yield from source(table)
    if table.name == "record":
        print("writing", flush=True)
        time.sleep(60)
write_snapshot(slow, Path(sys.argv[1]), as_of=TODAY)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are not for Windows")
def test_a_killed_process_leaves_no_snapshot_and_the_next_one_succeeds(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    with child.stdout:
        assert child.stdout.readline().strip() == "writing"
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert [path.name[: len(PART)] for path in tmp_path.iterdir()] == [PART]
    assert not list(tmp_path.rglob(MANIFEST))
    manifest = freeze(tmp_path)
    assert open_snapshot(tmp_path / manifest.name, verify=True).root_hash == manifest.root_hash


@pytest.mark.parametrize(("age", "left"), [(0, 1), (writer.STALE_SECONDS + 60, 0)])
def test_what_a_dead_process_left_is_removed_after_a_while(age: int, left: int, tmp_path: Path) -> None:
    part = tmp_path / f"{PART}1-dead"
    part.mkdir()
    (part / "pupil.parquet").write_bytes(b"half")
    then = time.time() - age
    for path in (part / "pupil.parquet", part):
        os.utime(path, (then, then))
    freeze(tmp_path)
    assert len(list(tmp_path.glob(f"{PART}*"))) == left
