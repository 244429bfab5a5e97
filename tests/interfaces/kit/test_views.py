"""Signing in and out, the language, and the pages that say what went wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from tests.interfaces.markup import Page, chinese_not_marked, faults_of

COOKIE = settings.LANGUAGE_COOKIE_NAME


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return str(response.content.decode())


# ---------------------------------------------------------------- sign-in


@pytest.mark.django_db
class TestSignIn:
    """Who has an account."""

    def test_the_page_has_no_fault_in_either_language(self, client: Client) -> None:
        assert faults_of(page(client, "/sign-in/")) == []
        client.cookies[COOKIE] = "en"
        assert chinese_not_marked(page(client, "/sign-in/")) == []

    def test_the_browser_may_fill_in_account_and_password(self, client: Client) -> None:
        inputs = {one.attributes.get("name"): one.attributes for one in Page(page(client, "/sign-in/")).named("input")}
        assert inputs["username"]["autocomplete"] == "username"
        assert inputs["password"]["autocomplete"] == "current-password"
        assert inputs["password"]["type"] == "password"

    def test_who_signs_in_goes_where_they_wanted(self, client: Client) -> None:
        told = {"username": "head", "password": "sunshine-head", "next": "/today/"}
        response = client.post("/sign-in/", told)
        assert (response.status_code, response["Location"]) == (302, "/today/")

    def test_nobody_is_led_to_another_site(self, client: Client) -> None:
        told = {"username": "head", "password": "sunshine-head", "next": "https://elsewhere.example/"}
        assert client.post("/sign-in/", told)["Location"] == "/"

    def test_a_wrong_password_is_told_and_nothing_happens(self, client: Client) -> None:
        response = client.post("/sign-in/", {"username": "head", "password": "wrong"})
        assert response.status_code == 422
        assert "账号或密码不对" in response.content.decode()
        assert 'value="wrong"' not in response.content.decode()

    def test_who_guesses_on_and_on_is_told_how_long_to_wait(self, client: Client) -> None:
        told = {"username": "head", "password": "wrong"}
        statuses = [client.post("/sign-in/", told).status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
        assert (set(statuses[:-1]), statuses[-1]) == ({422}, 429)
        response = client.post("/sign-in/", {**told, "password": "sunshine-head"})
        assert response.status_code == 429
        assert "登录暂停一刻钟" in response.content.decode()

    def test_signing_out_leads_to_the_public_board_and_is_never_a_link(self, client_of: Any) -> None:
        client = client_of("head")
        assert client.get("/sign-out/").status_code == 405
        assert client.post("/sign-out/")["Location"] == "/open/"
        assert client.get("/today/").status_code == 302


# ---------------------------------------------------------------- language


def test_the_language_is_kept_and_one_comes_back_to_the_page(client: Client) -> None:
    response = client.get("/language/en/?next=/open/clauses/")
    assert response["Location"] == "/open/clauses/"
    assert response.cookies[COOKIE].value == "en"
    assert response.cookies[COOKIE]["samesite"] == "Lax"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_changing_the_language_leads_to_no_other_site(client: Client, back: str) -> None:
    assert client.get("/language/en/", {"next": back})["Location"] == "/"


def test_a_language_that_is_not_spoken_is_not_there(client: Client) -> None:
    assert client.get("/language/fr/").status_code == 404


# ---------------------------------------------------------------- what went wrong


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "kit/locked.html", "kit/nothing_published.html"])
def test_a_page_that_says_what_went_wrong_says_what_to_do(name: str, language: str) -> None:
    with translation.override(language):
        told = render_to_string(name)
    assert faults_of(told) == []
    (section,) = Page(told).named("section")
    assert section.attributes["class"] == "state"
    assert "/" in {one.attributes.get("href") for one in Page(told).named("a")}
    if language == "en":
        assert chinese_not_marked(told) == []


def test_when_all_fails_the_page_needs_nothing() -> None:
    told = render_to_string("500.html")
    assert "系统出错了" in told
    assert "Something broke" in told
    assert "<script" not in told
    assert "style=" not in told


def test_no_page_is_framed_and_nothing_inline_runs(client: Client) -> None:
    policy = client.get("/language/fr/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
