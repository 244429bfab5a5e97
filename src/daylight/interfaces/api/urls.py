"""Addresses of the API (接口地址), under /api/v1/."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from daylight import __version__
from daylight.interfaces.api import board, notice, problems, register
from daylight.interfaces.api.description import Door

api = Door(
    title="阳光 Daylight",
    version=__version__,
    description="只读。 Read-only: the board, targets, clauses and organisations, in the reader's scope.",
    urls_namespace="api",
    docs_url=None,
)
problems.handle(api)
api.add_router("", board.router)
api.add_router("", notice.router)
api.add_router("", register.router)


def nowhere(request: HttpRequest) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return problems.problem(404, "api.not-found", problems.NOT_FOUND)


urlpatterns = [path("", api.urls), re_path(r"^.*$", nowhere)]
