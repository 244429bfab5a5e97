"""What schools have: a row for each school, stage and census, plausible for its pupils."""

from __future__ import annotations

import pytest

from .conftest import Ask


def test_every_school_has_a_row_for_each_stage_and_census(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM (
            SELECT org_id AS school_id, UNNEST([2016, 2017, 2018]) AS school_year, UNNEST(
                CASE WHEN has_primary AND has_junior THEN ['primary', 'junior'] WHEN has_primary THEN ['primary']
                ELSE ['junior'] END) AS stage
            FROM organisation WHERE kind = 'school') o
        FULL JOIN school_resource r USING (school_id, school_year, stage)
        WHERE r.books IS NULL AND school_year IS NULL""") == [(0,)]
    ((rows, owed),) = ask("""
        SELECT (SELECT COUNT(*) FROM school_resource),
            (SELECT 3 * SUM(has_primary::INT + has_junior::INT) FROM organisation WHERE kind = 'school')""")
    assert rows == owed


@pytest.mark.parametrize(
    "column",
    ["teaching_area_m2", "sports_area_m2", "equipment_value_yuan", "multimedia_rooms", "computers", "books"],
)
def test_everybody_has_something_and_more_every_year(ask: Ask, column: str) -> None:
    assert ask(f"SELECT COUNT(*) FROM school_resource WHERE {column} IS NULL OR {column} <= 0") == [(0,)]
    assert ask(f"""
        SELECT COUNT(*) FROM school_resource a JOIN school_resource b
        ON a.school_id = b.school_id AND a.stage = b.stage AND b.school_year = a.school_year + 1
        WHERE b.{column} < a.{column}""") == [(0,)]


@pytest.mark.parametrize(
    ("column", "low", "high"),
    [("teaching_area_m2", 3, 12), ("sports_area_m2", 5, 20), ("equipment_value_yuan", 1000, 5000), ("books", 12, 70)],
)
def test_the_city_has_about_what_it_should_for_each_pupil(ask: Ask, column: str, low: float, high: float) -> None:
    ((each,),) = ask(f"""
        SELECT (SELECT SUM({column}) FROM school_resource WHERE school_year = 2018)
            / (SELECT COUNT(*) FROM class_membership WHERE valid_to IS NULL)""")
    assert low < each < high


def test_rows_are_of_the_schools_county(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM school_resource r JOIN organisation o ON o.org_id = r.school_id
        WHERE r.county_code <> o.county_code""") == [(0,)]


def test_pieces_are_whole_numbers_and_areas_are_rounded(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM school_resource WHERE teaching_area_m2 <> ROUND(teaching_area_m2, 1)") == [(0,)]


@pytest.mark.full_city
def test_the_strong_county_is_more_even_than_the_weak(ask_whole: Ask) -> None:
    rows = dict(ask_whole("""
        SELECT county_code, STDDEV_POP(each) / AVG(each) FROM (
            SELECT r.county_code, r.equipment_value_yuan / p.pupils AS each FROM school_resource r JOIN (
                SELECT m.school_id, COUNT(*) AS pupils FROM class_membership m JOIN homeroom_class h USING (class_id)
                WHERE m.valid_to IS NULL AND h.stage = 'primary' GROUP BY 1) p USING (school_id)
            WHERE r.school_year = 2018 AND r.stage = 'primary') GROUP BY 1"""))
    assert rows["210302"] < rows["210381"]
    assert rows["210302"] < rows["210323"]


@pytest.mark.full_city
def test_small_schools_have_more_for_each_pupil(ask_whole: Ask) -> None:
    ((small, large),) = ask_whole("""
        SELECT SUM(books) FILTER (pupils < 150) / SUM(pupils) FILTER (pupils < 150),
            SUM(books) FILTER (pupils > 500) / SUM(pupils) FILTER (pupils > 500)
        FROM school_resource JOIN (SELECT m.school_id, h.stage, COUNT(*) AS pupils FROM class_membership m
            JOIN homeroom_class h USING (class_id) WHERE m.valid_to IS NULL GROUP BY ALL) USING (school_id, stage)
        WHERE school_year = 2018 AND stage = 'primary'""")
    assert small > 1.15 * large
