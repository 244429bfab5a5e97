"""The API as a Django app (接口应用)."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """JSON under /api/v1/ (接口)."""

    name = "daylight.interfaces.api"
    label = "api"
    verbose_name = "接口"
