"""A target and the list of targets (目标)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When

from daylight.appraisal.contract import Status
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import words
from daylight.apps.reporting.book import Book
from daylight.apps.reporting.cells import cell, cells, owed_points
from daylight.apps.reporting.models import BoardCell, BoardOrganisation
from daylight.apps.reporting.paging import page_of
from daylight.apps.reporting.scope import Desk, desk, ref
from daylight.apps.reporting.types import MeasureView, OrgRef, StatusCounts, TargetBrief, TargetListView, TargetView
from daylight.kernel.text import Text
from daylight.policy.schema import Target

PER_PAGE = 25


def targets(viewer: Viewer, *, org_code: str | None = None) -> TargetListView:
    """Return every target with its cell in an organisation (目标列表), in the pack's order.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    org = at.organisation(org_code)
    rows = {row.target_id: row for row in at.cells.filter(organisation=org)}
    briefs = tuple(
        TargetBrief(found, cell(at, rows[target_id]) if target_id in rows else None, at.book.levels(target_id))
        for target_id, found in at.book.target_refs.items()
    )
    return TargetListView(at.frame(org), tuple(at.book.areas.values()), briefs)


def target(
    viewer: Viewer, target_id: str, *, org_code: str | None = None, status: str | None = None, page: int = 1
) -> TargetView:
    """Return a target in an organisation (目标页): its chain, its path, the counties and schools below.

    Parameters
    ----------
    status : str, optional
        Only schools of this status; worst first otherwise.
    page : int
        Of the schools; the nearest one that exists.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    found, org = at.book.target(target_id), at.organisation(org_code)
    own = at.cells.filter(organisation=org, target_id=target_id).first()
    below = _schools(at, org, target_id)
    counts = StatusCounts(**dict(below.values_list("status").annotate(Count("pk")).order_by()))
    listed = below.filter(status=status) if status else below
    schools, shown = page_of(_worst_first(listed), page, PER_PAGE, total=_total(counts, status))
    return TargetView(
        at.frame(org), at.book.target_refs[target_id], at.book.area(at.book.area_id_of_target(target_id)),
        at.book.chain(found.clause), cell(at, own, paths=True) if own else None, ref(org),
        owed_points(at.book, own) if own else (), found.comparator, found.responsible, measure(at.book, found),
        at.book.readings_of(target_id=target_id), evidence(at.book, found), _counties(at, org, target_id),
        cells(at, schools), counts.total, counts, shown.number, shown.of, found.figures, status,
        _county_refs(at) if org.level == "city" else {},
    )  # fmt: skip


def _total(counts: StatusCounts, status: str | None) -> int:
    return int(getattr(counts, status, 0)) if status else counts.total


def _schools(at: Desk, org: BoardOrganisation, target_id: str) -> QuerySet[BoardCell]:
    """Return the schools of a county or the city on a target; a school has none below."""
    found = at.cells.filter(target_id=target_id, level="school")
    if org.level == "school":
        return found.none()
    return found.filter(county_code=org.code) if org.level == "county" else found


def _worst_first(found: QuerySet[BoardCell]) -> QuerySet[BoardCell]:
    """Order schools by status, worst first, then by pupils touched."""
    rank = Case(
        *(When(status=status.value, then=Value(place)) for place, status in enumerate(Status)),
        output_field=IntegerField(),
    )
    return found.order_by(rank, F("pupils").desc(nulls_last=True), "organisation__code")


def _counties(at: Desk, org: BoardOrganisation, target_id: str) -> Any:
    if org.level != "city":
        return ()
    own = at.cells.filter(target_id=target_id, level="county").order_by("organisation__code")
    return cells(at, own, paths=True)


def _county_refs(at: Desk) -> dict[str, OrgRef]:
    """Return the counties by their codes, to tell schools of one name apart."""
    return {org.code: ref(org) for org in at.organisations.filter(level="county")}


def measure(book: Book, found: Target) -> MeasureView:
    """Return how a target is measured, in words (口径)."""
    behind = book.measure(found.id)
    params = tuple((name, _plain(value)) for name, value in found.measure.params.items())
    return MeasureView(
        behind.name, behind.title, behind.explains, behind.unit, behind.formula, params,
        Text(found.definition_zh, found.definition_en), words.period_words(found.period), words.baseline_words(found),
    )  # fmt: skip


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_plain(item)}" for name, item in value.items())
    return ", ".join(_plain(item) for item in value) if isinstance(value, list | tuple) else str(value)


def evidence(book: Book, found: Target) -> tuple[Text, ...]:
    """Return the kinds of record that a target asks for as evidence (佐证)."""
    kinds = {kind.id: Text(kind.zh, kind.en) for kind in book.pack.records}
    return tuple(kinds.get(handing.record, Text(handing.record, handing.record)) for handing in found.evidence)
