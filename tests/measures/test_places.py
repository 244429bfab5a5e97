"""Which organisations are there on a day, and for which a row counts."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.measures.places import of_stage, on_roll, organisations, placed, places, valid_on

from . import CITY, DAY, IRON, RIVER, STATION, TAIAN, XINHUA, lake, moment, organisation, record, told, town


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (None, None, True), (DAY, None, True), (date(2018, 10, 16), None, False), (None, DAY, False),
        (None, date(2018, 10, 16), True), (DAY, DAY, False),
    ],
)  # fmt: skip
def test_validity_is_half_open_and_null_is_open(since: date | None, until: date | None, there: bool) -> None:
    rows = [organisation(CITY, "city", None, valid_from=since, valid_to=until)]
    assert bool(told(valid_on(lake(organisation=rows)["organisation"], DAY))) is there


def test_organisations_are_cities_counties_and_schools() -> None:
    tables = lake(organisation=[*town(), organisation(110, "campus", STATION)])
    assert {row["org_id"] for row in told(organisations(tables, DAY))} == {CITY, IRON, TAIAN, STATION, XINHUA, RIVER}


def test_a_campus_is_a_place_of_its_school() -> None:
    tables = lake(organisation=[*town(), organisation(110, "campus", STATION, name="东校区")])
    found = {row["place_id"]: (row["counts_for"], row["organisation"]) for row in told(places(tables, DAY))}
    assert found[110] == (STATION, "东校区")
    assert found[STATION] == (STATION, "school 100")
    assert len(found) == 7


def test_placing_keeps_the_rows_columns_and_names_the_place() -> None:
    tables = lake(record=[record(1, STATION), record(2, 999), record(3, IRON)])
    found = told(placed(tables["record"].select("record_id", "org_id"), tables, DAY).order_by("record_id"))
    assert found == [
        {"record_id": 1, "org_id": STATION, "organisation": "school 100"},
        {"record_id": 3, "org_id": IRON, "organisation": "county 2"},
    ]


@pytest.mark.parametrize(
    ("stage", "schools"), [("primary", {STATION, RIVER}), ("junior", {XINHUA, RIVER}), (None, {STATION, XINHUA, RIVER})]
)
def test_schools_are_asked_by_stage(stage: str | None, schools: set[int]) -> None:
    assert {row["org_id"] for row in told(on_roll(lake(), moment(), "school", stage))} == schools


def test_a_school_of_which_no_stage_is_known_teaches_none() -> None:
    rows = [{**organisation(STATION, "school", IRON), "has_primary": None}]
    assert told(of_stage(organisations(lake(organisation=rows), DAY), "primary")) == []
