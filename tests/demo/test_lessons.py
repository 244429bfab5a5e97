"""What classes are taught: the plan, and the habits that depart from it."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.demo.calibration import Calibration
from daylight.demo.lessons import terms

from .conftest import Ask

WEEK = {1: 26, 2: 26, 3: 30, 4: 30, 5: 30, 6: 30, 7: 34, 8: 34, 9: 34}


def test_the_history_has_five_terms(c: Calibration) -> None:
    assert [(year, term) for year, term, _ in terms(c)] == [(2016, 1), (2016, 2), (2017, 1), (2017, 2), (2018, 1)]


def test_every_class_that_is_there_is_taught_in_every_term(ask: Ask, c: Calibration) -> None:
    for year, term, when in terms(c):
        assert ask(f"""
            SELECT COUNT(*) FROM homeroom_class h ANTI JOIN
                (SELECT class_id FROM class_course WHERE school_year = {year} AND term = {term}) USING (class_id)
            WHERE valid_from <= DATE '{when}' AND (valid_to IS NULL OR valid_to > DATE '{when}')""") == [(0,)]


def test_nobody_is_taught_before_the_class_opened_or_after_it_closed(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM class_course JOIN homeroom_class h USING (class_id)
        WHERE h.valid_to < MAKE_DATE(school_year + term - 1, CASE term WHEN 1 THEN 9 ELSE 3 END, 1)
        OR h.valid_from > MAKE_DATE(school_year + term - 1, CASE term WHEN 1 THEN 12 ELSE 6 END, 30)""") == [(0,)]


def test_grades_are_those_of_the_cohort(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM class_course JOIN homeroom_class h USING (class_id)
        WHERE grade <> school_year - entry_year + 1 + CASE h.stage WHEN 'junior' THEN 6 ELSE 0 END""") == [(0,)]


@pytest.mark.parametrize("grade", range(1, 10))
def test_most_classes_keep_the_week_of_their_grade(ask: Ask, grade: int) -> None:
    rows = dict(ask(f"""
        SELECT week, COUNT(*) FROM (SELECT SUM(weekly_lessons) AS week FROM class_course WHERE grade = {grade}
        GROUP BY class_id, school_year, term) GROUP BY 1"""))  # fmt: skip
    assert max(rows, key=rows.__getitem__) == WEEK[grade]
    assert min(rows) >= WEEK[grade]
    assert max(rows) <= WEEK[grade] + 1


def test_some_classes_have_more_than_the_week(ask: Ask) -> None:
    ((over, every),) = ask("""
        SELECT SUM((week > 34)::INT), COUNT(*) FROM (SELECT SUM(weekly_lessons) AS week FROM class_course
        WHERE grade >= 7 GROUP BY class_id, school_year, term)""")
    assert 0 < over < 0.4 * every


def test_the_local_course_has_two_lessons_since_autumn_2017(ask: Ask) -> None:
    rows = ask("""
        SELECT school_year, term, MODE(weekly_lessons), MAX(weekly_lessons) FROM class_course
        WHERE subject = 'local' GROUP BY ALL ORDER BY 1, 2""")
    assert [(year, term, most) for year, term, most, _ in rows] == [
        (2016, 1, 1.0), (2016, 2, 1.0), (2017, 1, 2.0), (2017, 2, 2.0), (2018, 1, 2.0),
    ]  # fmt: skip
    assert {most for _, _, _, most in rows} == {1.0, 2.0}


def test_some_schools_give_lessons_away_and_some_do_not(ask: Ask) -> None:
    ((less, every),) = ask("SELECT SUM((weekly_lessons < 3)::INT), COUNT(*) FROM class_course WHERE subject = 'pe'")
    assert 0 < less < 0.1 * every


def test_practice_is_part_of_the_lessons_and_mostly_a_tenth(ask: Ask) -> None:
    ((least, most, enough),) = ask("""
        SELECT MIN(practice_lessons / weekly_lessons), MAX(practice_lessons / weekly_lessons),
            AVG((practice_lessons >= 0.1 * weekly_lessons)::INT) FROM class_course""")
    assert 0 < least < 0.1 < most <= 0.21
    assert 0.7 < enough < 0.98


def test_parallel_classes_have_the_same_plan(ask: Ask) -> None:
    assert ask("""
        SELECT school_id FROM class_course GROUP BY school_id, grade, school_year, term, subject
        HAVING COUNT(DISTINCT weekly_lessons) > 1""") == []


@pytest.mark.full_city
def test_weak_counties_depart_more_often(ask_whole: Ask) -> None:
    rows = dict(ask_whole("""
        SELECT county_code, AVG((practice_lessons >= 0.1 * weekly_lessons)::INT) FROM class_course
        WHERE school_year = 2018 GROUP BY 1"""))  # fmt: skip
    assert rows["210302"] > rows["210381"] > rows["210323"]


@pytest.mark.full_city
def test_things_get_better_term_by_term(ask_whole: Ask) -> None:
    rows = ask_whole("""
        SELECT AVG((practice_lessons >= 0.1 * weekly_lessons)::INT) FROM class_course
        GROUP BY school_year, term ORDER BY school_year, term""")
    assert rows == sorted(rows)


def test_a_day_stands_in_the_middle_of_its_term(c: Calibration) -> None:
    assert terms(c)[0][2] == date(2016, 10, 8)
    assert terms(c)[1][2] == date(2017, 4, 8)


def test_what_is_given_away_is_given_to_a_main_subject(ask: Ask) -> None:
    rows = ask("""
        SELECT SUM(weekly_lessons), SUM(CASE WHEN subject IN ('chinese', 'maths', 'english') THEN weekly_lessons END)
        FROM class_course WHERE grade = 4 AND school_year = 2018 AND (class_id, term) IN (
            SELECT class_id, term FROM class_course WHERE school_year = 2018 AND grade = 4
            GROUP BY class_id, term HAVING SUM(CASE WHEN subject = 'pe' THEN weekly_lessons END) < 3)
        GROUP BY class_id""")
    assert all(week in (30, 31) and main >= 14 for week, main in rows)


def test_a_grade_is_taught_its_subjects_and_no_others(ask: Ask, c: Calibration) -> None:
    weekly = c.lessons["weekly"]
    for grade in range(1, 10):
        taught = {subject for (subject,) in ask(f"SELECT DISTINCT subject FROM class_course WHERE grade = {grade}")}
        always = {subject for subject, lessons in weekly.items() if lessons[grade - 1] > 0}
        assert always <= taught <= always | {"school", "english"}


def test_lessons_are_whole_and_practice_is_a_share(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM class_course WHERE weekly_lessons <> ROUND(weekly_lessons)") == [(0,)]
    assert ask("""
        SELECT COUNT(*) FROM class_course
        WHERE practice_lessons < 0 OR practice_lessons > weekly_lessons""") == [(0,)]
