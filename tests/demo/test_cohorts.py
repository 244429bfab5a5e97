"""Cohorts: sizes that add up, with tails that are exact."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.demo.calibration import Calibration, calibration
from daylight.demo.cohorts import HUGE, LARGE, bend, build_cohorts, years_at_start
from daylight.demo.schools import JUNIOR, PRIMARY, Schools, build_schools
from daylight.demo.streams import stream


def bent(size: list[float], tails: tuple[int, int], total: int) -> np.ndarray:
    return bend(stream(1, "bend"), np.array(size, float), tails, total, calibration())


def test_the_most_crowded_classes_become_the_huge_ones() -> None:
    found = bent([30, 50, 70, 60, 40], (1, 2), 230)
    assert found[2] >= HUGE
    assert LARGE <= found[3] < HUGE
    assert (found[[0, 1, 4]] < LARGE).all()


@given(
    st.lists(st.floats(5, 75), min_size=1, max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 4000)
)
def test_tails_are_exact_whatever_was_planned(size: list[float], huge: int, more: int, total: int) -> None:
    huge = min(huge, len(size))
    large = min(huge + more, len(size))
    found = bent(size, (huge, large), total)
    assert int((found >= HUGE).sum()) == huge
    assert int((found >= LARGE).sum()) == large
    assert found.max() <= calibration().crowding["most"]
    assert found.min() >= 3


@given(st.lists(st.floats(20, 50), min_size=20, max_size=80))
def test_pupils_add_up_where_there_is_room(size: list[float]) -> None:
    total = round(sum(size) * 0.9)
    assert abs(int(bent(size, (0, 0), total).sum()) - total) <= len(size)


@given(st.lists(st.floats(5, 75), min_size=2, max_size=40, unique=True))
def test_a_class_planned_larger_never_becomes_smaller(size: list[float]) -> None:
    found = bent(size, (len(size) // 5, len(size) // 2), round(sum(size)))
    assert (np.diff(found[np.argsort(size)]) >= 0).all()


@pytest.mark.parametrize(("stage", "years"), [(PRIMARY, range(2011, 2017)), (JUNIOR, range(2014, 2017))])
def test_six_or_three_years_sit_at_the_first_census(c: Calibration, stage: int, years: range) -> None:
    assert years_at_start(c, stage) == years


@pytest.mark.parametrize("stage", [PRIMARY, JUNIOR])
def test_there_is_the_start_and_an_entry_for_each_year_after(c: Calibration, schools: Schools, stage: int) -> None:
    cohorts = build_cohorts(c, schools, 0, stage, 0.02, 2017)
    assert [sorted(set(cohort.entry.tolist())) for cohort in cohorts] == [
        list(years_at_start(c, stage)), [2017], [2018],
    ]  # fmt: skip


@pytest.mark.parametrize("stage", [PRIMARY, JUNIOR])
def test_every_school_of_the_stage_has_every_cohort(c: Calibration, schools: Schools, stage: int) -> None:
    own = schools.of(stage)
    own = own[schools.county[own] == 6]
    start, *later = build_cohorts(c, schools, 6, stage, 0.02, 2017)
    pairs = set(zip(start.school.tolist(), start.entry.tolist(), strict=True))
    assert pairs == {(school, year) for school in own.tolist() for year in years_at_start(c, stage)}
    assert all(set(cohort.school.tolist()) == set(own.tolist()) for cohort in later)


def test_a_whole_county_starts_with_its_crowded_classes_and_its_pupils(c: Calibration) -> None:
    schools = build_schools(c, 1, 2017)
    sizes = np.concatenate([build_cohorts(c, schools, 6, stage, 1, 2017)[0].size for stage in (PRIMARY, JUNIOR)])
    assert (int((sizes >= HUGE).sum()), int((sizes >= LARGE).sum())) == (150, 600)
    assert sizes.sum() == pytest.approx((168_000 + 89_000) * 0.322, rel=0.005)


def test_a_new_entry_brings_fewer_crowded_classes(c: Calibration) -> None:
    schools = build_schools(c, 1, 2017)
    start, first, second = build_cohorts(c, schools, 6, JUNIOR, 1, 2017)
    huge = [int((cohort.size >= HUGE).sum()) for cohort in (start, first, second)]
    assert huge[0] / 3 > huge[1] > huge[2] == 0
