"""What a pack may write beside a measure's name is checked before a row is read."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from daylight.kernel.codes import SUBJECTS
from daylight.measures import MEASURES
from daylight.measures.params import FILED, Filing

from .examples import EXAMPLES


@pytest.mark.parametrize(
    ("name", "params", "words"),
    [
        ("class_size_count", {}, "at_least"),
        ("class_size_count", {"at_least": 0}, "greater than or equal to 1"),
        ("class_size_count", {"at_least": 66, "stage": "senior"}, "'primary' or 'junior'"),
        ("tally_share", {"kind": "sport-hour", "grade": 10}, "less than or equal to 9"),
        ("record_count", {"kind": ""}, "at least 1 character"),
        ("record_count", {"kind": "visit", "per": "teacher"}, "'staff'"),
        ("record_count", {"kind": "visit", "statuses": ["done"]}, "'approved'"),
        ("record_count", {"kind": "visit", "statuses": []}, "at least 1 item"),
        ("topics_covered", {"kind": "visit", "org_kind": "school", "topics": []}, "at least 1 item"),
        ("topics_covered", {"kind": "visit", "org_kind": "school", "topics": ["a"], "topic": "a"}, "None"),
        ("organisations_counted", {"kind": "visit", "org_kind": "campus"}, "'school'"),
        ("subjects_covered", {"kind": "visit", "subjects": ["math"]}, "nearest: maths"),
        ("subjects_covered", {"kind": "visit", "subjects": ["maths"], "org_kinds": ["school"]}, "'county'"),
        ("subject_grades_covered", {"kind": "visit", "subjects_by_grade": {"10": ["maths"]}}, "allowed: 1 to 9"),
        ("staff_with_records", {"kind": "visit", "posts": ["principal"]}, "'head'"),
        ("weekly_lessons_within", {"limits": {"first": 26}}, "no grade 'first'"),
        ("practice_share", {"at_least": 10}, "less than or equal to 1"),
        ("resource_variation", {"stage": "primary", "indicator": "area"}, "'teaching_area'"),
        ("resources_met", {"stage": "primary", "needs": {"R1": 4.2}, "at_least": 6, "floor": 0.85}, "'books'"),
        ("pupils_numbered", {"kinds": ["X"]}, "'G', 'J' or 'L'"),
        ("records_in_order", {"kind": "visit", "before": "filed_on"}, "'happened_on'"),
    ],
)
def test_what_does_not_fit_is_named(name: str, params: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MEASURES[name].params.model_validate(params)
    assert words in str(caught.value)


def test_a_record_counts_as_filed_unless_a_pack_says_otherwise() -> None:
    assert Filing(kind="visit").statuses == FILED
    assert {"draft", "returned"}.isdisjoint(FILED)


@pytest.mark.parametrize("code", SUBJECTS)
def test_every_subject_of_the_kernel_is_known(code: str) -> None:
    MEASURES["subjects_staffed"].params.model_validate({"stage": "junior", "subjects": [code]})


@pytest.mark.parametrize("name", MEASURES)
def test_parameters_cannot_be_changed_afterwards(name: str) -> None:
    params = MEASURES[name].params.model_validate(EXAMPLES[name][0])
    with pytest.raises(ValidationError, match="frozen"):
        setattr(params, next(iter(type(params).model_fields)), None)
