"""How a Chinese official notice numbers its paragraphs (公文编号): 一、 (一) 1. (1) 一是/一要.

Lives here: the marks, in full and half width, and which of them may open a paragraph inside a line.
What is no mark though it looks like one (一方面, 一批, 一师一优课, 三结合, 三要素, 一、二年级, 1.5) stands
here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

DIGITS: Final = "一二三四五六七八九"
ITEM: Final = 5
#: 一、 is level 1, (一) 2, 1. 3, (1) 4; 一是 and 一要 hang on whatever is open and are level 5 or deeper.
Boundary = Literal["line", "mark", "sentence", "comma", "none"]

_MARK: Final = re.compile(
    r"""
    (?P<l1>[一二三四五六七八九十]{1,3})\s*[、．.](?P<next>(?=[一二三四五六七八九十]{1,3}\s*[、年]))?
  | [(（]\s*(?P<l2>[一二三四五六七八九十]{1,3})\s*[)）]\s*[、．.]?
  | (?P<l3>(?<![\d０-９.．])[\d０-９]{1,2})\s*[.．、](?![\d０-９])
  | [(（]\s*(?P<l4>[\d０-９]{1,2})\s*[)）]\s*[、．.]?
  | (?P<l5>[一二三四五六七八九十]{1,3})(?P<verb>是|要(?![素点件义务领])|须)
    """,
    re.VERBOSE,
)
_SENTENCE_END: Final = "。；;：:！!？?"
_COMMA: Final = "，,"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark found in a line (编号): its level, its number, where it stands and what stands before it."""

    level: int
    number: int
    verb: str
    start: int
    end: int
    boundary: Boundary

    @property
    def label(self) -> str:
        """Return the mark as references write it: 一, (一), 1, (1), ·一."""
        chinese = in_chinese(self.number)
        forms = {1: chinese, 2: f"({chinese})", 3: str(self.number), 4: f"({self.number})"}
        return forms.get(self.level, f"·{chinese}")

    @property
    def text_start(self) -> int:
        """Return where the paragraph's words begin: 一是 is part of its sentence, 1. is not."""
        return self.start if self.level == ITEM else self.end


def marks(line: str) -> Iterator[Mark]:
    """Yield everything in a line that looks like a mark, from left to right."""
    last_end = 0
    for found in _MARK.finditer(line):
        level = next(n for n in range(1, ITEM + 1) if found[f"l{n}"])
        word = found[f"l{level}"]
        number = int(word) if level in (3, 4) else from_chinese(word)
        if number is None or _refers(line, found, number):
            continue
        boundary = _boundary(line, found.start(), last_end)
        yield Mark(level, number, found["verb"] or "", found.start(), found.end(), boundary)
        last_end = found.end()


def _refers(line: str, found: re.Match[str], number: int) -> bool:
    """Tell what only looks like a mark: 第（一）项, and numbers that run on: 一、二年级, 七、八、九年级."""
    if line[: found.start()].rstrip().endswith("第"):
        return True
    if found["next"] is None:
        return False
    following = re.match("[一二三四五六七八九十]+", line[found.end() :])
    return following is not None and from_chinese(following[0]) == number + 1


def _boundary(line: str, start: int, last_end: int) -> Boundary:
    before = line[:start].rstrip()
    if not before:
        return "line"
    if last_end and len(before) <= last_end:
        return "mark"
    if before[-1] in _SENTENCE_END or before[-2:] in ("。”", "。）", "。)"):
        return "sentence"
    return "comma" if before[-1] in _COMMA else "none"


def goes_on(line: str, mark: Mark) -> bool:
    """Tell whether the line holds the second item of an enumeration that a mark begins."""
    return re.search(rf"[。；;，,]\s*二{mark.verb}", line[mark.end :]) is not None


def in_chinese(number: int) -> str:
    """Return a number from 1 to 99 as it is written in a notice: 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens - 1] + "十"
    return head + (DIGITS[ones - 1] if ones else "")


def from_chinese(word: str) -> int | None:
    """Return the number behind 一 … 九十九; None where the word is no such number (一二)."""
    tens, ten, ones = word.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return None
    value = DIGITS.index(ones) + 1 if ones else 0
    return value + (10 * (DIGITS.index(tens) + 1 if tens else 1) if ten else 0)
