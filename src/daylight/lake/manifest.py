"""The manifest (清单): what a snapshot holds, file by file, under one root hash.

Lives here: its shape, its canonical text and hash, reading it. Must not: looking at the Parquet files,
which ``verify`` does.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.lake.tables import SCHEMA_VERSION, TABLES

MANIFEST: Final = "manifest.json"
FORMAT: Final = "daylight-snapshot"
#: Where rows without a county go: the city's own.
CITY_PART: Final = "city"

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class NotASnapshot(DaylightError):
    """A folder holds no manifest (不是快照)."""

    code = "lake.not-a-snapshot"
    message = Text("{folder} 不是数据快照：没有 manifest.json", "{folder} is no snapshot: it has no manifest.json")
    remedy = Text("请指向快照自己的文件夹。", "Name the snapshot's own folder.")


class ManifestUnreadable(DaylightError):
    """The manifest is not what a manifest looks like (清单无法识读)."""

    code = "lake.manifest-unreadable"
    message = Text("{path} 无法识读：{what}", "{path} cannot be read: {what}")
    remedy = Text("请重新取得这份快照。", "Get the snapshot again.")


class ForeignSchema(DaylightError):
    """The snapshot was written with other tables (快照结构版本不符)."""

    code = "lake.foreign-schema"
    message = Text(
        "{path} 的结构版本是 {version}，本程序识读版本 {known}",
        "{path} has schema version {version}; this program reads version {known}",
    )
    remedy = Text("请用写出它的程序版本打开。", "Open it with the version of the program that wrote it.")


class WrongRoot(DaylightError):
    """The root hash does not follow from the manifest (根哈希不符)."""

    code = "lake.wrong-root"
    message = Text(
        "{path} 的根哈希应为 {right}，写的是 {told}", "The root hash of {path} should be {right}; it says {told}"
    )
    remedy = Text("清单被改动过，请重新取得这份快照。", "The manifest was altered; get the snapshot again.")


class FileEntry(BaseModel):
    """One Parquet file of a snapshot (文件): where, which county's, how big, its fingerprint."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    path: str
    county: str | None = None
    rows: Annotated[int, Field(ge=1)]
    bytes: Annotated[int, Field(ge=1)]
    sha256: Digest


class TableEntry(BaseModel):
    """One table of a snapshot (表): its rows and its files, none when it is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    rows: Annotated[int, Field(ge=0)]
    files: tuple[FileEntry, ...] = ()


class Manifest(BaseModel):
    """What a snapshot holds (清单).

    Notes
    -----
    It says nothing of when, where or by whom it was taken, so the same state gives the same root.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: str = FORMAT
    schema_version: int = SCHEMA_VERSION
    as_of: date
    packs: dict[str, str] = {}
    tables: dict[str, TableEntry]
    root_hash: Digest

    @property
    def name(self) -> str:
        """Return the name of the snapshot's folder: day and first eight digits of the root."""
        return f"{self.as_of}-{self.root_hash[:8]}"

    @property
    def rows(self) -> int:
        """Return the rows of all tables."""
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> tuple[FileEntry, ...]:
        """Return all files, table by table."""
        return tuple(file for table in self.tables.values() for file in table.files)

    def text(self) -> str:
        """Return the manifest as it is written."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def sealed(as_of: date, packs: dict[str, str], tables: dict[str, TableEntry]) -> Manifest:
    """Return a manifest with its root hash (封存清单)."""
    open_one = Manifest(as_of=as_of, packs=packs, tables=tables, root_hash="0" * 64)
    return open_one.model_copy(update={"root_hash": root_hash(open_one)})


def root_hash(manifest: Manifest) -> str:
    """Return the hash over the manifest's canonical content without the root itself (根哈希)."""
    content = manifest.model_dump(mode="json", exclude={"root_hash"})
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def file_path(table: str, county: str | None, by_county: bool) -> str:
    """Return where the rows of a table, or of one county of it, lie in a snapshot."""
    return f"data/{table}/county={county or CITY_PART}.parquet" if by_county else f"data/{table}.parquet"


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a snapshot (读清单); its files are not looked at.

    Raises
    ------
    NotASnapshot, ManifestUnreadable, ForeignSchema, WrongRoot
    """
    path = folder / MANIFEST
    content = _content(path)
    version = content.get("schema_version")
    if version != SCHEMA_VERSION:
        raise ForeignSchema(path=path, version=version, known=SCHEMA_VERSION)
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise ManifestUnreadable(path=path, what=f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if (right := root_hash(manifest)) != manifest.root_hash:
        raise WrongRoot(path=path, right=right, told=manifest.root_hash)
    _need_known_places(path, manifest)
    return manifest


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotASnapshot(folder=path.parent) from error
    except (OSError, ValueError) as error:
        raise ManifestUnreadable(path=path, what=error) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ManifestUnreadable(path=path, what=f"format != {FORMAT}")
    return content


def _need_known_places(path: Path, manifest: Manifest) -> None:
    """Refuse tables that are not the lake's, and files that lie where no table's file lies."""
    if set(manifest.tables) != set(TABLES):
        odd = sorted(set(manifest.tables) ^ set(TABLES))
        raise ManifestUnreadable(path=path, what=f"tables: {', '.join(odd)}")
    for name, table in manifest.tables.items():
        for file in table.files:
            plain = file.county is None or file.county.isalnum()
            if not plain or file.path != file_path(name, file.county, TABLES[name].by_county):
                raise ManifestUnreadable(path=path, what=f"path: {file.path}")
        if table.rows != sum(file.rows for file in table.files):
            raise ManifestUnreadable(path=path, what=f"rows: {name}")
