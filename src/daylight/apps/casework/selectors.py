"""What is read from casework (办件查询): always through a viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework.models import Record


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


def _row(record: Record) -> RecordRow:
    return RecordRow(
        record.pk, record.kind, record.org.code, record.org.name, record.status, record.happened_on, record.filed_on,
        record.due_on, record.return_reason, record.version,
    )  # fmt: skip
