"""Lists in pages (分页): a limit that is kept, an offset, and where the next page begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, TypeVar

from ninja import Query

from daylight.interfaces.api.schemas import Listing

MOST: Final = 200
Limit = Annotated[int, Query(ge=1, le=MOST, description="每页条数 · items on a page")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="从第几条开始 · items to skip")]
Item = TypeVar("Item")


def next_offset(offset: int, shown: int, total: int) -> int | None:
    """Return where the next page begins, or None on the last one."""
    return offset + shown if shown and offset + shown < total else None


def listing(items: list[Any], offset: int, total: int) -> Listing[Any]:
    """Return a page that was cut elsewhere."""
    return Listing(items=items, total=total, next_offset=next_offset(offset, len(items), total))


def page(rows: Sequence[Item], limit: int, offset: int, show: Callable[[Item], Any]) -> Listing[Any]:
    """Return one page of rows that are all at hand, each shown as the API says it."""
    return listing([show(row) for row in rows[offset : offset + limit]], offset, len(rows))
