"""Records: of every kind, part and topic that the pack declares, and of no other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from daylight.kernel.codes import SUBJECTS

from ..conftest import Ask


def test_there_are_records_of_every_kind_and_no_other(ask: Ask, kinds: dict[str, Any]) -> None:
    assert {kind for (kind,) in ask("SELECT DISTINCT kind FROM record")} == set(kinds)


def test_topics_are_those_that_the_pack_declares(ask: Ask, kinds: dict[str, Any]) -> None:
    found: dict[str, set[str | None]] = {kind: set() for kind in kinds}
    for kind, topic in ask("SELECT DISTINCT kind, topic FROM record"):
        found[kind].add(topic)
    declared = {kind: {topic.id for topic in item.topics} or {None} for kind, item in kinds.items()}
    assert found == declared


def test_parts_are_those_that_the_pack_declares(ask: Ask, kinds: dict[str, Any]) -> None:
    found: dict[str, set[str]] = {kind: set() for kind in kinds}
    for kind, part in ask("SELECT DISTINCT kind, part FROM record JOIN evidence USING (record_id)"):
        found[kind].add(part)
    assert found == {kind: {part.id for part in item.parts} for kind, item in kinds.items()}


def test_records_are_filed_by_the_level_that_the_pack_names(ask: Ask, kinds: dict[str, Any]) -> None:
    rows = ask("SELECT DISTINCT r.kind, o.kind FROM record r JOIN organisation o USING (org_id)")
    odd = [(kind, level) for kind, level in rows if level != kinds[kind].filed_by]
    assert odd == [("expert-pool", "city")]


def test_every_reference_is_there(ask: Ask) -> None:
    for column, table, key in (
        ("org_id", "organisation", "org_id"), ("partner_org_id", "organisation", "org_id"),
        ("staff_id", "staff_people", "staff_id"),
    ):  # fmt: skip
        assert ask(f"""
            SELECT COUNT(*) FROM record WHERE {column} IS NOT NULL
            AND {column} NOT IN (SELECT {key} FROM {table})""") == [(0,)], column
    assert ask("SELECT COUNT(*) FROM evidence ANTI JOIN record USING (record_id)") == [(0,)]


def test_a_record_is_of_the_county_of_its_organisation(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM record r JOIN organisation o USING (org_id)
        WHERE r.county_code IS DISTINCT FROM o.county_code""") == [(0,)]
    assert ask("""
        SELECT COUNT(*) FROM record r JOIN evidence e USING (record_id)
        WHERE r.county_code IS DISTINCT FROM e.county_code""") == [(0,)]


def test_ids_follow_the_day_on_which_a_record_became_known(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM (
            SELECT COALESCE(filed_on, approved_on, happened_on) AS known,
                LAG(known) OVER (ORDER BY record_id) AS before FROM record)
        WHERE known < before OR known IS NULL""") == [(0,)]


def test_nothing_is_told_that_was_not_known_on_the_day(ask: Ask) -> None:
    day = "DATE '2018-10-15'"
    assert ask(f"""
        SELECT COUNT(*) FROM record WHERE COALESCE(filed_on, approved_on, happened_on) > {day}
        OR approved_on > {day} OR closed_on > {day}""") == [(0,)]


@pytest.mark.parametrize(
    ("status", "must"),
    [("approved", "approved_on IS NOT NULL"), ("closed", "closed_on IS NOT NULL"), ("filed", "filed_on IS NOT NULL"),
     ("draft", "filed_on IS NULL"), ("returned", "approved_on IS NULL")],
)  # fmt: skip
def test_a_status_has_its_day(ask: Ask, status: str, must: str) -> None:
    ((some, odd),) = ask(f"SELECT COUNT(*), SUM((NOT {must})::INT) FROM record WHERE status = '{status}'")
    assert some > 0
    assert odd == 0


def test_school_year_and_term_are_those_of_the_day(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM (SELECT *, COALESCE(happened_on, approved_on, filed_on) AS dated FROM record)
        WHERE school_year <> YEAR(dated) - (MONTH(dated) < 9)::INT
        OR term <> CASE WHEN MONTH(dated) BETWEEN 3 AND 8 THEN 2 ELSE 1 END""") == [(0,)]


def test_events_are_on_working_days(ask: Ask) -> None:
    kinds = ask("""
        SELECT DISTINCT kind FROM record
        WHERE ISODOW(happened_on) > 5 OR (MONTH(happened_on) = 10 AND DAY(happened_on) < 8)""")
    assert kinds == [("good-lesson",)], "lessons are put online at any hour"


def test_records_span_the_school_years(ask: Ask) -> None:
    years = {year for (year,) in ask("SELECT DISTINCT school_year FROM record")}
    assert {2016, 2017, 2018} <= years <= {2015, 2016, 2017, 2018}


def test_subjects_are_subjects(ask: Ask) -> None:
    assert {subject for (subject,) in ask("SELECT DISTINCT subject FROM record")} - {None} <= set(SUBJECTS)


def test_grades_and_quantities_are_possible(ask: Ask) -> None:
    ((low, high, least),) = ask("SELECT MIN(grade), MAX(grade), MIN(quantity) FROM record")
    assert (low >= 1, high <= 9, least > 0) == (True, True, True)


def test_most_records_have_all_their_parts_and_some_lack_one(ask: Ask, kinds: dict[str, Any]) -> None:
    wanted = {kind: len(item.parts) for kind, item in kinds.items()}
    rows = ask("""SELECT kind, COUNT(part) FROM record LEFT JOIN evidence USING (record_id)
        WHERE status <> 'draft' GROUP BY kind, record_id""")
    whole = sum(parts == wanted[kind] for kind, parts in rows)
    assert 0.85 < whole / len(rows) < 1


@pytest.mark.full_city
def test_the_whole_city_has_some_two_hundred_thousand_records(whole_city: Any) -> None:
    assert 100_000 < whole_city.tables["record"].num_rows < 250_000


@pytest.mark.full_city
def test_every_county_has_records_of_all_that_schools_do_as_a_matter_of_course(
    ask_whole: Ask, kinds: dict[str, Any]
) -> None:
    chosen = {"psych-standard-school", "charter", "school-pairing", "teacher-pairing", "model-lesson", "pupil-pairing"}
    rows = dict(ask_whole("SELECT kind, COUNT(DISTINCT county_code) FROM record GROUP BY 1"))
    short = {kind for kind, item in kinds.items() if item.filed_by != "city" and rows[kind] < 7}
    assert short <= chosen


@pytest.mark.full_city
def test_weak_counties_leave_more_undone(ask_whole: Ask) -> None:
    rows = dict(ask_whole("""
        SELECT o.county_code, COUNT(r.record_id) / COUNT(DISTINCT o.org_id) FROM organisation o
        LEFT JOIN record r ON r.org_id = o.org_id AND r.kind = 'competency-map' WHERE o.kind = 'school' GROUP BY 1"""))
    assert rows["210302"] > rows["210381"] > rows["210323"]


def test_the_first_record_is_of_the_pilots_of_before(ask: Ask) -> None:
    ((first,),) = ask("SELECT MIN(approved_on) FROM record")
    assert date(2015, 9, 1) <= first < date(2016, 9, 1)
