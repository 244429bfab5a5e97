"""The language of the page (页面语言): which of two wordings is shown."""

from __future__ import annotations

from django.utils.translation import get_language

from daylight.kernel.text import Language, Text


def spoken() -> Language:
    """Return the language of the page, as the rooms below name it (当前语言)."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def says(text: Text | str | None) -> str:
    """Return a text in the language of the page; a plain string as it is, nothing for None (按语言取文)."""
    if text is None:
        return ""
    return text.says(spoken()) if isinstance(text, Text) else str(text)
