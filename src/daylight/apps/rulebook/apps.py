"""Django's handle on the room (应用登记)."""

from __future__ import annotations

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Installed packs (规则库)."""

    name = "daylight.apps.rulebook"
    label = "rulebook"
    verbose_name = "政策包"
