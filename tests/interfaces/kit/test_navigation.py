"""The words at the top: by role, at most seven, the place one is at marked."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils import translation

from daylight.apps.accounts.viewer import Viewer
from daylight.interfaces.kit import navigation


@pytest.fixture(autouse=True)
def chinese() -> object:
    with translation.override("zh-hans"):
        yield


def texts(level: str, path: str = "/") -> list[str]:
    return [link.text for link in navigation.words_for(level, path)]


@pytest.mark.parametrize("level", ["city", "county", "school", "public"])
def test_there_are_at_most_seven_words(level: str) -> None:
    assert 1 <= len(texts(level)) <= 7


def test_what_a_role_cannot_use_is_not_shown() -> None:
    assert "学校与学籍" in texts("county")
    assert "学校与学籍" not in texts("school")
    assert "今日待办" not in texts("public")


def test_a_word_without_an_address_is_left_out() -> None:
    assert navigation.address("console:administration") is None
    assert "管理" not in texts("city")


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/", "总览"), ("/board/reform/210302/", "总览"), ("/targets/x/", "总览"), ("/today/", "今日待办"),
        ("/clauses/c2/", "通知条款"), ("/schools/2103/", "学校与学籍"), ("/counties/210302/", "学校与学籍"),
    ],
)  # fmt: skip
def test_the_word_of_the_page_is_marked(path: str, word: str) -> None:
    assert [link.text for link in navigation.words_for("city", path) if link.current] == [word]


def test_elsewhere_no_word_is_marked() -> None:
    assert [link for link in navigation.words_for("city", "/search/") if link.current] == []


def test_home_is_the_board_that_one_sees() -> None:
    assert navigation.home_of("county") == "/"
    assert navigation.home_of("public") == (navigation.address("portal:board") or "/")


def test_the_level_is_the_viewers_and_public_for_nobody() -> None:
    request = RequestFactory().get("/")
    assert navigation.level_of(request) == navigation.level_of(None) == "public"
    request.viewer = Viewer(1, "head", "school", "1", "2")  # type: ignore[attr-defined]
    assert navigation.level_of(request) == "school"
