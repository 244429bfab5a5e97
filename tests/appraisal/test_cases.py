"""Worked cases are filled in plainly, appraised, and compared number by number."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from daylight.appraisal import CaseOutcome, run_cases
from daylight.appraisal.cases import SINCE, CaseDoesNotFit, filled
from daylight.policy import load_pack, pack_folder
from daylight.policy.schema import Case

from . import measures, pack, target

ORGS = [{"code": "210300"}, {"code": "210302"}, {"code": "2103020001"}]


def case(**changes: Any) -> Case:
    plain = {
        "id": "three-of-four", "zh": "四个中三个", "en": "Three of four", "target": "half", "as_of": "2018-10-15",
        "given": {"organisation": ORGS, "tally": [told(3, 4)]},
        "expect": [{"org_code": "2103020001", "value": 0.75, "status": "met"}],
    }  # fmt: skip
    return Case.model_validate({**plain, **changes})


def told(covered: int, eligible: int, **more: Any) -> dict[str, Any]:
    return {"kind": "sport-hour", "org_id": 3, "counted_on": "2017-10-01", "covered": covered, "eligible": eligible} | {
        "counted_on": date(2017, 10, 1), **more,
    }  # fmt: skip


def run(*cases: Case) -> list[CaseOutcome]:
    return run_cases(pack(target(), cases=[given.model_dump() for given in cases]), measures())


def test_what_is_expected_and_comes_out_is_well() -> None:
    assert run(case()) == [CaseOutcome("three-of-four", "2103020001", 0.75, "met", 0.75, "met", True)]


@pytest.mark.parametrize(
    ("expected", "ok"),
    [
        ({"value": 0.75, "status": "missed"}, False),
        ({"value": 0.7501, "status": "met"}, False),
        ({"value": 0.75 + 1e-12, "status": "met"}, True),
        ({"value": None, "status": "met"}, False),
    ],
)
def test_what_comes_out_otherwise_is_told_beside_it(expected: dict[str, Any], ok: bool) -> None:
    (outcome,) = run(case(expect=[{"org_code": "2103020001", **expected}]))
    assert (outcome.ok, outcome.value, outcome.status) == (ok, 0.75, "met")


def test_an_organisation_that_is_not_on_the_board_is_absent() -> None:
    (outcome,) = run(case(expect=[{"org_code": "999", "value": None, "status": "no_data"}]))
    assert (outcome.ok, outcome.status) == (False, "absent")


def test_each_case_has_its_own_rows() -> None:
    other = case(id="one", given={"organisation": ORGS, "tally": [told(1, 4)]},
                 expect=[{"org_code": "210300", "value": 0.25, "status": "missed"}])  # fmt: skip
    assert [outcome.ok for outcome in run(case(), other, case())] == [True, True, True]


def test_no_value_may_be_expected() -> None:
    nothing = case(given={"organisation": ORGS}, expect=[{"org_code": "210302", "value": None, "status": "no_data"}])
    assert [outcome.ok for outcome in run(nothing)] == [True]


# ---------------------------------------------------------------- filling in


def test_what_is_left_out_of_organisations_follows_from_their_codes() -> None:
    rows = filled(case())["organisation"].to_pylist()
    assert [(row["org_id"], row["kind"], row["county_code"], row["parent_id"]) for row in rows] == [
        (1, "city", None, None), (2, "county", "210302", 1), (3, "school", "210302", 2),
    ]  # fmt: skip
    assert {row["valid_from"] for row in rows} == {SINCE}
    assert (rows[2]["has_primary"], rows[2]["has_junior"], rows[2]["name"]) == (True, False, "2103020001")


def test_a_school_of_juniors_has_no_primary_unless_told() -> None:
    given = {"organisation": [{"code": "2103020001", "has_junior": True}]}
    rows = filled(case(given=given))["organisation"].to_pylist()
    assert (rows[0]["has_primary"], rows[0]["has_junior"]) == (False, True)


def test_rows_get_keys_counties_and_schools() -> None:
    given = {
        "organisation": ORGS,
        "homeroom_class": [{"class_id": 7, "school_id": 3, "stage": "primary", "entry_year": 2018, "number": 1}],
        "class_membership": [
            {"class_id": 7, "pupil_id": 1}, {"class_id": 7, "pupil_id": 2, "valid_to": date(2018, 1, 1)},
        ],
    }  # fmt: skip
    tables = filled(case(given=given))
    seats = tables["class_membership"].to_pylist()
    assert [(row["membership_id"], row["school_id"], row["county_code"]) for row in seats] == [
        (1, 3, "210302"), (2, 3, "210302"),
    ]  # fmt: skip
    assert (seats[1]["valid_from"], seats[1]["valid_to"]) == (SINCE, date(2018, 1, 1))
    assert tables["homeroom_class"]["county_code"].to_pylist() == ["210302"]


def test_one_row_may_stand_for_many() -> None:
    rows = filled(case(given={"organisation": ORGS, "pupil": [{"sex": "1", "times": 3}, {"sex": "2"}]}))["pupil"]
    assert rows["sex"].to_pylist() == ["1", "1", "1", "2"]
    assert rows["pupil_id"].to_pylist() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("given", "table", "named"),
    [
        ({"teachers": []}, "teachers", "staff_post"),
        ({"pupil": [{"name": "王"}]}, "pupil", "name"),
        ({"pupil": [{"pupil_id": "first"}]}, "pupil", "first"),
    ],
)
def test_what_no_table_holds_is_named(given: dict[str, Any], table: str, named: str) -> None:
    with pytest.raises(CaseDoesNotFit) as caught:
        filled(case(given=given))
    assert all(word in caught.value.says("en") for word in ("three-of-four", table, named))


def test_the_cases_of_the_notice_hold_and_are_quick() -> None:
    rules = load_pack(pack_folder("anshan-2017-066"))
    run_cases(rules)
    began = time.process_time()
    outcomes = run_cases(rules)
    assert [outcome for outcome in outcomes if not outcome.ok] == []
    assert (time.process_time() - began) / len(rules.cases) < 0.2
