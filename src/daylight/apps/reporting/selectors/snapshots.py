"""The snapshot behind a board, to take home (快照下载): what it holds, and who may have it.

The manifest is public with every figure. The files hold single pupils' rows, without names but one by
one; the public gets them where the city has decided so, and in the demo, whose pupils are made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from daylight.apps.accounts.installation import is_demo
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.models import Publication
from daylight.apps.reporting.scope import desk, snapshot_folder
from daylight.apps.reporting.selectors.downloads import publications
from daylight.apps.reporting.selectors.rows import SnapshotGone
from daylight.apps.reporting.types import Frame, PublicationRef
from daylight.kernel.errors import DaylightError
from daylight.lake.manifest import MANIFEST, Manifest


@dataclass(frozen=True, slots=True)
class TableHeld:
    """A table of a snapshot (快照中的表): in how many files, how many rows, how big."""

    name: str
    files: int
    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class SnapshotView:
    """What the snapshot of the current board holds (快照); no tables where its folder is not at hand."""

    frame: Frame
    tables: tuple[TableHeld, ...]
    publications: tuple[PublicationRef, ...]

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        return sum(table.size for table in self.tables)

    @property
    def rows(self) -> int:
        """Return how many rows it holds."""
        return sum(table.rows for table in self.tables)


@dataclass(frozen=True, slots=True)
class SnapshotFiles:
    """The files of a snapshot (快照文件): its folder, and their paths inside, the manifest first."""

    frame: Frame
    folder: Path
    names: tuple[str, ...]


def may_take_snapshot(viewer: Viewer) -> bool:
    """Tell whether a viewer may take the whole snapshot home (可否下载快照)."""
    return viewer.may(Right.SNAPSHOT) or settings.DAYLIGHT_OPEN_SNAPSHOTS or is_demo()


def snapshot(viewer: Viewer) -> SnapshotView:
    """Return what the snapshot of the current board holds (快照内容), and which publications there were.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    try:
        tables = tuple(
            TableHeld(name, len(table.files), table.rows, sum(file.bytes for file in table.files))
            for name, table in manifest_of(at.publication).tables.items()
        )
    except SnapshotGone:
        tables = ()
    return SnapshotView(at.frame(), tables, publications(viewer))


def snapshot_files(viewer: Viewer) -> SnapshotFiles:
    """Return the files of the current board's snapshot (快照文件), for those who may take it home.

    Raises
    ------
    NothingPublished, NotThere, SnapshotGone
        A snapshot that the viewer may not have is not there.
    """
    at = desk(viewer)
    if not may_take_snapshot(viewer):
        raise NotThere(what=at.publication.root_hash[:8])
    names = (MANIFEST, *(file.path for file in manifest_of(at.publication).files))
    return SnapshotFiles(at.frame(), snapshot_folder(at.publication), names)


def manifest_text(viewer: Viewer) -> str:
    """Return the manifest of the current board's snapshot (清单), as it is written in its folder.

    Raises
    ------
    NothingPublished, NotThere, SnapshotGone
    """
    return manifest_of(desk(viewer).publication).text()


def manifest_of(publication: Publication) -> Manifest:
    """Return the manifest of a publication's snapshot, its files at hand (取清单).

    Raises
    ------
    SnapshotGone
        If the folder was moved, or is not the one that was published.
    """
    from daylight.lake import open_snapshot

    try:
        manifest = open_snapshot(snapshot_folder(publication)).manifest
    except DaylightError as fault:
        raise SnapshotGone(what=publication.root_hash[:8]) from fault
    if manifest.root_hash != publication.root_hash:
        raise SnapshotGone(what=publication.root_hash[:8])
    return manifest
