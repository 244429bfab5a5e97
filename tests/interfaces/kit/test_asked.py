"""Whatever is typed into an address, the page stands."""

from __future__ import annotations

from typing import Any

from daylight.interfaces.kit.asked import page_number


def test_a_page_number_is_a_number(rf: Any) -> None:
    asked = {"2": 2, "": 1, "x": 1, "-3": 1, "²": 1, "٣": 1, "1234567": 1}
    assert {query: page_number(rf.get("/", {"page": query})) for query in asked} == asked
