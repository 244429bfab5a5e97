"""The audit chain (审计链): who did what when, each entry sealed by the hash of the one before.

Services call ``record`` inside their own transaction, so that an act and its entry stand or fall
together. Reading the chain's end and adding to it happens under one lock, so it cannot fork.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from daylight.apps.accounts.models.audit import GENESIS, AuditEntry
from daylight.apps.accounts.models.people import User
from daylight.apps.accounts.viewer import Viewer
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text

SYSTEM: Final = "system"
#: Key of PostgreSQL's advisory lock under which the chain grows.
_LOCK: Final = 0x6461796C69676874 % (1 << 62)


class AuditOutsideTransaction(DaylightError):
    """An entry was to be written without the act's transaction (审计须在事务内)."""

    code = "accounts.audit-outside-transaction"
    message = Text("{entry} 的审计须与操作在同一事务中", "The entry {entry} must be written in its act's transaction")
    remedy = Text("请在 transaction.atomic() 中调用。", "Call it inside transaction.atomic().")


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold (断点)."""

    sequence: int
    reason: Text


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What verifying the chain found (审计链核验结果)."""

    count: int
    head: str
    broken: Break | None

    @property
    def holds(self) -> bool:
        """Tell whether every entry is as it was written."""
        return self.broken is None


def actor_of(who: Viewer | int | None) -> str:
    """Return the actor's name in the chain: ``user:7``, or ``system`` for nobody."""
    user_id = who.user_id if isinstance(who, Viewer) else who
    return SYSTEM if user_id is None else f"user:{user_id}"


def canonical(value: Mapping[str, Any]) -> str:
    """Return the one JSON text of a value (规范 JSON): keys sorted, no spaces, no NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def record(*, code: str, at: datetime, actor: str, subject: str, detail: Mapping[str, Any] | None = None) -> AuditEntry:
    """Add one entry to the chain (追加审计记录), inside the transaction of the act.

    Parameters
    ----------
    code : str
        Dotted: ``casework.record.approve``.
    at : datetime
        Aware; given by the caller.
    actor : str
        From ``actor_of``.
    subject : str
        What was acted on: ``record:12``.
    detail : mapping, optional
        JSON values; never a name or number of a person.

    Raises
    ------
    AuditOutsideTransaction
        If no transaction is open.
    """
    if not connection.in_atomic_block:
        raise AuditOutsideTransaction(entry=code)
    _lock_chain()
    last = AuditEntry.objects.order_by("-sequence").values_list("sequence", "hash").first() or (0, GENESIS)
    entry = AuditEntry(
        sequence=last[0] + 1, at=at, actor=actor, code=code, subject=subject,
        detail_json=canonical(detail or {}), prev_hash=last[1],
    )  # fmt: skip
    entry.hash = seal(entry)
    entry.save()
    return entry


def _lock_chain() -> None:
    """Wait until no other transaction adds to the chain; SQLite's BEGIN IMMEDIATE has done so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def seal(entry: AuditEntry) -> str:
    """Return the hash of an entry: SHA-256 of the canonical JSON of all its other fields."""
    body = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "code": entry.code,
        "subject": entry.subject,
        "detail": entry.detail_json,
        "prev_hash": entry.prev_hash,
    }
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def verify_chain() -> ChainReport:
    """Walk the chain from its first entry (核验审计链); the report names the first that does not hold.

    Notes
    -----
    Entries cut off at the end leave a chain that holds: compare ``count`` and ``head`` with a copy
    kept elsewhere to see that.
    """
    count, head = 0, GENESIS
    for count, entry in enumerate(_entries(), start=1):
        if reason := _fault(entry, count, head):
            return ChainReport(count, head, Break(entry.sequence, reason))
        head = entry.hash
    return ChainReport(count, head, None)


def _entries() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000)


def _fault(entry: AuditEntry, expected: int, head: str) -> Text | None:
    if entry.sequence != expected:
        return Text(f"缺少第 {expected} 条", f"entry {expected} is missing")
    if entry.prev_hash != head:
        return Text("与前一条不衔接", "it does not follow from the entry before")
    if seal(entry) != entry.hash:
        return Text("内容与哈希不符", "its content does not match its hash")
    return None


def history(subject: str, *, limit: int = 100) -> QuerySet[AuditEntry]:
    """Return the latest entries about a subject, newest first (对象的操作历史)."""
    return AuditEntry.objects.filter(subject=subject).order_by("-sequence")[:limit]


def told(subject: str, *, limit: int = 30) -> list[tuple[AuditEntry, str]]:
    """Return the latest entries about a subject with the names of those who acted, newest first (操作历史)."""
    entries = list(history(subject, limit=limit))
    ids = {int(number) for entry in entries if (number := entry.actor.partition(":")[2]).isdecimal()}
    names = {f"user:{pk}": name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}
    return [(entry, names.get(entry.actor, "")) for entry in entries]


def latest(*, limit: int = 100) -> QuerySet[AuditEntry]:
    """Return the latest entries, newest first (最近的操作)."""
    return AuditEntry.objects.order_by("-sequence")[:limit]
