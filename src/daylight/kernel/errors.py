"""Error base (错误): what happened, where, the value, what is allowed, what to do.

Lives here: the base class and the collected form. Anticipated failures are subclasses declared
beside the function that raises them, each with a stable dotted ``code``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from daylight.kernel.text import Text


class DaylightError(Exception):
    """An anticipated failure (可预见的错误) with a stable code, a message and a remedy in both languages.

    Subclasses set ``code``, ``message`` and ``remedy``; the two texts may hold ``{placeholders}``
    that are filled from the keyword arguments.
    """

    code: ClassVar[str] = "daylight.error"
    message: ClassVar[Text] = Text("出错:{what}", "Failed: {what}")
    remedy: ClassVar[Text] = Text("", "")

    def __init__(self, **values: object) -> None:
        self.values = values
        self.text = self.message.filled(**values)
        self.help = self.remedy.filled(**values)
        super().__init__(self.text.zh)

    def says(self, language: str = "zh") -> str:
        """Return message and remedy as one text in the reader's language."""
        return " ".join(part for part in (self.text.says(language), self.help.says(language)) if part)


class Problems(DaylightError):
    """Several failures found in one pass (汇总错误): collected, never first-fail."""

    code = "daylight.problems"
    message = Text("共 {count} 处问题", "{count} problems")

    def __init__(self, problems: Sequence[DaylightError]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))
        self.args = (self.says(),)

    def says(self, language: str = "zh") -> str:
        lines = [super().says(language)]
        lines += [f"  - {problem.says(language)}" for problem in self.problems]
        return "\n".join(lines)
