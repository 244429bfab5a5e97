"""Signing in: with the right password, in the right installation, and not after too many wrong ones."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from daylight.apps.accounts.backends import PasswordBackend
from daylight.apps.accounts.installation import is_demo, mark_demo, today
from daylight.apps.accounts.middleware import viewer_for
from daylight.apps.accounts.models import AuditEntry, Installation, User
from daylight.apps.accounts.services import DemoAccount, NotTheDemo, make_demo_accounts
from daylight.apps.registry.seats import demo_seats

pytestmark = pytest.mark.usefixtures("in_town")
DAY = date(2018, 10, 15)


@pytest.fixture
def accounts(in_town: None, now: datetime) -> dict[str, DemoAccount]:
    made = make_demo_accounts(seats=demo_seats(DAY), valid_from=date(2018, 9, 1), now=now)
    return {account.username: account for account in made}


def sign_in(username: str, password: str) -> User | None:
    return PasswordBackend().authenticate(None, username=username, password=password)


def test_the_demo_has_an_account_for_everybody(accounts: dict[str, DemoAccount]) -> None:
    assert list(accounts) == ["city", "county-210302", "county-210321", "head", "teacher", "expert"]
    assert accounts["head"].says.zh == "校长 · 站前小学"
    assert len({account.password for account in accounts.values()}) == len(accounts)


def test_a_demo_account_opens_with_its_published_password(accounts: dict[str, DemoAccount]) -> None:
    for account in accounts.values():
        user = sign_in(account.username, account.password)
        assert user is not None
        assert user.username == account.username


def test_a_demo_account_opens_nothing_where_there_is_no_demo(accounts: dict[str, DemoAccount]) -> None:
    user = User.objects.get(username="city")
    Installation.objects.update(is_demo=False, today=None)
    assert sign_in("city", accounts["city"].password) is None
    assert PasswordBackend().get_user(user.pk) is None


def test_demo_accounts_are_not_made_outside_the_demo(now: datetime) -> None:
    Installation.objects.all().delete()
    with pytest.raises(NotTheDemo, match="演示"):
        make_demo_accounts(seats=demo_seats(DAY), valid_from=DAY, now=now)
    assert not User.objects.exists()


def test_making_them_twice_leaves_one_of_each(accounts: dict[str, DemoAccount], now: datetime) -> None:
    make_demo_accounts(seats=demo_seats(DAY), valid_from=date(2018, 9, 1), now=now)
    assert User.objects.count() == len(accounts)


@pytest.mark.parametrize(("username", "password"), [("city", "wrong"), ("nobody", "x"), ("", "x"), ("city", None)])
def test_wrong_words_open_nothing(accounts: dict[str, DemoAccount], username: str, password: Any) -> None:
    assert sign_in(username, password) is None


def test_somebody_switched_off_cannot_sign_in_or_stay(accounts: dict[str, DemoAccount]) -> None:
    User.objects.filter(username="head").update(is_active=False)
    assert sign_in("head", accounts["head"].password) is None
    assert PasswordBackend().get_user(User.objects.get(username="head").pk) is None


def test_too_many_wrong_passwords_close_the_door_even_to_the_right_one(accounts: dict[str, DemoAccount]) -> None:
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR="127.0.0.9")
    for _ in range(8):
        assert authenticate(request, username="head", password="wrong") is None
    assert authenticate(request, username="head", password=accounts["head"].password) is None
    assert authenticate(request, username="city", password=accounts["city"].password) is not None


def test_signing_in_and_out_leaves_a_trace(accounts: dict[str, DemoAccount]) -> None:
    client, user = Client(), User.objects.get(username="head")
    client.force_login(user, backend="daylight.apps.accounts.backends.PasswordBackend")
    client.logout()
    last = AuditEntry.objects.order_by("-sequence")[:2]
    assert [(entry.code, entry.actor) for entry in last] == [
        ("accounts.sign-out", f"user:{user.pk}"), ("accounts.sign-in", f"user:{user.pk}"),
    ]  # fmt: skip


def test_a_request_is_looked_at_by_its_user_in_the_language_of_the_page(accounts: dict[str, DemoAccount]) -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.utils import translation

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override("en"):
        assert viewer_for(request).language == "en"
        assert viewer_for(request).is_public
    request.user = User.objects.get(username="county-210321")
    with translation.override("zh-hans"):
        assert (viewer_for(request).level, viewer_for(request).language) == ("county", "zh")


def test_the_demo_stands_at_its_own_day_and_others_follow_the_calendar() -> None:
    from django.utils import timezone

    assert (is_demo(), today()) == (True, DAY)
    Installation.objects.all().delete()
    assert (is_demo(), today()) == (False, timezone.localdate())
    mark_demo(today=None)
    assert (is_demo(), today()) == (True, timezone.localdate())


def test_there_is_one_installation_only(in_town: None) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(id=2)
    assert str(Installation.objects.get()) == "demo"
