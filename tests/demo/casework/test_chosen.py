"""Schools that the city chose, and pairs of town and country."""

from __future__ import annotations

from datetime import date

import pytest

from ..conftest import Ask

APPROVED = "kind = '{}' AND level = 'city' AND status = 'approved'"


@pytest.mark.full_city
@pytest.mark.parametrize(
    ("kind", "since", "until", "schools"),
    [
        ("psych-standard-school", "2017-01-01", "2017-12-31", 53),
        ("quality-evaluation-pilot", "2015-01-01", "2016-12-31", 40),
        ("quality-evaluation-pilot", "2015-01-01", "2017-12-31", 82),
        ("charter", "2017-01-01", "2018-10-15", 9),
    ],
)
def test_so_many_schools_were_chosen(ask_whole: Ask, kind: str, since: str, until: str, schools: int) -> None:
    assert ask_whole(f"""
        SELECT COUNT(DISTINCT org_id), COUNT(*) FROM record WHERE {APPROVED.format(kind)}
        AND approved_on BETWEEN DATE '{since}' AND DATE '{until}'""") == [(schools, schools)]


@pytest.mark.full_city
def test_charters_are_five_in_one_district_and_four_in_another(ask_whole: Ask) -> None:
    rows = ask_whole(f"""
        SELECT county_code, COUNT(*) FROM record WHERE {APPROVED.format('charter')} GROUP BY 1 ORDER BY 1""")
    assert rows == [("210302", 5), ("210304", 4)]
    assert ask_whole("SELECT county_code FROM record WHERE kind = 'charter' AND status = 'returned'") == [("210304",)]


def test_evaluation_is_piloted_by_junior_schools(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record r JOIN organisation o USING (org_id)
        WHERE r.kind = 'quality-evaluation-pilot' AND NOT o.has_junior""") == [(0,)]


def test_no_school_is_chosen_twice(ask: Ask) -> None:
    assert ask("""
        SELECT org_id FROM record WHERE kind IN ('charter', 'psych-standard-school', 'quality-evaluation-pilot')
        GROUP BY kind, org_id HAVING COUNT(*) > 1""") == []


def test_what_was_returned_is_not_approved(ask: Ask) -> None:
    rows = ask("SELECT approved_on FROM record WHERE kind = 'psych-standard-school' AND status = 'returned'")
    assert rows
    assert {approved for (approved,) in rows} == {None}


PAIRS = "('school-pairing', 'teacher-pairing', 'model-lesson', 'pupil-pairing')"


def test_pairs_are_of_the_city_with_the_two_rural_counties(ask: Ask) -> None:
    rows = ask(f"""
        SELECT DISTINCT r.county_code, p.county_code FROM record r JOIN organisation p ON p.org_id = r.partner_org_id
        WHERE r.kind IN {PAIRS}""")
    assert {own for own, _ in rows} <= {"210302", "210303", "210304"}
    assert {away for _, away in rows} <= {"210321", "210323"}
    assert ask(f"SELECT COUNT(*) FROM record WHERE kind IN {PAIRS} AND partner_org_id IS NULL") == [(0,)]


def test_teachers_pair_after_their_schools_did(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record r JOIN record s ON s.kind = 'school-pairing' AND s.org_id = r.org_id
        WHERE r.kind IN ('teacher-pairing', 'model-lesson', 'pupil-pairing')
        AND (r.happened_on < s.happened_on OR r.partner_org_id <> s.partner_org_id)""") == [(0,)]


def test_a_teacher_who_pairs_teaches_at_the_school(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record r ANTI JOIN staff_post p ON p.staff_id = r.staff_id AND p.org_id = r.org_id
        AND p.subject = r.subject AND p.post = 'teacher'
        WHERE r.kind IN ('teacher-pairing', 'model-lesson')""") == [(0,)]


@pytest.mark.full_city
def test_the_whole_city_is_on_its_way_with_some_pairs_and_behind_with_others(ask_whole: Ask) -> None:
    rows = dict(ask_whole(f"SELECT kind, COUNT(*) FROM record WHERE kind IN {PAIRS} GROUP BY 1"))
    assert rows == {"school-pairing": 63, "teacher-pairing": 171, "model-lesson": 118, "pupil-pairing": 41}
    ((schools, teachers),) = ask_whole("""
        SELECT COUNT(DISTINCT org_id) FILTER (kind = 'school-pairing'),
            COUNT(DISTINCT staff_id) FILTER (kind = 'teacher-pairing') FROM record""")
    assert (schools, teachers) == (63, 171)
    ((pupils,),) = ask_whole("SELECT SUM(quantity) FROM record WHERE kind = 'pupil-pairing'")
    elapsed = (date(2018, 10, 15) - date(2017, 4, 18)).days / (date(2020, 4, 18) - date(2017, 4, 18)).days
    assert pupils < 3000 * elapsed
    assert schools > 100 * elapsed
