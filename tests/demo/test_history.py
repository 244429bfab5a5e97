"""Two years of the roll: who enters, moves up, goes on, leaves."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from daylight.demo.calibration import Calibration
from daylight.demo.columns import NONE, day
from daylight.demo.history import build_roll
from daylight.demo.roll import Roll
from daylight.demo.schools import JUNIOR, PRIMARY, Schools

SEPTEMBERS = [date(2017, 9, 1), date(2018, 9, 1)]


def on(roll: Roll, when: date) -> tuple[np.ndarray, np.ndarray]:
    """Return pupils and their classes on a day."""
    pupil, room, start, end = roll.seats()
    here = (start <= day(when)) & ((end == NONE) | (end > day(when)))
    return pupil[here], room[here]


@pytest.mark.parametrize("when", SEPTEMBERS)
def test_cohorts_move_up_and_the_oldest_leave(roll: Roll, when: date) -> None:
    _, rooms = on(roll, when)
    for stage, years in ((PRIMARY, 6), (JUNIOR, 3)):
        entry = roll.classes.entry[rooms][roll.classes.stage[rooms] == stage]
        assert sorted(set(entry.tolist())) == list(range(when.year - years + 1, when.year + 1))


@pytest.mark.parametrize("when", SEPTEMBERS)
def test_primarys_graduates_go_on_to_junior_schools_of_their_county(roll: Roll, when: date) -> None:
    before, rooms = on(roll, date(when.year, 8, 31))
    oldest = (roll.classes.stage[rooms] == PRIMARY) & (roll.classes.entry[rooms] == when.year - 6)
    graduates = dict(zip(before[oldest].tolist(), roll.county[rooms[oldest]].tolist(), strict=True))
    after, new_rooms = on(roll, when)
    on_junior = {
        pupil: room for pupil, room in zip(after.tolist(), new_rooms.tolist(), strict=True) if pupil in graduates
    }
    assert len(on_junior) > 0.8 * len(graduates)
    assert {int(roll.classes.stage[room]) for room in on_junior.values()} == {JUNIOR}
    assert all(roll.county[room] == graduates[pupil] for pupil, room in on_junior.items())


@pytest.mark.parametrize("when", SEPTEMBERS)
def test_a_class_closes_on_the_day_its_cohort_leaves(roll: Roll, when: date) -> None:
    closed = roll.classes.closed == day(when)
    years = np.where(roll.classes.stage == JUNIOR, 3, 6)
    assert closed.any()
    assert (roll.classes.entry[closed] + years[closed] == when.year).all()


def test_some_change_school_and_some_leave(roll: Roll) -> None:
    pupil, room, start, end = roll.seats()
    school, stage = roll.classes.school[room], roll.classes.stage[room]
    next_of = (pupil[1:] == pupil[:-1]) & (start[1:] == end[:-1]) & (stage[1:] == stage[:-1])
    assert (school[1:][next_of] != school[:-1][next_of]).sum() > 20
    midway = np.isin(end, [day(date(2017, 3, 1)), day(date(2018, 3, 1))])
    assert midway.any()


def test_classes_split_in_autumn_get_their_pupils_from_their_cohort(roll: Roll) -> None:
    pupil, room, start, _ = roll.seats()
    opened = roll.classes.opened
    born_later = np.flatnonzero((opened > day(date(2017, 9, 30))) & (opened < day(date(2018, 1, 1))))
    assert len(born_later)
    for item in born_later:
        came = np.flatnonzero((room == item) & (start == opened[item]))
        before = came - 1
        assert (pupil[before] == pupil[came]).all()
        assert (roll.classes.cohort[room[before]] == roll.classes.cohort[item]).all()


def test_nobody_moves_into_a_class_that_has_closed_or_not_opened(roll: Roll) -> None:
    _, room, start, end = roll.seats()
    assert (start >= roll.classes.opened[room]).all()
    closed = roll.classes.closed[room]
    assert ((closed == NONE) | ((end != NONE) & (end <= closed))).all()


def test_no_class_is_empty_on_the_day(roll: Roll, c: Calibration) -> None:
    assert roll.sizes()[roll.classes.closed == NONE].min() >= 3


def test_the_same_seed_gives_the_same_roll(c: Calibration, schools: Schools, roll: Roll) -> None:
    again = build_roll(c, schools, 0.02, 2017)
    assert all(np.array_equal(one, other) for one, other in zip(roll.seats(), again.seats(), strict=True))


def test_in_spring_nobody_leaves_or_enters_a_crowded_class(roll: Roll) -> None:
    spring = date(2018, 3, 1)
    before, after = on(roll, date(2018, 2, 28)), on(roll, spring)
    sizes = [np.bincount(rooms, minlength=len(roll.classes.school)) for _, rooms in (before, after)]
    crowded = sizes[0] >= 56
    assert crowded.any()
    assert (sizes[0][crowded] == sizes[1][crowded]).all()
    assert ((sizes[1] >= 56) == crowded).all()


def test_graduates_go_to_a_junior_school_that_is_not_far(c: Calibration) -> None:
    from daylight.demo.schools import build_schools

    schools = build_schools(c, 0.3, 5)
    roll = build_roll(c, schools, 0.3, 5)
    pupil, room, start, _ = roll.seats()
    school = roll.classes.school[room]
    goes_on = (pupil[1:] == pupil[:-1]) & (start[1:] == day(date(2018, 9, 1)))
    goes_on &= (roll.classes.stage[room[1:]] == JUNIOR) & (roll.classes.stage[room[:-1]] == PRIMARY)
    one, other = school[:-1][goes_on], school[1:][goes_on]
    elsewhere = other.copy()
    for county in range(7):
        here = np.flatnonzero(schools.county[one] == county)
        elsewhere[here] = np.random.default_rng(1).permutation(other[here])
    near, far = (np.median(distance_km(schools, one, to)) for to in (other, elsewhere))
    assert near < 0.75 * far


def distance_km(schools: Schools, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return about how far schools lie apart."""
    return np.hypot((schools.lon[one] - schools.lon[other]) * 84, (schools.lat[one] - schools.lat[other]) * 111)


def test_a_life_long_pupil_keeps_the_row_from_primary_to_junior(roll: Roll) -> None:
    pupil, room, _, _ = roll.seats()
    stages = {stage: set(pupil[roll.classes.stage[room] == stage].tolist()) for stage in (PRIMARY, JUNIOR)}
    assert len(stages[PRIMARY] & stages[JUNIOR]) > 100


@pytest.mark.parametrize("when", SEPTEMBERS)
def test_entrants_fill_the_classes_that_were_planned(roll: Roll, when: date) -> None:
    entered = roll.entered == day(when)
    first = roll.classes.entry[roll.first[entered]]
    assert (first == when.year).mean() > 0.9
    assert (roll.classes.stage[roll.first[entered]] == PRIMARY).mean() > 0.6


def test_newcomers_make_up_for_those_who_left(roll: Roll) -> None:
    counts = [len(on(roll, when)[0]) for when in (date(2017, 2, 28), date(2017, 3, 1), date(2018, 3, 1))]
    assert max(counts) - min(counts) < 0.02 * min(counts)
