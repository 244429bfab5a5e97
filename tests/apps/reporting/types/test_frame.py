"""What every view carries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.appraisal.contract import Status
from daylight.apps.reporting.types import OrgRef, StatusCounts

COUNTS = st.builds(StatusCounts, *[st.integers(0, 9)] * 6)


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [("铁东区", "county", "铁东"), ("岫岩满族自治县", "county", "岫岩"), ("海城市", "county", "海城"),
     ("台安县", "county", "台安"), ("赵县", "county", "赵县"), ("站前小学", "school", "站前小学"),
     ("鞍山市", "city", "鞍山市")],
)  # fmt: skip
def test_a_county_is_told_short_at_the_head_of_a_column(name: str, level: str, short: str) -> None:
    assert OrgRef("210302", name, level).short == short


def test_of_nothing_there_is_no_worst_and_no_share() -> None:
    assert (StatusCounts().worst, StatusCounts().share, StatusCounts().total) == (None, None, 0)


def test_what_is_not_yet_due_is_not_judged() -> None:
    counts = StatusCounts(not_yet_due=3)
    assert (counts.due, counts.share, counts.worst) == (0, None, Status.NOT_YET_DUE)
    assert StatusCounts(met=2, on_track=1, missed=1, not_yet_due=5).share == 0.75


@given(COUNTS)
def test_the_items_are_all_statuses_worst_first(counts: StatusCounts) -> None:
    assert [status for status, _ in counts.items()] == list(Status)
    assert sum(number for _, number in counts.items()) == counts.total
    assert counts.worst == next((status for status, number in counts.items() if number), None)


@given(COUNTS)
def test_a_sentence_names_what_there_is_and_the_good_first(counts: StatusCounts) -> None:
    told = counts.good_first()
    assert dict(told) == {status: number for status, number in counts.items() if number}
    order = [Status.MET, Status.ON_TRACK, Status.BEHIND, Status.MISSED, Status.NOT_YET_DUE, Status.NO_DATA]
    assert [status for status, _ in told] == [status for status in order if dict(told).get(status)]


@given(COUNTS)
def test_a_share_is_a_share(counts: StatusCounts) -> None:
    assert counts.share is None or 0 <= counts.share <= 1


def test_statuses_are_counted_each_by_its_name() -> None:
    assert StatusCounts.of(["met", "missed", Status.MET]) == StatusCounts(met=2, missed=1)
    assert StatusCounts.of([]) == StatusCounts()
