"""What the settings promise: strict headers, WAL, no hidden transactions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client

from daylight.site.headers import PERMISSIONS, PermissionsPolicyMiddleware

from .test_env import STATED


@pytest.fixture
def headers() -> dict[str, str]:
    response = Client().get("/no-such-page/", HTTP_ACCEPT_LANGUAGE="en")
    return dict(response.headers)


@pytest.mark.django_db
def test_a_page_may_fetch_nothing_from_elsewhere_and_run_nothing_inline(headers: dict[str, str]) -> None:
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.django_db
def test_a_page_cannot_be_framed_sniffed_or_followed(headers: dict[str, str]) -> None:
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == PERMISSIONS


def test_a_page_that_states_its_own_permissions_keeps_them() -> None:
    stated = HttpResponse(headers={"Permissions-Policy": "camera=(self)"})
    assert PermissionsPolicyMiddleware(lambda _: stated)(HttpRequest())["Permissions-Policy"] == "camera=(self)"


def test_cookies_are_kept_from_scripts_and_other_sites() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


def test_the_database_takes_the_write_lock_when_a_transaction_begins() -> None:
    options = settings.DATABASES["default"].get("OPTIONS", {})
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False


def test_chinese_comes_first() -> None:
    assert settings.LANGUAGE_CODE == "zh-hans"
    assert [code for code, _ in settings.LANGUAGES] == ["zh-hans", "en"]
    assert settings.TIME_ZONE == "Asia/Shanghai"


def asked(module: str, expression: str, **environment: str) -> str:
    code = f"import daylight.site.settings.{module} as s; print({expression})"
    env = {"PYTHONPATH": ":".join(sys.path), "PATH": os.environ["PATH"], **environment}
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout


def test_production_speaks_https_only_and_collects_hashed_files() -> None:
    told = "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 1e7, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.DEBUG"
    assert asked("prod", told, **STATED).strip() == "True True True True False"
    assert "Manifest" in asked("prod", "s.STORAGES['staticfiles']['BACKEND']", **STATED)


def test_production_behind_a_proxy_believes_its_word_on_https_and_only_then() -> None:
    told = "hasattr(s, 'SECURE_PROXY_SSL_HEADER')"
    assert asked("prod", told, **STATED).strip() == "False"
    assert asked("prod", told, **STATED, DAYLIGHT_BEHIND_PROXY="1").strip() == "True"


def test_a_desk_runs_without_debug_and_without_collecting(tmp_path: Path) -> None:
    told = "s.DEBUG, s.WHITENOISE_USE_FINDERS, s.ALLOWED_HOSTS"
    assert asked("dev", told, DAYLIGHT_HOME=str(tmp_path)).startswith("False True ['127.0.0.1'")


def test_nobody_is_told_that_production_lacks_a_safeguard() -> None:
    env = {"PYTHONPATH": ":".join(sys.path), "PATH": os.environ["PATH"], **STATED,
           "DJANGO_SETTINGS_MODULE": "daylight.site.settings.prod"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"], env=env, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert [line for line in done.stderr.splitlines() if "security.W" in line and "W021" not in line] == []
