"""Publications in their order, and what changed from one to the next (历次发布)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from daylight.appraisal.contract import Status
from daylight.apps.reporting.types.frame import Frame, PublicationRef, StatusCounts
from daylight.apps.reporting.types.targets import Cell, TargetRef

#: Statuses that say neither good nor bad.
_UNJUDGED: Final = {Status.NOT_YET_DUE, Status.NO_DATA}


@dataclass(frozen=True, slots=True)
class PublicationItem:
    """A publication in the list (发布行): who published it, and how the scope stood in it.

    ``by`` is empty where the operator published at the command line; ``counts`` is None where the
    organisation was not on that board.
    """

    publication: PublicationRef
    by: str
    corrects: PublicationRef | None
    counts: StatusCounts | None


@dataclass(frozen=True, slots=True)
class Change:
    """A target that stands otherwise than in the publication before (变化); None where it was not judged."""

    target: TargetRef
    before: Cell | None
    now: Cell | None

    @property
    def better(self) -> bool | None:
        """Tell whether it stands better now; None where it was not judged then, or is not now."""
        if self.before is None or self.now is None or _UNJUDGED & {self.before.status, self.now.status}:
            return None
        order = list(Status)
        return order.index(self.now.status) > order.index(self.before.status)


@dataclass(frozen=True, slots=True)
class PublicationsView:
    """The publications (评价与发布), newest first, and the changes since the one before the current."""

    frame: Frame
    items: tuple[PublicationItem, ...]
    before: PublicationRef | None
    changes: tuple[Change, ...]

    @property
    def better(self) -> int:
        """Return how many targets stand better."""
        return sum(change.better is True for change in self.changes)

    @property
    def worse(self) -> int:
        """Return how many targets stand worse."""
        return sum(change.better is False for change in self.changes)

    @property
    def other(self) -> int:
        """Return how many changed otherwise: fell due, were counted for the first time, or are no longer judged."""
        return len(self.changes) - self.better - self.worse
