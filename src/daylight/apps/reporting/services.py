"""Publishing a board (发布目标板): appraise a snapshot, store the outcome, once and for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from daylight.apps.accounts import audit
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import boards, scope, suppression
from daylight.apps.reporting.book import Book, book
from daylight.apps.reporting.days import path_days
from daylight.apps.reporting.models import Publication
from daylight.apps.rulebook import selectors as rulebook
from daylight.kernel.text import Text

#: Told before each step: how many of how many are done, and what is done next.
Progress = Callable[[int, int, Text], None]


def publish_board(
    *, folder: Path, now: datetime, pack_id: str | None = None, as_of: date | None = None,
    viewer: Viewer | None = None, progress: Progress | None = None,
) -> int:  # fmt: skip
    """Appraise a snapshot and publish its board (发布目标板); return the publication's id.

    Parameters
    ----------
    folder : Path
        The snapshot's own folder; every file is checked against the manifest first.
    now : datetime
        Aware; when this happens.
    pack_id : str, optional
        An installed pack; the city's own unless named.
    as_of : date, optional
        The day to judge; the snapshot's own unless named.
    viewer : Viewer, optional
        Needs the right to take snapshots; None when the operator acts at the command line.

    Raises
    ------
    NotAllowed, PackNotInstalled
    DaylightError
        Of the lake, if the snapshot does not verify: nothing is published then.
    """
    from daylight.lake import open_snapshot

    if viewer is not None:
        viewer.needs(Right.SNAPSHOT, Text("发布目标板", "publish a board"))
    wanted = rulebook.pack(pack_id).head.id
    rules = book(wanted, rulebook.installed_digests()[wanted])
    snapshot = open_snapshot(folder, verify=True)
    days = _appraise(rules, snapshot, as_of or snapshot.as_of, progress)
    sizes = boards.sizes_on(snapshot, days[-1].day)
    known = snapshot.tables()["organisation"].to_pyarrow()
    publication = _store(rules, folder, snapshot.root_hash, days, (known, sizes), viewer, now)
    return int(publication.pk)


def _appraise(rules: Book, snapshot: Any, as_of: date, progress: Progress | None) -> list[boards.Appraised]:
    """Return the boards of the path's days, the day itself last."""
    from daylight.appraisal import appraise

    days, found = path_days(rules.pack.targets, as_of), []
    people, below = rules.targets_of_people(), suppression.small_below()
    for done, day in enumerate(days):
        if progress is not None:
            progress(done, len(days), Text(f"评估 {day}", f"appraising {day}"))
        board = appraise(rules.pack, snapshot, as_of=day)
        found.append(boards.appraised(day, board.table, people, below))
    return found


@transaction.atomic
def _store(
    rules: Book, folder: Path, root_hash: str, days: list[boards.Appraised], orgs: tuple[Any, Any],
    viewer: Viewer | None, now: datetime,
) -> Publication:  # fmt: skip
    """Store everything in one transaction with one audit entry."""
    before = Publication.objects.filter(pack_id=rules.pack.head.id, current=True).first()
    Publication.objects.filter(pack_id=rules.pack.head.id, current=True).update(current=False)
    last = days[-1]
    publication = Publication.objects.create(
        pack_id=rules.pack.head.id, pack_digest=rules.digest, as_of=last.day, root_hash=root_hash,
        folder=scope.kept_as(folder), published_at=now, published_by_id=viewer.user_id if viewer else None,
        corrects=before if before and before.as_of == last.day else None, small_below=suppression.small_below(),
    )  # fmt: skip
    row_ids = boards.store_organisations(publication, orgs[0], last.table, orgs[1])
    cells = boards.store_cells(publication, days, row_ids, rules.area_id_of_target)
    audit.record(
        code="reporting.board.publish", at=now, actor=audit.actor_of(viewer), subject=f"publication:{publication.pk}",
        detail={"pack": rules.pack.head.id, "digest": rules.digest, "as_of": last.day.isoformat(),
                "root_hash": root_hash, "cells": cells},
    )  # fmt: skip
    return publication
