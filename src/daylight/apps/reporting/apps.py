"""Reporting as a Django app (发布应用)."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Publications and their boards (目标板发布)."""

    name = "daylight.apps.reporting"
    label = "reporting"
    verbose_name = "目标板发布"
