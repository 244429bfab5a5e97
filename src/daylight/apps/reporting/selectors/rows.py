"""The rows behind a number (原始记录): computed from the frozen snapshot whenever somebody asks."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Q

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting.book import Book, NotThere
from daylight.apps.reporting.models import BoardOrganisation
from daylight.apps.reporting.paging import page_at
from daylight.apps.reporting.scope import Desk, desk, ref, snapshot_folder
from daylight.apps.reporting.types import OrgRef, RowColumn, RowsView
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.policy.schema import Target

#: Rows on a page, and the last page that anybody is looked up: beyond it no engine counts.
PER_PAGE, FURTHEST = 50, 1_000_000


def rows(
    viewer: Viewer, target_id: str, *, org_code: str | None = None, only_short: bool = False, page: int = 1
) -> RowsView:
    """Return the rows behind a target's number in an organisation (原始记录).

    Only of organisations that the viewer answers for: rows are of single classes, records and
    persons, so the public gets none, and a school none of its county's.

    Raises
    ------
    NothingPublished, NotThere, SnapshotGone
    """
    at = desk(viewer)
    target, org = at.book.target(target_id), at.organisation(org_code)
    if at.masks(org):
        raise NotThere(what=org.code)
    asked = min(max(1, page), FURTHEST)
    found = _found(at, target.id, org.code, only_short, PER_PAGE, (asked - 1) * PER_PAGE)
    place = page_at(asked, found.total, PER_PAGE)
    if place.number != asked:
        found = _found(at, target.id, org.code, only_short, PER_PAGE, place.offset * PER_PAGE)
    orgs, counties = _orgs(at, org, found.org_ids)
    columns = tuple(RowColumn(column.name, column.title, column.kind) for column in found.columns)
    return RowsView(
        at.frame(org), at.book.target_refs[target_id], ref(org), columns, tuple(tuple(row) for row in found.rows),
        found.total, place.number, place.of, only_short, found.sql, at.book.measure(target_id).unit,
        topics_of(at.book, target), orgs, counties,
    )  # fmt: skip


def topics_of(book: Book, target: Target) -> dict[str, Text]:
    """Return the words of the topics that the records behind a target may have (主题)."""
    kind = target.measure.params.get("kind")
    return {topic.id: Text(topic.zh, topic.en) for one in book.pack.records if one.id == kind for topic in one.topics}


def _orgs(
    at: Desk, org: BoardOrganisation, org_ids: tuple[int, ...]
) -> tuple[tuple[OrgRef | None, ...], dict[str, OrgRef]]:
    """Return the organisation of every row as a link, and in the city the counties that tell them apart."""
    wanted = Q(org_id__in=set(org_ids))
    if org.level == "city":
        wanted |= Q(level="county")
    known = list(at.organisations.filter(wanted))
    named = {one.org_id: ref(one) for one in known}
    counties = {one.code: ref(one) for one in known if one.level == "county" and org.level == "city"}
    return tuple(named.get(org_id) for org_id in org_ids), counties


def _found(at: Desk, target_id: str, org_code: str, only_short: bool, limit: int, offset: int) -> Any:
    from daylight import appraisal

    snapshot = opened(snapshot_folder(at.publication), at.publication.root_hash)
    return appraisal.rows(
        at.book.pack, snapshot, target_id, org_code=org_code, as_of=at.publication.as_of, only_short=only_short,
        limit=limit, offset=offset,
    )  # fmt: skip


class SnapshotGone(NotThere):
    """The snapshot of a publication was moved or altered (快照缺失或被改)."""

    code = "reporting.snapshot-gone"
    message = Text("发布所依据的快照 {what} 缺失或被改动", "The published snapshot {what} is gone or was altered")
    remedy = Text("请市教育局把快照文件夹放回原处。", "Have the city put the snapshot's folder back.")


@lru_cache(maxsize=8)
def opened(folder: Path, root_hash: str) -> Any:
    """Return a publication's snapshot, verified when it is first opened by this process (取快照).

    Raises
    ------
    SnapshotGone
    """
    from daylight.lake import open_snapshot

    try:
        snapshot = open_snapshot(folder, verify=True)
    except DaylightError as fault:
        raise SnapshotGone(what=root_hash[:8]) from fault
    if snapshot.root_hash != root_hash:
        raise SnapshotGone(what=root_hash[:8])
    return snapshot
