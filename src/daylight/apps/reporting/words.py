"""Words that pages need of a pack (表述): formulas and gaps; levels, periods and days are the pack's own words."""

from __future__ import annotations

from datetime import date
from typing import Final

from daylight.kernel.text import Text
from daylight.policy.words import (
    BINDING,
    CADENCE,
    COMPARATOR,
    LEVEL,
    baseline_words,
    due_words,
    period_words,
)  # fmt: skip

__all__ = [
    "BINDING", "CADENCE", "COMPARATOR", "FORMULA", "LEVEL", "NOTHING", "NO_VALUE", "TOO_FEW",
    "baseline_words", "days_between", "due_words", "period_words", "typed",
]  # fmt: skip

FORMULA: Final = {
    "count": Text("计数", "a count"),
    "ratio": Text("达到的 ÷ 应达到的", "those that did ÷ those that should"),
    "reduction": Text("1 − 现有 ÷ 基线", "1 − now ÷ baseline"),
    "change": Text("本期比例 − 基线比例", "share now − share at the baseline"),
    "variation": Text("按学生数加权的差异系数", "coefficient of variation, weighted by pupils"),
}
TOO_FEW: Final = Text("人数过少，不公布", "too few people to tell")
NO_VALUE: Final = Text("无数据", "no data")
NOTHING: Final = Text("—", "—")


def typed(words: str) -> str:
    """Return what somebody typed into a box (检索词): no blanks around it, and no NUL, which no database looks for."""
    return words.replace("\x00", "").strip()


def days_between(day: date, later: date | None) -> int | None:
    """Return how many days are left, None without a day or once it is over."""
    if later is None or later < day:
        return None
    return (later - day).days
