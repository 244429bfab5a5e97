"""Clauses (条款): the list in the notice's order, and one clause with all that follows from it."""

from __future__ import annotations

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import notice, words
from daylight.apps.reporting.book import Book
from daylight.apps.reporting.cells import cell
from daylight.apps.reporting.scope import Desk, desk
from daylight.apps.reporting.types import (
    ClauseItem,
    ClauseListView,
    ClauseRef,
    ClauseView,
    DutyView,
    HandingView,
    StatusCounts,
    TargetBrief,
)
from daylight.kernel.text import Text
from daylight.policy.schema import Clause, Duty, Handing


def clauses(viewer: Viewer) -> ClauseListView:
    """Return the clauses in the notice's own order (条款目录), each with its targets' statuses in the scope.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    statuses = dict(at.home.cells.values_list("target_id", "status"))
    items = tuple(_item(at.book, clause, statuses) for clause in at.book.clauses.values())
    return ClauseListView(at.frame(), tuple(at.book.areas.values()), items)


def _item(book: Book, clause: Clause, statuses: dict[str, str]) -> ClauseItem:
    own = [target.id for target in book.pack.targets if target.clause == clause.id]
    counts = StatusCounts.of(statuses[target_id] for target_id in own if target_id in statuses)
    duties = sum(duty.clause == clause.id for duty in book.pack.duties)
    return ClauseItem(
        book.clause_ref(clause.id), Text(clause.zh, clause.en), book.depth(clause.id), clause.kind,
        book.area_id(clause.id) or None, counts, len(own), duties,
    )  # fmt: skip


def clause(viewer: Viewer, clause_id: str) -> ClauseView:
    """Return a clause (条款页): our words, duties, targets, readings, and the original where it is attached.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    found, order = at.book.clause(clause_id), list(at.book.clauses)
    place, area_id = order.index(clause_id), at.book.area_id(clause_id)
    return ClauseView(
        at.frame(), at.book.clause_ref(clause_id), Text(found.zh, found.en), found.kind,
        at.book.area(area_id) if area_id else None, at.book.chain(clause_id)[:-1],
        tuple(at.book.clause_ref(child.id) for child in at.book.children(clause_id)),
        _at(at.book, order, place - 1), _at(at.book, order, place + 1),
        tuple(duty_view(at.book, duty) for duty in at.book.pack.duties if duty.clause == clause_id),
        _targets(at, clause_id), at.book.readings_of(clause_id=clause_id),
        tuple((item.figure, Text(item.zh, item.en)) for item in at.book.pack.excuses if item.clause == clause_id),
        notice.original(at.publication.pack_id, found.ref),
    )  # fmt: skip


def _at(book: Book, order: list[str], place: int) -> ClauseRef | None:
    return book.clause_ref(order[place]) if 0 <= place < len(order) else None


def _targets(at: Desk, clause_id: str) -> tuple[TargetBrief, ...]:
    """Return the clause's targets with their cells in the scope."""
    own = [target.id for target in at.book.pack.targets if target.clause == clause_id]
    rows = at.cells.filter(organisation=at.home, target_id__in=own)
    told = {row.target_id: cell(at, row, paths=True) for row in rows}
    return tuple(
        TargetBrief(at.book.target_refs[target_id], told.get(target_id), at.book.levels(target_id)) for target_id in own
    )


def duty_view(book: Book, duty: Duty) -> DutyView:
    """Return a duty in words (任务)."""
    roles = {role.id: Text(role.zh, role.en) for role in book.pack.roles}
    return DutyView(
        duty.id, Text(duty.zh, duty.en), duty.owed_by, roles.get(duty.role, words.LEVEL[duty.owed_by]), duty.cadence,
        words.due_words(duty), duty.binding, tuple(_handing(book, handing) for handing in duty.evidence),
    )  # fmt: skip


def _handing(book: Book, handing: Handing) -> HandingView:
    kind = next((kind for kind in book.pack.records if kind.id == handing.record), None)
    if kind is None:
        return HandingView(handing.record, Text(handing.record, handing.record), (), handing.at_least)
    parts = {part.id: Text(part.zh, part.en) for part in kind.parts}
    named = tuple(parts.get(part, Text(part, part)) for part in handing.parts)
    return HandingView(kind.id, Text(kind.zh, kind.en), named, handing.at_least)
