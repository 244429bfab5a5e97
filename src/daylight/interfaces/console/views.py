"""Pages that show (看的页面): each loads, makes one call, renders."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.appraisal.contract import Status
from daylight.apps.accounts.installation import today
from daylight.apps.accounts.roles import Right
from daylight.apps.duties import selectors as duties
from daylight.apps.reporting import selectors
from daylight.interfaces.console.sheets import rows_csv
from daylight.interfaces.kit.access import inside
from daylight.interfaces.kit.asked import page_number


def show(request: HttpRequest, template: str, view: Any, **more: Any) -> HttpResponse:
    """Render a page, or only its list where the list alone was asked for."""
    part = "#list" if getattr(request, "htmx", False) and not request.htmx.boosted else ""  # type: ignore[attr-defined]
    context = {"view": view, "frame": getattr(view, "frame", None), **more}
    return render(request, f"console/{template}.html{part}", context)


@require_safe
@inside
def board(request: HttpRequest) -> HttpResponse:
    """The board (总览)."""
    view = selectors.board(request.viewer, on=today())  # type: ignore[attr-defined]
    own = selectors.school_glance(request.viewer) if view.frame.scope.level == "school" else None  # type: ignore[attr-defined]
    points = selectors.map_points(request.viewer) if view.frame.scope.level == "county" else ()  # type: ignore[attr-defined]
    return render(request, "console/board.html", {"view": view, "frame": view.frame, "own": own, "points": points})


@require_safe
@inside
def area(request: HttpRequest, area_id: str, org_code: str) -> HttpResponse:
    """An area in one organisation (方面明细)."""
    view = selectors.area(request.viewer, area_id, org_code)  # type: ignore[attr-defined]
    return render(request, "console/area.html", {"view": view, "frame": view.frame})


@require_safe
@inside
def targets(request: HttpRequest) -> HttpResponse:
    """Every target, or those of one status (目标列表)."""
    view = selectors.targets(request.viewer, org_code=request.GET.get("org") or None)  # type: ignore[attr-defined]
    status = asked if (asked := request.GET.get("status", "")) in set(Status) else ""
    shown = [brief for brief in view.targets if not status or (brief.cell and brief.cell.status == status)]
    return show(request, "targets", view, shown=shown, status=status)


@require_safe
@inside
def target(request: HttpRequest, target_id: str) -> HttpResponse:
    """A target in one organisation (目标页)."""
    org_code, status = request.GET.get("org") or None, request.GET.get("status") or None
    view = selectors.target(
        request.viewer,
        target_id,
        org_code=org_code,
        status=status,
        page=page_number(request),  # type: ignore[attr-defined]
    )
    return show(request, "target", view)


@require_safe
@inside
def rows(request: HttpRequest, target_id: str) -> HttpResponse:
    """The rows behind a number (原始记录)."""
    view = selectors.rows(
        request.viewer, target_id, org_code=request.GET.get("org") or None,  # type: ignore[attr-defined]
        only_short=request.GET.get("short") == "1", page=page_number(request),
    )  # fmt: skip
    may_take = request.viewer.may(Right.SEE_PEOPLE)  # type: ignore[attr-defined]
    if request.GET.get("format") == "csv":
        if not may_take:
            raise PermissionDenied
        return rows_csv(view)
    return show(request, "rows", view, may_take=may_take)


@require_safe
@inside
def clauses(request: HttpRequest) -> HttpResponse:
    """The clauses of the notice (通知条款)."""
    view = selectors.clauses(request.viewer)  # type: ignore[attr-defined]
    return render(request, "console/clauses.html", {"view": view, "frame": view.frame})


@require_safe
@inside
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """One clause (条款)."""
    view = selectors.clause(request.viewer, clause_id)  # type: ignore[attr-defined]
    progress = duties.progress_of(request.viewer, [duty.id for duty in view.duties], on=today())  # type: ignore[attr-defined]
    return render(request, "console/clause.html", {"view": view, "frame": view.frame, "progress": progress})


@require_safe
@inside
def schools(request: HttpRequest) -> HttpResponse:
    """Schools, searched and filtered (学校)."""
    asked = {name: request.GET.get(name, "").strip() or None for name in ("county", "status", "stage")}
    view = selectors.organisations(
        request.viewer, county_code=asked["county"], words=request.GET.get("q", ""), status=asked["status"],  # type: ignore[attr-defined]
        stage=asked["stage"], page=page_number(request),
    )  # fmt: skip
    return show(request, "schools", view)


@require_safe
@inside
def school(request: HttpRequest, org_code: str) -> HttpResponse:
    """A school (学校页), which prints for the wall."""
    view = selectors.organisation(request.viewer, org_code)  # type: ignore[attr-defined]
    if view.brief.org.level != "school":
        raise Http404
    viewer = request.viewer  # type: ignore[attr-defined]
    owed, evidence = duties.owed_and_kept(viewer, on=today(), org_code=org_code)
    more = {"owed": owed, "evidence": evidence, "seen": {viewer.org_code} if viewer.level == "school" else None}
    return render(request, "console/school.html", {"view": view, "frame": view.frame, **more})


@require_safe
@inside
def county(request: HttpRequest, org_code: str) -> HttpResponse:
    """A county (县区页)."""
    view = selectors.organisation(request.viewer, org_code)  # type: ignore[attr-defined]
    if view.brief.org.level != "county":
        raise Http404
    return render(request, "console/county.html", {"view": view, "frame": view.frame})


@require_safe
@inside
def publications(request: HttpRequest) -> HttpResponse:
    """The publications, and what changed between them (评价与发布)."""
    return show(request, "publications", selectors.publication_history(request.viewer))  # type: ignore[attr-defined]


@require_safe
@inside
def search(request: HttpRequest) -> HttpResponse:
    """One box for everything (检索)."""
    words = request.GET.get("q", "").strip()[:64]
    hits = selectors.search(request.viewer, words)  # type: ignore[attr-defined]
    return show(request, "search", hits, words=words)
