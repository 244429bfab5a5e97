"""What pages read of duties (任务阅读模型): typed values, no models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daylight.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Need:
    """What a duty still wants of one kind of record (应报材料)."""

    kind: str
    name: Text
    parts: tuple[tuple[str, Text], ...]
    at_least: int
    have: int

    @property
    def missing(self) -> int:
        """Return how many are still to be filed."""
        return max(0, self.at_least - self.have)


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty that an organisation owes in a time (应办事项): ``state`` is done, late, soon or owed."""

    duty_id: str
    clause_id: str
    clause_ref: str
    name: Text
    org_code: str
    starts_on: date
    due_on: date
    state: str
    binding: str
    needs: tuple[Need, ...]
    days_left: int

    @property
    def next_need(self) -> Need | None:
        """Return what is to be filed next, None when all is."""
        return next((need for need in self.needs if need.missing), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many organisations have done a duty in the time that runs (任务进度)."""

    duty_id: str
    clause_id: str
    name: Text
    due_on: date
    owing: int
    done: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that waits for somebody (待办记录)."""

    record_id: int
    kind: str
    name: Text
    org_code: str
    org_name: str
    filed_on: date | None
    happened_on: date | None
    return_reason: str
    version: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that an organisation keeps (已有记录): ``have`` of the ``wanted`` parts were handed in."""

    record_id: int
    kind: str
    name: Text
    status: str
    day: date | None
    have: int
    wanted: int


@dataclass(frozen=True, slots=True)
class TodayView:
    """What somebody has to do today (今日待办)."""

    on: date
    org_code: str
    org_name: str
    level: str
    late: tuple[Owed, ...]
    soon: tuple[Owed, ...]
    owed: tuple[Owed, ...]
    done: int
    waiting: tuple[Waiting, ...]
    waiting_total: int
    returned: tuple[Waiting, ...]
    may_file: bool
    may_review: bool
