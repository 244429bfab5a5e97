"""Django's handle on the room (应用登记)."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Organisations, classes, pupils, staff (学籍与机构)."""

    name = "daylight.apps.registry"
    label = "registry"
    verbose_name = "学校与学籍"
