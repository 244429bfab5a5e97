"""Pupils, classes and seats: whole, apart, and nobody's."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from daylight.demo.numbers import check_digit
from daylight.demo.places import grounds
from daylight.demo.pupils import draw
from daylight.demo.streams import stream

from .conftest import Ask, sizes_on


def test_nobody_sits_in_two_classes_on_one_day(ask: Ask) -> None:
    overlaps = ask("""
        SELECT pupil_id FROM (
            SELECT pupil_id, valid_from, LAG(COALESCE(valid_to, DATE '9999-12-31'))
                OVER (PARTITION BY pupil_id ORDER BY valid_from) AS until FROM class_membership)
        WHERE valid_from < until""")
    assert overlaps == []


@pytest.mark.parametrize("table", ["class_membership", "homeroom_class", "staff_post"])
def test_no_validity_is_empty(ask: Ask, table: str) -> None:
    assert ask(f"SELECT COUNT(*) FROM {table} WHERE valid_to <= valid_from") == [(0,)]


@pytest.mark.parametrize("table", ["class_membership", "homeroom_class", "staff_post"])
def test_nothing_begins_or_ends_after_the_day(ask: Ask, table: str) -> None:
    assert ask(f"SELECT COUNT(*) FROM {table} WHERE GREATEST(valid_from, valid_to) > DATE '2018-10-15'") == [(0,)]


def test_a_seat_is_in_the_school_and_county_of_its_class(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM class_membership m JOIN homeroom_class h USING (class_id)
        WHERE m.school_id <> h.school_id OR m.county_code <> h.county_code""") == [(0,)]


def test_a_class_is_in_a_school_that_has_its_stage(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM homeroom_class h JOIN organisation o ON o.org_id = h.school_id
        WHERE NOT CASE h.stage WHEN 'primary' THEN o.has_primary ELSE o.has_junior END""") == [(0,)]


def test_classes_of_a_cohort_have_numbers_of_their_own(ask: Ask) -> None:
    assert ask("""
        SELECT school_id FROM homeroom_class GROUP BY school_id, stage, entry_year, number
        HAVING COUNT(*) > 1""") == []


@pytest.mark.parametrize("day", ["2016-09-30", "2017-09-30", "2018-09-30", "2018-10-15"])
def test_ages_fit_the_grades(ask: Ask, day: str) -> None:
    year = int(day[:4])
    ages = ask(f"""
        SELECT MIN(age - due), MAX(age - due) FROM (
            SELECT DATE_DIFF('year', p.born_on, DATE '{year}-08-31')
                   - (STRFTIME(p.born_on, '%m%d') > '0831')::INT AS age,
                   {year} - h.entry_year + CASE h.stage WHEN 'primary' THEN 6 ELSE 12 END AS due
            FROM class_membership m JOIN homeroom_class h USING (class_id) JOIN pupil_people p USING (pupil_id)
            WHERE m.valid_from <= DATE '{day}' AND (m.valid_to IS NULL OR m.valid_to > DATE '{day}'))""")
    assert ages == [(0, 1)]


def test_every_pupil_sat_somewhere(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM pupil ANTI JOIN class_membership USING (pupil_id)") == [(0,)]
    assert ask("SELECT COUNT(*) FROM class_membership ANTI JOIN pupil USING (pupil_id)") == [(0,)]


def test_there_is_a_person_behind_every_pupil(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM pupil FULL JOIN pupil_people USING (pupil_id)
        WHERE name IS NULL OR sex IS NULL""") == [(0,)]


def test_names_are_not_empty(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM pupil_people WHERE LENGTH(name) NOT BETWEEN 2 AND 4") == [(0,)]


def test_check_digits_and_birthdays_of_identity_numbers_are_right(ask: Ask) -> None:
    rows = ask("SELECT identity_number, STRFTIME(born_on, '%Y%m%d'), sex FROM pupil JOIN pupil_people USING (pupil_id) "
               "WHERE identity_number IS NOT NULL")  # fmt: skip
    for number, born, sex in rows:
        assert check_digit(number[:17]) == number[17]
        assert number[6:14] == born
        assert int(number[16]) % 2 == int(sex) % 2


def test_identity_numbers_are_of_no_real_place(ask: Ask) -> None:
    regions = ask("SELECT DISTINCT identity_number[:5] FROM pupil_people WHERE identity_number IS NOT NULL")
    assert regions == [("21039",)]


@pytest.mark.parametrize("column", ["identity_number", "student_number"])
def test_no_number_is_given_twice(ask: Ask, column: str) -> None:
    assert ask(f"SELECT {column} FROM pupil_people WHERE {column} IS NOT NULL GROUP BY 1 HAVING COUNT(*) > 1") == []


def test_the_kind_of_a_student_number_is_its_first_letter(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM pupil JOIN pupil_people USING (pupil_id)
        WHERE student_number[1] <> number_kind OR (number_kind = 'G') <> (identity_number IS NOT NULL)""") == [(0,)]


def test_only_newcomers_of_this_year_have_a_temporary_number(ask: Ask) -> None:
    first = ask("""
        SELECT MIN(since) FROM (SELECT MIN(valid_from) AS since FROM class_membership
        JOIN pupil USING (pupil_id) WHERE number_kind = 'L' GROUP BY pupil_id)""")
    assert first in ([(date(2018, 9, 1),)], [(None,)])


def test_homes_lie_inside_the_county_of_the_first_school(small_city: Any, ask: Ask) -> None:
    rows = ask("""
        SELECT county_code, LIST(home_lon), LIST(home_lat) FROM pupil_people JOIN (
            SELECT pupil_id, ARG_MIN(county_code, valid_from) AS county_code FROM class_membership GROUP BY 1)
        USING (pupil_id) GROUP BY 1 ORDER BY 1""")
    assert len(rows) == 7
    for code, lon, lat in rows:
        assert grounds()[code].holds(np.array(lon), np.array(lat)).all()


def test_most_homes_are_near_the_first_school(ask: Ask) -> None:
    ((near,),) = ask("""
        SELECT QUANTILE_CONT(SQRT(POW((home_lon - lon) * 84, 2) + POW((home_lat - lat) * 111, 2)), 0.9)
        FROM pupil_people JOIN (
            SELECT pupil_id, ARG_MIN(school_id, valid_from) AS org_id FROM class_membership GROUP BY 1) USING (pupil_id)
        JOIN organisation USING (org_id)""")
    assert 1.0 < near < 6.0


def test_boys_are_a_few_more_than_girls(ask: Ask) -> None:
    ((boys,),) = ask("SELECT AVG((sex = '1')::INT) FROM pupil")
    assert 0.50 < boys < 0.56


def test_migrants_live_in_town_and_left_behind_children_in_villages(ask: Ask) -> None:
    rows = dict(ask("""
        SELECT urban_rural[1], [AVG(migrant::INT), AVG(left_behind::INT)] FROM pupil JOIN (
            SELECT pupil_id, ARG_MIN(school_id, valid_from) AS org_id FROM class_membership GROUP BY 1) USING (pupil_id)
        JOIN organisation USING (org_id) GROUP BY 1"""))  # fmt: skip
    assert rows["1"][0] > 3 * rows["2"][0]
    assert rows["2"][1] > 2 * rows["1"][1]


def test_most_classes_of_the_last_entry_were_formed_by_sunshine(ask: Ask) -> None:
    rows = dict(ask("SELECT entry_year, AVG((formed_by = 'sunshine')::INT) FROM homeroom_class GROUP BY 1"))
    assert rows[2018] > 0.85
    assert rows[2018] >= rows[2016]


def test_parallel_classes_were_formed_alike(ask: Ask) -> None:
    assert ask("""
        SELECT school_id FROM homeroom_class GROUP BY school_id, stage, entry_year
        HAVING COUNT(DISTINCT formed_by) > 1""") == []


def test_the_census_numbers_hardly_change_from_year_to_year(ask: Ask) -> None:
    counts = [ask(f"SELECT SUM(n) FROM {sizes_on(f'{year}-09-30')}")[0][0] for year in (2016, 2017, 2018)]
    assert max(counts) - min(counts) < 0.02 * min(counts)


def test_crowded_classes_become_fewer_every_year(ask: Ask) -> None:
    days = ("2016-09-30", "2017-09-30", "2017-12-31", "2018-09-30")
    counts = [ask(f"SELECT COUNT(*) FROM {sizes_on(day)} WHERE n >= 56")[0][0] for day in days]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] > 0


def test_rows_are_drawn_group_by_group() -> None:
    groups = np.array([0, 0, 0, 1, 1, 2])
    rows = draw(stream(1, "d"), groups, np.array([2, 1, 0]))
    assert np.bincount(groups[rows], minlength=3).tolist() == [2, 1, 0]
    assert rows.tolist() == sorted(rows.tolist())
