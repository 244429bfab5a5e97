"""Accounts are made and changed whole, by who may, with one entry each; or nothing happens and every fault is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from daylight.apps.accounts import services
from daylight.apps.accounts.audit import verify_chain
from daylight.apps.accounts.backends import PasswordBackend
from daylight.apps.accounts.checks import RoleHeld, RoleNotHeld, password_faults
from daylight.apps.accounts.models import AuditEntry, RoleGrant, User
from daylight.apps.accounts.roles import Role
from daylight.apps.accounts.selectors import AccountRow, accounts
from daylight.apps.accounts.services import Seat, add_account, change_password, end_role, grant_role
from daylight.apps.accounts.viewer import NotAllowed, Viewer, viewer_of
from daylight.kernel.errors import Problems

pytestmark = pytest.mark.usefixtures("in_town")
HEAD = Seat(Role.HEAD, "school", "2103020001", "210302", "站前小学")
CITY = Seat(Role.CITY_OFFICIAL, "city", "210300", None, "鞍山市")
SINCE, DAY = date(2018, 9, 1), date(2018, 10, 15)
SECRET, OTHER = "apricots in April", "quinces in October"


@pytest.fixture
def add(now: datetime) -> Callable[..., int]:
    """Make wang's account with the head's seat, or with what is given instead."""
    usual = {"username": "wang", "name": "王", "password": SECRET, "seat": HEAD, "valid_from": SINCE, "valid_to": None}
    return lambda **more: add_account(**{**usual, "now": now, **more})


def codes(found: pytest.ExceptionInfo[Problems]) -> list[str]:
    return [problem.code.removeprefix("accounts.") for problem in found.value.problems]


def rows() -> tuple[int, int, int]:
    return User.objects.count(), RoleGrant.objects.count(), AuditEntry.objects.count()


def test_an_account_is_made_with_its_role_and_can_sign_in(add: Any) -> None:
    user = User.objects.get(pk=add(name=" 王 "))
    assert (user.username, user.name, user.is_demo, user.is_active) == ("wang", "王", False, True)
    assert PasswordBackend().authenticate(None, username="wang", password=SECRET) == user
    assert viewer_of(user, on=DAY) == Viewer(user.pk, "head", "school", "2103020001", "210302")


def test_making_one_leaves_one_entry_without_name_or_password(add: Any, audited: Any) -> None:
    number = add(valid_to=date(2019, 9, 1))
    detail = {"role": "head", "org_code": "2103020001", "valid_from": "2018-09-01", "valid_to": "2019-09-01"}
    assert audited() == [("accounts.user.add", f"user:{number}", detail)]
    entry = AuditEntry.objects.latest("sequence")
    assert entry.actor == "system"
    assert not {"王", "wang", SECRET} & set(entry.detail.values())


def test_an_entry_names_who_acted(add: Any, people: dict[str, Viewer]) -> None:
    add(viewer=people["city"])
    assert AuditEntry.objects.latest("sequence").actor == "user:7"


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"username": ""}, "username-unfit"),
        ({"username": "wang wu"}, "username-unfit"),
        ({"username": "w" * 65}, "username-unfit"),
        ({"username": "\uff57ang"}, "username-unfit"),
        ({"name": "  "}, "name-unfit"),
        ({"name": "王" * 65}, "name-unfit"),
        ({"password": "apricot12"}, "password-weak"),
        ({"password": "1q2w3e4r5t"}, "password-weak"),
        ({"username": "wangxiaoming", "password": "wangxiaoming1"}, "password-weak"),
        ({"name": "Wang Xiaoming", "password": "wang xiaoming"}, "password-weak"),
        ({"valid_to": SINCE}, "period-empty"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(add: Any, wrong: dict[str, Any], fault: str) -> None:
    before = rows()
    with pytest.raises(Problems) as found:
        add(**wrong)
    assert codes(found) == [fault]
    assert rows() == before


def test_every_fault_is_told_at_once(add: Any) -> None:
    with pytest.raises(Problems) as found:
        add(username="", name="", password="qv7~", valid_to=date(2018, 8, 1))
    assert codes(found) == ["username-unfit", "name-unfit", "password-weak", "period-empty"]
    assert "at least 10 characters" in found.value.says("en")
    assert "至少 10 个字符" in found.value.says("zh")


@pytest.mark.parametrize("again", ["wang", "WANG"])
def test_the_same_account_twice_is_refused_and_the_first_stays_as_it_was(add: Any, again: str) -> None:
    add()
    before = rows()
    with pytest.raises(Problems) as found:
        add(username=again, name="别人", password=OTHER)
    assert codes(found) == ["username-taken"]
    assert rows() == before
    assert User.objects.get(username="wang").check_password(SECRET)


def test_a_refusal_that_this_house_does_not_know_is_told_as_it_comes(settings: Any) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = [
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"}
    ]  # fmt: skip
    (fault,) = password_faults(User(username="wang"), "83920174651")
    assert len(fault.says("en")) > len("The password will not do: ")


def test_a_second_role_stands_beside_the_first(add: Any, audited: Any, now: datetime) -> None:
    number = add()
    grant_role(username="wang", seat=CITY, valid_from=SINCE, valid_to=None, now=now)
    assert [(code, subject) for code, subject, _ in audited()][1:] == [("accounts.role.grant", f"user:{number}")]
    assert viewer_of(User.objects.get(pk=number), on=DAY).level == "city"


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        (date(2018, 1, 1), date(2018, 9, 1), False),
        (date(2018, 1, 1), date(2018, 9, 2), True),
        (date(2018, 9, 1), None, True),
        (date(2018, 12, 31), None, True),
        (date(2019, 1, 1), None, False),
    ],
)
def test_the_same_role_is_not_held_twice_on_one_day(
    add: Any, now: datetime, since: date, until: date | None, refused: bool
) -> None:
    add(valid_to=date(2019, 1, 1))
    before = rows()
    if not refused:
        grant_role(username="wang", seat=HEAD, valid_from=since, valid_to=until, now=now)
        return
    with pytest.raises(RoleHeld, match="2018-09-01–2019-01-01"):
        grant_role(username="wang", seat=HEAD, valid_from=since, valid_to=until, now=now)
    assert rows() == before


def test_an_ended_role_holds_until_the_day_before(add: Any, audited: Any, now: datetime) -> None:
    user = User.objects.get(pk=add())
    end_role(username="wang", role="head", org_code=HEAD.org_code, on=DAY, now=now)
    assert [viewer_of(user, on=day).level for day in (date(2018, 10, 14), DAY)] == ["school", "public"]
    detail = {"role": "head", "org_code": "2103020001", "valid_to": "2018-10-15"}
    assert audited()[1:] == [("accounts.role.end", f"user:{user.pk}", detail)]


@pytest.mark.parametrize(
    ("role", "org", "on"),
    [
        ("teacher", "2103020001", DAY),
        ("head", "2103020002", DAY),
        ("head", "2103020001", SINCE),
        ("head", "2103020001", date(2019, 1, 1)),
    ],
)
def test_a_role_that_is_not_held_cannot_be_ended(add: Any, now: datetime, role: str, org: str, on: date) -> None:
    add(valid_to=date(2019, 1, 1))
    before = rows()
    with pytest.raises(RoleNotHeld) as found:
        end_role(username="wang", role=role, org_code=org, on=on, now=now)
    assert "head 2103020001 2018-09-01–2019-01-01" in found.value.says("en")
    assert rows() == before


def test_a_new_password_opens_and_the_old_one_and_its_sessions_do_not(add: Any, audited: Any, now: datetime) -> None:
    user, client = User.objects.get(pk=add()), Client()
    client.force_login(user, backend="daylight.apps.accounts.backends.PasswordBackend")
    change_password(username="wang", password=OTHER, now=now)
    assert PasswordBackend().authenticate(None, username="wang", password=OTHER) == user
    assert PasswordBackend().authenticate(None, username="wang", password=SECRET) is None
    assert "_auth_user_id" not in client.get("/sign-in/").wsgi_request.session
    assert audited()[-1] == ("accounts.password.change", f"user:{user.pk}", {})


def test_a_weak_new_password_leaves_the_old_one(add: Any, now: datetime) -> None:
    add()
    before = rows()
    with pytest.raises(Problems) as found:
        change_password(username="wang", password="short", now=now)
    assert codes(found) == ["password-weak"]
    assert (rows(), User.objects.get(username="wang").check_password(SECRET)) == (before, True)


def test_an_account_that_is_not_there_is_refused_with_the_nearest(add: Any, now: datetime) -> None:
    add()
    acts: list[Callable[[], Any]] = [
        lambda: grant_role(username="wagn", seat=HEAD, valid_from=DAY, valid_to=None, now=now),
        lambda: end_role(username="wagn", role="head", org_code=HEAD.org_code, on=DAY, now=now),
        lambda: change_password(username="wagn", password=OTHER, now=now),
    ]
    for act in acts:
        with pytest.raises(Problems) as found:
            act()
        assert codes(found) == ["no-such-account"]
        assert "Nearest: wang." in found.value.says("en")


@pytest.mark.parametrize("who", ["iron", "head", "teacher", "expert", "public"])
def test_only_the_city_and_the_operator_touch_accounts(
    add: Any, people: dict[str, Viewer], now: datetime, who: str
) -> None:
    add()
    before, viewer = rows(), people[who]
    acts: list[Callable[[], Any]] = [
        lambda: add(username="li", viewer=viewer),
        lambda: grant_role(username="wang", seat=CITY, valid_from=DAY, valid_to=None, now=now, viewer=viewer),
        lambda: end_role(username="wang", role="head", org_code=HEAD.org_code, on=DAY, now=now, viewer=viewer),
        lambda: change_password(username="wang", password=OTHER, now=now, viewer=viewer),
        lambda: accounts(viewer=viewer),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert rows() == before


def test_the_list_tells_accounts_by_name_with_their_roles(add: Any, people: dict[str, Viewer], now: datetime) -> None:
    add(valid_to=date(2019, 9, 1))
    add(username="li", name="李", seat=CITY)
    grant_role(username="wang", seat=CITY, valid_from=date(2018, 10, 1), valid_to=None, now=now)
    User.objects.filter(username="li").update(is_active=False)
    User.objects.create_user("an", None, name="安", joined_at=now)
    held = "head 2103020001 2018-09-01–2019-09-01"
    assert accounts(viewer=people["city"]) == [
        AccountRow("an", "安", True, "—"),
        AccountRow("li", "李", False, "city_official 210300 2018-09-01–"),
        AccountRow("wang", "王", True, f"{held}, city_official 210300 2018-10-01–"),
    ]
    assert accounts(org_code="2103020001") == [AccountRow("wang", "王", True, held)]
    assert accounts(org_code="2103020002") == []


def test_an_act_whose_entry_fails_leaves_no_account(add: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise ZeroDivisionError

    before = rows()
    monkeypatch.setattr(services.audit, "record", fail)
    with pytest.raises(ZeroDivisionError):
        add()
    assert rows() == before


def test_the_chain_holds_after_all_of_it(add: Any, now: datetime) -> None:
    add()
    grant_role(username="wang", seat=CITY, valid_from=SINCE, valid_to=None, now=now)
    end_role(username="wang", role="head", org_code=HEAD.org_code, on=DAY, now=now)
    change_password(username="wang", password=OTHER, now=now)
    assert verify_chain().holds
