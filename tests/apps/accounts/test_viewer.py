"""Who somebody is follows from what was granted them, on the day."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from daylight.apps.accounts.models import RoleGrant, User
from daylight.apps.accounts.roles import RIGHTS, ROLE_LEVELS, ROLE_TEXT, Right, Role
from daylight.apps.accounts.services import Seat, grant_role
from daylight.apps.accounts.viewer import NotAllowed, Viewer, viewer_of
from daylight.kernel.text import Text

pytestmark = pytest.mark.usefixtures("in_town")
DAY = date(2018, 10, 15)
HEAD = Seat(Role.HEAD, "school", "2103020001", "210302", "站前小学")
COUNTY = Seat(Role.COUNTY_OFFICIAL, "county", "210302", "210302", "铁东区")


@pytest.fixture
def user(in_town: None, now: datetime) -> User:
    return User.objects.create_user("wang", "long enough secret", name="王", joined_at=now)


def grant(user: User, seat: Seat, now: datetime, since: date = date(2018, 9, 1), until: date | None = None) -> int:
    return grant_role(username=user.username, seat=seat, valid_from=since, valid_to=until, now=now)


def test_nobody_and_somebody_without_a_role_are_the_public(user: User) -> None:
    assert viewer_of(AnonymousUser(), on=DAY) == Viewer.public()
    assert viewer_of(user, on=DAY, language="en") == Viewer.public("en")


def test_a_role_makes_the_viewer(user: User, now: datetime) -> None:
    grant(user, HEAD, now)
    assert viewer_of(user, on=DAY) == Viewer(user.pk, "head", "school", "2103020001", "210302", "zh")


@pytest.mark.parametrize(
    ("day", "level"),
    [("2018-08-31", "public"), ("2018-09-01", "school"), ("2018-10-14", "school"), ("2018-10-15", "public")],
)
def test_a_role_holds_from_its_first_day_until_the_day_before_its_end(
    user: User, now: datetime, day: str, level: str
) -> None:
    grant(user, HEAD, now, until=date(2018, 10, 15))
    assert viewer_of(user, on=date.fromisoformat(day)).level == level


def test_of_several_roles_the_widest_counts_unless_one_is_chosen(user: User, now: datetime) -> None:
    grant(user, HEAD, now)
    grant(user, COUNTY, now)
    assert viewer_of(user, on=DAY).level == "county"
    assert viewer_of(user, on=DAY, org_code="2103020001").level == "school"
    assert viewer_of(user, on=DAY, org_code="2103210001").is_public


def test_somebody_switched_off_is_the_public(user: User, now: datetime) -> None:
    grant(user, HEAD, now)
    user.is_active = False
    assert viewer_of(user, on=DAY).is_public


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "head", "level": "county", "org_code": "210302", "county_code": "210302"},
        {"role": "city_official", "level": "city", "org_code": "210300", "county_code": "210302"},
        {"role": "county_official", "level": "county", "org_code": "210302", "county_code": "210303"},
        {"role": "head", "level": "school", "org_code": "2103020001", "county_code": None},
        {"role": "king", "level": "city", "org_code": "210300", "county_code": None},
        {"role": "head", "level": "school", "org_code": "x", "county_code": "210302", "valid_to": date(2018, 9, 1)},
    ],
)
def test_the_database_refuses_a_grant_that_does_not_fit(user: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="CHECK"), transaction.atomic():
        RoleGrant.objects.create(user=user, valid_from=date(2018, 9, 1), **wrong)


#: Whether each viewer covers: city, iron county, a school there, the other county, a school there.
SCOPE = {
    "city": (True, True, True, True, True),
    "iron": (False, True, True, False, False),
    "taian": (False, False, False, True, True),
    "head": (False, False, True, False, False),
    "teacher": (False, False, True, False, False),
    "expert": (True, True, True, True, True),
    "public": (False, False, False, False, False),
}
PLACES = (
    ("210300", None), ("210302", "210302"), ("2103020001", "210302"), ("210321", "210321"), ("2103210001", "210321"),
)  # fmt: skip


@pytest.mark.parametrize("who", SCOPE)
def test_a_scope_reaches_down_and_never_up_or_sideways(people: dict[str, Viewer], who: str) -> None:
    assert tuple(people[who].covers(*place) for place in PLACES) == SCOPE[who]


def test_a_school_that_shares_a_county_is_not_covered(people: dict[str, Viewer]) -> None:
    assert not people["head"].covers("2103020002", "210302")


@pytest.mark.parametrize(("role", "right"), [*product((Role.TEACHER, Role.EXPERT, Role.PUBLIC), Right)])
def test_teachers_experts_and_the_public_change_nothing(role: Role, right: Right) -> None:
    assert (right in RIGHTS[role]) == (right is Right.SEE_BOARD and role is not Role.PUBLIC)


def test_who_runs_a_school_does_not_review(people: dict[str, Viewer]) -> None:
    assert not people["head"].may(Right.REVIEW)
    assert people["iron"].may(Right.REVIEW)
    assert not any(people["iron"].may(right) for right in (Right.SNAPSHOT, Right.INSTALL, Right.ACCOUNTS))


def test_a_refusal_names_the_role_and_the_act(people: dict[str, Viewer]) -> None:
    with pytest.raises(NotAllowed) as caught:
        people["teacher"].needs(Right.FILE, Text("填报", "file"))
    assert "教师无权填报" in caught.value.says("zh")
    assert "Teacher may not file" in caught.value.says("en")


def test_every_role_has_a_name_rights_and_levels() -> None:
    assert set(ROLE_TEXT) == set(RIGHTS) == set(Role)
    assert set(ROLE_LEVELS) == set(Role) - {Role.PUBLIC}


def test_a_viewer_can_read_another_language(people: dict[str, Viewer]) -> None:
    assert people["head"].speaking("en").language == "en"
    assert people["head"].speaking("en").org_code == people["head"].org_code


def test_the_operator_holds_the_citys_rights_and_nobodys_name() -> None:
    operator = Viewer.operator("en")
    assert (operator.user_id, operator.level, operator.language) == (None, "city", "en")
    assert all(operator.may(right) for right in RIGHTS[Role.CITY_OFFICIAL])
    assert operator.covers("2103020001", "210302")
    assert not operator.is_public
