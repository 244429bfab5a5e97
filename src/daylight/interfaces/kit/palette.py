"""Every colour of the pages (色板): one file, three variants, from which ``tokens.css`` is written.

Lives here: colours and their names. Must not: sizes, fonts, layout, which are in ``daylight.css``.
A test asserts that the stylesheet is what ``tokens_css`` gives, that words on status fills reach a
contrast of 4.5, and that the fills can be told apart without red or green vision.

Run ``python -m daylight.interfaces.kit.palette`` after a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from daylight.appraisal.contract import STATUS_SIGN, STATUS_TEXT, Status
from daylight.kernel.text import Text

TOKENS_CSS: Final = Path(__file__).parent / "static" / "kit" / "tokens.css"


@dataclass(frozen=True, slots=True)
class StatusColours:
    """How a status looks (状态色): fill behind words, ink of the words, line in charts."""

    fill: str
    ink: str
    line: str


@dataclass(frozen=True, slots=True)
class Variant:
    """The colours of a medium (变体): surfaces and inks by name, statuses, map steps from low to high."""

    plain: dict[str, str]
    statuses: dict[Status, StatusColours]
    steps: tuple[str, ...]


LIGHT: Final = Variant(
    plain={
        "paper": "#faf8f3", "card": "#ffffff", "line": "#e8e3d6", "rule": "#efebe0", "hover": "#f5f2ea",
        "ink": "#1d1f1b", "muted": "#67645a", "green": "#1a6a4c", "green-ink": "#ffffff", "green-soft": "#e3f0e8",
        "sun": "#e5a323", "focus": "#1a6a4c", "owed": "#8f8a79",
    },
    statuses={
        Status.MET: StatusColours("#c9e6d1", "#14593a", "#1a7a52"),
        Status.ON_TRACK: StatusColours("#dae8f6", "#1b5079", "#2c6fa8"),
        Status.BEHIND: StatusColours("#fbe6ae", "#774900", "#965c00"),
        Status.MISSED: StatusColours("#f4b9b2", "#86120f", "#b3261e"),
        Status.NOT_YET_DUE: StatusColours("#f3f1ea", "#615d52", "#827d6e"),
        Status.NO_DATA: StatusColours("#ffffff", "#615d52", "#827d6e"),
    },
    steps=("#dfe8e0", "#c2d5c8", "#a2c0ae", "#82ab93", "#62977b", "#36785a"),
)  # fmt: skip
DARK: Final = Variant(
    plain={
        "paper": "#141612", "card": "#1c1e1a", "line": "#33362f", "rule": "#2a2d27", "hover": "#242721",
        "ink": "#eceae1", "muted": "#aaa799", "green": "#86d0ab", "green-ink": "#10221a", "green-soft": "#20352b",
        "sun": "#f0b643", "focus": "#86d0ab", "owed": "#8f8b7d",
    },
    statuses={
        Status.MET: StatusColours("#1c4a34", "#a6e3c1", "#6cc796"),
        Status.ON_TRACK: StatusColours("#1d3c60", "#b3d7f7", "#7db4e6"),
        Status.BEHIND: StatusColours("#6b5314", "#ffe29c", "#e5b23f"),
        Status.MISSED: StatusColours("#7d1f1c", "#ffd9d4", "#ef8178"),
        Status.NOT_YET_DUE: StatusColours("#2c2d28", "#bdbaab", "#8f8b7d"),
        Status.NO_DATA: StatusColours("#1b1d19", "#bdbaab", "#8f8b7d"),
    },
    steps=("#26302a", "#2c4437", "#31523f", "#35614a", "#397055", "#5fb48d"),
)  # fmt: skip
#: Paper is white: the light variant without the tint of the page.
PRINT: Final = Variant(
    plain={**LIGHT.plain, "paper": "#ffffff", "hover": "#ffffff", "line": "#cfcabd", "muted": "#4d4a42"},
    statuses=LIGHT.statuses,
    steps=LIGHT.steps,
)
VARIANTS: Final[dict[str, Variant]] = {"light": LIGHT, "dark": DARK, "print": PRINT}
#: Under which condition a variant holds; the last that applies wins, so print is never dark.
MEDIA: Final[dict[str, str]] = {"light": "", "dark": "@media (prefers-color-scheme: dark)", "print": "@media print"}
SCHEMES: Final[dict[str, str]] = {"light": "light", "dark": "dark", "print": "light"}


def slug(status: Status | str) -> str:
    """Return a status as class names and variables spell it: ``not_yet_due`` → ``not-yet-due``."""
    return str(status).replace("_", "-")


def sign(status: Status | str) -> str:
    """Return the sign of a status (状态符号)."""
    return STATUS_SIGN[Status(status)]


def word(status: Status | str) -> Text:
    """Return the word of a status (状态词)."""
    return STATUS_TEXT[Status(status)]


def step_of(share: float | None) -> int | None:
    """Return the map step of a share from 0 to 1 (地图色阶), None where there is none."""
    if share is None:
        return None
    return min(int(share * len(LIGHT.steps)), len(LIGHT.steps) - 1)


def is_deep(step: int | None) -> bool:
    """Tell whether words on a map step take the colour of the card instead of ink."""
    return step == len(LIGHT.steps) - 1


def variables(variant: Variant) -> dict[str, str]:
    """Return a variant as CSS variables."""
    named = {f"--{name}": colour for name, colour in variant.plain.items()}
    for status, colours in variant.statuses.items():
        named[f"--{slug(status)}-fill"] = colours.fill
        named[f"--{slug(status)}-ink"] = colours.ink
        named[f"--{slug(status)}-line"] = colours.line
    return named | {f"--step-{number}": colour for number, colour in enumerate(variant.steps)}


def tokens_css() -> str:
    """Return the stylesheet of colour tokens (色彩样式表)."""
    parts = ["/* Written by daylight.interfaces.kit.palette: change it there. */"]
    for name, variant in VARIANTS.items():
        lines = [f"  color-scheme: {SCHEMES[name]};"]
        lines += [f"  {variable}: {colour};" for variable, colour in variables(variant).items()]
        rule = ":root {\n" + "\n".join(lines) + "\n}"
        parts.append(f"{MEDIA[name]} {{\n{rule}\n}}" if MEDIA[name] else rule)
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    TOKENS_CSS.write_text(tokens_css(), encoding="utf-8")
