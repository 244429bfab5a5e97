"""A finding of lint (检查结果): where, what, how grave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from daylight.kernel.text import Text
from daylight.policy.spelling import hint

ERROR: Final = Text("错误", "error")
WARNING: Final = Text("提醒", "warning")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that lint has to say (检查结果).

    Parameters
    ----------
    code : str
        Stable and dotted: ``reference.unknown``.
    place : str
        List, id and path inside: ``targets classes-66-gone.series[0]``; or a paragraph of the notice.
    text : Text
        What is wrong and what to do.
    grave : bool
        An error; else a warning.
    """

    code: str
    place: str
    text: Text
    grave: bool = True

    def says(self, language: str = "zh") -> str:
        """Return the finding as one line."""
        weight = (ERROR if self.grave else WARNING).says(language)
        colon = "：" if language == "zh" else ": "
        return colon.join(part for part in (weight, self.place, self.text.says(language)) if part)


def unknown(place: str, what: Text, word: str, known: Iterable[str]) -> Finding:
    """Return the finding for an id that is not there, with the nearest spelling."""
    help = hint(word, known)
    zh = f"没有{what.zh}“{word}”。{help.zh}"
    return Finding("reference.unknown", place, Text(zh, f"there is no {what.en} “{word}”. {help.en}".strip()))
