"""Who comes in (进门): guards that views wear. Scope itself is asked by the selectors.

What is outside the scope looks as if it were not there, and an answer of an app that says so becomes a
page: 404 for what is missing, a quiet page where nothing is published yet.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.vary import vary_on_headers

from daylight.apps.accounts.viewer import NotAllowed
from daylight.apps.duties.selectors import NoSuchDuty
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.scope import NothingPublished
from daylight.interfaces.kit.navigation import home_of, level_of

View = Callable[..., HttpResponse]


def inside(view: View) -> View:
    """Let a page be for those signed in (需登录): nobody else, nothing outside the scope, nothing stored.

    A visitor at the front door goes to the public board, elsewhere to sign-in and back.
    """

    @wraps(view)
    @vary_on_headers("HX-Request", "Cookie")
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if level_of(request) == "public":
            return redirect(home_of("public")) if request.path == "/" else redirect_to_login(request.get_full_path())
        response = answer(view, request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return page


def open_to_all(view: View) -> View:
    """Let a page be for everybody (公开), the missing a 404, nothing published yet a page that says so."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return answer(view, request, *args, **kwargs)

    return page


def answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return a view's answer; what is not there, or not for this viewer, is a 404, what they may not do a 403."""
    try:
        return view(request, *args, **kwargs)
    except (NotThere, NoSuchDuty, ObjectDoesNotExist) as missing:
        raise Http404(str(missing)) from missing
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    except NothingPublished:
        return render(request, "kit/nothing_published.html")
