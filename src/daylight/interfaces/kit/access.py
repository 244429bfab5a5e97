"""Who gets in (进入页面): guards that views wear. Scope itself is asked by the selectors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from daylight.interfaces.kit.navigation import address, level_of

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Return the view for those who are signed in with a role; others sign in first (须登录)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if level_of(request) != "public":
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path())

    return guarded


def home_or_portal(view: View) -> View:
    """Return the view for those who are signed in; everybody else goes to the public pages (首页)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if level_of(request) != "public":
            return view(request, *args, **kwargs)
        return redirect(address("portal:board") or address("kit:sign-in") or "/")

    return guarded
