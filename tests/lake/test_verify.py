"""A flipped byte, a missing file, a file too many: each is refused by name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from daylight.kernel.errors import DaylightError, Problems
from daylight.lake import MANIFEST, open_snapshot, verify_snapshot
from daylight.lake.manifest import WrongRoot
from daylight.lake.verify import FileAltered, FileDoesNotFit, FileMissing, FileTooMany

from . import rewrite

PUPILS = "data/pupil.parquet"


def flip(path: Path, place: int = -20) -> None:
    """Flip one bit of a file; its size stays."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def replace(folder: Path, rows: pa.Table, told: int | None = None) -> None:
    """Put other pupils in the place of the file and seal the manifest as if nothing were."""
    path = folder / PUPILS
    pq.write_table(rows, path, store_schema=False)
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    entry = {
        "path": PUPILS, "rows": told or rows.num_rows, "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }  # fmt: skip
    rewrite(folder, tables={**content["tables"], "pupil": {"rows": entry["rows"], "files": [entry]}})


def test_what_was_written_holds(folder: Path) -> None:
    assert verify_snapshot(folder).name == folder.name


@pytest.mark.parametrize("place", [0, 100, -1])
def test_a_flipped_byte_is_named(place: int, folder: Path) -> None:
    flip(folder / PUPILS, place)
    with pytest.raises(FileAltered) as caught:
        verify_snapshot(folder)
    assert PUPILS in str(caught.value)
    assert "SHA-256" in caught.value.says("en")


def test_every_single_file_is_looked_at(folder: Path) -> None:
    for path in sorted((folder / "data").rglob("*.parquet")):
        flip(path)
        with pytest.raises(FileAltered, match=path.name):
            verify_snapshot(folder)
        flip(path)
    verify_snapshot(folder)


def test_a_flipped_byte_of_the_manifest_is_seen(folder: Path) -> None:
    path = folder / MANIFEST
    path.write_text(path.read_text(encoding="utf-8").replace('"rows": 12', '"rows": 13'), encoding="utf-8")
    with pytest.raises(WrongRoot):
        open_snapshot(folder)


def shorten(folder: Path) -> None:
    path = folder / PUPILS
    path.write_bytes(path.read_bytes()[:-1])


def add(name: str) -> Callable[[Path], None]:
    def adding(folder: Path) -> None:
        (folder / name).write_bytes(b"x")

    return adding


@pytest.mark.parametrize(
    ("damage", "error", "named"),
    [
        (lambda folder: (folder / PUPILS).unlink(), FileMissing, PUPILS),
        (shorten, FileAltered, PUPILS),
        (add("notes.txt"), FileTooMany, "notes.txt"),
        (add("data/record/county=210399.parquet"), FileTooMany, "county=210399.parquet"),
        (add("data/.hidden"), FileTooMany, ".hidden"),
    ],
)
@pytest.mark.parametrize("verify", [False, True])
def test_what_is_seen_without_reading_is_refused_on_opening(
    damage: Callable[[Path], None], error: type[DaylightError], named: str, verify: bool, folder: Path
) -> None:
    damage(folder)
    with pytest.raises(error) as caught:
        open_snapshot(folder, verify=verify)
    assert named in str(caught.value)
    assert named in caught.value.says("en")


def test_a_flipped_byte_is_only_seen_by_reading(folder: Path) -> None:
    flip(folder / PUPILS)
    assert open_snapshot(folder).root_hash
    with pytest.raises(FileAltered):
        open_snapshot(folder, verify=True)


def test_several_faults_are_named_together(folder: Path) -> None:
    (folder / PUPILS).unlink()
    add("notes.txt")(folder)
    flip(folder / "data" / "organisation.parquet")
    with pytest.raises(Problems) as caught:
        verify_snapshot(folder)
    assert [type(problem) for problem in caught.value.problems] == [FileMissing, FileTooMany, FileAltered]
    assert all(word in caught.value.says("en") for word in ("pupil.parquet", "notes.txt", "organisation.parquet"))


def pupils(folder: Path) -> pa.Table:
    return pq.ParquetFile(folder / PUPILS).read()


@pytest.mark.parametrize(
    ("change", "told", "named"),
    [
        (lambda rows: rows.drop_columns(["migrant"]), None, "migrant"),
        (lambda rows: rows.append_column("name", pa.array(["王"] * 12)), None, "columns"),
        (lambda rows: rows.set_column(0, "pupil_id", rows["pupil_id"].cast(pa.int32())), None, "pupil_id"),
        (lambda rows: rows.slice(1), 12, "11 ≠ 12 rows"),
    ],
)
def test_rows_and_columns_that_do_not_fit_are_named_though_sealed(
    change: Callable[[pa.Table], pa.Table], told: int | None, named: str, folder: Path
) -> None:
    replace(folder, change(pupils(folder)), told)
    with pytest.raises(FileDoesNotFit) as caught:
        verify_snapshot(folder)
    assert named in str(caught.value)


def test_a_file_that_is_no_parquet_is_named_though_sealed(folder: Path) -> None:
    path = folder / PUPILS
    rows = pupils(folder)
    replace(folder, rows)
    path.write_bytes(b"x" * 64)
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    entry = {**content["tables"]["pupil"]["files"][0], "bytes": 64, "sha256": hashlib.sha256(b"x" * 64).hexdigest()}
    rewrite(folder, tables={**content["tables"], "pupil": {"rows": 12, "files": [entry]}})
    with pytest.raises(FileDoesNotFit, match=r"pupil\.parquet"):
        verify_snapshot(folder)


@pytest.mark.parametrize("error", [FileMissing, FileTooMany, FileAltered, FileDoesNotFit])
def test_every_fault_speaks_both_languages(error: type[DaylightError]) -> None:
    assert not error.message.zh.isascii()
    assert error.message.en.isascii()
    assert error.remedy.zh
    assert error.remedy.en
