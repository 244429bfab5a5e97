"""Pages that act (办的页面): today's list, filing, deciding; every act is a service of casework."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def today(request: HttpRequest) -> HttpResponse:
    """Today (今日待办)."""
    raise NotImplementedError


def file(request: HttpRequest, duty_id: str) -> HttpResponse:
    """File (填报)."""
    raise NotImplementedError


def record(request: HttpRequest, record_id: int) -> HttpResponse:
    """A record (记录)."""
    raise NotImplementedError
