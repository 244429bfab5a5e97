"""Drawings are well-formed, escaped and styled by classes only."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.interfaces.kit import svg


def test_an_attribute_is_escaped_and_its_underscores_become_hyphens() -> None:
    told = svg.element("g", "x", class_='a"b', aria_label="<&>", data_x=1)
    assert told == '<g class="a&quot;b" aria-label="&lt;&amp;&gt;" data-x="1">x</g>'


def test_an_element_without_inside_closes_itself() -> None:
    assert svg.element("rect", x=1.0) == '<rect x="1"/>'


@pytest.mark.parametrize(("value", "told"), [(1.0, "1"), (1.25, "1.2"), (-0.04, "-0"), (10.0, "10"), (3.96, "4")])
def test_a_coordinate_is_as_short_as_it_may_be(value: float, told: str) -> None:
    assert svg.number(value) == told


def test_words_are_escaped() -> None:
    assert "<script>" not in svg.words("<script>", 1.0, 2.0)
    assert "&lt;script&gt;" in svg.words("<script>", 1.0, 2.0)


def test_a_drawing_is_one_picture_with_a_name() -> None:
    told = ElementTree.fromstring(
        svg.drawing([svg.line([(0.0, 0.0), (1.0, 2.5)], "axis")], 10.0, 20.0, "chart", "一 & 二")
    )
    assert told.attrib["role"] == "img"
    assert told.attrib["aria-label"] == "一 & 二"
    assert told.attrib["viewBox"] == "0 0 10 20"
    assert told[0].attrib["points"] == "0,0 1,2.5"


def test_a_chinese_letter_is_wider_than_another() -> None:
    assert svg.width_of("班") > svg.width_of("b")
    assert svg.width_of("") == 0


def test_a_scale_leads_from_values_to_places_and_holds_what_lies_outside() -> None:
    up = svg.Scale(0, 10, 100.0, 0.0)
    assert [up(0), up(5), up(10), up(20), up(-3)] == [100.0, 50.0, 0.0, 0.0, 100.0]


def test_a_scale_of_one_value_stands_in_the_middle() -> None:
    assert svg.Scale(4, 4, 0.0, 10.0)(4) == 5.0


def test_a_label_that_finds_no_room_is_left_out() -> None:
    room = svg.Room(60.0, 60.0)
    told = [room.label("一二", 30.0, 30.0) for _ in range(6)]
    assert told[0]
    assert told[-1] == ""


labels = st.lists(
    st.tuples(st.text("一二三12 ", min_size=1, max_size=6), st.floats(0, 300), st.floats(0, 200)), max_size=12
)


@given(labels)
def test_labels_never_cover_one_another_nor_leave_the_picture(wanted: list[tuple[str, float, float]]) -> None:
    room = svg.Room(300.0, 200.0)
    for text, x, y in wanted:
        room.label(text, x, y)
    for place, (left, top, right, bottom) in enumerate(room.taken):
        assert left >= 0
        assert top >= 0
        assert right <= 300
        assert bottom <= 200
        for a, b, c, d in room.taken[:place]:
            assert right < a or left > c or bottom < b or top > d


def test_a_label_keeps_away_from_dots() -> None:
    room = svg.Room(100.0, 100.0)
    room.block(50.0, 50.0)
    room.label("12", 50.0, 50.0)
    (left, top, right, bottom) = room.taken[-1]
    assert right < 46 or left > 54 or bottom < 46 or top > 54
