"""Verifying a snapshot (核验快照): every file against the manifest, every fault by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text
from daylight.lake.manifest import MANIFEST, FileEntry, Manifest, read_manifest
from daylight.lake.tables import TABLES


class FileMissing(DaylightError):
    """A file that the manifest names is not there (缺文件)."""

    code = "lake.file-missing"
    message = Text("缺少文件 {path}", "The file {path} is missing")
    remedy = Text("请重新取得这份快照。", "Get the snapshot again.")


class FileTooMany(DaylightError):
    """A file that the manifest does not name (多出文件)."""

    code = "lake.file-too-many"
    message = Text("多出清单里没有的文件 {path}", "The file {path} is not in the manifest")
    remedy = Text(
        "快照文件夹里只能有清单列出的文件，请移走它。", "Move it away: a snapshot holds the listed files and no other."
    )


class FileAltered(DaylightError):
    """A file is not the one that was written (文件被改)."""

    code = "lake.file-altered"
    message = Text("文件 {path} 被改动：{what}", "The file {path} was altered: {what}")
    remedy = Text("请重新取得这份快照。", "Get the snapshot again.")


class FileDoesNotFit(DaylightError):
    """A file's rows or columns are not what manifest and schema say (行列不符)."""

    code = "lake.file-does-not-fit"
    message = Text("文件 {path} 与清单或表结构不符：{what}", "The file {path} does not fit manifest or schema: {what}")
    remedy = Text("请用写出它的程序版本重新冻结。", "Freeze it again with the version of the program that wrote it.")


def verify_snapshot(folder: Path) -> Manifest:
    """Check everything of a snapshot (全面核验): manifest, root hash, files, fingerprints, rows, columns.

    Returns
    -------
    Manifest
        If all holds.

    Raises
    ------
    NotASnapshot, ManifestUnreadable, ForeignSchema, WrongRoot
        If the manifest itself does not hold.
    FileMissing, FileTooMany, FileAltered, FileDoesNotFit
        If one file does not.
    Problems
        If several do not, naming each.
    """
    manifest = read_manifest(folder)
    refuse([*presence(folder, manifest), *contents(folder, manifest)])
    return manifest


def refuse(faults: list[DaylightError]) -> None:
    """Raise what was found: the one fault, or all of them together."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Problems(faults)


def presence(folder: Path, manifest: Manifest) -> Iterator[DaylightError]:
    """Yield faults that are seen without reading: files missing, too many, of another size."""
    listed = {file.path: file for file in manifest.files}
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    for path, file in listed.items():
        if path not in found:
            yield FileMissing(path=folder / path)
        elif (size := found[path].stat().st_size) != file.bytes:
            yield FileAltered(path=folder / path, what=f"{size} ≠ {file.bytes} bytes")
    for path in sorted(found.keys() - listed.keys() - {MANIFEST}):
        yield FileTooMany(path=folder / path)


def contents(folder: Path, manifest: Manifest) -> Iterator[DaylightError]:
    """Yield faults of the files' contents; files of another size were named already."""
    for name, table in manifest.tables.items():
        for file in table.files:
            path = folder / file.path
            if path.is_file() and path.stat().st_size == file.bytes:
                yield from _content(path, file, TABLES[name].schema)


def _content(path: Path, file: FileEntry, schema: pa.Schema) -> Iterator[DaylightError]:
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    if sha256 != file.sha256:
        yield FileAltered(path=path, what=f"SHA-256 {sha256[:8]}… ≠ {file.sha256[:8]}…")
        return
    try:
        found = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        yield FileDoesNotFit(path=path, what=error)
        return
    with found:
        if found.metadata.num_rows != file.rows:
            yield FileDoesNotFit(path=path, what=f"{found.metadata.num_rows} ≠ {file.rows} rows")
        if not found.schema_arrow.equals(schema):
            odd = [field.name for field in schema if field not in list(found.schema_arrow)]
            yield FileDoesNotFit(path=path, what=", ".join(odd) or "columns")
