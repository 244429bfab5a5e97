"""What is done to records (记录服务): file, amend, approve, return, close.

Who runs files, who administers decides (管办分离): a record is filed and amended by its own
organisation only, and decided by an office above it only. Each act is one transaction with one audit
entry; whoever decides names the version they have seen, and loses to whoever was first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from daylight.apps.accounts import audit
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import NotAllowed, Viewer
from daylight.apps.casework import checks
from daylight.apps.casework.checks import Content
from daylight.apps.casework.models import OPEN, STATUSES, Evidence, Record
from daylight.apps.casework.selectors import visible_records
from daylight.apps.registry.models import Organisation
from daylight.apps.registry.selectors import visible_organisations
from daylight.kernel.calendar import school_year_of, term_of
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text


class EditedMeanwhile(DaylightError):
    """Somebody else was first (已被他人修改)."""

    code = "casework.edited-meanwhile"
    message = Text(
        "{subject} 已被他人修改（您看到的是第 {seen} 版,现在是第 {now} 版）",
        "Somebody changed {subject} meanwhile (you saw version {seen}, it is now {now})",
    )
    remedy = Text("请刷新后核对,再提交一次。", "Reload, compare, and send again.")


class NotInThisStatus(DaylightError):
    """A record does not stand where the act wants it (状态不符)."""

    code = "casework.not-in-this-status"
    message = Text("记录 {record} 现在是“{said}”，不能{zh}", "The record {record} is {status}; one cannot {en}")
    remedy = Text("记录处于以下状态时才能办理：{allowed_said}。", "Possible when: {allowed}")


def not_in_this_status(record: Record, allowed: Collection[str], doing: Text) -> NotInThisStatus:
    """Return what to raise where a record does not stand where an act wants it (状态不符)."""
    words = dict(STATUSES)
    return NotInThisStatus(
        record=record.pk, status=record.status, said=words[record.status], zh=doing.zh, en=doing.en,
        allowed=", ".join(allowed), allowed_said="、".join(words[one] for one in allowed),
    )  # fmt: skip


class KeyReused(DaylightError):
    """An idempotency key came back with other content (幂等键被重复用于其他内容)."""

    code = "casework.key-reused"
    message = Text("提交编号 {key} 已用于另一条记录", "The key {key} was used for another record")
    remedy = Text("请刷新页面后重新填报。", "Reload the page and file again.")


class TwinFiled(DaylightError):
    """The same was filed today already, from another form (当日已有相同记录)."""

    code = "casework.twin-filed"
    message = Text("今天已填报过相同的记录（编号 {record}）", "The same was filed today already (number {record})")
    remedy = Text("如确是另一次，请在说明中写明区别。", "If it is another one, say in the note how it differs.")


class ReasonMissing(DaylightError):
    """A record was returned without saying why (缺少原因)."""

    code = "casework.reason-missing"
    message = Text("退回须说明原因", "Returning needs a reason")
    remedy = Text("请写明需要补正什么。", "Say what is to be put right.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a service did (办理结果): the row, its version now, and whether it had been done before."""

    id: int
    version: int
    repeated: bool = False


@transaction.atomic
def file_record(
    *, viewer: Viewer, org_code: str, kind: str, content: Content, today: date, now: datetime,
    parts: Collection[str] = (), key: str | None = None,
) -> Outcome:  # fmt: skip
    """File a record for the own organisation (填报、备案).

    Parameters
    ----------
    viewer : Viewer
        Needs the right to file, and belongs to the organisation.
    org_code, kind : str
        Organisation, and kind of record as the pack names it.
    content : Content
        What is said.
    today, now : date, datetime
        The day of filing, and the aware instant for the audit.
    parts : collection of str
        Evidence handed in with it, by the pack's part ids.
    key : str, optional
        The caller's own number of this submission: sent again, it files nothing twice.

    Raises
    ------
    NotAllowed, Organisation.DoesNotExist, Problems, KeyReused
    TwinFiled
        If a form (with its own key) says what the organisation filed today already.
    """
    org = own_organisation(viewer, org_code, Right.FILE, Text("填报", "file"))
    checks.check(checks.kind_of(kind), org, content, parts=parts, today=today)
    if key:
        _need_no_twin(org, kind, content, f"{org.pk}:{key}", today)
    made = {
        **content.fields(), "kind": kind, "org": org, "county_code": org.county_code, "status": "filed",
        "filed_on": today, **_school_time(content.happened_on or today),
    }  # fmt: skip
    record, is_new = Record.objects.get_or_create(idempotency_key=f"{org.pk}:{key}", defaults=made) if key else (
        Record.objects.create(**made), True,
    )  # fmt: skip
    if not is_new:
        return _repeated(record, {**content.fields(), "kind": kind}, parts, key)
    handed = sorted(set(parts))
    Evidence.objects.bulk_create(
        Evidence(record=record, part=part, county_code=org.county_code, handed_in_on=today) for part in handed
    )
    _note("casework.record.file", viewer, record, now, kind=kind, org=org_code, parts=handed)
    return Outcome(record.pk, record.version)


def _need_no_twin(org: Organisation, kind: str, content: Content, key: str, today: date) -> None:
    """Refuse what the organisation filed in the same words today, from another form."""
    same = Record.objects.filter(org=org, kind=kind, filed_on=today, status="filed", **content.fields())
    twin = next((record for record in same if record.idempotency_key != key), None)
    if twin is not None:
        raise TwinFiled(record=twin.pk)


def own_organisation(viewer: Viewer, org_code: str, right: Right, doing: Text) -> Organisation:
    """Return an organisation that the viewer acts for (本单位).

    Raises
    ------
    Organisation.DoesNotExist
        If it is outside the scope, as if it were not there.
    NotAllowed
        If it is in the scope but not the viewer's own, or the role lacks the right.
    """
    org = visible_organisations(viewer).get(code=org_code)
    viewer.needs(right, doing)
    if org.code != viewer.org_code:
        raise NotAllowed(role=viewer.org_code, role_en=viewer.org_code, zh=f"代 {org_code} {doing.zh}",
                         en=f"{doing.en} for {org_code}")  # fmt: skip
    return org


def _school_time(day: date) -> dict[str, int]:
    return {"school_year": school_year_of(day), "term": term_of(day)}


def _repeated(record: Record, said: dict[str, Any], parts: Collection[str], key: str | None) -> Outcome:
    """Return the record that a key was used for, if it says the same and holds the parts (重复提交)."""
    missing = set(parts) - set(record.evidence.values_list("part", flat=True))
    if missing or any(getattr(record, name) != value for name, value in said.items()):
        raise KeyReused(key=key)
    return Outcome(record.pk, record.version, repeated=True)


@transaction.atomic
def amend_record(
    *, viewer: Viewer, record_id: int, version: int, content: Content, today: date, now: datetime
) -> Outcome:
    """Change a record that is not decided yet, and file it again if it was returned (修改、补正).

    Raises
    ------
    EditedMeanwhile
        If somebody else changed it after ``version``.
    NotAllowed, Record.DoesNotExist, NotInThisStatus, Problems
    """
    record = visible_records(viewer).select_related("org").get(pk=record_id)
    org = own_organisation(viewer, record.org.code, Right.FILE, Text("修改", "amend"))
    _need_status(record, OPEN, Text("修改", "amend it"))
    checks.check(checks.kind_of(record.kind), org, content, parts=(), today=today)
    changed = {**content.fields(), **_school_time(content.happened_on or today), "return_reason": ""}
    return _change(record, version, viewer, now, "casework.record.amend", status="filed", filed_on=today, **changed)


@transaction.atomic
def approve_record(*, viewer: Viewer, record_id: int, version: int, today: date, now: datetime) -> Outcome:
    """Approve a filed record, from an office above (审核通过)."""
    record = _to_decide(viewer, record_id, Text("审核", "approve"))
    _need_status(record, ("filed",), Text("通过", "approve it"))
    return _change(record, version, viewer, now, "casework.record.approve", status="approved", approved_on=today)


@transaction.atomic
def return_record(*, viewer: Viewer, record_id: int, version: int, reason: str, now: datetime) -> Outcome:
    """Return a filed record with a reason (退回)."""
    record = _to_decide(viewer, record_id, Text("退回", "return"))
    _need_status(record, ("filed",), Text("退回", "return it"))
    if not reason.strip():
        raise ReasonMissing
    return _change(
        record, version, viewer, now, "casework.record.return", status="returned", return_reason=reason.strip()
    )


@transaction.atomic
def close_record(*, viewer: Viewer, record_id: int, version: int, today: date, now: datetime) -> Outcome:
    """Close a record whose matter is done (办结)."""
    record = _to_decide(viewer, record_id, Text("办结", "close"))
    _need_status(record, ("filed", "approved"), Text("办结", "close it"))
    return _change(record, version, viewer, now, "casework.record.close", status="closed", closed_on=today)


def _to_decide(viewer: Viewer, record_id: int, doing: Text) -> Record:
    """Return a record of an organisation below the viewer's own."""
    record = visible_records(viewer).select_related("org").get(pk=record_id)
    viewer.needs(Right.REVIEW, doing)
    if record.org.code == viewer.org_code:
        raise NotAllowed(role="本单位", role_en="The office that filed it", zh=doing.zh, en=doing.en)
    return record


def _need_status(record: Record, allowed: Collection[str], doing: Text) -> None:
    if record.status not in allowed:
        raise not_in_this_status(record, allowed, doing)


def _change(record: Record, version: int, viewer: Viewer, now: datetime, code: str, **fields: Any) -> Outcome:
    """Change a record if it still has the version that the viewer saw; note it."""
    done = Record.objects.filter(pk=record.pk, version=version).update(version=F("version") + 1, **fields)
    if not done:
        raise EditedMeanwhile(subject=f"{record.kind} {record.pk}", seen=version, now=record.version)
    _note(code, viewer, record, now, version=version + 1, status=fields["status"])
    return Outcome(record.pk, version + 1)


def _note(code: str, viewer: Viewer, record: Record, now: datetime, **detail: Any) -> None:
    audit.record(code=code, at=now, actor=audit.actor_of(viewer), subject=f"record:{record.pk}", detail=detail)
