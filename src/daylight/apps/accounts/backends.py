"""Signing in with a password (密码登录)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from daylight.apps.accounts.installation import is_demo
from daylight.apps.accounts.models import User


class PasswordBackend(BaseBackend):
    """Checks a password; demo accounts open only in the demo (密码认证)."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """Return the user, or None after the same work whether or not they exist."""
        if not username or password is None:
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and _may_sign_in(user) else None

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session while they may still sign in."""
        user = User.objects.filter(pk=user_id).first()
        return user if user is not None and _may_sign_in(user) else None


def _may_sign_in(user: User) -> bool:
    return user.is_active and (not user.is_demo or is_demo())
