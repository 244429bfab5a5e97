"""The packs of the repository: what stands in them, and how it hangs together."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
HAN = re.compile(r"[\u4e00-\u9fff]")


def han(text: str) -> str:
    """Return only the Chinese characters of a text, so that no comma hides a copied sentence."""
    return "".join(HAN.findall(text))


def copied(ours: str, theirs: str, length: int = 15) -> list[str]:
    """Return every run of so many Chinese characters of our text that stands in theirs too."""
    mine, original = han(ours), han(theirs)
    runs = (mine[start : start + length] for start in range(len(mine) - length + 1))
    return [run for run in runs if run in original]
