"""The publications and what changed between them (历次发布), for those who answer for the figures."""

from __future__ import annotations

from collections.abc import Mapping

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting.cells import cell
from daylight.apps.reporting.models import BoardCell, BoardOrganisation, Publication
from daylight.apps.reporting.scope import Desk, counts_of, desk
from daylight.apps.reporting.selectors.board import ordered_cells
from daylight.apps.reporting.types import (
    Cell,
    Change,
    PublicationItem,
    PublicationRef,
    PublicationsView,
)  # fmt: skip

#: How many publications are listed.
LISTED = 40


def publication_ref(pub: Publication) -> PublicationRef:
    """Return a publication as a link."""
    return PublicationRef(pub.pk, pub.as_of, pub.root_hash, pub.published_at, pub.current)


def publication_history(viewer: Viewer) -> PublicationsView:
    """Return the publications (评价与发布), newest first, as the viewer's scope stood in each, and what changed last.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    found = list(
        Publication.objects.select_related("published_by", "corrects")
        .filter(pack_id=at.publication.pack_id)
        .order_by("-published_at", "-pk")[:LISTED]
    )
    boards = _boards(found, at.home.code)
    before = _before(found, at.publication)
    changes = _changes(at, desk(viewer, publication_id=before.pk)) if before and before.pk in boards else ()
    return PublicationsView(
        at.frame(), tuple(_item(pub, boards) for pub in found), publication_ref(before) if before else None, changes
    )


def _boards(found: list[Publication], code: str) -> dict[int, BoardOrganisation]:
    own = BoardOrganisation.objects.filter(publication__in=[pub.pk for pub in found], code=code)
    return {org.publication_id: org for org in own}


def _before(found: list[Publication], current: Publication) -> Publication | None:
    """Return the publication that the current one follows: the latest of an earlier day."""
    earlier = [pub for pub in found if pub.as_of < current.as_of]
    return max(earlier, key=lambda pub: (pub.as_of, pub.published_at, pub.pk), default=None)


def _item(pub: Publication, boards: Mapping[int, BoardOrganisation]) -> PublicationItem:
    by = str(getattr(pub.published_by, "name", "") or "")
    org, corrects = boards.get(pub.pk), pub.corrects
    return PublicationItem(
        publication_ref(pub), by, publication_ref(corrects) if corrects else None, counts_of(org) if org else None
    )


def _changes(now: Desk, before: Desk) -> tuple[Change, ...]:
    """Return the targets whose status differs, those that stand worse first, in the pack's order."""
    told, earlier = _told(now), _told(before)
    changed = [
        Change((told.get(key) or earlier[key]).target, earlier.get(key), told.get(key))
        for key in dict.fromkeys([*told, *earlier])
        if _status(told.get(key)) != _status(earlier.get(key))
    ]
    return tuple(sorted(changed, key=lambda change: (change.better is not False, change.better is None)))


def _told(at: Desk) -> dict[str, Cell]:
    known: list[BoardCell] = [row for row in ordered_cells(at, at.home) if row.target_id in at.book.targets]
    return {row.target_id: cell(at, row) for row in known}


def _status(found: Cell | None) -> str | None:
    return found.status if found else None
