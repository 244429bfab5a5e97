"""A pack and a snapshot become a board: every organisation a target speaks of, and no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from daylight.appraisal import BOARD_SCHEMA, Board, appraise
from daylight.appraisal.engine import DayAfterSnapshot, UnknownMeasure, UnknownTarget
from daylight.kernel.text import Text
from daylight.lake import Snapshot
from daylight.policy.schema import Target
from tests.apps.town import town

from . import (
    AT_IRON,
    AT_STATION,
    CITY,
    IRON,
    RIVER,
    STATION,
    TAIAN,
    XINHUA,
    cells,
    measures,
    pack,
    points,
    snapshot,
    tally,
    target,
)

EVERYBODY = [CITY, IRON, TAIAN, STATION, XINHUA, RIVER]


def board(counted: Snapshot, *targets: Target, formula: str = "ratio", as_of: date | None = None) -> Board:
    return appraise(pack(*(targets or (target(),))), counted, as_of=as_of, measures=measures(formula))


def test_the_board_has_the_agreed_columns_and_says_what_it_rests_on(counted: Snapshot) -> None:
    found = board(counted)
    assert found.table.schema.equals(BOARD_SCHEMA)
    assert (found.as_of, found.pack_id, found.root_hash) == (counted.as_of, "small", counted.root_hash)


def test_city_counties_and_schools_each_by_code(counted: Snapshot) -> None:
    found = board(counted).table
    assert found["org_code"].to_pylist() == EVERYBODY
    assert found["level"].to_pylist() == ["city", "county", "county", "school", "school", "school"]
    assert found["county_code"].to_pylist() == [None, IRON, TAIAN, IRON, IRON, TAIAN]


def test_the_values_by_hand(counted: Snapshot) -> None:
    found = board(counted).table
    assert cells(found, "value") == {
        CITY: 7 / 13, IRON: 5 / 10, TAIAN: 1.0, STATION: 0.75, XINHUA: 0.25, RIVER: 1.0,
    }  # fmt: skip
    assert cells(found, "numerator") == {CITY: 7, IRON: 5, TAIAN: 2, STATION: 3, XINHUA: 1, RIVER: 2}
    assert cells(found, "denominator") == {CITY: 13, IRON: 10, TAIAN: 2, STATION: 4, XINHUA: 4, RIVER: 2}
    assert cells(found, "pupils") == {CITY: 6, IRON: 5, TAIAN: 0, STATION: 1, XINHUA: 3, RIVER: 0}


def test_the_statuses_by_hand(counted: Snapshot) -> None:
    found = board(counted).table
    assert cells(found, "status") == {**dict.fromkeys(EVERYBODY, "met"), XINHUA: "missed"}
    assert set(cells(found, "threshold").values()) == {0.5}
    assert set(cells(found, "due_on").values()) == {date(2017, 12, 31)}


def test_targets_stand_in_the_packs_order(counted: Snapshot) -> None:
    found = board(counted, target(id="b"), target(id="a", levels=("city",))).table
    assert found["target_id"].to_pylist() == ["b"] * 6 + ["a"]


def test_only_those_that_are_asked_for(counted: Snapshot) -> None:
    both = pack(target(id="a"), target(id="b"))
    found = appraise(both, counted, targets=["b"], measures=measures())
    assert set(found.table["target_id"].to_pylist()) == {"b"}
    with pytest.raises(UnknownTarget) as caught:
        appraise(both, counted, targets=["c"], measures=measures())
    assert "no target c" in caught.value.says("en")


def test_an_earlier_day_sees_what_was_known_of_it(tmp_path: Path) -> None:
    told = snapshot(tmp_path, town(tally=[tally(1, AT_STATION, 1, 4, "2017-05-01"), tally(2, AT_STATION, 4, 4)]))
    days = {"2017-04-30": None, "2017-05-01": 0.25, "2017-09-30": 0.25, "2017-10-01": 0.625}
    for day, value in days.items():
        assert cells(board(told, as_of=date.fromisoformat(day)).table, "value")[STATION] == value


def test_a_day_after_the_snapshot_is_refused(counted: Snapshot) -> None:
    with pytest.raises(DayAfterSnapshot) as caught:
        board(counted, as_of=date(2018, 10, 16))
    assert "2018-10-16" in str(caught.value)
    assert "as of 2018-10-15" in caught.value.says("en")


def test_a_measure_that_nobody_knows_is_named_with_the_target(counted: Snapshot) -> None:
    with pytest.raises(UnknownMeasure) as caught:
        board(counted, target(measure={"name": "talied"}))
    assert all(word in caught.value.says("en") for word in ("half", "talied", "tallied"))


def test_a_target_that_was_lifted_is_left_out_from_its_day_on(counted: Snapshot) -> None:
    lifted = target(effective_to="2018-01-01")
    assert board(counted, lifted, as_of=date(2017, 12, 31)).table.num_rows == 6
    assert board(counted, lifted, as_of=date(2018, 1, 1)).table.num_rows == 0
    asked = appraise(pack(lifted), counted, targets=["half"], measures=measures())
    assert asked.table.num_rows == 6


def test_before_its_period_nothing_is_valued(counted: Snapshot) -> None:
    found = board(counted, target(period={"kind": "since", "start": "2018-01-01"}), as_of=date(2017, 12, 31)).table
    assert set(cells(found, "value").values()) == {None}
    assert set(cells(found, "status").values()) == {"not_yet_due"}


@pytest.mark.parametrize(
    ("formula", "value", "status"),
    [("ratio", None, "no_data"), ("count", 0.0, "missed"), ("reduction", None, "no_data"), ("change", None, "no_data")],
)
def test_who_has_nothing_has_no_data_but_a_count_of_none(
    formula: str, value: float | None, status: str, tmp_path: Path
) -> None:
    told = snapshot(tmp_path, town(tally=[tally(1, AT_STATION, 3, 4)]))
    found = board(told, formula=formula).table
    assert (cells(found, "value")[RIVER], cells(found, "status")[RIVER]) == (value, status)
    assert cells(found, "numerator")[RIVER] is None


def test_a_county_may_have_its_own_threshold(counted: Snapshot) -> None:
    owed = [
        {"level": "county", "points": points(("2017-12-31", 0.5))},
        {"level": "county", "org_codes": [IRON], "points": points(("2017-12-31", 0.9))},
    ]
    found = board(counted, target(series=owed)).table
    assert cells(found, "threshold") == {IRON: 0.9, TAIAN: 0.5}
    assert cells(found, "status") == {IRON: "missed", TAIAN: "met"}


def test_a_threshold_for_named_ones_leaves_the_others_out(counted: Snapshot) -> None:
    owed = [{"level": "county", "org_codes": [IRON], "points": points(("2017-12-31", 0.9))}]
    assert cells(board(counted, target(series=owed)).table, "status") == {IRON: "missed"}


def test_a_closed_school_counts_for_its_county_where_it_counted_then(tmp_path: Path) -> None:
    told = snapshot(tmp_path, town(tally=[tally(1, (103, TAIAN), 1, 2, "2017-05-01")]))
    found = board(told).table
    assert "2103210009" not in cells(found, "value")
    assert cells(found, "value")[TAIAN] == 0.5


# ---------------------------------------------------------------- where paths start

LINE = points(("2018-09-30", 0))


def line(**changes: Any) -> Target:
    baseline = {"day": "2016-09-30", **changes.pop("base", {})}
    return target(comparator="at_most", path="linear", baseline=baseline, owed=LINE, **changes)


@pytest.fixture(scope="module")
def falling(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Station counted 4 at the baseline and 3 later; the county of Iron 8 and then none."""
    told = [
        tally(1, AT_STATION, 4, 4, "2016-09-30"), tally(2, AT_IRON, 8, 8, "2016-09-30"),
        tally(3, AT_STATION, 3, 4, "2017-09-30"), tally(4, AT_IRON, 0, 8, "2017-09-30"),
    ]  # fmt: skip
    return snapshot(tmp_path_factory.mktemp("falling"), town(tally=told))


def test_a_path_starts_at_what_was_measured_on_the_baselines_day(falling: Snapshot) -> None:
    census = line(period={"kind": "window", "start": "2016-01-01", "end": "2019-01-01"})
    found = board(falling, census, formula="count", as_of=date(2017, 9, 30)).table
    # All that was ever counted: 4 + 3, 8, so that half way from 4, 12 and 12 is 2, 6 and 6.
    assert cells(found, "threshold") == {CITY: 6, IRON: 6, TAIAN: 0, STATION: 2, XINHUA: 0, RIVER: 0} | {
        code: None for code, value in cells(found, "status").items() if value == "met"
    }
    assert cells(found, "status")[STATION] == "behind"
    assert cells(found, "status")[XINHUA] == "met"


def test_a_stated_start_goes_before_a_measured_one(falling: Snapshot) -> None:
    found = board(falling, line(base={"value": 20}), formula="count", as_of=date(2017, 9, 30)).table
    assert cells(found, "threshold")[STATION] == 10
    assert cells(found, "status")[STATION] == "on_track"


@pytest.mark.parametrize("formula", ["reduction", "change"])
def test_a_reduction_and_a_change_start_at_nothing(formula: str, falling: Snapshot) -> None:
    rising = target(path="linear", baseline={"day": "2016-09-30"}, owed=points(("2018-09-30", 1)))
    found = board(falling, rising, formula=formula, as_of=date(2017, 9, 30)).table
    assert cells(found, "threshold")[STATION] == 0.5


def test_a_step_has_no_start(falling: Snapshot) -> None:
    step = target(comparator="at_most", baseline={"day": "2016-09-30"}, owed=LINE)
    found = board(falling, step, formula="count", as_of=date(2017, 9, 30)).table
    assert cells(found, "status")[STATION] == "not_yet_due"


def test_who_was_not_measured_at_the_baseline_is_asked_for_nothing_on_the_way(falling: Snapshot) -> None:
    found = board(falling, line(), formula="ratio", as_of=date(2017, 9, 30)).table
    assert (cells(found, "status")[XINHUA], cells(found, "threshold")[XINHUA]) == ("not_yet_due", None)


def test_who_was_not_there_at_the_baseline_has_no_count_of_none_to_start_from(tmp_path: Path) -> None:
    young = {**town().tables["organisation"].to_pylist()[5], "valid_from": date(2017, 9, 1)}
    others = [row for row in town().tables["organisation"].to_pylist() if row["code"] != RIVER]
    told = snapshot(tmp_path, town(organisation=[*others, young], tally=[tally(1, (102, TAIAN), 3, 4, "2017-09-02")]))
    found = board(told, line(), formula="count", as_of=date(2017, 9, 30)).table
    assert (cells(found, "status")[RIVER], cells(found, "threshold")[RIVER]) == ("not_yet_due", None)
    assert cells(found, "threshold")[TAIAN] == 0


# ---------------------------------------------------------------- the whole


def test_progress_is_told_before_each_target(counted: Snapshot) -> None:
    told: list[tuple[int, int, Text]] = []
    both = pack(target(id="a"), target(id="b"))
    appraise(both, counted, measures=measures(), progress=lambda *words: told.append(words))
    assert told == [(0, 2, Text("过半", "Half")), (1, 2, Text("过半", "Half"))]


def test_the_same_input_gives_the_same_board(counted: Snapshot) -> None:
    assert board(counted).table.equals(board(counted).table)


def test_the_measures_of_the_house_are_asked_unless_others_are_given(counted: Snapshot) -> None:
    share = target(measure={"name": "tally_share", "params": {"kind": "sport-hour"}})
    found = appraise(pack(share), counted)
    assert cells(found.table, "value") == cells(board(counted).table, "value")


def test_the_notice_of_anshan_is_appraised_on_the_town_as_a_whole(counted: Snapshot) -> None:
    from daylight.policy import load_pack, pack_folder

    rules = load_pack(pack_folder("anshan-2017-066"))
    found = appraise(rules, counted)
    assert set(found.table["target_id"].to_pylist()) == {row.id for row in rules.targets}
    assert set(found.table["org_code"].to_pylist()) == set(EVERYBODY)
