"""Serves the pages made by hand on loopback, with the house's own headers and without a database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import override_settings
from django.urls import include, path

from daylight.apps.accounts.viewer import Viewer
from tests.interfaces.console import handmade

#: What would ask the database who is there.
WITHOUT = ("ViewerMiddleware", "AuthenticationMiddleware", "AxesMiddleware", "MessageMiddleware")


class Official:
    """Somebody who is signed in."""

    is_authenticated = True
    name = "市教育局基础教育科"


def by_hand(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page made by hand, as to a city's official."""
    request.viewer = Viewer(7, "city_official", "city", "210300", None)  # type: ignore[attr-defined]
    request.user = Official()  # type: ignore[assignment]
    return render(request, f"console/{name}.html", handmade.pages()[name])


urlpatterns = [
    path("by-hand/<slug:name>/", by_hand),
    path("open/", include("daylight.interfaces.portal.urls")),
    path("", include("daylight.interfaces.kit.urls")),
    path("", include("daylight.interfaces.console.urls")),
]


class Server(ThreadingMixIn, WSGIServer):
    """Answers several requests at a time."""

    daemon_threads = True
    block_on_close = False


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """The address at which the pages stand."""
    middleware = [name for name in settings.MIDDLEWARE if not name.endswith(WITHOUT)]
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=middleware):
        server = make_server("127.0.0.1", 0, WSGIHandler(), Server, Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
