"""A reader who has the answer already is told so, and never gets another reader's."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings

from daylight.apps.accounts.viewer import Viewer
from daylight.interfaces.kit.freshness import holds, marked, tag
from tests.interfaces.api import small_api

CITY = Viewer(1, "city_official", "city", "210300", None)
HEAD = Viewer(2, "head", "school", "2103020001", "210302")


@pytest.fixture
def small() -> Any:
    with override_settings(ROOT_URLCONF="tests.interfaces.api.small_api"):
        yield


def asking(header: str) -> HttpRequest:
    request = HttpRequest()
    request.META["HTTP_IF_NONE_MATCH"] = header
    return request


def test_the_tag_changes_with_the_data_the_address_and_the_scope() -> None:
    tags = {tag(CITY, "a", "/x"), tag(CITY, "b", "/x"), tag(CITY, "a", "/y"), tag(HEAD, "a", "/x")}
    assert len(tags | {tag(Viewer.public(), "a", "/x")}) == 5


def test_the_tag_is_the_same_for_the_same_reader_and_data() -> None:
    assert tag(CITY, "a") == tag(CITY, "a")


@pytest.mark.parametrize(
    ("header", "good"), [('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False), ("", False)]
)
def test_a_copy_holds_when_any_of_its_tags_is_the_present_one(header: str, good: bool) -> None:
    assert holds(asking(header), '"a"') is good


@pytest.mark.django_db
@pytest.mark.usefixtures("small")
def test_a_copy_that_holds_is_answered_without_the_work(client: Client) -> None:
    small_api.ANSWERED.clear()
    request_tag = tag(Viewer.public(), "root-1", "/fresh")
    response = client.get("/fresh", headers={"If-None-Match": request_tag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == request_tag
    assert small_api.ANSWERED == []
    answer = client.get("/fresh", headers={"If-None-Match": '"old"'})
    assert answer.json() == {"root": "root-1"}
    assert answer["ETag"] == request_tag


@pytest.mark.parametrize(("viewer", "word"), [(Viewer.public(), "public"), (HEAD, "private")])
def test_only_the_publics_answer_may_be_kept_by_a_shared_cache(viewer: Viewer, word: str) -> None:
    from django.http import HttpResponse

    response = marked(HttpResponse(), viewer, '"a"')
    assert {part.strip() for part in response["Cache-Control"].split(",")} == {word, "no-cache"}
    assert response["Vary"] == "Cookie"
