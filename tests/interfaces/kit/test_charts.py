"""Paths as pictures: what is owed against what was measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils import translation

from daylight.appraisal.contract import Status
from daylight.apps.reporting.types import OwedPoint, Path, PathPoint
from daylight.interfaces.kit import charts
from daylight.kernel.text import Text

BEGIN, CENSUS, END = date(2016, 9, 30), date(2018, 9, 30), date(2018, 12, 31)


def point(day: date, value: float | None, hidden: bool = False) -> PathPoint:
    return PathPoint(day, value, Text(f"{value} 班", f"{value}"), Status.BEHIND, hidden)


def path(linear: bool = True, *, measured: tuple[PathPoint, ...] | None = None, owed: bool = True) -> Path:
    known = measured if measured is not None else (point(BEGIN, 403), point(CENSUS, 37))
    points = (OwedPoint(BEGIN, 403, Text("403 班", "403"), True), OwedPoint(END, 0, Text("0 班", "0")))
    return Path(known, points if owed else (), linear, Text("班", "classes"))


def lines(drawing: str) -> dict[str, list[tuple[float, float]]]:
    found = ElementTree.fromstring(drawing).findall("polyline")
    return {
        line.attrib["class"]: [tuple(map(float, pair.split(","))) for pair in line.attrib["points"].split()]  # type: ignore[misc]
        for line in found
    }


def words(drawing: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(drawing).findall("text")]


def test_what_is_owed_pro_rata_is_one_straight_line() -> None:
    assert charts.owed_line(path(), CENSUS) == [(BEGIN, 403), (END, 0)]


def test_what_is_owed_on_the_day_is_level_up_to_it() -> None:
    corners = charts.owed_line(path(linear=False), CENSUS)
    assert corners[0] == (BEGIN, 0)
    assert corners[1] == (END, 0)


def test_a_step_goes_up_on_its_day() -> None:
    steps = Path(
        (point(BEGIN, 0.1), point(CENSUS, 0.4)),
        (OwedPoint(date(2017, 12, 31), 0.25, Text("25%", "25%")), OwedPoint(END, 0.5, Text("50%", "50%"))),
        False, Text("%", "%"),
    )  # fmt: skip
    corners = charts.owed_line(steps, CENSUS)
    assert corners[:4] == [(BEGIN, 0.25), (date(2017, 12, 31), 0.25), (date(2017, 12, 31), 0.5), (END, 0.5)]


def test_nothing_owed_draws_no_line_of_it() -> None:
    assert charts.owed_line(path(owed=False), CENSUS) == []


def test_a_step_without_a_measured_point_begins_at_its_first_day() -> None:
    assert charts.owed_line(path(linear=False, measured=()), CENSUS)[0] == (END, 0)


@pytest.mark.parametrize(
    ("values", "from_zero"), [([0.2, 0.9], True), ([0.93, 0.95], False), ([0.0, 5.0], True), ([-1.0, 1.0], False)]
)
def test_a_line_begins_at_zero_where_zero_is_near(values: list[float], from_zero: bool) -> None:
    low, high = charts.bounds(values)
    assert (low == 0) == from_zero
    assert low <= min(values)
    assert high > max(values)


def test_values_that_are_all_the_same_still_have_room() -> None:
    low, high = charts.bounds([0.0, 0.0])
    assert low < high


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_chart_shows_both_lines_and_the_figures(size: str) -> None:
    drawn = charts.path_chart(path(), "behind", size)
    assert set(lines(drawn)) == {"axis", "owed", "measured line-behind"}
    assert {"403 班", "37 班", "应达 0 班", "2016-09", "2018-09"} <= set(words(drawn))


def test_less_is_drawn_lower() -> None:
    measured = lines(charts.path_chart(path(), "behind"))["measured line-behind"]
    assert measured[0][0] < measured[1][0]
    assert measured[0][1] < measured[1][1]


@pytest.mark.parametrize("drawn", [charts.path_chart, charts.spark])
def test_one_point_is_no_line(drawn: object) -> None:
    assert drawn(path(measured=(point(CENSUS, 37),)), "behind") == ""  # type: ignore[operator]
    assert drawn(None, "behind") == ""  # type: ignore[operator]


def test_a_hidden_point_is_not_drawn_and_its_words_say_so() -> None:
    hidden = PathPoint(date(2017, 9, 30), None, Text("人数过少，不公布", "too few"), Status.BEHIND, True)
    told = path(measured=(point(BEGIN, 403), hidden, point(CENSUS, 37)))
    drawn = charts.spark(told, "behind")
    assert len(lines(drawn)["measured line-behind"]) == 2
    assert "人数过少，不公布" in drawn


def test_the_spark_has_no_words_but_a_name() -> None:
    drawn = charts.spark(path(), "missed")
    assert words(drawn) == []
    assert "2018-09-30 37 班" in ElementTree.fromstring(drawn).attrib["aria-label"]


def test_hardly_a_line_is_left_out() -> None:
    told = path()
    near = tuple(replace(point, day=date(2018, 10, at + 1)) for at, point in enumerate(told.measured[-2:]))
    assert charts.spark(replace(told, measured=near), "missed") == ""
    assert charts.path_chart(replace(told, measured=near), "missed") != ""


def test_the_spark_ends_where_the_measuring_ends_or_what_is_owed() -> None:
    assert set(lines(charts.spark(path(), "missed"))) == {"owed", "measured line-missed"}


def test_the_name_of_a_picture_is_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert charts.told(path()).startswith("Measured: 2016-09-30 403")
    with translation.override("zh-hans"):
        assert charts.told(path()).startswith("实测 2016-09-30 403 班")


def test_a_drawing_holds_no_style() -> None:
    assert "style" not in charts.path_chart(path(), "behind")
