"""The town frozen: small snapshots that tests may damage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from daylight.lake import MANIFEST, Manifest, Snapshot, open_snapshot, write_snapshot
from daylight.lake.manifest import root_hash
from daylight.lake.tables import LakeTable
from tests.apps.town import Town, town

TODAY = date(2018, 10, 15)
PACKS = {"anshan-2017-066": "a" * 64}


class Source:
    """A town as the writer reads it: each table sorted by its key, in batches of a size."""

    def __init__(self, made: Town | None = None, batch: int = 65_536) -> None:
        self.tables, self.batch = (made or town()).tables, batch

    def __call__(self, table: LakeTable) -> Iterator[pa.RecordBatch]:
        ordered = self.tables[table.name].sort_by([(column, "ascending") for column in table.key])
        yield from ordered.to_batches(self.batch)


def freeze(folder: Path, made: Town | None = None, as_of: date = TODAY, batch: int = 65_536) -> Manifest:
    """Freeze a town."""
    return write_snapshot(Source(made, batch), folder, as_of=as_of, packs=PACKS)


def frozen(folder: Path, made: Town | None = None) -> Snapshot:
    """Freeze a town and open it."""
    return open_snapshot(folder / freeze(folder, made).name)


def rewrite(folder: Path, **changes: Any) -> None:
    """Change a manifest and seal it anew, as somebody would who knows how."""
    path = folder / MANIFEST
    content = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    manifest = Manifest.model_validate(content)
    path.write_text(manifest.model_copy(update={"root_hash": root_hash(manifest)}).text(), encoding="utf-8")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
