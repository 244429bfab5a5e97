"""Counts: one for each organisation and day, never more than there are."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.demo.calibration import Calibration

from ..conftest import Ask, sizes_on


def test_nobody_counts_twice_on_a_day(ask: Ask) -> None:
    assert ask("SELECT org_id FROM tally GROUP BY kind, org_id, counted_on, grade HAVING COUNT(*) > 1") == []


def test_no_more_did_than_should(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM tally WHERE NOT (0 <= covered AND covered <= eligible AND eligible > 0)") == [(0,)]


def test_ids_follow_the_day(ask: Ask) -> None:
    assert ask("""SELECT COUNT(*) FROM (SELECT counted_on, LAG(counted_on) OVER (ORDER BY tally_id) AS before
        FROM tally) WHERE counted_on < before""") == [(0,)]


def test_every_kind_of_the_targets_is_counted(ask: Ask) -> None:
    from daylight.policy.find import pack_folder
    from daylight.policy.load import load_pack

    targets = load_pack(pack_folder("anshan-2017-066")).targets
    wanted = {target.measure.params["kind"] for target in targets if target.measure.name.startswith("tally_")}
    found = {kind for (kind,) in ask("SELECT DISTINCT kind FROM tally")}
    assert wanted <= found


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("sport-hour", ["2016-12-20", "2017-06-20", "2017-12-20", "2018-06-20"]),
        ("fitness-pass", ["2016-11-30", "2017-11-30"]), ("ethics-file", ["2017-06-20", "2018-06-20"]),
        ("school-age-children", ["2016-09-30", "2017-09-30", "2018-09-30"]),
    ],
)  # fmt: skip
def test_counts_are_of_the_days_on_which_they_are_due(ask: Ask, kind: str, days: list[str]) -> None:
    rows = ask(f"SELECT DISTINCT counted_on FROM tally WHERE kind = '{kind}' ORDER BY 1")
    assert [day for (day,) in rows] == [date.fromisoformat(day) for day in days]


def test_every_school_counts_its_pupils(ask: Ask) -> None:
    ((told, seated),) = ask(f"""
        SELECT (SELECT SUM(eligible) FROM tally WHERE kind = 'sport-hour' AND counted_on = DATE '2018-06-20'),
            (SELECT SUM(n) FROM {sizes_on('2018-06-20')})""")
    assert told == seated


def test_everybody_has_an_ethics_file(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM tally WHERE kind = 'ethics-file' AND covered < eligible") == [(0,)]


def test_staff_are_counted_with_staff(ask: Ask) -> None:
    ((told, held),) = ask("""
        SELECT (SELECT SUM(eligible) FROM tally WHERE kind = 'ethics-file' AND counted_on = DATE '2018-06-20'),
            (SELECT COUNT(*) FROM staff_post WHERE post <> 'researcher' AND valid_from <= DATE '2018-06-20'
             AND (valid_to IS NULL OR valid_to > DATE '2018-06-20'))""")
    assert told == held


@pytest.mark.full_city
def test_fitness_rises_in_the_city_and_falls_in_one_county(ask_whole: Ask, c: Calibration) -> None:
    shares = """SELECT county_code,
        SUM(covered) FILTER (YEAR(counted_on) = 2017) / SUM(eligible) FILTER (YEAR(counted_on) = 2017)
        - SUM(covered) FILTER (YEAR(counted_on) = 2016) / SUM(eligible) FILTER (YEAR(counted_on) = 2016)
        FROM tally WHERE kind = 'fitness-pass' GROUP BY 1"""
    rises = dict(ask_whole(shares))
    assert {code for code, rise in rises.items() if rise < 0} == {"210323"}
    wanted = c.casework["tallies"]["fitness-pass"]["rise"]
    assert all(abs(rises[code] - wanted[code]) < 0.01 for code in wanted)


def test_children_of_school_age_are_counted_by_counties(ask: Ask) -> None:
    rows = ask("""
        SELECT o.kind, COUNT(*), SUM(t.eligible - t.covered) FROM tally t JOIN organisation o USING (org_id)
        WHERE t.kind = 'school-age-children' GROUP BY 1""")
    assert [(kind, count) for kind, count, _ in rows] == [("county", 21)]
    assert rows[0][2] > 0


def test_evaluation_is_of_junior_pupils(ask: Ask) -> None:
    assert ask("""
        SELECT COUNT(*) FROM tally t JOIN organisation o USING (org_id)
        WHERE t.kind = 'evaluation-record' AND NOT o.has_junior""") == [(0,)]


def test_left_behind_children_are_mostly_in_villages(ask: Ask) -> None:
    rows = dict(ask("""
        SELECT o.urban_rural[1], SUM(l.eligible) / SUM(s.eligible) FROM tally l
        JOIN tally s ON s.kind = 'sport-hour' AND s.org_id = l.org_id AND s.school_year = l.school_year AND s.term = 2
        JOIN organisation o ON o.org_id = l.org_id WHERE l.kind = 'left-behind-care' GROUP BY 1"""))  # fmt: skip
    assert rows["2"] > 2 * rows["1"]
