"""What pages and the API read (阅读模型): frozen values, no models, nothing to look up any more.

Every view carries its ``frame``: as of when, from which snapshot, under which pack, for whose scope.
Texts are kernel ``Text``; a number that the reader may not see is None with ``hidden`` set, and its
text says so. Sequences are tuples.
"""

from __future__ import annotations

from daylight.apps.reporting.types.board import AreaView, Attention, BoardView, DueNext, HeatCell, HeatRow, MapShare
from daylight.apps.reporting.types.clauses import ClauseItem, ClauseListView, ClauseView, DutyView, HandingView
from daylight.apps.reporting.types.downloads import DownloadRow, Hit
from daylight.apps.reporting.types.frame import Frame, OrgRef, PublicationRef, StatusCounts
from daylight.apps.reporting.types.organisations import (
    AreaCells,
    ClassSize,
    MapPoint,
    OrganisationsView,
    OrganisationView,
    OrgBrief,
    Place,
    SchoolGlance,
    SizeAt,
)
from daylight.apps.reporting.types.publications import Change, PublicationItem, PublicationsView
from daylight.apps.reporting.types.targets import (
    AreaRef,
    Cell,
    ClauseRef,
    MeasureView,
    OwedPoint,
    Path,
    PathPoint,
    ReadingView,
    RowColumn,
    RowsView,
    TargetBrief,
    TargetListView,
    TargetRef,
    TargetView,
)

__all__ = [
    "AreaCells",
    "AreaRef",
    "AreaView",
    "Attention",
    "BoardView",
    "Cell",
    "Change",
    "ClassSize",
    "ClauseItem",
    "ClauseListView",
    "ClauseRef",
    "ClauseView",
    "DownloadRow",
    "DueNext",
    "DutyView",
    "Frame",
    "HandingView",
    "HeatCell",
    "HeatRow",
    "Hit",
    "MapPoint",
    "MapShare",
    "MeasureView",
    "OrgBrief",
    "OrgRef",
    "OrganisationView",
    "OrganisationsView",
    "OwedPoint",
    "Path",
    "PathPoint",
    "Place",
    "PublicationItem",
    "PublicationRef",
    "PublicationsView",
    "ReadingView",
    "RowColumn",
    "RowsView",
    "SchoolGlance",
    "SizeAt",
    "StatusCounts",
    "TargetBrief",
    "TargetListView",
    "TargetRef",
    "TargetView",
]
