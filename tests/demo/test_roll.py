"""The roll: nobody sits in two classes, nothing of the past is lost."""

from __future__ import annotations

import numpy as np
import pytest

from daylight.demo.columns import NONE
from daylight.demo.roll import Classes, Roll
from daylight.demo.schools import Schools


@pytest.fixture
def two(schools: Schools) -> Roll:
    """Two classes of one cohort with three pupils and one."""
    roll = Roll(schools)
    roll.classes.open(np.array([0, 0]), np.array([0, 0]), np.array([2016, 2016]), np.array([100, 100]))
    roll.enter(np.array([0, 0, 0, 1]), np.full(4, 100))
    return roll


def seats(roll: Roll) -> list[tuple[int, int, int, int | None]]:
    rows = zip(*(column.tolist() for column in roll.seats()), strict=True)
    return [(pupil, room, start, None if end == NONE else end) for pupil, room, start, end in rows]


def test_classes_are_numbered_within_their_cohort() -> None:
    classes = Classes()
    classes.open(np.array([1, 2, 1, 1]), np.zeros(4), np.array([2016, 2016, 2016, 2017]), np.full(4, 9))
    assert classes.number.tolist() == [1, 1, 2, 1]
    rows = classes.open(np.array([1, 1]), np.zeros(2), np.array([2016, 2017]), np.full(2, 12))
    assert rows.tolist() == [4, 5]
    assert classes.number.tolist() == [1, 1, 2, 1, 3, 2]


def test_stages_are_cohorts_of_their_own() -> None:
    classes = Classes()
    classes.open(np.array([1, 1]), np.array([0, 1]), np.array([2016, 2016]), np.full(2, 9))
    assert classes.number.tolist() == [1, 1]
    assert len(set(classes.cohort.tolist())) == 2


def test_sizes_are_of_those_who_sit_there_now(two: Roll) -> None:
    assert two.sizes().tolist() == [3, 1]


def test_a_move_ends_one_seat_and_begins_another(two: Roll) -> None:
    two.move(np.array([2]), np.array([1]), np.array([150]))
    assert seats(two) == [(0, 0, 100, None), (1, 0, 100, None), (2, 0, 100, 150), (2, 1, 150, None), (3, 1, 100, None)]


def test_two_moves_on_one_day_leave_one_seat(two: Roll) -> None:
    two.move(np.array([2]), np.array([1]), np.array([150]))
    two.move(np.array([2]), np.array([0]), np.array([150]))
    assert [row for row in seats(two) if row[0] == 2] == [(2, 0, 100, 150), (2, 0, 150, None)]


def test_whoever_leaves_sits_nowhere(two: Roll) -> None:
    two.move(np.array([0]), np.array([-1]), np.array([150]))
    assert two.sizes().tolist() == [2, 1]
    assert [row for row in seats(two) if row[0] == 0] == [(0, 0, 100, 150)]


def test_who_left_and_came_back_has_a_gap(two: Roll) -> None:
    two.move(np.array([0]), np.array([-1]), np.array([150]))
    two.move(np.array([0]), np.array([1]), np.array([170]))
    assert [row for row in seats(two) if row[0] == 0] == [(0, 0, 100, 150), (0, 1, 170, None)]


def test_a_class_that_closes_lets_everybody_leave(two: Roll) -> None:
    two.close(np.array([0]), 200)
    assert two.sizes().tolist() == [0, 1]
    assert two.classes.closed.tolist() == [200, NONE]
    assert [row[3] for row in seats(two)] == [200, 200, 200, None]


def test_newcomers_keep_their_first_class_and_day(two: Roll) -> None:
    rows = two.enter(np.array([1]), np.array([300]))
    assert rows.tolist() == [4]
    assert (two.first[4], two.entered[4]) == (1, 300)
    two.move(rows, np.array([0]), np.array([350]))
    assert two.first[4] == 1


def test_seats_told_are_renewed_after_a_change(two: Roll) -> None:
    assert len(seats(two)) == 4
    two.enter(np.array([0]), np.array([300]))
    assert len(seats(two)) == 5


def test_classes_lie_in_the_county_of_their_school(two: Roll, schools: Schools) -> None:
    assert two.county.tolist() == [schools.county[0]] * 2
