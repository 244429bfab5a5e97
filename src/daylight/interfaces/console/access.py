"""Who comes in (进门): pages behind sign-in, and what is outside the scope looks as if it were not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.vary import vary_on_headers

from daylight.apps.duties.selectors import NoSuchDuty
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.scope import NothingPublished

View = Callable[..., HttpResponse]
#: Where somebody goes who is not signed in and only came to the front door.
OPEN_DOOR = "/open/"


def inside(view: View) -> View:
    """Let a page be for those signed in (需登录): nobody else, nothing outside the scope, nothing stored.

    A visitor at the front door goes to the public board, elsewhere to sign-in and back.
    """

    @wraps(view)
    @vary_on_headers("HX-Request", "Cookie")
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.is_public:  # type: ignore[attr-defined]
            return redirect(OPEN_DOOR) if request.path == "/" else redirect_to_login(request.get_full_path())
        response = answer(view, request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return page


def answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return a view's answer; what is not there, or not for this viewer, is a 404."""
    try:
        return view(request, *args, **kwargs)
    except (NotThere, NoSuchDuty, ObjectDoesNotExist) as missing:
        raise Http404(str(missing)) from missing
    except NothingPublished as nothing:
        return render(request, "console/nothing.html", {"nothing": nothing.text, "remedy": nothing.help})
