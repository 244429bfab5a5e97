"""Events that must go in order: most do, some lapse, in the ways that the measures look for."""

from __future__ import annotations

import pytest

from ..conftest import Ask

IN_ORDER = "filed_on < happened_on AND approved_on < happened_on"


@pytest.mark.full_city
def test_most_trips_are_filed_and_approved_before_they_leave(ask_whole: Ask) -> None:
    ((late, unfiled, every),) = ask_whole(f"""
        SELECT SUM((filed_on IS NOT NULL AND NOT ({IN_ORDER}))::INT), SUM((filed_on IS NULL)::INT), COUNT(*)
        FROM record WHERE kind = 'study-trip' AND happened_on < DATE '2018-10-15'""")
    assert 0 < late < 0.05 * every
    assert 0 < unfiled < 0.05 * every


@pytest.mark.full_city
def test_some_trips_lack_a_part(ask_whole: Ask) -> None:
    rows = dict(ask_whole("""SELECT parts, COUNT(*) FROM (SELECT COUNT(part) AS parts FROM record
        LEFT JOIN evidence USING (record_id) WHERE kind = 'study-trip' GROUP BY record_id) GROUP BY 1"""))
    assert rows[3] > 0.9 * sum(rows.values())
    assert rows[2] > 0


def test_a_trip_that_left_without_filing_is_a_draft(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record WHERE kind = 'study-trip'
        AND (filed_on IS NULL) <> (status = 'draft')""") == [(0,)]


def test_a_trip_is_of_a_grade_that_the_school_has(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record r JOIN organisation o USING (org_id) WHERE r.kind IN ('study-trip', 'school-course')
        AND NOT CASE WHEN r.grade <= 6 THEN o.has_primary ELSE o.has_junior END""") == [(0,)]


@pytest.mark.full_city
def test_trips_of_this_autumn_may_be_ahead(ask_whole: Ask) -> None:
    ((ahead, latest),) = ask_whole("""
        SELECT COUNT(*), MAX(filed_on) FROM record WHERE kind = 'study-trip' AND happened_on > DATE '2018-10-15'""")
    assert ahead > 0
    assert latest.isoformat() <= "2018-10-15"


@pytest.mark.full_city
def test_courses_pass_the_experts_before_they_are_filed(ask_whole: Ask) -> None:
    ((wrong, unapproved, returned, every),) = ask_whole("""
        SELECT SUM((approved_on > filed_on)::INT), SUM((approved_on IS NULL)::INT), SUM((status = 'returned')::INT),
            COUNT(*) FROM record WHERE kind = 'school-course' AND filed_on < DATE '2018-09-01'""")
    assert wrong == 0
    assert 0 < returned < unapproved < 0.15 * every


def test_schools_are_inspected_link_by_link_once_a_year(ask: Ask) -> None:
    assert ask("""
        SELECT org_id FROM record WHERE kind = 'inspection' GROUP BY org_id, topic, school_year
        HAVING COUNT(*) > 1""") == []
    ((share,),) = ask("""
        SELECT COUNT(*) / (5.0 * (SELECT COUNT(*) FROM organisation WHERE kind = 'school'))
        FROM record WHERE kind = 'inspection' AND school_year = 2017""")
    assert 0.85 < share < 1


def test_city_and_counties_inspect(ask: Ask) -> None:
    rows = dict(ask("SELECT level, COUNT(*) FROM record WHERE kind = 'inspection' GROUP BY 1"))
    assert set(rows) == {"county", "city"}
    assert rows["county"] > 3 * rows["city"]


def test_a_finding_comes_from_an_inspection(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record f ANTI JOIN record i ON i.kind = 'inspection' AND i.org_id = f.org_id
        AND i.topic = f.topic AND i.happened_on = f.happened_on AND i.level = f.level
        WHERE f.kind = 'finding'""") == [(0,)]


@pytest.mark.full_city
@pytest.mark.parametrize("kind", ["finding", "department-case"])
def test_most_are_closed_in_time_some_late_some_not(ask_whole: Ask, kind: str) -> None:
    ((in_time, late, still, every),) = ask_whole(f"""
        SELECT SUM((closed_on <= due_on)::INT), SUM((closed_on > due_on)::INT), SUM((closed_on IS NULL)::INT), COUNT(*)
        FROM record WHERE kind = '{kind}' AND due_on <= DATE '2018-09-01'""")
    assert in_time > 0.75 * every
    assert 0 < late < 0.2 * every
    assert 0 < still < 0.1 * every


def test_proof_and_answer_come_with_the_closing(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record r JOIN evidence e USING (record_id)
        WHERE e.part IN ('proof', 'answer') AND r.closed_on IS NULL""") == [(0,)]


def test_nothing_is_closed_before_it_happened(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM record WHERE closed_on < happened_on OR due_on < happened_on") == [(0,)]
