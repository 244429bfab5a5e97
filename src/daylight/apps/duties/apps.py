"""Duties as a Django app (任务应用)."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Duties and what is owed (任务)."""

    name = "daylight.apps.duties"
    label = "duties"
    verbose_name = "任务"
