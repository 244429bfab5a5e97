"""The kit as a Django app (页面共用)."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Templates, static files, tags and translations that all pages share (页面共用)."""

    name = "daylight.interfaces.kit"
    label = "kit"
    verbose_name = "页面共用"
