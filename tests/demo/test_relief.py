"""Relief of crowded classes: to the plan, by splitting and by moving, nobody lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.demo.cohorts import HUGE, LARGE
from daylight.demo.relief import free_seats, level, matched, padded, relieve
from daylight.demo.roll import Roll
from daylight.demo.schools import Schools
from daylight.demo.streams import stream


def rolled(schools: Schools, sizes: list[int], cohorts: list[int]) -> Roll:
    """Return a roll of classes of school 0 with these sizes, in cohorts by entry year."""
    roll, count = Roll(schools), len(sizes)
    roll.classes.open(np.zeros(count), np.zeros(count), 2010 + np.array(cohorts), np.full(count, 10))
    roll.enter(np.repeat(np.arange(count), sizes), np.full(sum(sizes), 10))
    return roll


def crowded(roll: Roll) -> tuple[int, int]:
    sizes = roll.sizes()
    return int((sizes >= HUGE).sum()), int((sizes >= LARGE).sum())


@pytest.mark.parametrize(
    ("sizes", "keep"), [([70], 35), ([71], 36), ([70, 70], 47), ([60, 60, 60, 60], 48), ([70, 40, 0], 37), ([1], 1)]
)
def test_a_new_class_is_no_larger_than_what_the_others_keep(sizes: list[int], keep: int) -> None:
    assert level(np.array([sizes])).tolist() == [keep]


@given(st.lists(st.lists(st.integers(0, 84), min_size=4, max_size=4), min_size=1, max_size=8))
def test_the_level_is_the_smallest_that_does(rows: list[list[int]]) -> None:
    sizes = np.array(rows)
    for row, keep in zip(sizes, level(sizes).tolist(), strict=True):
        if row.sum():
            assert np.maximum(row - keep, 0).sum() <= keep
            assert np.maximum(row - (keep - 1), 0).sum() > keep - 1


def test_classes_are_put_beside_those_of_their_group_largest_first() -> None:
    keys, rows = padded(np.array([5, 3, 5]), np.array([40, 50, 60]))
    assert keys.tolist() == [3, 5]
    assert rows.tolist() == [[50, 0], [60, 40]]


def test_a_class_too_large_is_split(schools: Schools) -> None:
    roll = rolled(schools, [80], [1])
    relieve(stream(1, "r"), roll, int(schools.county[0]), (0, 0), (20, 20))
    assert sorted(roll.sizes().tolist()) == [40, 40]
    assert roll.classes.number.tolist() == [1, 2]
    assert roll.classes.opened.tolist() == [10, 20]


def test_nobody_is_lost_or_seated_twice(schools: Schools) -> None:
    roll = rolled(schools, [70, 68, 40, 58, 30], [1, 1, 1, 2, 2])
    relieve(stream(1, "r"), roll, int(schools.county[0]), (0, 0), (20, 40))
    pupil, _, start, _ = roll.seats()
    assert roll.sizes().sum() == 266
    assert len(set(zip(pupil.tolist(), start.tolist(), strict=True))) == len(pupil)


@pytest.mark.parametrize("wanted", [(6, 12), (3, 10), (2, 5), (0, 0)])
def test_no_more_is_done_than_planned(schools: Schools, wanted: tuple[int, int]) -> None:
    roll = rolled(schools, [70] * 6 + [58] * 6 + [40] * 6, [*range(6), *range(6), *range(6)])
    relieve(stream(2, "r"), roll, int(schools.county[0]), wanted, (20, 20))
    huge, large = crowded(roll)
    assert huge == wanted[0]
    assert large >= wanted[1]


def test_what_needs_no_relief_is_left_alone(schools: Schools) -> None:
    roll = rolled(schools, [45, 50], [1, 2])
    relieve(stream(2, "r"), roll, int(schools.county[0]), (0, 0), (20, 20))
    assert roll.sizes().tolist() == [45, 50]


def test_another_countys_classes_are_left_alone(schools: Schools) -> None:
    roll = rolled(schools, [80], [1])
    relieve(stream(2, "r"), roll, int(schools.county[0]) + 1, (0, 0), (20, 20))
    assert roll.sizes().tolist() == [80]


def test_seats_are_free_up_to_the_room_and_not_in_tiny_classes() -> None:
    found = free_seats(stream(1, "f"), np.array([0, 1, 2, 3]), np.array([48, 60, 10, 20]), 50, 5)
    assert sorted(found.tolist()) == [0, 0, 3, 3, 3, 3, 3]


def test_who_wants_is_matched_with_a_seat_of_the_same_group() -> None:
    who, seats = matched(stream(1, "m"), np.array([1, 2, 1, 1, 3]), np.array([2, 1, 1, 2]))
    wanting, offered = np.array([1, 2, 1, 1, 3]), np.array([2, 1, 1, 2])
    assert wanting[who].tolist() == offered[seats].tolist()
    assert len(set(seats.tolist())) == len(seats) == 3


def test_without_seats_nobody_is_matched() -> None:
    who, seats = matched(stream(1, "m"), np.array([1, 2]), np.array([], int))
    assert (who.tolist(), seats.tolist()) == ([], [])


def two_schools(schools: Schools, sizes: list[int], school: list[int]) -> Roll:
    """Return a roll of classes of one year in schools of one county."""
    roll, count = Roll(schools), len(sizes)
    roll.classes.open(np.array(school), np.zeros(count), np.full(count, 2016), np.full(count, 10))
    roll.enter(np.repeat(np.arange(count), sizes), np.full(sum(sizes), 10))
    return roll


def neighbours(schools: Schools) -> tuple[int, int]:
    """Return two schools of the last county."""
    here = np.flatnonzero(schools.county == 6)
    return int(here[0]), int(here[1])


@pytest.mark.parametrize("seed", range(6))
def test_pupils_of_a_huge_class_find_seats_in_other_schools_or_in_a_new_class(schools: Schools, seed: int) -> None:
    one, other = neighbours(schools)
    roll = two_schools(schools, [68, 30], [one, other])
    relieve(stream(seed, "r"), roll, 6, (0, 0), (20, 25))
    sizes = roll.sizes()
    assert sizes.max() < HUGE
    assert sizes.sum() == 98
    assert len(sizes) in (2, 3)


def test_both_ways_of_relief_are_taken(schools: Schools) -> None:
    one, other = neighbours(schools)
    counts = set()
    for seed in range(12):
        roll = two_schools(schools, [68, 30], [one, other])
        relieve(stream(seed, "r"), roll, 6, (0, 0), (20, 25))
        counts.add(len(roll.sizes()))
    assert counts == {2, 3}


def test_relief_happens_between_its_days(schools: Schools) -> None:
    roll = rolled(schools, [70] * 20, list(range(20)))
    relieve(stream(4, "r"), roll, int(schools.county[0]), (0, 0), (30, 40))
    _, _, start, _ = roll.seats()
    moved = start[start > 10]
    assert len(moved) > 300
    assert 30 <= moved.min() < moved.max() <= 40


def test_a_cohort_is_relieved_on_one_day(schools: Schools) -> None:
    roll = rolled(schools, [70, 70, 70], [1, 1, 1])
    relieve(stream(4, "r"), roll, int(schools.county[0]), (0, 0), (30, 40))
    _, room, start, _ = roll.seats()
    assert len(set(start[room == 3].tolist())) == 1
    assert roll.classes.opened[3] == start[room == 3][0]
