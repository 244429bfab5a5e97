"""What is read from casework (办件查询): always through a viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from daylight.apps.accounts import audit
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework.checks import Content
from daylight.apps.casework.models import OPEN, Evidence, Record
from daylight.apps.rulebook import selectors as rulebook
from daylight.kernel.codes import SUBJECTS
from daylight.kernel.text import Text
from daylight.policy.schema import RecordKind


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record as a list shows it (记录行)."""

    id: int
    kind: str
    org_code: str
    org_name: str
    status: str
    happened_on: date | None
    filed_on: date | None
    due_on: date | None
    return_reason: str
    version: int


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A part that was handed in (佐证行)."""

    part: str
    handed_in_on: date | None
    file_name: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part that a record may hold, and what was handed in for it (佐证项)."""

    id: str
    name: Text
    handed_in: EvidenceRow | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done to a record (办理过程): the audit's code, when, and by whom."""

    code: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A record with all that belongs to it (记录页): content, parts, history, and what the viewer may do."""

    row: RecordRow
    name: Text
    topic: Text | None
    subject: Text | None
    content: Content
    approved_on: date | None
    closed_on: date | None
    parts: tuple[PartRow, ...]
    steps: tuple[Step, ...]
    may_amend: bool
    may_decide: bool


def visible_records(viewer: Viewer) -> QuerySet[Record]:
    """Return the records in a viewer's scope (可见记录); none for the public."""
    if not viewer.may(Right.SEE_BOARD):
        return Record.objects.none()
    if viewer.level == "city":
        return Record.objects.all()
    if viewer.level == "county":
        return Record.objects.filter(county_code=viewer.county_code)
    return Record.objects.filter(org__code=viewer.org_code)


def records(
    viewer: Viewer, *, org_code: str | None = None, kind: str | None = None, status: str | None = None,
    limit: int = 100, offset: int = 0,
) -> list[RecordRow]:  # fmt: skip
    """Return records in the viewer's scope, newest first (记录列表)."""
    wanted = {"org__code": org_code, "kind": kind, "status": status}
    chosen = Q(**{name: value for name, value in wanted.items() if value is not None})
    found = visible_records(viewer).filter(chosen).select_related("org").order_by("-filed_on", "-id")
    return [_row(record) for record in found[offset : offset + limit]]


def record(viewer: Viewer, record_id: int) -> RecordRow:
    """Return one record in the viewer's scope.

    Raises
    ------
    Record.DoesNotExist
        If there is none, or none that the viewer may see: the two cannot be told apart.
    """
    return _row(visible_records(viewer).select_related("org").get(pk=record_id))


def evidence(viewer: Viewer, record_id: int) -> list[EvidenceRow]:
    """Return what was handed in with a record."""
    found = visible_records(viewer).get(pk=record_id).evidence.order_by("part")
    return [EvidenceRow(item.part, item.handed_in_on, item.file_name, item.file_sha256) for item in found]


def sheet(viewer: Viewer, record_id: int) -> RecordSheet:
    """Return a record with all that belongs to it (记录页).

    Raises
    ------
    Record.DoesNotExist
    """
    found = visible_records(viewer).select_related("org").get(pk=record_id)
    own = found.org.code == viewer.org_code
    kind = next((kind for kind in rulebook.pack().records if kind.id == found.kind), None)
    topics = {topic.id: Text(topic.zh, topic.en) for topic in kind.topics} if kind else {}
    return RecordSheet(
        _row(found), Text(kind.zh, kind.en) if kind else Text(found.kind, found.kind),
        topics.get(found.topic or ""), SUBJECTS.get(found.subject or ""), _content(found), found.approved_on,
        found.closed_on, _parts(found, kind), _steps(found), own and viewer.may(Right.FILE) and found.status in OPEN,
        not own and viewer.may(Right.REVIEW) and found.status == "filed",
    )  # fmt: skip


def _content(record: Record) -> Content:
    return Content(**{name: getattr(record, name) for name in Content.__slots__})


def _parts(record: Record, kind: RecordKind | None) -> tuple[PartRow, ...]:
    """Return the parts that the pack asks for, then those handed in beyond them."""
    handed = {item.part: item for item in record.evidence.order_by("part")}
    names = {part.id: Text(part.zh, part.en) for part in kind.parts} if kind else {}
    names |= {part: Text(part, part) for part in handed if part not in names}
    return tuple(PartRow(part, name, _evidence(handed.get(part))) for part, name in names.items())


def _evidence(item: Evidence | None) -> EvidenceRow | None:
    return EvidenceRow(item.part, item.handed_in_on, item.file_name, item.file_sha256) if item else None


def _steps(record: Record) -> tuple[Step, ...]:
    return tuple(Step(entry.code, entry.at, who) for entry, who in audit.told(f"record:{record.pk}"))


def _row(record: Record) -> RecordRow:
    return RecordRow(
        record.pk, record.kind, record.org.code, record.org.name, record.status, record.happened_on, record.filed_on,
        record.due_on, record.return_reason, record.version,
    )  # fmt: skip
