"""Django's handle on the room (应用登记)."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, roles, scope, audit (账户)."""

    name = "daylight.apps.accounts"
    label = "accounts"
    verbose_name = "账户与审计"

    def ready(self) -> None:
        from daylight.apps.accounts import signs

        signs.listen()
