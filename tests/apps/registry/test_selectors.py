"""Everyone sees their scope only; what lies outside is not refused but not there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.registry import selectors
from daylight.apps.registry.models import HomeroomClass, Organisation
from daylight.apps.registry.rows import ClassRow, SizePoint, StaffCount
from daylight.apps.registry.seats import demo_seats

pytestmark = pytest.mark.usefixtures("in_town")
DAY = date(2018, 10, 15)
STATION, XINHUA, RIVER = "2103020001", "2103020002", "2103210001"

#: Who sees which school's classes.
SEES = {
    "city": {STATION, XINHUA, RIVER},
    "iron": {STATION, XINHUA},
    "taian": {RIVER},
    "head": {STATION},
    "other head": {RIVER},
    "teacher": {STATION},
    "expert": {STATION, XINHUA, RIVER},
    "public": set(),
}


@pytest.mark.parametrize("code", [STATION, XINHUA, RIVER])
@pytest.mark.parametrize("who", SEES)
def test_classes_are_seen_inside_the_scope_and_not_there_outside(
    people: dict[str, Viewer], who: str, code: str
) -> None:
    for ask in (
        lambda: selectors.classes(people[who], code, on=DAY),
        lambda: selectors.staff_counts(people[who], code, on=DAY),
        lambda: selectors.sizes_over_time(people[who], code, days=[DAY]),
    ):
        if code in SEES[who]:
            assert isinstance(ask(), list)
        else:
            with pytest.raises(Organisation.DoesNotExist):
                ask()


@pytest.mark.parametrize("who", SEES)
def test_a_list_of_schools_holds_the_scope(people: dict[str, Viewer], who: str) -> None:
    rows, total = selectors.schools(people[who], on=DAY)
    expected = SEES[who] if who != "public" else {STATION, XINHUA, RIVER}
    assert {row.org.code for row in rows} == expected
    assert total == len(expected)


@pytest.mark.parametrize("who", ["iron", "head", "teacher"])
def test_a_guessed_address_is_not_there(people: dict[str, Viewer], who: str) -> None:
    with pytest.raises(Organisation.DoesNotExist):
        selectors.organisation(people[who], RIVER)
    with pytest.raises(Organisation.DoesNotExist):
        selectors.organisation(people[who], "no-such-code")


def test_an_organisation_is_told_with_its_county(people: dict[str, Viewer]) -> None:
    row = selectors.organisation(people["head"], STATION)
    assert (row.name, row.county_name, row.has_primary, row.school_type) == ("站前小学", "铁东区", True, "211")


def test_a_school_that_was_closed_is_in_the_list_of_its_day_only(people: dict[str, Viewer]) -> None:
    def names(day: date) -> list[str]:
        return [
            row.name for row in selectors.organisations(people["city"], kind="school", on=day, county_code="210321")
        ]

    assert names(date(2017, 8, 30)) == ["河口小学", "旧村小学"]
    assert names(date(2017, 8, 31)) == ["河口小学"]


def test_classes_are_told_with_grade_and_size_of_the_day(people: dict[str, Viewer]) -> None:
    assert selectors.classes(people["head"], STATION, on=date(2017, 9, 30)) == [
        ClassRow(2, "primary", 1, 2017, 1, "sunshine", 3), ClassRow(1, "primary", 2, 2016, 1, "sunshine", 5),
    ]  # fmt: skip
    assert [row.pupils for row in selectors.classes(people["head"], STATION, on=DAY)] == [4, 4]
    assert selectors.classes(people["iron"], XINHUA, on=DAY)[0].grade == 8


def test_a_school_in_a_list_shows_pupils_classes_and_its_largest(people: dict[str, Viewer]) -> None:
    rows, _ = selectors.schools(people["city"], on=date(2017, 9, 30))
    told = {row.org.code: (row.pupils, row.classes, row.largest_class) for row in rows}
    assert told == {STATION: (8, 2, 5), XINHUA: (2, 1, 2), RIVER: (2, 1, 2)}


def test_sizes_over_time_follow_the_days_asked_for(people: dict[str, Viewer]) -> None:
    days = [date(2016, 9, 30), date(2017, 9, 30), DAY]
    points = selectors.sizes_over_time(people["head"], STATION, days=days)
    assert points == [SizePoint(days[0], 5, 1, 5), SizePoint(days[1], 8, 2, 5), SizePoint(days[2], 8, 2, 4)]


def test_staff_are_counted_by_post(people: dict[str, Viewer]) -> None:
    assert selectors.staff_counts(people["head"], STATION, on=DAY) == [
        StaffCount("head", "primary", 1, 0, 1), StaffCount("teacher", "primary", 1, 1, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(("words", "found"), [("小学", 2), (STATION, 1), ("站", 1), ("没有", 0), (" ", 3)])
def test_schools_are_found_by_name_or_code(people: dict[str, Viewer], words: str, found: int) -> None:
    assert selectors.schools(people["city"], on=DAY, words=words)[1] == found


def test_a_long_list_comes_page_by_page(people: dict[str, Viewer]) -> None:
    first, total = selectors.schools(people["city"], on=DAY, limit=2)
    rest, _ = selectors.schools(people["city"], on=DAY, limit=2, offset=2)
    assert (len(first), len(rest), total) == (2, 1, 3)


#: Who sees whole names in the class of the station school; None: the class is not there.
NAMES = {"city": True, "iron": True, "taian": None, "head": True, "other head": None, "teacher": False,
         "expert": False, "public": None}  # fmt: skip


@pytest.mark.parametrize("who", NAMES)
def test_names_are_whole_for_those_with_the_right_and_numbers_for_nobody(people: dict[str, Viewer], who: str) -> None:
    if NAMES[who] is None:
        with pytest.raises(HomeroomClass.DoesNotExist):
            selectors.pupils(people[who], 1, on=DAY)
        return
    rows = selectors.pupils(people[who], 1, on=DAY)
    assert [row.id for row in rows] == [1, 2, 3, 4]
    assert rows[0].name == ("王小二" if NAMES[who] else "王*二")
    assert rows[0].identity_number == "2****************X"
    assert rows[0].student_number == "G*****************X"


@pytest.mark.parametrize(
    ("who", "count"),
    [
        ("city", 12),
        ("iron", 10),
        ("taian", 2),
        ("head", 8),
        ("other head", 2),
        ("teacher", 0),
        ("expert", 0),
        ("public", 0),
    ],
)
def test_pupils_are_visible_inside_the_scope_to_those_with_the_right(
    people: dict[str, Viewer], who: str, count: int
) -> None:
    assert selectors.visible_pupils(people[who]).count() == count


@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (lambda viewer: selectors.schools(viewer, on=DAY), 4),
        (lambda viewer: selectors.classes(viewer, STATION, on=DAY), 2),
        (lambda viewer: selectors.organisation(viewer, STATION), 2),
        (lambda viewer: selectors.staff_counts(viewer, STATION, on=DAY), 2),
        (lambda viewer: selectors.pupils(viewer, 1, on=DAY), 2),
    ],
)
def test_a_selector_asks_a_fixed_number_of_times(people: dict[str, Viewer], ask: Any, most: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        ask(people["city"])
    assert len(asked) == most


def test_the_demo_gives_its_head_the_school_with_the_largest_class() -> None:
    seats = dict(demo_seats(date(2017, 9, 30)))
    assert seats["head"].org_code == seats["teacher"].org_code == STATION
    assert (seats["expert"].level, seats["expert"].org_code) == ("city", "210300")
