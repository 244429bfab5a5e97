"""Signing in and out leaves an audit entry (登录留痕)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.utils import timezone

from daylight.apps.accounts import audit


def listen() -> None:
    """Connect the two signals of Django's sign-in."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed-in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed-out")


def _signed_in(user: Any, **_: object) -> None:
    _note("accounts.sign-in", user)


def _signed_out(user: Any, **_: object) -> None:
    if user is not None:
        _note("accounts.sign-out", user)


def _note(code: str, user: Any) -> None:
    with transaction.atomic():
        audit.record(code=code, at=timezone.now(), actor=audit.actor_of(user.pk), subject=f"user:{user.pk}")
