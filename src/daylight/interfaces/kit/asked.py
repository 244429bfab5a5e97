"""What an address asks for (请求参数): turned into values that pages can use, whatever was typed."""

from __future__ import annotations

from django.http import HttpRequest


def page_number(request: HttpRequest) -> int:
    """Return the page that was asked for (页码); the first for anything that is no number."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
