"""Routine records: by the rules, period by period, organisation by organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from daylight.demo.casework import routine
from daylight.demo.casework.batch import Batch
from daylight.demo.casework.desk import Desk

YEARLY = {"by": "school", "per": "school_year", "days": ["09-10", "05-30"], "parts": {"plan": 0.0}}


def drawn(desk: Desk, **rule: Any) -> list[Batch]:
    """Return the batches of one kind with a rule of its own."""
    casework = {**desk.c.casework, "routine": {"kind": {**YEARLY, **rule}}}
    return list(routine.batches(replace(desk, c=replace(desk.c, casework=casework))))


def test_where_nothing_is_missing_every_school_has_its_record(desk: Desk) -> None:
    first, *_ = drawn(desk)
    assert sorted(first.org.tolist()) == desk.schools.ids.tolist()
    assert first.parts["plan"].all()


def test_a_record_for_each_topic(desk: Desk) -> None:
    first, *_ = drawn(desk, topics=["a", "b"])
    pairs = set(zip(first.org.tolist(), first.topic.tolist(), strict=True))
    assert len(pairs) == 2 * len(desk.schools.ids) == len(first)


def test_times_between_fewest_and_most(desk: Desk) -> None:
    first, *_ = drawn(desk, times=[2, 4], drawn=["a", "b"])
    counts = np.bincount(first.org)[desk.schools.ids]
    assert set(counts.tolist()) <= {2, 3, 4}
    assert set(first.topic.tolist()) == {0, 1}


def test_who_falls_short_has_fewer_than_the_fewest(desk: Desk) -> None:
    first, *_ = drawn(desk, times=[2, 3], missing=0.4)
    counts = np.bincount(first.org, minlength=1 + desk.schools.ids.max())[desk.schools.ids]
    assert (counts < 2).any()
    assert (counts >= 2).any()


@pytest.mark.parametrize(("by", "orgs"), [("county", list(range(2, 9))), ("city", [1])])
def test_offices_have_records_of_their_own(desk: Desk, by: str, orgs: list[int]) -> None:
    first, *_ = drawn(desk, by=by)
    assert first.org.tolist() == orgs


def test_only_schools_of_a_stage(desk: Desk) -> None:
    first, *_ = drawn(desk, stage="junior")
    assert sorted(first.org.tolist()) == desk.schools.ids[desk.schools.junior].tolist()


def test_a_part_that_is_often_missing_is_missing(desk: Desk) -> None:
    first, *_ = drawn(desk, parts={"plan": 0.0, "photo": 0.5})
    assert first.parts["plan"].all()
    assert 0 < first.parts["photo"].mean() < 1


def test_a_quantity_lies_between_its_ends(desk: Desk) -> None:
    first, *_ = drawn(desk, quantity=[62, 88])
    assert first.quantity is not None
    assert 62 <= first.quantity.min() <= first.quantity.max() <= 88
    assert drawn(desk)[0].quantity is None


def test_the_level_is_the_one_that_acts(desk: Desk) -> None:
    assert set(drawn(desk, level="county")[0].level.tolist()) == {1}
    assert set(drawn(desk)[0].level.tolist()) == {0}


def test_a_kind_does_not_change_when_another_is_added(desk: Desk) -> None:
    (alone, *_), both = drawn(desk), {**desk.c.casework, "routine": {"other": YEARLY, "kind": YEARLY}}
    every = routine.batches(replace(desk, c=replace(desk.c, casework=both)))
    beside = [batch for batch in every if batch.kind == "kind"]
    assert alone.happened_on is not None
    assert np.array_equal(alone.happened_on, beside[0].happened_on)


def test_schools_that_fell_short_often_do_so_again(desk: Desk) -> None:
    years = [set(desk.schools.ids.tolist()) - set(batch.org.tolist()) for batch in drawn(desk, missing=0.3)]
    assert years[0] & years[1]
    assert len(years[0]) >= len(years[2])
