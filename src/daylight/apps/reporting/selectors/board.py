"""The board and its areas (总览与方面)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, Q

from daylight.appraisal.contract import Status
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.duties import selectors as duties
from daylight.apps.reporting.cells import cell, cells
from daylight.apps.reporting.models import BoardCell, BoardOrganisation
from daylight.apps.reporting.scope import Desk, counts_of, desk, ref
from daylight.apps.reporting.types import (
    AreaView,
    Attention,
    BoardView,
    DueNext,
    HeatCell,
    HeatRow,
    MapShare,
    OrgRef,
    StatusCounts,
)
from daylight.kernel.text import Text

#: How many the board shows of what needs attention, and of what falls due.
ATTENTION, DUE_NEXT = 6, 6
RED = (Status.MISSED.value, Status.BEHIND.value)


def board(viewer: Viewer, *, on: date | None = None, publication_id: int | None = None) -> BoardView:
    """Return the board of a viewer's scope (总览).

    Parameters
    ----------
    viewer : Viewer
        The columns are what they may see: the city's, their county's, their school's.
    on : date, optional
        Today, for duties that fall due; none are told without it, nor to the public.
    publication_id : int, optional
        An older publication; the current one unless named.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer, publication_id=publication_id)
    columns = _columns(at)
    own = ordered_cells(at, at.home)
    red = sorted((row for row in own if row.status in RED), key=urgency)
    return BoardView(
        at.frame(), counts_of(at.home), tuple(ref(org) for org in columns), heat_rows(at, columns),
        tuple(MapShare(ref(org), counts_of(org)) for org in columns if org.level == "county"),
        attention(at, red[:ATTENTION]), len(red), _due_next(at, own, on), at.home.pupils, _schools(at),
    )  # fmt: skip


def _columns(at: Desk) -> list[BoardOrganisation]:
    """Return the heat map's columns: the city, then counties, then the viewer's own school."""
    found = at.organisations.filter(Q(level__in=("city", "county")) | Q(pk=at.home.pk))
    return sorted(found, key=lambda org: (("city", "county", "school").index(org.level), org.code))


def ordered_cells(at: Desk, org: BoardOrganisation) -> list[BoardCell]:
    """Return an organisation's cells in the pack's order of targets."""
    order = {target_id: place for place, target_id in enumerate(at.book.targets)}
    return sorted(at.cells.filter(organisation=org), key=lambda row: order.get(row.target_id, len(order)))


def urgency(row: BoardCell) -> tuple[int, int, str]:
    """Order by pupils touched; of those equal, what is missed before what is behind."""
    return -(row.pupils or 0), RED.index(row.status), row.target_id


def heat_rows(at: Desk, columns: Iterable[BoardOrganisation]) -> tuple[HeatRow, ...]:
    """Return areas × organisations, counted by the database in one query (热力图)."""
    orgs = list(columns)
    counted: dict[tuple[str, int], dict[str, int]] = {}
    found = BoardCell.objects.filter(organisation__in=[org.pk for org in orgs])
    for area, org_pk, status, number in found.values_list("area", "organisation", "status").annotate(Count("pk")):
        counted.setdefault((area, org_pk), {})[status] = number
    return tuple(
        HeatRow(area, tuple(_heat_cell(area.id, org, counted) for org in orgs)) for area in at.book.areas.values()
    )


def _heat_cell(area_id: str, org: BoardOrganisation, counted: Mapping[tuple[str, int], dict[str, int]]) -> HeatCell:
    return HeatCell(area_id, ref(org), StatusCounts(**counted.get((area_id, org.pk), {})))


def attention(at: Desk, rows: Iterable[BoardCell]) -> tuple[Attention, ...]:
    """Return cells that need attention, with where below they are red (需要关注)."""
    rows = list(rows)
    red: dict[str, list[OrgRef]] = {}
    if rows and rows[0].level == "city":
        below = at.cells.filter(level="county", target_id__in=[row.target_id for row in rows], status__in=RED)
        for row in below.order_by("organisation__code"):
            red.setdefault(row.target_id, []).append(ref(row.organisation))
    return tuple(Attention(cell(at, row, paths=True), tuple(red.get(row.target_id, ()))) for row in rows)


def _schools(at: Desk) -> int:
    return at.organisations.filter(level="school").count() if at.home.level != "school" else 1


def _due_next(at: Desk, own: list[BoardCell], on: date | None) -> tuple[DueNext, ...]:
    """Return what falls due: the next points of targets not met yet, and duties with how many have done them."""
    waiting = [
        row for row in own
        if row.due_on and row.due_on >= at.publication.as_of and row.status != Status.MET.value
    ]  # fmt: skip
    found = [_target_due(at, row) for row in waiting]
    if on is not None and at.viewer.may(Right.SEE_BOARD):
        found += [_duty_due(item) for item in duties.due_next(at.viewer, on=on, limit=DUE_NEXT)]
    return tuple(sorted(found, key=lambda item: (item.day, item.kind, item.id))[:DUE_NEXT])


def _target_due(at: Desk, row: BoardCell) -> DueNext:
    told = cell(at, row)
    assert row.due_on is not None
    detail = Text(f"{told.shown.zh}，应达 {told.goal_shown.zh}", f"{told.shown.en}, owed {told.goal_shown.en}")
    return DueNext(row.due_on, told.target.name, detail, "target", row.target_id, told.target.clause.id)


def _duty_due(item: duties.Progress) -> DueNext:
    detail = Text(f"{item.owing} 个单位 · {item.done} 已报", f"{item.done} of {item.owing} filed")
    return DueNext(item.due_on, item.name, detail, "duty", item.duty_id, item.clause_id)


def area(viewer: Viewer, area_id: str, org_code: str) -> AreaView:
    """Return an area in one organisation (方面明细): its targets there, and its schools' statuses on each.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    named, org = at.book.area(area_id), at.organisation(org_code)
    rows = [row for row in ordered_cells(at, org) if row.area == area_id]
    below = _below(at, org, [row.target_id for row in rows])
    counts = StatusCounts.of(row.status for row in rows)
    clauses = tuple(at.book.clause_ref(clause_id) for clause_id in at.book.clauses_of_area(area_id))
    return AreaView(at.frame(org), named, ref(org), counts, cells(at, rows, paths=True), below, clauses)


def _below(at: Desk, org: BoardOrganisation, targets: list[str]) -> dict[str, StatusCounts]:
    """Return, by target, how the schools of a county or the city stand."""
    if org.level == "school":
        return {}
    found = at.cells.filter(level="school", target_id__in=targets)
    if org.level == "county":
        found = found.filter(county_code=org.code)
    counted: dict[str, dict[str, int]] = {}
    for target_id, status, number in found.values_list("target_id", "status").annotate(Count("pk")).order_by():
        counted.setdefault(target_id, {})[status] = number
    return {target_id: StatusCounts(**numbers) for target_id, numbers in counted.items()}
