"""The house checks itself: sizes, floors, style, locks, documents."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "daylight"
DJANGO_FREE = ("kernel", "lake", "policy", "measures", "appraisal", "exchange", "demo")


@cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    """Return the files of the project: those of Git where there is one, else all outside var and .venv."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
            cwd=ROOT, capture_output=True, check=True, text=True,
        ).stdout.split("\0")  # fmt: skip
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        aside = {".venv", "var", ".git", "site-docs", "__pycache__"}
        suffixes = tuple(pattern.lstrip("*") for pattern in patterns) or ("",)
        found = [path for path in ROOT.rglob("*") if not aside & set(path.parts) and path.name.endswith(suffixes)]
    return tuple(path for path in found if path.is_file())
