"""Staff: posts that schools need, subjects that are taught, people who come and go."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from daylight.demo.calibration import Calibration
from daylight.demo.columns import NONE, day
from daylight.demo.numbers import check_digit
from daylight.demo.roll import Roll
from daylight.demo.schools import JUNIOR, PRIMARY, Schools
from daylight.demo.staff import DEPUTY, HEAD, RESEARCHER, SUPPORT, TEACHER, Staff, build_staff, pupils_by_school

from .conftest import Ask

DAYS = [date(2016, 9, 30), date(2017, 12, 31), date(2018, 10, 15)]


@pytest.mark.parametrize("when", DAYS)
def test_every_school_has_one_head(staff: Staff, schools: Schools, when: date) -> None:
    posts = staff.posts
    held = posts.on(when)
    heads = posts.school[held[posts.post[held] == HEAD]]
    assert np.bincount(heads, minlength=len(schools.county)).tolist() == [1] * len(schools.county)


@pytest.mark.parametrize("when", DAYS)
def test_nobody_holds_two_posts_on_one_day(staff: Staff, when: date) -> None:
    held = staff.posts.staff[staff.posts.on(when)]
    assert len(set(held.tolist())) == len(held)


@pytest.mark.parametrize("when", DAYS)
def test_as_many_come_as_leave(staff: Staff, when: date) -> None:
    assert len(staff.posts.on(when)) == len(staff.posts.on(DAYS[0]))


def test_deputies_and_support_are_at_large_schools(staff: Staff, roll: Roll) -> None:
    pupils = sum(pupils_by_school(roll, stage, DAYS[0]) for stage in (PRIMARY, JUNIOR))
    posts = staff.posts
    held = posts.on(DAYS[0])
    for kind, least in ((DEPUTY, 300), (SUPPORT, 900)):
        at = posts.school[held[posts.post[held] == kind]]
        assert len(at)
        assert pupils[at].min() >= least


def test_some_retire_and_some_move(staff: Staff) -> None:
    posts = staff.posts
    assert (posts.end == day(date(2017, 9, 1))).any()
    ((times,),) = [(np.bincount(posts.staff),)]
    moved = np.flatnonzero(times > 1)
    for person in moved:
        rows = np.flatnonzero(posts.staff == person)
        assert len(set(posts.org[rows].tolist())) > 1
        assert len(set(posts.county[rows].tolist())) == 1
        assert len(set(posts.subject[rows].tolist())) == 1


def test_posts_of_one_person_follow_one_another(ask: Ask) -> None:
    assert ask("""
        SELECT staff_id FROM (SELECT staff_id, valid_from, LAG(COALESCE(valid_to, DATE '9999-12-31'))
            OVER (PARTITION BY staff_id ORDER BY valid_from) AS until FROM staff_post)
        WHERE valid_from < until""") == []


def test_subjects_belong_to_the_stage(ask: Ask, c: Calibration) -> None:
    for stage in ("primary", "junior"):
        taught = {subject for (subject,) in ask(
            f"SELECT DISTINCT subject FROM staff_post WHERE stage = '{stage}' AND post = 'teacher'")}  # fmt: skip
        assert taught <= set(c.staff[stage])
        assert {"chinese", "maths", "english", "pe"} <= taught


def test_only_teachers_and_researchers_have_a_subject(ask: Ask) -> None:
    rows = dict(ask("SELECT post, COUNT(subject) = COUNT(*) FROM staff_post GROUP BY 1"))
    assert rows == {"head": False, "deputy": False, "teacher": True, "support": False, "researcher": True}
    assert ask("SELECT COUNT(subject) FROM staff_post WHERE post IN ('head', 'deputy', 'support')") == [(0,)]


def test_researchers_sit_in_the_offices(ask: Ask) -> None:
    rows = ask("""SELECT o.kind, COUNT(*) > 0 FROM staff_post p JOIN organisation o USING (org_id)
        WHERE p.post = 'researcher' GROUP BY 1 ORDER BY 1""")
    assert rows == [("city", True), ("county", True)]
    assert ask("SELECT COUNT(*) FROM staff_post p JOIN organisation o USING (org_id) "
               "WHERE p.county_code IS DISTINCT FROM o.county_code") == [(0,)]  # fmt: skip


def test_teachers_follow_pupils(ask: Ask) -> None:
    rows = ask("""
        SELECT teachers, pupils FROM
            (SELECT org_id, COUNT(*) AS teachers FROM staff_post WHERE post = 'teacher' AND valid_to IS NULL GROUP BY 1)
        JOIN (SELECT school_id AS org_id, COUNT(*) AS pupils FROM class_membership WHERE valid_to IS NULL GROUP BY 1)
        USING (org_id)""")
    teachers, pupils = np.array(rows, float).T
    assert np.corrcoef(teachers, pupils)[0, 1] > 0.9
    assert (pupils / teachers).max() < 30


def test_towns_have_more_backbone_teachers(staff: Staff, schools: Schools) -> None:
    posts = staff.posts
    teachers = np.flatnonzero(posts.post == TEACHER)
    seat = schools.place[posts.school[teachers]] == 0
    assert posts.backbone[teachers][seat].mean() > posts.backbone[teachers][~seat].mean()


def test_there_is_a_person_behind_every_post(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM staff_post ANTI JOIN staff_people USING (staff_id)") == [(0,)]
    assert ask("SELECT COUNT(*) FROM staff_people ANTI JOIN staff_post USING (staff_id)") == [(0,)]


def test_staff_are_of_working_age(ask: Ask) -> None:
    ((young, old),) = ask("""
        SELECT MIN(DATE_DIFF('year', born_on, valid_from)), MAX(DATE_DIFF('year', born_on, DATE '2018-10-15'))
        FROM staff_post JOIN staff_people USING (staff_id)""")
    assert 21 <= young < 26
    assert old <= 63


def test_identity_numbers_of_staff_are_right_and_of_nobody(ask: Ask) -> None:
    rows = ask("SELECT identity_number, sex, STRFTIME(born_on, '%Y%m%d') FROM staff_people")
    assert len({number for number, _, _ in rows}) == len(rows)
    for number, sex, born in rows:
        assert number.startswith("21039")
        assert number[6:14] == born
        assert check_digit(number[:17]) == number[17]
        assert int(number[16]) % 2 == int(sex) % 2


def test_most_teachers_are_women(staff: Staff) -> None:
    assert 0.6 < staff.women.mean() < 0.85


def test_weak_counties_lack_subjects_in_a_larger_city(c: Calibration) -> None:
    from daylight.demo.history import build_roll
    from daylight.demo.schools import build_schools

    schools = build_schools(c, 0.5, 3)
    posts = build_staff(c, build_roll(c, schools, 0.5, 3), 0.5, 3).posts
    junior = schools.of(JUNIOR)
    geography = set(posts.school[(posts.subject == 6) & (posts.stage == JUNIOR)].tolist())
    assert 0 < len(set(junior.tolist()) - geography) < 0.4 * len(junior)


def test_the_number_of_researchers_is_the_calibrations(c: Calibration, staff: Staff) -> None:
    held = staff.posts.on(DAYS[0])
    researchers = held[staff.posts.post[held] == RESEARCHER]
    assert len(researchers) == c.staff["researchers_city"] + 7 * c.staff["researchers_county"]


def test_running_posts_have_no_end(staff: Staff) -> None:
    assert (staff.posts.end[staff.posts.on(DAYS[2])] == NONE).all()


def test_a_school_of_both_stages_has_teachers_of_both(staff: Staff, schools: Schools) -> None:
    posts = staff.posts
    teachers = np.flatnonzero(posts.post == TEACHER)
    for school in np.flatnonzero(schools.primary & schools.junior):
        assert set(posts.stage[teachers][posts.school[teachers] == school].tolist()) == {PRIMARY, JUNIOR}


@pytest.mark.parametrize("stage", [PRIMARY, JUNIOR])
def test_every_school_of_a_stage_has_its_main_subjects(staff: Staff, schools: Schools, stage: int) -> None:
    posts = staff.posts
    held = posts.on(DAYS[0])
    held = held[(posts.post[held] == TEACHER) & (posts.stage[held] == stage)]
    for school in schools.of(stage):
        assert {1, 2} <= set(posts.subject[held[posts.school[held] == school]].tolist()), schools.names[school]


@pytest.mark.parametrize("stage", [PRIMARY, JUNIOR])
def test_pupils_are_counted_school_by_school(roll: Roll, schools: Schools, stage: int) -> None:
    found = pupils_by_school(roll, stage, DAYS[0])
    assert (found[schools.of(stage)] > 0).all()
    others = np.setdiff1d(np.arange(len(schools.county)), schools.of(stage))
    assert found[others].sum() == 0


def test_nobody_moves_to_another_county(ask: Ask) -> None:
    assert ask("SELECT staff_id FROM staff_post GROUP BY 1 HAVING COUNT(DISTINCT county_code) > 1") == []


def test_who_comes_in_the_place_of_another_teaches_the_same(staff: Staff) -> None:
    posts = staff.posts
    left = np.flatnonzero(posts.end == day(date(2017, 9, 1)))
    came = np.flatnonzero(posts.start == day(date(2017, 9, 1)))
    columns = (posts.org, posts.post, posts.subject)
    wants, gets = (sorted(zip(*(column[rows].tolist() for column in columns), strict=True)) for rows in (left, came))
    assert wants == gets
