"""Bilingual text (双语文本): Chinese first, English complete beside it.

Lives here: the one value type that carries both. Must not: gettext, which belongs to the pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages (双语).

    Parameters
    ----------
    zh, en : str
        The Chinese and the English wording; neither may be empty where people read it.
    """

    zh: str
    en: str

    def says(self, language: str) -> str:
        """Return the wording for a language code; anything that is not English is Chinese."""
        return self.en if language.startswith("en") else self.zh

    def filled(self, **values: object) -> Text:
        """Return the text with ``{name}`` placeholders filled in both languages."""
        return Text(self.zh.format(**values), self.en.format(**values))

    def __str__(self) -> str:
        return self.zh
