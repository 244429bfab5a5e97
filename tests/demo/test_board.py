"""What the board says of the made-up city: something of everything, as the demo is to show."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from daylight.appraisal import appraise
from daylight.lake import open_snapshot, write_snapshot
from daylight.policy.find import pack_folder
from daylight.policy.load import load_pack

DAY = date(2018, 10, 15)


def board(city: Any, folder: Path, day: date = DAY) -> list[dict[str, Any]]:
    """Freeze a city and appraise it by the notice of Anshan, as of a day."""
    manifest = write_snapshot(lambda table: city.tables[table.name].to_batches(), folder, as_of=DAY)
    made = appraise(load_pack(pack_folder("anshan-2017-066")), open_snapshot(folder / manifest.name), day)
    return list(made.table.to_pylist())


@pytest.fixture(scope="module")
def small(small_city: Any, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return board(small_city, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def whole(whole_city: Any, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return board(whole_city, tmp_path_factory.mktemp("whole"))


def of(rows: list[dict[str, Any]], level: str) -> dict[str, str]:
    return {row["target_id"]: row["status"] for row in rows if row["level"] == level}


def test_no_target_is_without_data_in_the_small_city(small: list[dict[str, Any]]) -> None:
    assert [target for target, status in of(small, "city").items() if status == "no_data"] == []
    assert [row for row in small if row["level"] == "county" and row["status"] == "no_data"] == []


def test_five_statuses_appear_in_the_small_city(small: list[dict[str, Any]]) -> None:
    assert {"met", "on_track", "behind", "missed", "not_yet_due"} <= set(of(small, "city").values())


def test_every_target_has_a_row_somewhere(small: list[dict[str, Any]]) -> None:
    targets = {target.id for target in load_pack(pack_folder("anshan-2017-066")).targets}
    assert {row["target_id"] for row in small} == targets


@pytest.mark.full_city
@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("psych-standard-schools", "met"), ("ethics-files", "met"), ("zones-published", "met"), ("county-plans", "met"),
        ("experience-meeting", "met"), ("active-studios", "met"), ("connected-schools", "met"),
        ("evaluation-pilots", "met"), ("evaluation-share", "met"), ("lessons-registered", "met"),
        ("classes-66-halved", "met"), ("provincial-lessons", "missed"), ("social-practice", "missed"),
        ("five-links", "missed"), ("charter-pilots", "missed"), ("classes-66-gone", "behind"),
        ("classes-56-reduced", "behind"), ("classes-56-gone", "behind"), ("model-lessons", "behind"),
        ("paired-pupils", "behind"), ("paired-schools", "on_track"), ("paired-teachers", "on_track"),
        ("unified-standards", "not_yet_due"), ("resources-met-primary", "not_yet_due"),
    ],
)  # fmt: skip
def test_the_whole_city_stands_where_the_demo_shows_it(
    whole: list[dict[str, Any]], target: str, status: str
) -> None:
    assert of(whole, "city")[target] == status


@pytest.mark.full_city
def test_the_strong_county_has_met_more_than_the_weak_ones(whole: list[dict[str, Any]]) -> None:
    met: dict[str, int] = {}
    for row in whole:
        if row["level"] == "county":
            met[row["org_code"]] = met.get(row["org_code"], 0) + (row["status"] == "met")
    order = sorted(met, key=met.__getitem__)
    assert order[-1] == "210302"
    assert set(order[:2]) <= {"210321", "210323", "210381"}


@pytest.mark.full_city
def test_counties_differ_in_most_targets(whole: list[dict[str, Any]]) -> None:
    values: dict[str, set[float | None]] = {}
    for row in whole:
        if row["level"] == "county":
            values.setdefault(row["target_id"], set()).add(row["value"])
    alike = [target for target, found in values.items() if len(found) == 1]
    assert len(alike) < 0.15 * len(values)


@pytest.fixture(scope="module")
def before(whole_city: Any, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The board of the end of 2017."""
    return board(whole_city, tmp_path_factory.mktemp("before"), date(2017, 12, 31))


@pytest.mark.full_city
@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("classes-66-halved", "met"), ("classes-56-reduced", "on_track"), ("psych-standard-schools", "met"),
        ("evaluation-pilots", "met"), ("lessons-registered-share", "met"), ("active-studios", "met"),
        ("connected-schools", "met"), ("charter-pilots", "missed"), ("provincial-lessons", "missed"),
        ("five-links", "not_yet_due"), ("trips-in-order", "not_yet_due"),
    ],
)  # fmt: skip
def test_the_year_2017_ended_as_the_demo_shows_it(before: list[dict[str, Any]], target: str, status: str) -> None:
    assert of(before, "city")[target] == status


@pytest.mark.full_city
def test_two_weak_counties_had_not_halved_their_huge_classes(before: list[dict[str, Any]]) -> None:
    rows = [row for row in before if row["target_id"] == "classes-66-halved"]
    missed = {row["org_code"] for row in rows if row["status"] == "missed"}
    assert missed == {"210321", "210323"}


@pytest.mark.full_city
def test_city_values_are_those_that_were_planned(whole: list[dict[str, Any]]) -> None:
    values = {row["target_id"]: row["value"] for row in whole if row["level"] == "city"}
    assert values["classes-66-gone"] == pytest.approx(40, abs=3)
    assert values["classes-56-reduced"] == pytest.approx(0.41, abs=0.01)
    assert values["provincial-lessons"] == 131
    assert values["charter-pilots"] == 9
    assert values["lessons-registered"] >= 13_000
    assert 0.98 < values["pupils-numbered"] < 1
    assert 0 < values["fitness-rising"] < 0.03
