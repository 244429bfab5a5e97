"""A small API with the doors' own handlers, to see them without a city."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import path
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from daylight.interfaces.api import problems
from daylight.interfaces.kit import freshness
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text

api = NinjaAPI(urls_namespace="small", docs_url=None)
problems.handle(api)
ANSWERED: list[str] = []


class Broken(DaylightError):
    """A snapshot that does not open."""

    code = "test.broken"
    message = Text("快照 {name} 打不开", "The snapshot {name} does not open")
    remedy = Text("请核对。", "Verify it.")


@api.get("/number")
def number(request: HttpRequest, at_most: int) -> int:
    return at_most


@api.get("/failing")
def failing(request: HttpRequest, how: str) -> None:
    raise {
        "missing": Http404("secret"),
        "forbidden": PermissionDenied("secret"),
        "refused": HttpError(400, "no"),
        "anticipated": Broken(name="x"),
    }[how]


@api.get("/fresh")
@decorate_view(freshness.fresh(lambda viewer: "root-1"))
def fresh(request: HttpRequest) -> dict[str, str]:
    ANSWERED.append("fresh")
    return {"root": "root-1"}


urlpatterns = [path("", api.urls)]
