"""The worked cases of the notice of Anshan: they hold, and each delicate reading is held by one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from daylight.appraisal.cases import run_cases
from daylight.policy import load_pack
from daylight.policy.schema import Case, Expectation, Pack, Target

from . import HAN, ROOT

FOLDER = ROOT / "packs" / "anshan-2017-066"

#: A number or a word changed in the pack, and the case that no longer holds.
EDITS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("classes-66-gone", {"measure.params.at_least": 67}, "size-66-exactly"),
    ("classes-66-gone", {"measure.params.at_least": 65}, "size-66-exactly"),
    ("classes-66-gone", {"path": "step"}, "size-66-on-the-way"),
    ("classes-66-halved", {"comparator": "more_than"}, "half-of-66-gone"),
    ("classes-56-reduced", {"baseline.day": date(2017, 9, 30)}, "quarter-on-the-original-baseline"),
    ("classes-56-reduced", {"measure.params.at_least": 57}, "quarter-behind-in-autumn-2018"),
    ("classes-56-reduced", {"path": "step"}, "quarter-behind-in-autumn-2018"),
    ("classes-56-gone", {"measure.params.at_least": 55}, "graduated-classes-count-as-gone"),
    ("primary-within-45", {"measure.params.at_most": 44}, "within-45-not-yet-due"),
    ("junior-within-50", {"measure.params.at_most": 49}, "within-50-by-the-census"),
    ("junior-within-50", {"period.kind": "standing"}, "within-50-by-the-census"),
    ("sunshine-classes", {"measure.params.first_grade_only": False}, "entry-classes-in-sunshine"),
    ("pupils-numbered", {"measure.params.kinds": ["G"]}, "numbers-formal-temporary-double"),
    ("pupils-numbered", {"measure.params.unique": False}, "numbers-formal-temporary-double"),
    ("sport-hour", {"period.kind": "this_term"}, "sport-latest-report-of-the-term"),
    ("fitness-rising", {"comparator": "at_least"}, "fitness-up-down-and-level"),
    ("children-placed", {"comparator": "at_most"}, "one-child-without-a-place"),
    ("paired-schools", {"measure.params.per": "record"}, "pairing-counts-city-schools-once"),
    ("paired-schools", {"measure.params.statuses": ["approved", "draft"]}, "pairing-counts-city-schools-once"),
    ("model-lessons", {"baseline.day": date(2017, 4, 1)}, "model-lessons-on-track"),
    ("paired-pupils", {"period.start": date(2017, 1, 1)}, "paired-pupils-added-up"),
    ("psych-standard-schools", {"path": "linear", "baseline": {"day": date(2017, 1, 1), "value": 0}},
     "psych-schools-before-the-year-ends"),
    ("psych-standard-schools", {"period.kind": "since"}, "psych-schools-of-2017-only"),
    ("psych-standard-schools", {"measure.params.statuses": ["approved", "filed"], "measure.params.level": None},
     "psych-schools-of-2017-only"),
    ("evaluation-share", {"comparator": "at_least"}, "pilots-exactly-60-percent"),
    ("evaluation-share", {"measure.params.stage": None}, "pilots-exactly-60-percent"),
    ("charter-pilots", {"measure.params.statuses": ["approved", "returned"]}, "charters-five-and-four"),
    ("social-practice", {"measure.params.at_least": 1}, "social-practice-twice-within-the-term"),
    ("social-practice", {"measure.params.at_least": 3}, "social-practice-twice-within-the-term"),
    ("parent-school-four", {"measure.params.parts": ["plan", "teachers", "material"]}, "parent-school-needs-all-four"),
    ("five-integrations", {"measure.params.each": "organisation"}, "four-of-five-places"),
    ("trips-in-order", {"measure.params.before": None}, "trip-approved-on-departure-day"),
    ("trips-in-order", {"measure.params.parts": ["plan", "filing"]}, "trip-approved-on-departure-day"),
    ("findings-closed", {"measure.params.on_time": False}, "finding-closed-late"),
    ("provincial-lessons", {"measure.params.level": None}, "provincial-without-the-ministry"),
    ("zones-published", {"measure.params.parts": ["map"]}, "zones-map-without-notice"),
    ("expert-pools", {"measure.params.org_kinds": ["county"]}, "expert-pools-by-subject"),
    ("lessons-registered-share", {"comparator": "more_than"}, "registered-exactly-70-percent"),
    ("lessons-registered-share", {"period.end": date(2018, 2, 1)}, "registered-exactly-70-percent"),
    ("lessons-registered", {"measure.params.per": "record"}, "registered-seven-are-not-13000"),
    ("lessons-uploaded", {"period.kind": "since"}, "uploaded-in-the-same-year"),
    ("all-staff-trained", {"measure.params.topic": None}, "training-of-all"),
    ("all-staff-trained", {"measure.params.posts": ["teacher"]}, "training-of-all"),
    ("weekly-lessons", {"measure.params.limits": {"3": 29}}, "weekly-30-in-grade-3"),
    ("local-course", {"period.kind": "last_term"}, "local-course-two-lessons"),
    ("local-course", {"period.start": date(2017, 3, 1)}, "local-course-before-autumn-2017"),
    ("practice-share", {"measure.params.at_least": 0.11}, "a-tenth-exactly"),
    ("practice-share", {"measure.params.subjects": None}, "a-tenth-exactly"),
    ("school-courses-filed", {"measure.params.approved": False}, "school-course-without-review"),
    ("resources-met-primary", {"measure.params.floor": 0.95}, "six-of-seven-and-the-floor"),
    ("resources-met-primary", {"measure.params.at_least": 7}, "six-of-seven-and-the-floor"),
)  # fmt: skip
#: What the wording leaves open, and the case that shows how it is read.
SHOWN = {
    "66 exactly, 65 not": "size-66-exactly",
    "on the original baseline, with a class newly formed": "quarter-on-the-original-baseline",
    "nothing at the baseline": "zero-baseline",
    "exactly 60 %": "pilots-exactly-60-percent",
    "approved on the day of departure": "trip-approved-on-departure-day",
    "closed late": "finding-closed-late",
    "13,000 and 70 % apart": "registered-seven-are-not-13000",
    "80 and 60 % apart": "pilots-four-are-not-eighty",
    "weighted by pupils": "variation-weighted-by-pupils",
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack, as the loader gives it."""
    return load_pack(FOLDER)


def failing(pack: Pack, case: Case | None = None) -> list[str]:
    """Return the cases that do not hold; of one case only, where it is named."""
    cases = pack.cases if case is None else (case,)
    return [outcome.case_id for outcome in run_cases(pack.model_copy(update={"cases": cases})) if not outcome.ok]


def edited(target: Target, edits: dict[str, Any]) -> Target:
    """Return a target with values changed at dotted paths."""
    told = target.model_dump()
    for path, value in edits.items():
        *above, last = path.split(".")
        inside = told
        for step in above:
            inside = inside[step]
        inside[last] = value
    return Target.model_validate(told)


def test_every_case_comes_out_as_worked_by_hand(pack: Pack) -> None:
    assert failing(pack) == []


def test_every_measure_has_a_case(pack: Pack) -> None:
    measure = {target.id: target.measure.name for target in pack.targets}
    assert {measure[case.target] for case in pack.cases} == set(measure.values())


def test_every_area_with_targets_that_are_measured_in_their_own_way_has_a_case(pack: Pack) -> None:
    assert len(pack.cases) >= 45
    assert len({case.target for case in pack.cases}) >= 35


def test_the_cases_show_every_status(pack: Pack) -> None:
    statuses = {expected.status for case in pack.cases for expected in case.expect}
    assert statuses == {"met", "on_track", "behind", "missed", "not_yet_due", "no_data"}


@pytest.mark.parametrize("question", SHOWN)
def test_a_delicate_reading_is_shown_by_a_case(pack: Pack, question: str) -> None:
    assert SHOWN[question] in {case.id for case in pack.cases}


@pytest.mark.parametrize(("name", "edits", "case"), EDITS, ids=[f"{row[2]} {next(iter(row[1]))}" for row in EDITS])
def test_who_edits_the_pack_hears_it_from_a_case(pack: Pack, name: str, edits: dict[str, Any], case: str) -> None:
    mine = tuple(edited(target, edits) if target.id == name else target for target in pack.targets)
    worked = next(item for item in pack.cases if item.id == case)
    assert worked.target == name
    assert failing(pack.model_copy(update={"targets": mine}), worked)


def turned_round(expected: Expectation) -> Expectation:
    """Return an expectation of no value where there is one, of one where there is none."""
    return expected.model_copy(update={"value": None if expected.value is not None else 0.5})


def test_every_case_can_fail(pack: Pack) -> None:
    """A case whose expectation is turned round does not hold."""
    turned = tuple(
        case.model_copy(update={"expect": tuple(turned_round(expected) for expected in case.expect)})
        for case in pack.cases
    )
    assert set(failing(pack.model_copy(update={"cases": turned}))) == {case.id for case in pack.cases}


def test_a_case_is_told_in_both_languages(pack: Pack) -> None:
    for case in pack.cases:
        assert HAN.search(case.zh), case.id
        assert not HAN.search(case.en), case.id
        assert len(re.findall(r"\w+", case.en)) >= 5, case.id


def test_a_case_fits_a_page(pack: Pack) -> None:
    for case in pack.cases:
        assert sum(len(rows) for rows in case.given.values()) <= 32, case.id
        assert 1 <= len(case.expect) <= 5, case.id
