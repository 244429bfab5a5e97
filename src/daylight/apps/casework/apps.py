"""Django's handle on the room (应用登记)."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Records, evidence, tallies (办件)."""

    name = "daylight.apps.casework"
    label = "casework"
    verbose_name = "备案与佐证"
