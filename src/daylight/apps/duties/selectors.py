"""What is read of duties (任务查询): worked out anew from live records each time, always through a viewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework.models import Evidence, Record
from daylight.apps.casework.selectors import visible_records
from daylight.apps.duties.periods import Due, dues, state_of
from daylight.apps.duties.types import Kept, Need, Owed, Progress, TodayView, Waiting
from daylight.apps.registry.models import Organisation
from daylight.apps.registry.selectors import organisations_on, visible_organisations
from daylight.apps.rulebook import selectors as rulebook
from daylight.kernel.calendar import Span
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.measures.params import FILED
from daylight.policy.schema import Duty, Handing, Pack, RecordKind

WAITING_SHOWN, KEPT_SHOWN = 50, 12


class Bound(Protocol):
    """What is asked of an organisation to know its duties (机构要素): a row of the register, or its values."""

    @property
    def pk(self) -> Any: ...
    @property
    def kind(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def county_code(self) -> str | None: ...
    @property
    def has_primary(self) -> bool: ...
    @property
    def has_junior(self) -> bool: ...


class NoSuchDuty(DaylightError):
    """A duty that is not this organisation's (不是本单位的任务)."""

    code = "duties.no-such-duty"
    message = Text("没有任务 {duty}", "There is no duty {duty}")
    remedy = Text("请从今日待办进入。", "Start from today's list.")


def owed(viewer: Viewer, *, on: date, org_code: str | None = None) -> tuple[Owed, ...]:
    """Return what an organisation owes around a day (应办事项), soonest first; the viewer's own unless named.

    What was due in the time before is told only while it is not done.

    Raises
    ------
    Organisation.DoesNotExist
        If the organisation is outside the scope.
    """
    org = visible_organisations(viewer).get(code=org_code or viewer.org_code)
    return _owed_by(org, rulebook.pack(), on)


def owed_and_kept(viewer: Viewer, *, on: date, org_code: str) -> tuple[tuple[Owed, ...], tuple[Kept, ...]]:
    """Return what an organisation owes and its latest records, the pack asked for once (应办与已有).

    Raises
    ------
    Organisation.DoesNotExist
    """
    org, pack = visible_organisations(viewer).get(code=org_code), rulebook.pack()
    return _owed_by(org, pack, on), _kept_by(viewer, org_code, pack, KEPT_SHOWN)


def _owed_by(org: Organisation, pack: Pack, on: date) -> tuple[Owed, ...]:
    times = [(duty, due) for duty in duties_of(pack, org) for due in dues(duty, on, pack.head.issued_on)]
    records = _complete(org, {handing.record for duty, _ in times for handing in duty.evidence})
    found = [_owed(pack, duty, due, org, records, on) for duty, due in times]
    shown = [item for item in found if item.state != "done" or item.due_on >= on]
    return tuple(sorted(shown, key=lambda item: (item.due_on, item.duty_id)))


def duties_of(pack: Pack, org: Organisation) -> list[Duty]:
    """Return the duties that bind an organisation and that some record proves (应办任务)."""
    return [duty for duty in pack.duties if duty.evidence and binds(duty, org)]


def binds(duty: Duty, org: Bound) -> bool:
    """Tell whether a duty is an organisation's: its level, its county, its stages."""
    if duty.owed_by != org.kind:
        return False
    if duty.org_codes and not {org.code, org.county_code} & set(duty.org_codes):
        return False
    stages = {"primary": org.has_primary, "junior": org.has_junior}
    return not duty.stages or org.kind != "school" or any(stages[stage] for stage in duty.stages)


Filed = dict[str, list[tuple[date | None, frozenset[str]]]]


def _complete(org: Organisation, kinds: set[str]) -> Filed:
    """Return an organisation's filed records of some kinds: by kind, the day that counts and the parts."""
    counted = Record.objects.filter(org=org, kind__in=kinds, status__in=FILED)
    held: dict[int, set[str]] = {}
    for record_id, part in Evidence.objects.filter(record__in=counted).values_list("record_id", "part"):
        held.setdefault(record_id, set()).add(part)
    found: Filed = {}
    for pk, kind, *days in counted.values_list("pk", "kind", "happened_on", "approved_on", "filed_on"):
        found.setdefault(kind, []).append((next(filter(None, days), None), frozenset(held.get(pk, ()))))
    return found


def _owed(pack: Pack, duty: Duty, due: Due, org: Organisation, records: Filed, on: date) -> Owed:
    needs = tuple(_need(pack, handing, due.span, records) for handing in duty.evidence)
    state = state_of(not any(need.missing for need in needs), due.due_on, on)
    clause = next(clause for clause in pack.clauses if clause.id == duty.clause)
    return Owed(
        duty.id, duty.clause, clause.ref, Text(duty.zh, duty.en), org.code, due.span.start, due.due_on, state,
        duty.binding, needs, (due.due_on - on).days,
    )  # fmt: skip


def _need(pack: Pack, handing: Handing, span: Span, records: Filed) -> Need:
    wanted = set(handing.parts)
    have = sum(day is not None and day in span and wanted <= parts for day, parts in records.get(handing.record, ()))
    kind = next(kind for kind in pack.records if kind.id == handing.record)
    parts = tuple((part.id, Text(part.zh, part.en)) for part in kind.parts if part.id in wanted)
    return Need(kind.id, Text(kind.zh, kind.en), parts, handing.at_least, have)


def duty_owed(viewer: Viewer, duty_id: str, *, on: date) -> Owed:
    """Return the time of a duty that the viewer's organisation should act on: late before running (应办事项).

    Raises
    ------
    NoSuchDuty
    """
    found = [item for item in owed(viewer, on=on) if item.duty_id == duty_id]
    waiting = [item for item in found if item.state != "done"]
    if not found:
        raise NoSuchDuty(duty=duty_id)
    return (waiting or found)[0]


# ---------------------------------------------------------------- how many have done it


def due_next(viewer: Viewer, *, on: date, limit: int = 4) -> tuple[Progress, ...]:
    """Return the duties that fall due next in the scope, with how many have done them (即将到期的任务)."""
    pack = rulebook.pack()
    running = [(duty, due) for duty in pack.duties if duty.evidence for due in dues(duty, on, pack.head.issued_on)]
    coming = sorted(((duty, due) for duty, due in running if due.due_on >= on), key=lambda pair: pair[1].due_on)
    return progress(viewer, coming[:limit], on=on)


def progress_of(viewer: Viewer, duty_ids: Iterable[str], *, on: date) -> tuple[Progress, ...]:
    """Return how many have done some duties in the time that runs (任务进度); those owed at no day are left out."""
    pack, wanted = rulebook.pack(), set(duty_ids)
    chosen = [duty for duty in pack.duties if duty.id in wanted and duty.evidence]
    times = [(duty, found[-1]) for duty in chosen if (found := dues(duty, on, pack.head.issued_on))]
    return progress(viewer, times, on=on)


def progress(viewer: Viewer, times: Iterable[tuple[Duty, Due]], *, on: date) -> tuple[Progress, ...]:
    """Return how many organisations of the scope owe duties on a day, and how many have done them, in two queries."""
    listed = list(times)
    if not listed:
        return ()
    kinds = {duty.owed_by for duty, _ in listed}
    # Plain values: a city has hundreds of schools, and nothing more is asked of them.
    facts = ("pk", "kind", "code", "county_code", "has_primary", "has_junior")
    orgs = list(organisations_on(viewer, on).filter(kind__in=kinds).values_list(*facts, named=True))
    done = _done(viewer, listed)
    return tuple(item for duty, due in listed if (item := _progress(duty, due, orgs, done)).owing)


def _progress(duty: Duty, due: Due, orgs: Sequence[Bound], done: dict[tuple[str, int], set[int]]) -> Progress:
    owing = {org.pk for org in orgs if binds(duty, org)}
    sets = [done.get((duty.id, place), set()) for place in range(len(duty.evidence))]
    return Progress(
        duty.id, duty.clause, Text(duty.zh, duty.en), due.due_on, len(owing), len(owing.intersection(*sets))
    )


def _done(viewer: Viewer, times: list[tuple[Duty, Due]]) -> dict[tuple[str, int], set[int]]:
    """Return which organisations filed enough, by duty and place of the handing: one query for all."""
    keys = [(duty, due, place) for duty, due in times for place in range(len(duty.evidence))]
    queries = [_enough(viewer, duty.evidence[place], due.span, at) for at, (duty, due, place) in enumerate(keys)]
    found: dict[tuple[str, int], set[int]] = {}
    for at, org_id in queries[0].union(*queries[1:], all=True) if queries else ():
        duty, _, place = keys[at]
        found.setdefault((duty.id, place), set()).add(org_id)
    return found


def _enough(viewer: Viewer, handing: Handing, span: Span, at: int) -> QuerySet[Record, tuple[int, int]]:
    """Return the organisations that filed enough complete records of a kind in a span."""
    counted = visible_records(viewer).filter(kind=handing.record, status__in=FILED)
    for part in handing.parts:
        counted = counted.filter(Exists(Evidence.objects.filter(record=OuterRef("pk"), part=part)))
    day = Coalesce("happened_on", "approved_on", "filed_on")
    inside = counted.annotate(day=day).filter(day__gte=span.start, day__lt=span.end)
    grouped = inside.order_by().values("org_id").annotate(n=Count("pk")).filter(n__gte=handing.at_least)
    return grouped.annotate(at=Value(at, IntegerField())).values_list("at", "org_id")


# ---------------------------------------------------------------- today


def today(viewer: Viewer, *, on: date) -> TodayView:
    """Return what somebody has to do today (今日待办): owed, late, waiting for them, returned to them.

    Raises
    ------
    Organisation.DoesNotExist
    """
    org = visible_organisations(viewer).get(code=viewer.org_code)
    found = owed(viewer, on=on)
    waiting = _waiting(viewer, org)
    names = dict(_kinds())
    return TodayView(
        on, org.code, org.name, org.kind, *(_in(found, state) for state in ("late", "soon", "owed")),
        len(_in(found, "done")), tuple(_shown(record, names) for record in waiting[:WAITING_SHOWN]), waiting.count(),
        tuple(_shown(record, names) for record in _returned(viewer, org)), viewer.may(Right.FILE),
        viewer.may(Right.REVIEW),
    )  # fmt: skip


def _in(found: Iterable[Owed], state: str) -> tuple[Owed, ...]:
    return tuple(item for item in found if item.state == state)


def _waiting(viewer: Viewer, org: Organisation) -> QuerySet[Record]:
    """Return the records that the organisations directly below have filed and that wait for a decision."""
    if not viewer.may(Right.REVIEW):
        return Record.objects.none()
    below = visible_records(viewer).filter(status="filed", org__parent=org)
    return below.select_related("org").order_by("filed_on", "pk")


def _returned(viewer: Viewer, org: Organisation) -> QuerySet[Record]:
    if not viewer.may(Right.FILE):
        return Record.objects.none()
    own = visible_records(viewer).filter(Q(status="returned"), org=org)
    return own.select_related("org").order_by("-filed_on", "-pk")[:WAITING_SHOWN]


def latest_records(viewer: Viewer, *, org_code: str, limit: int = KEPT_SHOWN) -> tuple[Kept, ...]:
    """Return an organisation's latest records inside the scope, newest first (最近的记录)."""
    return _kept_by(viewer, org_code, rulebook.pack(), limit)


def _kept_by(viewer: Viewer, org_code: str, pack: Pack, limit: int) -> tuple[Kept, ...]:
    kinds = {kind.id: kind for kind in pack.records}
    found = visible_records(viewer).filter(org__code=org_code).annotate(have=Count("evidence"))
    return tuple(_kept(record, kinds.get(record.kind)) for record in found.order_by("-filed_on", "-pk")[:limit])


def _kept(record: Any, kind: RecordKind | None) -> Kept:
    name = Text(kind.zh, kind.en) if kind else Text(record.kind, record.kind)
    day = record.happened_on or record.approved_on or record.filed_on
    return Kept(
        record.pk, record.kind, name, record.status, day, record.have, max(record.have, len(kind.parts) if kind else 0)
    )


def _kinds() -> Iterator[tuple[str, Text]]:
    for kind in rulebook.pack().records:
        yield kind.id, Text(kind.zh, kind.en)


def _shown(record: Record, names: dict[str, Text]) -> Waiting:
    name = names.get(record.kind, Text(record.kind, record.kind))
    return Waiting(
        record.pk, record.kind, name, record.org.code, record.org.name,
        record.filed_on, record.happened_on, record.return_reason, record.version,
    )  # fmt: skip
