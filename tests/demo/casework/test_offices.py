"""What offices do: unified standards, studios, pools of experts."""

from __future__ import annotations

from daylight.demo.calibration import Calibration
from daylight.demo.casework.offices import SUBJECTS

from ..conftest import Ask


def test_counties_have_unified_as_many_standards_as_the_calibration_says(ask: Ask, c: Calibration) -> None:
    rows = dict(ask("SELECT county_code, COUNT(DISTINCT topic) FROM record WHERE kind = 'unified-standard' GROUP BY 1"))
    assert rows == c.casework["offices"]["standards_done"]


def test_forty_seven_studios_are_active_in_2017_whatever_the_scale(ask: Ask) -> None:
    ((then, now),) = ask("""
        SELECT COUNT(*) FILTER (approved_on <= DATE '2017-12-31'), COUNT(*) FROM record
        WHERE kind = 'studio' AND status = 'approved' AND topic = 'active'""")
    assert (then, now) == (47, 68)


def test_no_two_studios_are_alike(ask: Ask) -> None:
    assert ask("SELECT grade FROM record WHERE kind = 'studio' GROUP BY grade, subject HAVING COUNT(*) > 1") == []


def test_a_studio_is_for_a_grade_that_has_the_subject(ask: Ask, c: Calibration) -> None:
    for grade, subject in ask("SELECT grade, subject FROM record WHERE kind = 'studio'"):
        assert c.lessons["weekly"][subject][grade - 1] > 0


def test_a_studio_is_led_by_a_researcher_of_the_city(ask: Ask) -> None:
    rows = ask("""
        SELECT DISTINCT p.post, p.org_id FROM record r JOIN staff_post p USING (staff_id) WHERE r.kind = 'studio'""")
    assert rows == [("researcher", 1)]


def test_the_city_has_experts_in_every_subject_and_weak_counties_in_fewer(ask: Ask) -> None:
    rows = dict(ask("""
        SELECT COALESCE(county_code, 'city'), COUNT(DISTINCT subject) FROM record
        WHERE kind = 'expert-pool' GROUP BY 1"""))
    assert rows["city"] == len(SUBJECTS)
    assert min(rows.values()) >= len(SUBJECTS) - 5
    assert sum(rows.values()) < 8 * len(SUBJECTS)


def test_a_pool_has_its_number_of_experts(ask: Ask) -> None:
    ((low, high),) = ask("SELECT MIN(quantity), MAX(quantity) FROM record WHERE kind = 'expert-pool'")
    assert 3 <= low <= high <= 15
