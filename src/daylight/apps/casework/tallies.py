"""Reporting counts (统计上报): how many should, how many did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from daylight.apps.accounts import audit
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework import checks
from daylight.apps.casework.checks import DayNotPossible
from daylight.apps.casework.models import Tally
from daylight.apps.casework.services import EditedMeanwhile, Outcome, own_organisation
from daylight.kernel.calendar import school_year_of, term_of
from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted (统计数): of so many, so many; for one grade or for all."""

    counted_on: date
    eligible: int
    covered: int
    grade: int | None = None


@transaction.atomic
def report_tally(
    *, viewer: Viewer, org_code: str, kind: str, count: Count, today: date, now: datetime, version: int | None = None
) -> Outcome:
    """Report a count of the own organisation (上报统计); the same count again changes nothing.

    Parameters
    ----------
    version : int, optional
        The version seen, where a count of that day is to be corrected.

    Raises
    ------
    EditedMeanwhile
        If a different count of that day stands and ``version`` is not its version.
    NotAllowed, Organisation.DoesNotExist, Problems
    """
    org = own_organisation(viewer, org_code, Right.REPORT, Text("上报统计", "report counts"))
    if problems := _faults(kind, count, today):
        raise Problems(problems)
    tally, is_new = Tally.objects.get_or_create(
        kind=kind, org=org, counted_on=count.counted_on, grade=count.grade,
        defaults={
            "county_code": org.county_code, "eligible": count.eligible, "covered": count.covered,
            "school_year": school_year_of(count.counted_on), "term": term_of(count.counted_on),
        },
    )  # fmt: skip
    if is_new:
        _note("casework.tally.report", viewer, tally, now, count)
        return Outcome(tally.pk, tally.version)
    if (tally.eligible, tally.covered) == (count.eligible, count.covered):
        return Outcome(tally.pk, tally.version, repeated=True)
    return _correct(tally, version, viewer, now, count)


def _correct(tally: Tally, version: int | None, viewer: Viewer, now: datetime, count: Count) -> Outcome:
    same = Tally.objects.filter(pk=tally.pk, version=version) if version is not None else Tally.objects.none()
    if not same.update(version=F("version") + 1, eligible=count.eligible, covered=count.covered):
        raise EditedMeanwhile(subject=f"{tally.kind} {tally.counted_on}", seen=version or "—", now=tally.version)
    _note("casework.tally.correct", viewer, tally, now, count, was=[tally.eligible, tally.covered])
    return Outcome(tally.pk, tally.version + 1)


def _faults(kind: str, count: Count, today: date) -> list[DaylightError]:
    faults: list[DaylightError] = []
    if kind not in (kinds := checks.tally_kinds()):
        faults.append(checks.not_allowed(Text("统计种类", "The kind of count"), kind, kinds))
    if not 0 <= count.covered <= count.eligible:
        allowed = [f"0–{count.eligible}"]
        faults.append(checks.not_allowed(Text("实到数", "The number that did"), count.covered, allowed))
    if count.counted_on > today:
        counted = {"field_zh": "统计日", "field_en": "The day of the count"}
        faults.append(DayNotPossible(value=count.counted_on, today=today, **counted))
    return faults


def _note(code: str, viewer: Viewer, tally: Tally, now: datetime, count: Count, **more: Any) -> None:
    detail = {"kind": tally.kind, "org": tally.org_id, "eligible": count.eligible, "covered": count.covered, **more}
    audit.record(code=code, at=now, actor=audit.actor_of(viewer), subject=f"tally:{tally.pk}", detail=detail)
