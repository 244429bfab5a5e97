"""What a reader already has (缓存校验): an entity tag from what is published and the reader's scope.

A board changes only with its publication, so what was published says whether an answer is still good.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags


class Reader(Protocol):
    """What is asked of a viewer (读者): role and scope."""

    @property
    def role(self) -> str:
        """Return the role."""

    @property
    def level(self) -> str:
        """Return how far the scope reaches."""

    @property
    def org_code(self) -> str | None:
        """Return the organisation of the scope."""

    @property
    def is_public(self) -> bool:
        """Tell whether nobody in particular reads."""


def tag(viewer: Reader, *parts: object) -> str:
    """Return the entity tag for a reader's answer: same data, same scope, same tag."""
    scope = (viewer.role, viewer.level, viewer.org_code)
    text = "\n".join(str(part) for part in (*scope, *parts))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def holds(request: HttpRequest, entity_tag: str) -> bool:
    """Tell whether the request's own copy is still good."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or entity_tag in {item.removeprefix("W/") for item in known}


View = Callable[..., HttpResponseBase]


def fresh(version: Callable[..., str]) -> Callable[[View], View]:
    """Return a decorator for views (协商缓存): tags the answer, and answers a copy that holds with 304.

    Parameters
    ----------
    version : callable
        From the viewer to what the answer depends on: root hash and pack digest of the board they see.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            viewer = request.viewer  # type: ignore[attr-defined]
            entity_tag = tag(viewer, version(viewer), request.get_full_path())
            if holds(request, entity_tag):
                return marked(HttpResponse(status=304), viewer, entity_tag)
            response = view(request, *args, **kwargs)
            return marked(response, viewer, entity_tag) if response.status_code == 200 else response

        return answer

    return decorate


def marked(response: HttpResponseBase, viewer: Reader, entity_tag: str) -> HttpResponseBase:
    """Mark an answer with its tag, and keep a signed-in reader's answer out of shared caches."""
    response["ETag"] = entity_tag
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, no_cache=True, **{"public" if viewer.is_public else "private": True})
    return response


def form_of(folders: Iterable[Path]) -> int:
    """Return when the newest file of some folders was written (页面版式): pages change with their templates."""
    return max((path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*")), default=0)
