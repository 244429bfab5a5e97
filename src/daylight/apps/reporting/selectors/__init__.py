"""What is read of published boards (发布查询): every selector takes the viewer and returns typed views."""

from daylight.apps.reporting.selectors.board import area, board
from daylight.apps.reporting.selectors.clauses import clause, clauses
from daylight.apps.reporting.selectors.downloads import downloads, downloads_total, frame, lines, publications, version
from daylight.apps.reporting.selectors.history import publication_history
from daylight.apps.reporting.selectors.organisations import map_points, organisation, organisations, school_glance
from daylight.apps.reporting.selectors.rows import rows
from daylight.apps.reporting.selectors.search import search
from daylight.apps.reporting.selectors.snapshots import manifest_text, may_take_snapshot, snapshot, snapshot_files
from daylight.apps.reporting.selectors.targets import target, targets

__all__ = [
    "area",
    "board",
    "clause",
    "clauses",
    "downloads",
    "downloads_total",
    "frame",
    "lines",
    "manifest_text",
    "map_points",
    "may_take_snapshot",
    "organisation",
    "organisations",
    "publication_history",
    "publications",
    "rows",
    "school_glance",
    "search",
    "snapshot",
    "snapshot_files",
    "target",
    "targets",
    "version",
]
