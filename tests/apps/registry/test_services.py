"""Unmasking needs right and reason; a seat is one, and ends after it began."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from daylight.apps.accounts.viewer import NotAllowed, Viewer
from daylight.apps.registry.models import ClassMembership, HomeroomClass, Pupil
from daylight.apps.registry.services import EndBeforeStart, ReasonNeeded, SeatTaken, end_seat, seat_pupil, unmask_number

pytestmark = pytest.mark.usefixtures("in_town")
REASON = "办理转学手续"


def unmask(
    viewer: Viewer, now: datetime, pupil_id: int = 1, reason: str = REASON, column: Any = "identity_number"
) -> str:
    return unmask_number(viewer=viewer, pupil_id=pupil_id, column=column, reason=reason, now=now)


@pytest.mark.parametrize("who", ["city", "iron", "head"])
def test_who_has_the_right_and_a_reason_sees_the_whole_number(
    people: dict[str, Viewer], now: datetime, who: str
) -> None:
    assert unmask(people[who], now) == "21030220090100001X"
    assert unmask(people[who], now, column="student_number") == "G21030220090100001X"


def test_seeing_a_number_leaves_an_entry_with_the_reason_and_not_the_number(
    people: dict[str, Viewer], now: datetime, audited: Any
) -> None:
    unmask(people["head"], now)
    assert audited() == [("registry.pupil.unmask", "pupil:1", {"column": "identity_number", "reason": REASON})]


@pytest.mark.parametrize("who", ["teacher", "expert", "public"])
def test_who_lacks_the_right_is_refused(people: dict[str, Viewer], now: datetime, audited: Any, who: str) -> None:
    with pytest.raises(NotAllowed):
        unmask(people[who], now)
    assert audited() == []


@pytest.mark.parametrize("who", ["taian", "other head"])
def test_a_pupil_outside_the_scope_is_not_there(people: dict[str, Viewer], now: datetime, who: str) -> None:
    with pytest.raises(Pupil.DoesNotExist):
        unmask(people[who], now)


@pytest.mark.parametrize("reason", ["", "   ", "看看"])
def test_without_a_reason_nothing_is_shown(people: dict[str, Viewer], now: datetime, audited: Any, reason: str) -> None:
    with pytest.raises(ReasonNeeded, match="事由"):
        unmask(people["head"], now, reason=reason)
    assert audited() == []


def test_a_pupil_changes_class_by_ending_one_seat_and_taking_another(
    people: dict[str, Viewer], now: datetime, audited: Any
) -> None:
    end_seat(viewer=people["head"], membership_id=1, valid_to=date(2018, 10, 1), now=now)
    seat_id = seat_pupil(viewer=people["head"], pupil_id=1, class_id=2, valid_from=date(2018, 10, 1), now=now)
    seat = ClassMembership.objects.get(pk=seat_id)
    assert (seat.homeroom_class_id, seat.school_id, seat.county_code, seat.valid_to) == (2, 100, "210302", None)
    assert [code for code, _, _ in audited()] == ["registry.seat.end", "registry.seat.take"]


@pytest.mark.parametrize("day", [date(2018, 10, 1), date(2015, 9, 1)])
def test_a_pupil_who_sits_elsewhere_is_not_seated_again(
    people: dict[str, Viewer], now: datetime, audited: Any, day: date
) -> None:
    with pytest.raises(SeatTaken, match="已有班级"):
        seat_pupil(viewer=people["head"], pupil_id=1, class_id=2, valid_from=day, now=now)
    assert audited() == []


def test_a_seat_ends_after_it_began(people: dict[str, Viewer], now: datetime) -> None:
    with pytest.raises(EndBeforeStart, match="2016-09-01"):
        end_seat(viewer=people["head"], membership_id=1, valid_to=date(2016, 9, 1), now=now)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("teacher", NotAllowed),
        ("expert", NotAllowed),
        ("other head", HomeroomClass.DoesNotExist),
        ("taian", HomeroomClass.DoesNotExist),
        ("public", HomeroomClass.DoesNotExist),
    ],
)
def test_only_those_who_run_or_oversee_a_class_move_its_pupils(
    people: dict[str, Viewer], now: datetime, who: str, error: Any
) -> None:
    with pytest.raises(error):
        end_seat(viewer=people[who], membership_id=1, valid_to=date(2018, 10, 1), now=now)
    with pytest.raises(error):
        seat_pupil(viewer=people[who], pupil_id=1, class_id=2, valid_from=date(2018, 10, 1), now=now)
