"""The public site as a Django app (公众门户应用)."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages without sign-in, under ``/open/`` (公众门户)."""

    name = "daylight.interfaces.portal"
    label = "portal"
    verbose_name = "公众门户"
