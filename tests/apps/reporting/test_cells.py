"""Figures in words, and hidden from those who do not answer for them."""

from __future__ import annotations

import json

import pytest

from daylight import appraisal
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import words
from daylight.apps.reporting.cells import cell, mapping
from daylight.apps.reporting.models import BoardCell
from daylight.apps.reporting.scope import desk

OWN = ("value", "numerator", "denominator", "base_numerator", "base_denominator", "pupils")
NOTICE = ("threshold", "goal", "due_on")


def hidden_cells() -> list[BoardCell]:
    found = list(BoardCell.objects.filter(hidden=True).select_related("organisation"))
    assert {row.level for row in found} == {"city", "county", "school"}
    return found


def test_the_public_gets_words_and_no_figure_of_a_hidden_cell(looks: dict[str, Viewer]) -> None:
    at = desk(looks["public"])
    for row in hidden_cells():
        told = cell(at, row, paths=True)
        assert told.hidden
        assert [getattr(told, name) for name in OWN] == [None] * len(OWN)
        assert [getattr(told, name) for name in NOTICE] == [getattr(row, name) for name in NOTICE]
        assert told.shown == words.TOO_FEW
        assert not any(digit.isdigit() for digit in told.reason.zh + told.reason.en)
        assert words.TOO_FEW.zh in told.reason.zh
        assert told.status == row.status


def test_who_answers_for_an_organisation_gets_its_figures(looks: dict[str, Viewer]) -> None:
    for row in hidden_cells():
        at = desk(looks["city"])
        told = cell(at, row)
        assert not told.hidden
        assert [getattr(told, name) for name in OWN] == [getattr(row, name) for name in OWN]
        assert told.reason == appraisal.reason(at.book.target(row.target_id), mapping(row))


def test_a_county_gets_the_figures_of_its_own_and_not_of_the_city(looks: dict[str, Viewer]) -> None:
    viewer = looks["other county"]
    at, rows = desk(viewer), hidden_cells()
    for row in rows:
        assert cell(at, row).hidden == (row.organisation.county_code != viewer.county_code)


def test_a_head_gets_hidden_figures_of_the_own_school_only(looks: dict[str, Viewer]) -> None:
    row = next(row for row in hidden_cells() if row.level == "school")
    county = row.organisation.county_code
    own = Viewer(7, "head", "school", row.organisation.code, county)
    neighbour = Viewer(7, "head", "school", "2103020000", county)
    assert cell(desk(own), row).value == row.value
    assert looks["public"].covers(row.organisation.code, county) is False
    assert not neighbour.covers(row.organisation.code, county)


def test_every_shown_cell_is_told_in_the_words_of_the_appraisal(looks: dict[str, Viewer]) -> None:
    at = desk(looks["public"])
    for row in BoardCell.objects.filter(hidden=False).select_related("organisation"):
        told, target = cell(at, row), at.book.target(row.target_id)
        assert told.shown == (words.NO_VALUE if row.value is None else appraisal.shown(target, row.value))
        assert told.reason == appraisal.reason(target, mapping(row))
        assert (told.value, told.hidden, told.path) == (row.value, False, None)


def test_a_small_number_of_an_earlier_day_is_hidden_on_the_path(looks: dict[str, Viewer]) -> None:
    rows = [row for row in BoardCell.objects.select_related("organisation") if any(
        small and value is not None for _, value, _, small in json.loads(row.path)[:-1])]  # fmt: skip
    assert rows
    for row in rows:
        small = {day for day, value, _, small in json.loads(row.path) if small and value is not None}
        told, whole = (cell(desk(looks[name]), row, paths=True).path for name in ("public", "city"))
        assert told is not None
        assert whole is not None
        assert {point.day.isoformat() for point in told.measured if point.hidden} == small
        assert all((point.value is None) == point.hidden for point in told.measured)
        assert all(point.value is not None and not point.hidden for point in whole.measured)
        assert all(point.shown == words.TOO_FEW for point in told.measured if point.hidden)


def test_the_path_starts_at_the_baseline_as_it_was_measured(looks: dict[str, Viewer]) -> None:
    row = BoardCell.objects.select_related("organisation").get(target_id="classes-66-gone", level="city")
    told = cell(desk(looks["public"]), row, paths=True).path
    assert told is not None
    first = told.owed[0]
    assert (first.is_baseline, first.day, told.linear, told.drawable) == (True, told.measured[0].day, True, True)
    assert first.value == told.measured[0].value


def test_what_is_reduced_starts_at_nothing(looks: dict[str, Viewer]) -> None:
    row = BoardCell.objects.select_related("organisation").get(target_id="classes-66-halved", level="city")
    told = cell(desk(looks["public"]), row, paths=True).path
    assert told is not None
    assert (told.owed[0].is_baseline, told.owed[0].value, told.unit.zh) == (True, 0.0, "%")


@pytest.mark.parametrize("level", ["city", "county", "school"])
def test_the_path_owes_the_points_of_the_series_that_applies(looks: dict[str, Viewer], level: str) -> None:
    at = desk(looks["public"])
    for row in BoardCell.objects.filter(level=level).select_related("organisation")[:200]:
        series = appraisal.judge.series_for(
            at.book.target(row.target_id), level, row.organisation.code, row.organisation.county_code
        )
        told = cell(at, row, paths=True).path
        assert told is not None
        assert series is not None
        owed = [(point.day, point.value) for point in told.owed if not point.is_baseline]
        assert owed == sorted((point.due, point.value) for point in series.points)


def test_days_are_left_until_the_point_that_decides(looks: dict[str, Viewer]) -> None:
    at = desk(looks["public"])
    for row in BoardCell.objects.filter(level="city").select_related("organisation"):
        left = (row.due_on - at.publication.as_of).days if row.due_on else None
        assert cell(at, row).days_left == (left if left is not None and left >= 0 else None)
