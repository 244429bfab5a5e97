"""Whose board it is (管辖范围): the current publication, and the organisations a viewer sees on it.

Scope first: every selector begins here, so what lies outside is not refused but not there. The
public sees every organisation with small numbers hidden; a county its own and the city; a school
itself, its county and the city. Whatever a viewer does not answer for is shown as the public sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting.book import Book, NotThere, book
from daylight.apps.reporting.models import BoardCell, BoardOrganisation, Publication
from daylight.apps.reporting.types import Frame, OrgRef, StatusCounts
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text


class NothingPublished(DaylightError):
    """There is no board yet (尚未发布)."""

    code = "reporting.nothing-published"
    message = Text("还没有发布目标板", "No board has been published yet")
    remedy = Text("市教育局冻结数据快照并发布后即可查看。", "It can be seen once the city publishes one.")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a selector works from (工作台): viewer, publication, the pack's index, the viewer's own organisation."""

    viewer: Viewer
    publication: Publication
    book: Book
    home: BoardOrganisation

    @property
    def organisations(self) -> QuerySet[BoardOrganisation]:
        """Return the organisations that the viewer sees on the board (可见机构)."""
        return BoardOrganisation.objects.filter(_scope(self.viewer), publication=self.publication)

    @property
    def cells(self) -> QuerySet[BoardCell]:
        """Return the cells that the viewer sees on the board (可见格), the organisation at hand."""
        found = BoardCell.objects.filter(publication=self.publication).select_related("organisation")
        return found.filter(_scope(self.viewer, "organisation__"))

    def masks(self, org: BoardOrganisation) -> bool:
        """Tell whether the viewer sees an organisation as the public does (按公众口径)."""
        return not self.viewer.may(Right.SEE_BOARD) or not self.viewer.covers(org.code, org.county_code)

    def organisation(self, code: str | None) -> BoardOrganisation:
        """Return an organisation on the board; the viewer's own unless named.

        Raises
        ------
        NotThere
        """
        if code is None or code == self.home.code:
            return self.home
        found = self.organisations.filter(code=code).first()
        if found is None:
            raise NotThere(what=code)
        return found

    def frame(self, org: BoardOrganisation | None = None) -> Frame:
        """Return the frame of a view (依据)."""
        pub, head = self.publication, self.book.pack.head
        return Frame(
            pub.pk, pub.as_of, pub.root_hash, Path(pub.folder).name, pub.pack_id, pub.pack_digest, head.number,
            Text(head.zh, head.en), pub.published_at, ref(org or self.home), pub.small_below,
        )  # fmt: skip


def _scope(viewer: Viewer, to: str = "") -> Q:
    if viewer.level in ("city", "public"):
        return Q()
    city = Q(**{f"{to}level": "city"})
    if viewer.level == "county":
        return city | Q(**{f"{to}county_code": viewer.county_code})
    own = Q(**{f"{to}code": viewer.org_code})
    return city | own | Q(**{f"{to}code": viewer.county_code, f"{to}level": "county"})


def current(pack_id: str | None = None) -> Publication | None:
    """Return the current publication: of a pack, else the one published last (现行发布)."""
    found = Publication.objects.filter(current=True)
    if pack_id is not None:
        found = found.filter(pack_id=pack_id)
    return found.order_by("-published_at", "-pk").first()


def desk(viewer: Viewer, *, publication_id: int | None = None) -> Desk:
    """Return what a selector works from (取工作台).

    Raises
    ------
    NothingPublished
        If there is no board.
    NotThere
        If the publication named is not there, or the viewer's organisation is not on it.
    """
    pub = current() if publication_id is None else Publication.objects.filter(pk=publication_id).first()
    if pub is None:
        raise NothingPublished if publication_id is None else NotThere(what=publication_id)
    own = Q(level="city") if viewer.level in ("city", "public") else Q(code=viewer.org_code)
    home = BoardOrganisation.objects.filter(own, publication=pub).first()
    if home is None:
        raise NotThere(what=viewer.org_code)
    return Desk(viewer, pub, book(pub.pack_id, pub.pack_digest), home)


def kept_as(folder: Path) -> str:
    """Return a snapshot's folder as it is kept: by its name where it lies in the home's own folder."""
    place = folder.resolve()
    return place.name if place.parent == _snapshots() else str(place)


def snapshot_folder(publication: Publication) -> Path:
    """Return where a publication's snapshot lies (快照所在)."""
    return _snapshots() / publication.folder


def _snapshots() -> Path:
    return (Path(settings.DAYLIGHT_HOME) / "snapshots").resolve()


def ref(org: BoardOrganisation) -> OrgRef:
    """Return an organisation as a link."""
    return OrgRef(org.code, org.name, org.level, org.county_code)


def counts_of(org: BoardOrganisation) -> StatusCounts:
    """Return how many of an organisation's targets stand where, as published."""
    return StatusCounts(org.missed, org.behind, org.no_data, org.not_yet_due, org.on_track, org.met)
