"""The lake (数据湖): frozen Parquet, its schemas, manifest, writer and readers. No Django, no live table."""

from daylight.lake.manifest import MANIFEST, FileEntry, Manifest
from daylight.lake.reader import Listing, Snapshot, list_snapshots, open_snapshot
from daylight.lake.verify import verify_snapshot
from daylight.lake.writer import write_snapshot

__all__ = [
    "MANIFEST", "FileEntry", "Listing", "Manifest", "Snapshot",
    "list_snapshots", "open_snapshot", "verify_snapshot", "write_snapshot",
]  # fmt: skip
