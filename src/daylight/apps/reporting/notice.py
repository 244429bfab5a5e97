"""The original notice where the operator has attached it (通知原文): read from the home folder, never shipped.

``daylight pack attach`` puts the text at ``notices/<pack>.txt`` in the home folder.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings


def original(pack_id: str, clause_ref: str) -> str | None:
    """Return the original paragraph of a clause (原文), None where there is none at hand, or none to be read."""
    changed = attached_at(pack_id)
    try:
        return paragraphs(_place(pack_id), changed).get(clause_ref) if changed else None
    except (OSError, UnicodeDecodeError):
        return None


def attached_at(pack_id: str) -> int:
    """Return when the notice's text was attached (附原文的时刻), in nanoseconds; 0 where there is none."""
    try:
        return _place(pack_id).stat().st_mtime_ns
    except OSError:
        return 0


def _place(pack_id: str) -> Path:
    return Path(settings.DAYLIGHT_HOME) / "notices" / f"{pack_id}.txt"


@lru_cache(maxsize=4)
def paragraphs(path: Path, changed: int) -> dict[str, str]:
    """Return the attached notice's paragraphs by their number; read anew when the file has changed."""
    from daylight.policy import read_notice

    del changed
    tree = read_notice(path.read_text(encoding="utf-8"))
    return {paragraph.ref: paragraph.text for paragraph in tree.paragraphs}
