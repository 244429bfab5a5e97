"""Pages: the nearest that exists, never an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.apps.reporting.paging import page_at


@pytest.mark.parametrize(
    ("number", "total", "per_page", "expected"),
    [(1, 0, 10, (1, 1)), (5, 0, 10, (1, 1)), (1, 10, 10, (1, 1)), (2, 10, 10, (1, 1)), (2, 11, 10, (2, 2)),
     (-3, 11, 10, (1, 2)), (10**30, 11, 10, (2, 2))],
)  # fmt: skip
def test_the_nearest_page_is_given(number: int, total: int, per_page: int, expected: tuple[int, int]) -> None:
    page = page_at(number, total, per_page)
    assert (page.number, page.of) == expected


@given(total=st.integers(0, 500), per_page=st.integers(1, 60))
def test_the_pages_hold_everything_once(total: int, per_page: int) -> None:
    of = page_at(1, total, per_page).of
    told = [
        item for number in range(1, of + 1)
        for item in range(total)[page_at(number, total, per_page).offset * per_page:][:per_page]
    ]  # fmt: skip
    assert told == list(range(total))
