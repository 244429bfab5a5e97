"""The board over HTTP (公示板): what is published, in the reader's scope, with the root hash beside it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from daylight.appraisal.contract import STATUS_SIGN, STATUS_TEXT, Status
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors as reporting
from daylight.apps.reporting.types import AreaRef, DownloadRow, Frame, HeatCell
from daylight.interfaces.api import schemas
from daylight.interfaces.api.notice import ID
from daylight.interfaces.api.paging import Limit, Offset, next_offset
from daylight.interfaces.api.problems import Problem
from daylight.interfaces.kit.freshness import fresh

StatusName = Literal["missed", "behind", "no_data", "not_yet_due", "on_track", "met"]
TargetId = Annotated[str | None, Query(pattern=ID, max_length=64, description="只要这项目标 · this target only")]
OrgCode = Annotated[str | None, Query(pattern=r"^\d{6,10}$", description="只要这个机构 · this organisation only")]
CountyCode = Annotated[str | None, Query(pattern=r"^\d{6}$", description="只要这个县（市）区 · this county only")]
LevelName = Annotated[schemas.Level | None, Query(description="只要这一级 · this level only")]
StatusWanted = Annotated[StatusName | None, Query(description="只要这个状态 · this status only")]
router = Router(tags=["公示板 The board"])


class Publication(Schema):
    """Under which publication an answer was made (发布依据)."""

    as_of: date = Field(description="快照日 · day of the snapshot")
    root_hash: str = Field(description="快照根哈希，可据此重算 · root hash of the snapshot, to recompute with")
    pack: str
    pack_digest: str
    number: str
    title: schemas.Words
    published_at: datetime
    scope: str = Field(description="管辖范围的机构代码 · code of the organisation in whose scope you read")
    small_below: int = Field(description="少于这个人数的数值隐去 · values touching fewer people are suppressed")


class BoardRow(Schema):
    """Where an organisation stands on a target (目标情况)."""

    target: str
    org_code: str
    org_name: str
    level: schemas.Level
    county_code: str | None
    status: StatusName
    status_text: schemas.Words
    status_sign: str
    value: float | None
    numerator: float | None
    denominator: float | None
    threshold: float | None = Field(description="当日应达 · owed on the day")
    goal: float | None
    due_on: date | None
    pupils: int | None = Field(description="未达标涉及学生数 · pupils touched where it falls short")
    suppressed: bool = Field(description="人数过少而隐去 · hidden because too few people are touched")


class Board(schemas.Listing[BoardRow]):
    """A page of the board, with the publication it is from (公示板)."""

    publication: Publication


def frame_of(viewer: Viewer) -> Frame:
    """Return the publication that a reader sees, or say that there is none."""
    frame = reporting.frame(viewer)
    if frame is None:
        raise Http404
    return frame


def told(frame: Frame) -> dict[str, Any]:
    """Return a publication as the API says it."""
    return {
        "as_of": frame.as_of,
        "root_hash": frame.root_hash,
        "pack": frame.pack_id,
        "pack_digest": frame.pack_digest,
        "number": frame.number,
        "title": schemas.words(frame.title),
        "published_at": frame.published_at,
        "scope": frame.scope.code,
        "small_below": frame.small_below,
    }


def row_told(row: DownloadRow) -> dict[str, Any]:
    """Return a line of the board as the API says it."""
    status = Status(row.status)
    figures = ("value", "numerator", "denominator", "threshold", "goal", "due_on", "pupils")
    names = ("org_code", "org_name", "level", "county_code", "status")
    return {
        "target": row.target_id,
        **{name: getattr(row, name) for name in (*names, *figures)},
        "status_text": schemas.words(STATUS_TEXT[status]),
        "status_sign": STATUS_SIGN[status],
        "suppressed": row.hidden,
    }


@router.get(
    "/publication", response={200: Publication, 404: Problem}, operation_id="publication",
    summary="当前发布 · the current publication",
)  # fmt: skip
@decorate_view(fresh(reporting.version))
def publication(request: HttpRequest) -> Any:
    """Tell which snapshot and which pack the board was made from."""
    return told(frame_of(request.viewer))  # type: ignore[attr-defined]


@router.get(
    "/board", response={200: Board, 404: Problem, 422: Problem}, operation_id="board",
    summary="公示板逐行 · the board, line by line",
)  # fmt: skip
@decorate_view(fresh(reporting.version))
def board(
    request: HttpRequest, target: TargetId = None, org: OrgCode = None, county: CountyCode = None,
    level: LevelName = None, status: StatusWanted = None, limit: Limit = 50, offset: Offset = 0,
) -> Any:  # fmt: skip
    """List where organisations stand on targets, by target, level and code."""
    viewer = request.viewer  # type: ignore[attr-defined]
    frame = frame_of(viewer)
    wanted = {"target_id": target, "org_code": org, "county_code": county, "level": level, "status": status}
    total = reporting.downloads_total(viewer, **wanted)
    rows = reporting.downloads(viewer, limit=limit, offset=offset, **wanted)
    return {
        "items": [row_told(row) for row in rows],
        "total": total,
        "next_offset": next_offset(offset, len(rows), total),
        "publication": told(frame),
    }


class AreaCounts(Schema):
    """How an organisation's targets of one area stand (方面情况)."""

    area: str
    name: schemas.Words
    org_code: str
    org_name: str
    level: schemas.Level
    counts: dict[StatusName, int] = Field(description="各状态的目标数 · targets by status")


class Areas(Schema):
    """Areas of work against organisations, with the publication they are from (方面总览)."""

    items: list[AreaCounts]
    publication: Publication


@router.get(
    "/areas", response={200: Areas, 404: Problem}, operation_id="areas",
    summary="各方面情况 · areas of work against organisations",
)  # fmt: skip
@decorate_view(fresh(reporting.version))
def areas(request: HttpRequest) -> Any:
    """Count the targets of every area by status, for the city and the counties the reader sees."""
    viewer = request.viewer  # type: ignore[attr-defined]
    frame_of(viewer)
    view = reporting.board(viewer)
    items = [area_told(row.area, cell) for row in view.rows for cell in row.cells]
    return {"items": items, "publication": told(view.frame)}


def area_told(area: AreaRef, cell: HeatCell) -> dict[str, Any]:
    """Return one cell of the heat map as the API says it."""
    return {
        "area": area.id,
        "name": schemas.words(area.name),
        "org_code": cell.org.code,
        "org_name": cell.org.name,
        "level": cell.org.level,
        "counts": {status.value: number for status, number in cell.counts.items()},
    }
