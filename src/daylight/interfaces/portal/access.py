"""Everybody comes in (公开): the same page for everybody, kept by caches until something is published.

A page of the portal shows what the public may see, also to those who are signed in: what they see
beyond that is in the workbench.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight import __version__
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors as reporting
from daylight.interfaces.kit.access import open_to_all
from daylight.interfaces.kit.freshness import View, form_of, fresh

_DOORS = Path(__file__).parents[1]


@cache
def form() -> str:
    """Return the version of the pages' own form: the program's, and when a template was last written."""
    folders = [_DOORS / door / part for door in ("kit", "portal") for part in ("templates", "locale")]
    return f"{__version__} {form_of(folders)}"


def version(viewer: Viewer) -> str:
    """Return what a page depends on: the publication, the pages' form, the reader's language and name."""
    given = settings.DAYLIGHT_OPEN_SNAPSHOTS
    return f"{reporting.version(viewer)} {form()} {viewer.language} {viewer.user_id} {given}"


def public(request: HttpRequest) -> Viewer:
    """Return the public as the viewer, reading the language of the request (公众视角)."""
    return Viewer.public(request.viewer.language)  # type: ignore[attr-defined]


def everybody(view: View) -> View:
    """Let a page be for everybody (公开页面): only read, spared where known, 404 for what is not there."""
    return require_safe(fresh(version)(open_to_all(view)))


def show(request: HttpRequest, template: str, view: Any, **more: Any) -> HttpResponse:
    """Render a page of the portal with its view and the frame that it carries."""
    return render(request, f"portal/{template}.html", {"view": view, "frame": view.frame, **more})
