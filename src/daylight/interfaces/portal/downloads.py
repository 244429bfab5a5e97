"""Files for everybody (公开下载): the figures, the snapshot's manifest, and the snapshot where the city gives it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from daylight.apps.reporting import selectors as reporting
from daylight.apps.reporting.types import DownloadRow, Frame
from daylight.interfaces.portal import figures
from daylight.interfaces.portal.access import everybody, public, show
from daylight.interfaces.portal.zipping import zipped

#: Which lines may be asked for: by level, and by county.
LEVELS = ("city", "county", "school")
Writer = Callable[[Frame, Iterable[DownloadRow], figures.Names], Iterator[str]]


def wanted(request: HttpRequest) -> dict[str, str | None]:
    """Return which lines were asked for; 404 for a level or county that there cannot be."""
    level, county = request.GET.get("level") or None, request.GET.get("county") or None
    if level not in (None, *LEVELS) or not re.fullmatch(r"[0-9]{6}", county or "000000"):
        raise Http404
    return {"level": level, "county_code": county}


def named(frame: Frame, request: HttpRequest, ending: str) -> str:
    """Return the name of a file: what it is of, and from which snapshot."""
    parts = (frame.pack_id, frame.snapshot_folder, *filter(None, wanted(request).values()))
    return "-".join(parts) + ending


def attached(response: HttpResponseBase, name: str, root_hash: str) -> HttpResponseBase:
    """Let a browser keep an answer as a file; the root hash stands beside it."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Daylight-Root-Hash"] = root_hash
    return response


@everybody
def page(request: HttpRequest) -> HttpResponse:
    """What can be taken home (数据下载)."""
    view = reporting.snapshot(public(request))
    counties = reporting.organisations(public(request), level="county").counties
    may_take = reporting.may_take_snapshot(request.viewer)  # type: ignore[attr-defined]
    rule = figures.SUPPRESSION.filled(limit=view.frame.small_below)
    more = {"counties": counties, "may_take": may_take, "rule": rule, "licence": figures.LICENCE}
    return show(request, "downloads", view, **more)


def figures_file(request: HttpRequest, write: Writer, kind: str, ending: str) -> HttpResponseBase:
    """Send the figures line by line as they are read (逐行发送)."""
    reader = public(request)
    listed = reporting.targets(reader)
    names = {brief.target.id: brief.target.name for brief in listed.targets}
    parts = write(listed.frame, reporting.lines(reader, **wanted(request)), names)
    response = StreamingHttpResponse(figures.in_blocks(parts), content_type=kind)
    return attached(response, named(listed.frame, request, ending), listed.frame.root_hash)


@everybody
def csv_file(request: HttpRequest) -> HttpResponseBase:
    """The figures as CSV (表格)."""
    return figures_file(request, figures.as_csv, "text/csv; charset=utf-8", ".csv")


@everybody
def json_file(request: HttpRequest) -> HttpResponseBase:
    """The figures as JSON."""
    return figures_file(request, figures.as_json, "application/json; charset=utf-8", ".json")


@everybody
def manifest(request: HttpRequest) -> HttpResponseBase:
    """The manifest of the snapshot (快照清单): every file with its fingerprint."""
    frame = reporting.targets(public(request)).frame
    response = HttpResponse(reporting.manifest_text(public(request)), content_type="application/json; charset=utf-8")
    return attached(response, f"{frame.snapshot_folder}-manifest.json", frame.root_hash)


@everybody
def snapshot(request: HttpRequest) -> HttpResponseBase:
    """The snapshot itself (快照文件), where the reader may have it; else it is not there."""
    held = reporting.snapshot_files(request.viewer)  # type: ignore[attr-defined]
    name = held.frame.snapshot_folder
    response = StreamingHttpResponse(zipped(held.folder, held.names, name), content_type="application/zip")
    return attached(response, f"{name}.zip", held.frame.root_hash)
