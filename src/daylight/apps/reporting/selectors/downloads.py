"""The figures themselves (下载): the board line by line, and which publications there were."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import notice
from daylight.apps.reporting.cells import figures
from daylight.apps.reporting.models import BoardCell, Publication
from daylight.apps.reporting.scope import Desk, NothingPublished, current, desk
from daylight.apps.reporting.types import DownloadRow, Frame, PublicationRef

_FIGURES = ("value", "numerator", "denominator", "threshold", "goal", "due_on", "pupils")
#: How many lines are read from the database at a time.
AT_ONCE = 2000


def frame(viewer: Viewer) -> Frame | None:
    """Return under which publication a viewer reads; None where nothing is published."""
    try:
        return desk(viewer).frame()
    except NothingPublished:
        return None


def version(viewer: Viewer) -> str:
    """Return what every answer depends on (版本): the same while nothing else is published or attached."""
    del viewer  # The scope is the reader's, the publication everybody's.
    found = current()
    if found is None:
        return ""
    attached = notice.attached_at(found.pack_id)
    return f"{found.pk} {found.root_hash} {found.pack_digest} {found.published_at.isoformat()} {attached}"


def publications(viewer: Viewer) -> tuple[PublicationRef, ...]:
    """Return the publications, newest first (历次发布)."""
    del viewer  # Which boards there were is public.
    found = Publication.objects.order_by("-published_at", "-pk")
    return tuple(PublicationRef(pub.pk, pub.as_of, pub.root_hash, pub.published_at, pub.current) for pub in found)


def downloads(
    viewer: Viewer, *, limit: int | None = None, offset: int = 0, **wanted: str | None
) -> tuple[DownloadRow, ...]:
    """Return the board line by line as the viewer may see it (逐行下载).

    Parameters
    ----------
    limit, offset : int
        A stretch of it; all of it without a limit.
    **wanted : str or None
        Any of ``target_id``, ``org_code``, ``county_code``, ``level``, ``status``: only these lines.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    found = _wanted(at, wanted)[offset : None if limit is None else offset + limit]
    return tuple(_line(at, row) for row in found)


def lines(viewer: Viewer, **wanted: str | None) -> Iterator[DownloadRow]:
    """Return the same, read from the database as it is taken (逐行下载流): a whole city need not fit in memory.

    Raises
    ------
    NothingPublished, NotThere
    """
    at = desk(viewer)
    return (_line(at, row) for row in _wanted(at, wanted).iterator(chunk_size=AT_ONCE))


def downloads_total(viewer: Viewer, **wanted: str | None) -> int:
    """Return how many lines there are (行数)."""
    return desk(viewer).cells.filter(**_conditions(wanted)).count()


def _conditions(wanted: dict[str, str | None]) -> dict[str, str]:
    names = {"org_code": "organisation__code"}
    return {names.get(name, name): value for name, value in wanted.items() if value is not None}


def _wanted(at: Desk, wanted: dict[str, str | None]) -> QuerySet[BoardCell]:
    return at.cells.filter(**_conditions(wanted)).defer("path").order_by("target_id", "level", "organisation__code")


def _line(at: Desk, row: BoardCell) -> DownloadRow:
    org = row.organisation
    hides = row.hidden and at.masks(org)
    return DownloadRow(
        row.target_id, org.code, org.name, row.level, row.county_code, row.status, **figures(row, _FIGURES, hides),
        hidden=hides,
    )  # fmt: skip
