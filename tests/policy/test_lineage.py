"""A clause stands under others, and takes its area from the nearest that has one."""

from __future__ import annotations

import pytest

from daylight.policy.lineage import area_of, lineage

from .items import clause

TREE = {
    item.id: item
    for item in (
        clause("top", "一", area="order"),
        clause("middle", "一(一)", parent="top", area="virtue"),
        clause("leaf", "一(一)1", parent="middle", area=None),
        clause("deep", "一(一)1·一", parent="leaf", area=None),
        clause("alone", "二", area=None),
        clause("stray", "三", parent="no-such", area=None),
        clause("egg", "四", parent="hen", area=None),
        clause("hen", "五", parent="egg", area=None),
    )
}


@pytest.mark.parametrize(
    ("clause_id", "above"),
    [
        ("deep", ["deep", "leaf", "middle", "top"]),
        ("top", ["top"]),
        ("stray", ["stray"]),
        ("no-such", []),
        (None, []),
    ],
)
def test_a_clause_is_told_with_those_above_it(clause_id: str | None, above: list[str]) -> None:
    assert [item.id for item in lineage(clause_id, TREE)] == above


def test_a_circle_of_parents_ends() -> None:
    assert [item.id for item in lineage("egg", TREE)] == ["egg", "hen"]
    assert area_of("egg", TREE) is None


@pytest.mark.parametrize(
    ("clause_id", "area"),
    [("top", "order"), ("middle", "virtue"), ("deep", "virtue"), ("alone", None), ("stray", None), (None, None)],
)
def test_the_area_is_that_of_the_nearest_clause_that_has_one(clause_id: str | None, area: str | None) -> None:
    assert area_of(clause_id, TREE) == area
