"""Writing a snapshot (写快照): one pass over the rows, the same rows giving the same bytes.

Everything is written to a hidden part folder beside the snapshots and gets its own name by one
rename, so whatever interrupts leaves nothing that looks like a snapshot.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.lake.manifest import MANIFEST, FileEntry, Manifest, TableEntry, file_path, sealed
from daylight.lake.tables import TABLES, LakeTable
from daylight.lake.verify import verify_snapshot

#: A table's rows, batch by batch, in the order of its key.
Source = Callable[[LakeTable], Iterable[pa.RecordBatch]]
Progress = Callable[..., None]

ROW_GROUP: Final = 122_880
PART: Final = ".part-"
#: A part folder in which nothing was written for so long was left by a process that died.
STALE_SECONDS: Final = 3600


class RowsOutOfOrder(DaylightError):
    """A source's rows do not ascend by the table's key, or one comes twice (行序错乱或主键重复)."""

    code = "lake.rows-out-of-order"
    message = Text(
        "表 {table} 的行没有按主键 {key} 严格递增（县 {county}，第 {row} 行之后）",
        "The rows of {table} do not strictly ascend by {key} (county {county}, after row {row})",
    )
    remedy = Text("请按主键排序并去重后再写。", "Sort them by the key, without repetitions, and write again.")


class RowsDoNotFit(DaylightError):
    """A source gives other columns than the lake's (列不符)."""

    code = "lake.rows-do-not-fit"
    message = Text("表 {table} 的列不符：{what}", "The columns of {table} do not fit: {what}")
    remedy = Text("列与类型见 docs/reference/lake.md。", "Columns and types stand in docs/reference/lake.md.")


class DiskFull(DaylightError):
    """The disk does not hold the snapshot (磁盘已满)."""

    code = "lake.disk-full"
    message = Text("磁盘已满，没有写成快照：{folder}", "The disk is full; no snapshot was written: {folder}")
    remedy = Text("请清理磁盘后重试。", "Free some space and try again.")


class CannotWrite(DaylightError):
    """The folder of snapshots cannot be written to (无法写入)."""

    code = "lake.cannot-write"
    message = Text("无法写入 {folder}：{what}", "Cannot write to {folder}: {what}")
    remedy = Text("请换一个有写权限的文件夹。", "Use a folder that you may write to.")


def write_snapshot(
    source: Source, folder: Path, *, as_of: date, packs: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Manifest:  # fmt: skip
    """Freeze tables into a snapshot (写数据快照).

    Parameters
    ----------
    source : callable
        Returns a table's rows as Arrow batches in the order of its key; of a table split by county,
        the order must hold within each county, so counties may also come one after the other.
    folder : Path
        The folder of snapshots; this one gets the folder ``DAY-FIRST8`` inside.
    as_of : date
        The day as of which the rows were known.
    packs : mapping, optional
        Digest by id of the packs in force.
    progress : callable, optional
        Called as ``progress(done, total, doing)`` before each table.

    Returns
    -------
    Manifest
        The same one, and no file changed, where this state was frozen before.

    Raises
    ------
    RowsOutOfOrder, RowsDoNotFit, DiskFull, CannotWrite
        Nothing is left behind then.
    """
    with _part(Path(folder)) as part, ThreadPoolExecutor(1, "daylight-writer") as hand:
        entries: dict[str, TableEntry] = {}
        for done, table in enumerate(TABLES.values()):
            if progress is not None:
                progress(done, len(TABLES), Text(f"冻结{table.zh}", f"freezing {table.name}"))
            entries[table.name] = _write_table(table, source(table), part, hand)
        manifest = sealed(as_of, dict(packs or {}), entries)
        _write_synced(part / MANIFEST, manifest.text().encode())
        _settle(part, Path(folder) / manifest.name)
    return manifest


@contextmanager
def _part(folder: Path) -> Iterator[Path]:
    """Yield a hidden folder to write in; it is gone afterwards, unless it was renamed."""
    part = folder / f"{PART}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        (part / "data").mkdir(parents=True)
        _clear_stale(folder)
        yield part
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(folder=folder) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise CannotWrite(folder=folder, what=error.strerror) from error
        raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _clear_stale(folder: Path) -> None:
    """Remove what a process that died has left."""
    for left in folder.glob(f"{PART}*"):
        newest = max((path.stat().st_mtime for path in (left, *left.rglob("*")) if path.exists()), default=0.0)
        if time.time() - newest > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _settle(part: Path, place: Path) -> None:
    """Give the part its own name; a sound snapshot of that name is left as it stands."""
    if place.exists():
        try:
            verify_snapshot(place)
        except DaylightError:
            shutil.rmtree(place)
        else:
            return
    part.rename(place)
    _sync(place.parent)


def _write_table(
    table: LakeTable, batches: Iterable[pa.RecordBatch], part: Path, hand: ThreadPoolExecutor
) -> TableEntry:
    """Write a table: while one batch is being written, the source makes the next."""
    files: dict[str | None, _File] = {}
    if table.by_county:
        (part / "data" / table.name).mkdir()
    writing: Future[None] | None = None
    try:
        for batch in batches:
            if writing is not None:
                writing.result()
            writing = hand.submit(_write_batch, table, batch, part, files)
        if writing is not None:
            writing.result()
        entries = tuple(files[county].finish() for county in sorted(files, key=lambda code: code or ""))
    finally:
        if writing is not None:
            wait([writing])
        for file in files.values():
            file.close()
    return TableEntry(rows=sum(entry.rows for entry in entries), files=entries)


def _write_batch(table: LakeTable, batch: pa.RecordBatch, part: Path, files: dict[str | None, _File]) -> None:
    for county, rows in _by_county(table, _fitting(table, batch)):
        if county not in files:
            files[county] = _File(table, county, part)
        files[county].add(rows)


def _fitting(table: LakeTable, batch: pa.RecordBatch) -> pa.RecordBatch:
    if batch.schema.equals(table.schema):
        return batch
    if batch.schema.names != table.schema.names:
        odd = sorted(set(batch.schema.names) ^ set(table.schema.names))
        raise RowsDoNotFit(table=table.name, what=", ".join(odd) or ", ".join(batch.schema.names))
    odd = [
        f"{got.name} {got.type} ≠ {want.type}" for got, want in zip(batch.schema, table.schema, strict=True)
        if got.type != want.type
    ]  # fmt: skip
    if odd:
        raise RowsDoNotFit(table=table.name, what=", ".join(odd))
    return pa.RecordBatch.from_arrays(batch.columns, schema=table.schema)


def _by_county(table: LakeTable, batch: pa.RecordBatch) -> Iterator[tuple[str | None, pa.RecordBatch]]:
    """Yield a batch's rows county by county, their order kept."""
    if not batch.num_rows:
        return
    if not table.by_county:
        yield None, batch
        return
    counties = batch.column("county_code")
    for county in pc.unique(counties).to_pylist():
        same = pc.is_null(counties) if county is None else pc.equal(counties, county)
        yield county, batch.filter(same)


class _File:
    """One Parquet file being written (写入中的文件): row groups of one size, whatever the batches."""

    def __init__(self, table: LakeTable, county: str | None, part: Path) -> None:
        self.table, self.county, self.part = table, county, part
        self.path = file_path(table.name, county, table.by_county)
        self.rows, self.waiting = 0, 0
        self.batches: list[pa.RecordBatch] = []
        self.last: pa.RecordBatch | None = None
        self.writer: Any = None

    def add(self, batch: pa.RecordBatch) -> None:
        """Take rows; whole row groups are written at once."""
        self._need_order(batch)
        self.batches.append(batch)
        self.waiting += batch.num_rows
        while self.waiting >= ROW_GROUP:
            waiting = pa.Table.from_batches(self.batches)
            self._write(waiting.slice(0, ROW_GROUP))
            rest = waiting.slice(ROW_GROUP)
            self.batches, self.waiting = rest.to_batches(), rest.num_rows

    def finish(self) -> FileEntry:
        """Write what waits and return the file's entry."""
        if self.waiting:
            self._write(pa.Table.from_batches(self.batches))
        self.close()
        place = self.part / self.path
        _sync(place)
        with place.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return FileEntry(
            path=self.path, county=self.county, rows=self.rows, bytes=place.stat().st_size, sha256=sha256
        )

    def close(self) -> None:
        """Let go of the file."""
        if self.writer is not None:
            self.writer.close()
            self.writer = None

    def _write(self, rows: pa.Table) -> None:
        if self.writer is None:
            self.writer = pq.ParquetWriter(
                self.part / self.path, self.table.schema, compression="zstd", compression_level=3, version="2.6",
                store_schema=False,
            )  # fmt: skip
        self.writer.write_table(rows.combine_chunks(), row_group_size=ROW_GROUP)
        self.rows += rows.num_rows

    def _need_order(self, batch: pa.RecordBatch) -> None:
        """Refuse rows that do not come after those before."""
        keys = batch.select(list(self.table.key))
        seen = pa.Table.from_batches([keys] if self.last is None else [self.last, keys]).combine_chunks()
        if not _ascends(seen):
            told = {"key": ", ".join(self.table.key), "county": self.county or "—", "row": self.rows + self.waiting}
            raise RowsOutOfOrder(table=self.table.name, **told)
        self.last = keys.slice(keys.num_rows - 1)


def _ascends(keys: pa.Table) -> bool:
    """Tell whether every row of keys is greater than the one before, column by column from the first."""
    if any(column.null_count for column in keys.columns):
        return False
    rises: Any = False
    for column in reversed(keys.columns):
        before, after = column.slice(0, len(column) - 1), column.slice(1)
        rises = pc.or_(pc.less(before, after), pc.and_(pc.equal(before, after), rises))
    return bool(pc.all(rises, min_count=0).as_py())


def _write_synced(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _sync(path)


def _sync(path: Path) -> None:
    """Have the disk hold what was written, so that a rename never outlives its files."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
