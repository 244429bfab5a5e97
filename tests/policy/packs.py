"""The village's pack, copied so that a test may spoil it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.architecture import ROOT

DATA = ROOT / "tests" / "data"
VILLAGE = DATA / "village"
MALFORMED = DATA / "malformed"
ANSHAN = ROOT / "packs" / "anshan-2017-066"


def village(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Return a copy of the village's pack in which words of files are replaced: (file, old, new)."""
    copy = folder / "village"
    shutil.copytree(VILLAGE, copy)
    for name, old, new in edits:
        edit(copy / name, lambda text, old=old, new=new: replaced(text, old, new))
    return copy


def replaced(text: str, old: str, new: str) -> str:
    """Return a text with words replaced that must be there."""
    assert old in text, f"{old} is not in the file"
    return text.replace(old, new)


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Rewrite a file."""
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def drop(path: Path, item_id: str) -> None:
    """Take a one-line item out of a list."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"- {{id: {item_id},")]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8")
