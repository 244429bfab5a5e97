"""Reading snapshots (读快照): open, list, and hand out their tables on a back end."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.lake.manifest import MANIFEST, Manifest, read_manifest
from daylight.lake.verify import presence, refuse, verify_snapshot


class UnknownBackend(DaylightError):
    """A back end that the lake does not have (未知的计算后端)."""

    code = "lake.unknown-backend"
    message = Text("没有计算后端 {name}", "There is no back end {name}")
    remedy = Text("可用：duckdb、spark。", "There are: duckdb, spark.")


@dataclass(eq=False)
class Snapshot:
    """A frozen state (数据快照): its folder, its manifest, its tables.

    Notes
    -----
    Back ends are started when first asked for and kept; tables may be asked for by several threads.
    """

    folder: Path
    manifest: Manifest
    memory_limit: str = "1GB"
    _backends: dict[str, Any] = field(default_factory=dict, repr=False)
    _lock: Any = field(default_factory=threading.Lock, repr=False)

    @property
    def root_hash(self) -> str:
        """Return the root hash (根哈希)."""
        return self.manifest.root_hash

    @property
    def as_of(self) -> date:
        """Return the day as of which it was taken (截至日)."""
        return self.manifest.as_of

    def tables(self, backend: str = "duckdb") -> Any:
        """Return the tables on a back end (取表): ``tables()["pupil"]`` is an Ibis table.

        Raises
        ------
        UnknownBackend
        """
        with self._lock:
            if backend not in self._backends:
                self._backends[backend] = self._started(backend)
            return self._backends[backend]

    def _started(self, backend: str) -> Any:
        if backend == "duckdb":
            from daylight.lake.duck import DuckTables

            return DuckTables(self.folder, self.manifest, memory_limit=self.memory_limit)
        if backend == "spark":
            from daylight.lake.spark import SparkTables

            return SparkTables(self.folder, self.manifest)
        raise UnknownBackend(name=backend)

    def close(self) -> None:
        """Let go of the back ends."""
        with self._lock:
            for tables in self._backends.values():
                tables.close()
            self._backends.clear()


def open_snapshot(folder: Path | str, verify: bool = False, *, memory_limit: str = "1GB") -> Snapshot:
    """Open a snapshot (打开快照).

    Parameters
    ----------
    folder : Path
        Its own folder.
    verify : bool
        Also read every file and check its fingerprint, rows and columns; without it the manifest, its
        root and the files' presence and sizes are checked.
    memory_limit : str
        What the DuckDB back end may take.

    Raises
    ------
    NotASnapshot, ManifestUnreadable, ForeignSchema, WrongRoot
    FileMissing, FileTooMany, FileAltered, FileDoesNotFit, Problems
    """
    folder = Path(folder)
    if verify:
        manifest = verify_snapshot(folder)
    else:
        manifest = read_manifest(folder)
        refuse(list(presence(folder, manifest)))
    return Snapshot(folder, manifest, memory_limit)


@dataclass(frozen=True, slots=True)
class Listing:
    """One folder in the folder of snapshots (清单项): its manifest, or what is wrong with it."""

    folder: Path
    manifest: Manifest | None
    fault: DaylightError | None = None


def list_snapshots(folder: Path | str) -> list[Listing]:
    """Return the snapshots in a folder, oldest day first (列出快照); a damaged one with its fault."""
    found = [_listing(path.parent) for path in sorted(Path(folder).glob(f"[!.]*/{MANIFEST}"))]
    return sorted(found, key=lambda item: (item.manifest.as_of.isoformat() if item.manifest else "", item.folder.name))


def _listing(folder: Path) -> Listing:
    try:
        return Listing(folder, open_snapshot(folder).manifest)
    except DaylightError as fault:
        return Listing(folder, None, fault)
