"""What was searched for, and the figures themselves (检索与下载)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daylight.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was searched for (检索结果)."""

    kind: str  # school | county | clause | target
    id: str
    title: Text
    detail: Text


@dataclass(frozen=True, slots=True)
class DownloadRow:
    """One line of the downloads (下载行): the board as the viewer may see it."""

    target_id: str
    org_code: str
    org_name: str
    level: str
    county_code: str | None
    status: str
    value: float | None
    numerator: float | None
    denominator: float | None
    threshold: float | None
    goal: float | None
    due_on: date | None
    pupils: int | None
    hidden: bool
