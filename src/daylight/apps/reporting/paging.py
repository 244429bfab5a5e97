"""Pages of a list (分页): the nearest page that exists, never an error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of how many (第几页)."""

    number: int
    of: int

    @property
    def offset(self) -> int:
        """Return how many pages come before."""
        return self.number - 1


def page_at(number: int, total: int, per_page: int) -> Page:
    """Return the nearest page that exists to a number; an empty list has one page."""
    of = max(1, -(-total // per_page))
    return Page(min(max(1, number), of), of)


def page_of(found: QuerySet[Row], number: int, per_page: int, *, total: int | None = None) -> tuple[list[Any], Page]:
    """Return a page's rows, and which page it is; counts them unless the total is known."""
    page = page_at(number, found.count() if total is None else total, per_page)
    return list(found[page.offset * per_page : page.number * per_page]), page
