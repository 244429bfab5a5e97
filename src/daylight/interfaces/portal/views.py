"""Pages for everybody (公开页面): each makes one call as the public and renders."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from daylight.appraisal.contract import Status
from daylight.apps.reporting import selectors as reporting
from daylight.interfaces.kit.asked import page_number
from daylight.interfaces.portal import tapmap
from daylight.interfaces.portal.access import everybody, public, show


def asked_status(request: HttpRequest) -> str | None:
    """Return the status asked for, None for anything that is none."""
    wanted = request.GET.get("status", "")
    return wanted if wanted in set(Status) else None


@everybody
def board(request: HttpRequest) -> HttpResponse:
    """The public board (公示板): the present one, or an older one by its number."""
    asked = request.GET.get("publication", "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise Http404
    view = reporting.board(public(request), publication_id=int(asked) if asked else None)
    return show(request, "board", view, older=bool(asked))


@everybody
def area(request: HttpRequest, area_id: str, org_code: str) -> HttpResponse:
    """An area of work in one organisation (方面明细)."""
    return show(request, "area", reporting.area(public(request), area_id, org_code))


@everybody
def targets(request: HttpRequest) -> HttpResponse:
    """Every target, with where the city stands (全部目标)."""
    view = reporting.targets(public(request))
    wanted = asked_status(request)
    shown = [brief for brief in view.targets if wanted in (None, brief.cell and brief.cell.status)]
    groups = [(area, [brief for brief in shown if brief.target.area_id == area.id]) for area in view.areas]
    return show(request, "targets", view, groups=groups, status=wanted)


@everybody
def target(request: HttpRequest, target_id: str) -> HttpResponse:
    """A target (目标页): what is owed, what was measured, the counties and schools."""
    view = reporting.target(
        public(request), target_id, org_code=request.GET.get("org") or None, status=asked_status(request),
        page=page_number(request),
    )  # fmt: skip
    return show(request, "target", view)


@everybody
def clauses(request: HttpRequest) -> HttpResponse:
    """The clauses of the notice (通知条款)."""
    return show(request, "clauses", reporting.clauses(public(request)))


@everybody
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """One clause (条款): our words, and what follows from it."""
    return show(request, "clause", reporting.clause(public(request), clause_id))


@everybody
def schools(request: HttpRequest) -> HttpResponse:
    """Find a school (找学校): by name, by county, or the nearest to a point of the map."""
    asked = {name: request.GET.get(name, "").strip()[:64] for name in ("q", "county", "stage")}
    frame = reporting.frame(public(request))
    city = frame.scope.code if frame else ""
    near = tapmap.point(request.GET, city)
    view = reporting.organisations(
        public(request), county_code=asked["county"] or None, words=asked["q"], stage=asked["stage"] or None,
        near=near, page=page_number(request),
    )  # fmt: skip
    return show(request, "schools", view, asked=any(asked.values()), near=near, map=tapmap.size(city))


@everybody
def tap_map(request: HttpRequest) -> HttpResponse:
    """The map to tap on (点选地图), as an image."""
    view = reporting.organisations(public(request), level="county")
    drawn = tapmap.drawing(view.frame.scope.code, view.counties, reporting.map_points(public(request)))
    return HttpResponse(drawn, content_type="image/svg+xml")


@everybody
def school(request: HttpRequest, org_code: str) -> HttpResponse:
    """One school in plain words (学校), as a parent asks for it."""
    view = reporting.organisation(public(request), org_code)
    if view.brief.org.level != "school":
        raise Http404
    counts = view.brief.counts
    good, red = counts.met + counts.on_track, counts.missed + counts.behind
    return show(request, "school", view, good=good, red=red, rest=counts.total - good - red)


@everybody
def county(request: HttpRequest, org_code: str) -> HttpResponse:
    """A county (县区): its areas of work, what is red, and the schools that stand worst."""
    view = reporting.organisation(public(request), org_code)
    if view.brief.org.level != "county":
        raise Http404
    return show(request, "county", view)


@everybody
def search(request: HttpRequest) -> HttpResponse:
    """One box for schools, counties, targets and clauses (检索)."""
    words = request.GET.get("q", "").strip()[:64]
    hits, frame = reporting.search(public(request), words), reporting.frame(public(request))
    return render(request, "portal/search.html", {"hits": hits, "words": words, "words_sought": words, "frame": frame})
