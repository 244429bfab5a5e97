"""Who comes in: those signed in, and what is not theirs looks as if it were not there."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from daylight.apps.accounts.viewer import NotAllowed, Viewer
from daylight.apps.duties.selectors import NoSuchDuty
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.scope import NothingPublished
from daylight.interfaces.kit import access
from daylight.interfaces.kit.navigation import home_of

HEAD = Viewer(7, "head", "school", "2103020001", "210302")


def asked(guard: Any, path: str = "/today/", viewer: Viewer = HEAD, raises: Exception | None = None) -> HttpResponse:
    @guard  # type: ignore[misc]
    def page(request: Any) -> HttpResponse:
        if raises is not None:
            raise raises
        return HttpResponse("shown")

    request = RequestFactory().get(path)
    request.viewer = viewer  # type: ignore[attr-defined]
    return page(request)  # type: ignore[no-any-return]


def test_those_signed_in_see_the_page_and_no_cache_keeps_it() -> None:
    response = asked(access.inside)
    assert response.content == b"shown"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert {"Cookie", "HX-Request"} <= set(response["Vary"].split(", "))


def test_others_sign_in_and_come_back() -> None:
    response = asked(access.inside, "/today/?a=1", Viewer.public())
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/today/%3Fa%3D1"


def test_others_at_the_front_door_go_to_the_public_board() -> None:
    assert asked(access.inside, "/", Viewer.public())["Location"] == home_of("public")


@pytest.mark.parametrize("guard", [access.inside, access.open_to_all])
@pytest.mark.parametrize("missing", [NotThere(what="x"), NoSuchDuty(duty="x"), ObjectDoesNotExist("x")])
def test_what_is_missing_or_not_theirs_is_a_404(guard: Any, missing: Exception) -> None:
    with pytest.raises(Http404):
        asked(guard, raises=missing)


def test_what_they_may_not_do_is_a_403() -> None:
    with pytest.raises(PermissionDenied):
        asked(access.inside, raises=NotAllowed(role="教师", role_en="Teacher", zh="填报", en="file"))


@pytest.mark.parametrize("guard", [access.inside, access.open_to_all])
def test_before_the_first_board_a_page_says_so(guard: Any) -> None:
    response = asked(guard, raises=NothingPublished())
    assert response.status_code == 200
    assert "还没有发布目标板" in response.content.decode()


def test_the_public_may_come_in_where_it_is_open() -> None:
    assert asked(access.open_to_all, viewer=Viewer.public()).content == b"shown"
