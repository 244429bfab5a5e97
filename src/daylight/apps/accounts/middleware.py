"""Puts the viewer on the request (请求的查看者)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from daylight.apps.accounts.installation import today
from daylight.apps.accounts.viewer import Viewer, viewer_of
from daylight.kernel.text import Language


class ViewerMiddleware:
    """Sets ``request.viewer``, made when first asked for (查看者中间件)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_for(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def viewer_for(request: HttpRequest) -> Viewer:
    """Return who looks through this request, in the language of the page."""
    language: Language = "en" if (get_language() or "").startswith("en") else "zh"
    if not request.user.is_authenticated:
        return Viewer.public(language)
    return viewer_of(request.user, on=today(), language=language)
