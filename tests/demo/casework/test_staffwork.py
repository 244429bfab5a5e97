"""What members of staff do: trainings, registrations, lessons that follow."""

from __future__ import annotations

import pytest

from daylight.demo.casework.staffwork import TOPICS

from ..conftest import Ask


def test_trainings_are_of_staff_of_the_school(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record r ANTI JOIN staff_post p ON p.staff_id = r.staff_id AND p.org_id = r.org_id
        WHERE r.kind IN ('training', 'lesson-registration', 'good-lesson')""") == [(0,)]


def test_nearly_everybody_is_trained_in_a_school_year(ask: Ask) -> None:
    ((share,),) = ask("""
        SELECT AVG((r.staff_id IS NOT NULL)::INT) FROM staff_post p LEFT JOIN (SELECT DISTINCT staff_id FROM record
            WHERE kind = 'training' AND topic = 'all-staff' AND school_year = 2017) r USING (staff_id)
        WHERE p.post IN ('head', 'deputy', 'teacher') AND p.valid_from < DATE '2017-09-02'
        AND (p.valid_to IS NULL OR p.valid_to > DATE '2018-08-30')""")
    assert 0.95 < share < 1


def test_of_this_year_some_have_been_trained(ask: Ask) -> None:
    ((now, before),) = ask("""
        SELECT COUNT(*) FILTER (school_year = 2018), COUNT(*) FILTER (school_year = 2017) FROM record
        WHERE kind = 'training' AND topic = 'all-staff'""")
    assert 0.1 * before < now < 0.6 * before


@pytest.mark.parametrize("topic", TOPICS)
def test_every_training_is_held(ask: Ask, topic: str) -> None:
    assert ask(f"SELECT COUNT(*) > 0 FROM record WHERE kind = 'training' AND topic = '{topic}'") == [(True,)]


def test_training_in_gap_subjects_is_of_their_teachers(ask: Ask) -> None:
    rows = ask("SELECT DISTINCT subject FROM record WHERE kind = 'training' AND topic = 'gap-subjects'")
    assert {subject for (subject,) in rows} <= {"moral", "history", "geography", "biology"}


def test_training_of_backbone_teachers_is_of_them(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record r ANTI JOIN staff_post p ON p.staff_id = r.staff_id AND p.backbone
        WHERE r.kind = 'training' AND r.topic = 'backbone'""") == [(0,)]


def test_a_teacher_registers_once_a_calendar_year(ask: Ask) -> None:
    assert ask("""
        SELECT staff_id FROM record WHERE kind = 'lesson-registration' GROUP BY staff_id, YEAR(happened_on)
        HAVING COUNT(*) > 1""") == []


def test_lessons_follow_registrations(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record l ANTI JOIN record r ON r.kind = 'lesson-registration' AND r.staff_id = l.staff_id
        AND r.happened_on <= l.happened_on AND YEAR(r.happened_on) = YEAR(l.happened_on)
        WHERE l.kind = 'good-lesson'""") == [(0,)]


def test_nobody_registers_before_the_post_began(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record r JOIN (SELECT staff_id, MIN(valid_from) AS since FROM staff_post GROUP BY 1)
        USING (staff_id) WHERE r.kind = 'lesson-registration' AND r.happened_on < since""") == [(0,)]


@pytest.mark.full_city
def test_the_whole_city_registers_more_than_thirteen_thousand_and_seventy_percent(ask_whole: Ask) -> None:
    ((registered, teachers),) = ask_whole("""
        SELECT (SELECT COUNT(DISTINCT staff_id) FROM record
            WHERE kind = 'lesson-registration' AND YEAR(happened_on) = 2017),
            (SELECT COUNT(DISTINCT staff_id) FROM staff_post WHERE post = 'teacher' AND valid_from <= DATE '2017-12-31'
             AND (valid_to IS NULL OR valid_to > DATE '2017-12-31'))""")
    assert registered >= 13_000
    assert 0.70 < registered / teachers < 0.72


@pytest.mark.full_city
def test_honours_of_2017_fall_short_of_the_province_and_reach_the_ministry(ask_whole: Ask) -> None:
    rows = dict(ask_whole("""
        SELECT level, COUNT(*) FROM record WHERE kind = 'good-lesson' AND YEAR(happened_on) = 2017 GROUP BY 1"""))
    assert (rows["province"], rows["ministry"]) == (131, 42)
    assert rows["school"] > rows["county"] > rows["city"]


def test_lessons_of_a_running_year_have_no_high_honours_yet(ask: Ask) -> None:
    rows = ask("SELECT DISTINCT level FROM record WHERE kind = 'good-lesson' AND YEAR(happened_on) = 2018")
    assert {level for (level,) in rows} <= {"school", "county"}
