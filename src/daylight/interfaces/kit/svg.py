"""Small means to write SVG by (绘图元素): elements with escaped attributes, scales, room for labels.

No styles stand in a drawing: classes name colours, which are in ``tokens.css``, so that dark and print follow.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

#: Width of a letter in a label of 12.5 px: a Chinese one, any other.
WIDE, NARROW = 12.5, 7.0
LABEL_HEIGHT: Final = 15.0


def number(value: float) -> str:
    """Return a coordinate as short as it may be."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; a trailing underscore and inner ones of attribute names become hyphens (SVG 元素)."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{_plain(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def _plain(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(str(value))


def words(text: str, x: float, y: float, class_: str = "", anchor: str = "start") -> str:
    """Return a label."""
    named = {"class_": class_} if class_ else {}
    return element("text", escape(text), x=x, y=y, text_anchor=anchor, **named)


def line(points: Iterable[tuple[float, float]], class_: str) -> str:
    """Return a line through points."""
    return element("polyline", class_=class_, points=" ".join(f"{number(x)},{number(y)}" for x, y in points))


def drawing(inside: Iterable[str], width: float, height: float, class_: str, label: str) -> SafeString:
    """Return a whole drawing that a screen reader reads as one picture with a name (图)."""
    told = element(
        "svg", *inside, class_=class_, viewBox=f"0 0 {number(width)} {number(height)}", width=width, height=height,
        role="img", aria_label=label,
    )  # fmt: skip
    return mark_safe(told)


def width_of(text: str) -> float:
    """Return about how wide a label is."""
    return sum(WIDE if unicodedata.east_asian_width(letter) in "WF" else NARROW for letter in text)


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places (比例尺): a value outside is held at the edge."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return where a value lies."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


@dataclass(slots=True)
class Room:
    """Where labels may still stand (标注位置): what would cover another, or the edge, is left out."""

    width: float
    height: float
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def label(self, text: str, x: float, y: float, class_: str = "", *, below: bool = False) -> str:
        """Return a label near a point where there is room, empty where there is none."""
        wide = width_of(text)
        above, under = (y - 9, y + 19) if not below else (y + 19, y - 9)
        places = [(x - wide * part, base) for base in (above, under) for part in (0.5, 1.0, 0.0)]
        places += [(x + 9, y + 4), (x - wide - 9, y + 4)]
        for left, base in places:
            box = (left, base - LABEL_HEIGHT + 3, left + wide, base + 3)
            if self.free(box):
                self.taken.append(box)
                return words(text, left, base, class_)
        return ""

    def free(self, box: tuple[float, float, float, float]) -> bool:
        """Tell whether a box lies inside and covers nothing."""
        left, top, right, bottom = box
        inside = left >= 0 and top >= 0 and right <= self.width and bottom <= self.height
        return inside and all(right < a or left > c or bottom < b or top > d for a, b, c, d in self.taken)

    def block(self, x: float, y: float, around: float = 4.0) -> None:
        """Keep the place of a dot free."""
        self.taken.append((x - around, y - around, x + around, y + around))
