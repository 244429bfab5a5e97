"""The workbench as a Django app (工作台应用)."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Pages behind sign-in (工作台)."""

    name = "daylight.interfaces.console"
    label = "console"
    verbose_name = "工作台"
