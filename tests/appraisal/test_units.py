"""What a figure counts is told as the target's parameters say, in words that read well in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from daylight.appraisal.units import plural, singular, unit_of
from daylight.measures import MEASURES

from . import target


def told(name: str, rounding: dict[str, Any] | None = None, **params: Any) -> tuple[str, str, str]:
    """Return the unit of a measure of the house under some parameters."""
    more = {"rounding": rounding} if rounding else {}
    unit = unit_of(target(measure={"name": name, "params": params}, **more), MEASURES[name])
    return unit.zh, unit.en, unit.basis.zh if unit.basis else ""


def test_organisations_are_told_by_their_kind() -> None:
    assert told("organisations_with_records", org_kind="school") == ("所学校", "school", "")
    assert told("organisations_with_records", org_kind="county") == ("个县（市）区", "county", "")
    assert told("topics_covered", org_kind="school", topics=["a"]) == ("所学校", "school", "")


def test_what_organisations_report_are_people() -> None:
    assert told("tally_share", kind="sport-hour") == ("人", "pupil", "")
    assert told("tally_share", kind="ethics-file", of="staff") == ("人", "member of staff", "")


def test_pairs_are_items_with_their_basis() -> None:
    assert told("topics_covered", org_kind="school", each="topic") == ("项", "", "每所学校的每个主题计一项")
    assert told("subject_lessons_kept") == ("项", "", "每个行政班的每项课时下限计一项")
    unit = unit_of(target(measure={"name": "subjects_covered"}), MEASURES["subjects_covered"])
    assert unit.basis is not None
    assert unit.basis.en == "each subject of each organisation counts once"
    assert unit.told(1140) == "1,140"


def test_a_count_keeps_the_unit_of_its_target() -> None:
    rounding = {"unit": "count", "digits": 0, "unit_zh": "所", "unit_en": "schools"}
    assert told("record_count", rounding, kind="school-pairing") == ("所", "school", "")
    assert told("record_count") == ("条记录", "record", "")


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_unit_of_the_house_reads_in_both_languages(name: str) -> None:
    unit = unit_of(target(measure={"name": name}), MEASURES[name])
    assert unit.zh
    assert unit.told(2).isascii()
    assert bool(unit.en) != bool(unit.basis)
    if unit.en:
        assert unit.told(1) != unit.told(2).replace("2", "1")


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("pupil", "pupils"), ("homeroom class", "homeroom classes"), ("county", "counties"), ("day", "days"),
        ("tax", "taxes"), ("lesson", "lessons"), ("studio", "studios"),
    ],
)  # fmt: skip
def test_one_and_several(one: str, several: str) -> None:
    assert plural(one) == several
    assert singular(several) == one


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("member of staff", "members of staff"),
        ("schools", "schools"),
        ("", ""),
        ("subject of a grade", "subjects of a grade"),
    ],
)
def test_what_is_said_of_a_head_word(one: str, several: str) -> None:
    assert plural(one) == several
