"""Bars start at zero, and those over a limit are told apart."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils import translation

from daylight.apps.reporting.types import ClassSize, Place, SizeAt
from daylight.interfaces.kit import bars


@pytest.fixture(autouse=True)
def chinese() -> object:
    with translation.override("zh-hans"):
        yield


def sizes(*pupils: int, grade: int = 1) -> list[ClassSize]:
    return [ClassSize(grade, number, "primary", size) for number, size in enumerate(pupils, start=1)]


def bars_of(drawing: str) -> list[dict[str, str]]:
    return [rect.attrib for rect in ElementTree.fromstring(drawing).findall("rect")]


def test_classes_come_by_grade_in_the_order_of_their_numbers() -> None:
    mixed = [*sizes(40, 41, grade=2), *reversed(sizes(50, 51))]
    assert [(grade, [one.pupils for one in own]) for grade, own in bars.grades(mixed)] == [(1, [50, 51]), (2, [40, 41])]


def test_a_class_from_a_limit_on_is_near_and_from_every_limit_on_over() -> None:
    drawn = bars.class_bars(sizes(55, 56, 65, 66), (56, 66), 66)
    assert [bar["class"] for bar in bars_of(drawn)] == ["bar", "bar near", "bar near", "bar over"]


def test_without_limits_no_class_is_over() -> None:
    drawn = bars.class_bars(sizes(40, 80), (), 80)
    assert [bar["class"] for bar in bars_of(drawn)] == ["bar", "bar"]
    assert "polyline" not in drawn


def test_every_limit_is_a_line_with_its_number() -> None:
    drawn = ElementTree.fromstring(bars.class_bars(sizes(40), (56, 66), 40))
    assert [line.attrib["class"] for line in drawn.findall("polyline")] == ["limit", "limit"]
    assert {"56", "66"} <= {text.text for text in drawn.findall("text")}


def test_heights_are_in_proportion_and_from_zero() -> None:
    heights = [float(bar["height"]) for bar in bars_of(bars.class_bars(sizes(20, 40), (), 40))]
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.01)


def test_pictures_beside_one_another_share_a_scale() -> None:
    (alone,) = bars_of(bars.class_bars(sizes(30), (), 60))
    first, _second = bars_of(bars.class_bars(sizes(30, 60), (), 60))
    assert alone["height"] == first["height"]


def test_the_sizes_are_told_in_words() -> None:
    assert "各班人数 1：40，2：41" in bars.class_bars(sizes(40, 41), (), 41)


def test_the_own_place_is_marked_among_the_countys_schools() -> None:
    drawn = bars.place_strip(Place(2, 3, (1.0, 0.5, 0.25)))
    assert [bar["class"] for bar in bars_of(drawn)] == ["bar other", "bar own", "bar other"]
    assert "50%" in drawn


def test_a_place_among_hundreds_still_fits() -> None:
    drawn = bars.place_strip(Place(700, 700, tuple(1 - n / 700 for n in range(700))))
    assert all(float(bar["width"]) > 0 for bar in bars_of(drawn))
    last = bars_of(drawn)[-1]
    assert float(last["x"]) + float(last["width"]) <= bars.STRIP[0] + 0.1


def test_a_school_without_censuses_has_no_picture_of_them() -> None:
    assert bars.sizes_bars([]) == ""


def test_each_census_is_a_bar_with_its_year_and_its_pupils() -> None:
    told = [SizeAt(date(year, 9, 30), pupils, 20, 50) for year, pupils in ((2017, 900), (2018, 1800))]
    drawn = bars.sizes_bars(told)
    low, high = (float(bar["height"]) for bar in bars_of(drawn))
    assert high == pytest.approx(2 * low, rel=0.02)
    assert {"2017", "2018", "900", "1,800"} == {text.text for text in ElementTree.fromstring(drawn).findall("text")}
