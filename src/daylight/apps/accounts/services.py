"""What is done to accounts (账户服务): people, grants, the demo's accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from daylight.apps.accounts import audit, checks
from daylight.apps.accounts.installation import is_demo
from daylight.apps.accounts.models import RoleGrant, User
from daylight.apps.accounts.roles import ROLE_TEXT, Level, Right, Role
from daylight.apps.accounts.viewer import Viewer
from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text


class NotTheDemo(DaylightError):
    """Accounts with published passwords were asked for outside the demo (非演示环境)."""

    code = "accounts.not-the-demo"
    message = Text("演示账号只能建在演示环境中", "Demo accounts exist in the demo only")
    remedy = Text("请先运行 daylight demo。", "Run `daylight demo` first.")


@dataclass(frozen=True, slots=True)
class Seat:
    """A role for an organisation (岗位席位): what a grant is made from."""

    role: Role
    level: Level
    org_code: str
    county_code: str | None
    org_name: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demo account as it is shown to the reader (演示账号)."""

    username: str
    password: str
    says: Text


@transaction.atomic
def add_account(
    *, username: str, name: str, password: str, seat: Seat, valid_from: date, valid_to: date | None, now: datetime,
    viewer: Viewer | None = None,
) -> int:  # fmt: skip
    """Make an account with its first role (建立账号) and return the user's id.

    Parameters
    ----------
    username, name, password : str
    seat : Seat
        The first role, from the register's ``seat_for``.
    valid_from, valid_to : date, date or None
        Its days; the end is the first without it.
    now : datetime
        Aware.
    viewer : Viewer, optional
        Needs the right to accounts; None when the operator acts at the command line.

    Raises
    ------
    NotAllowed
    Problems
        Every fault, at once; nothing is changed then.
    """
    _check_right(viewer, Text("建立账号", "make accounts"))
    _refuse([*checks.account_faults(username, name, password), *checks.period_faults(valid_from, valid_to)])
    user = User.objects.create_user(username, password, name=name.strip(), joined_at=now)
    _grant(user, seat, valid_from, valid_to)
    audit.record(
        code="accounts.user.add", at=now, actor=audit.actor_of(viewer), subject=f"user:{user.pk}",
        detail=_detail(seat, valid_from, valid_to),
    )  # fmt: skip
    return int(user.pk)


@transaction.atomic
def grant_role(
    *, username: str, seat: Seat, valid_from: date, valid_to: date | None, now: datetime, viewer: Viewer | None = None
) -> int:
    """Grant an account one more role (授予岗位) and return the grant's id.

    Raises
    ------
    NotAllowed
    Problems
        If there is no such account, or the days are none.
    RoleHeld
        If it holds the same role for the same organisation on one of the days.
    """
    _check_right(viewer, Text("授予岗位", "grant roles"))
    _refuse([*checks.presence_faults(username), *checks.period_faults(valid_from, valid_to)])
    user = User.objects.select_for_update().get(username=username)
    same = user.grants.filter(role=seat.role, org_code=seat.org_code)
    if held := checks.overlapping(same, valid_from, valid_to):
        raise checks.RoleHeld(username=username, held=checks.told(held))
    grant = _grant(user, seat, valid_from, valid_to)
    audit.record(
        code="accounts.role.grant", at=now, actor=audit.actor_of(viewer), subject=f"user:{user.pk}",
        detail=_detail(seat, valid_from, valid_to),
    )  # fmt: skip
    return int(grant.pk)


@transaction.atomic
def end_role(*, username: str, role: str, org_code: str, on: date, now: datetime, viewer: Viewer | None = None) -> None:
    """End a role on a day (收回岗位): the day is the first without it.

    Raises
    ------
    NotAllowed
    Problems
        If there is no such account.
    RoleNotHeld
        If the role does not hold both before the day and on it.
    """
    _check_right(viewer, Text("收回岗位", "end roles"))
    _refuse(list(checks.presence_faults(username)))
    user = User.objects.select_for_update().get(username=username)
    holding = user.grants.filter(role=role, org_code=org_code, valid_from__lt=on)
    grant = holding.filter(Q(valid_to=None) | Q(valid_to__gt=on)).first()
    if grant is None:
        held = checks.told(user.grants.order_by("valid_from", "pk"))
        raise checks.RoleNotHeld(username=username, role=role, org_code=org_code, on=on, held=held)
    grant.valid_to = on
    grant.save(update_fields=["valid_to"])
    audit.record(
        code="accounts.role.end", at=now, actor=audit.actor_of(viewer), subject=f"user:{user.pk}",
        detail={"role": grant.role, "org_code": grant.org_code, "valid_to": on.isoformat()},
    )  # fmt: skip


@transaction.atomic
def change_password(*, username: str, password: str, now: datetime, viewer: Viewer | None = None) -> None:
    """Give an account a new password (重设密码); who is signed in with the old one is signed out.

    Raises
    ------
    NotAllowed
    Problems
        If there is no such account, or the password is weak.
    """
    _check_right(viewer, Text("重设密码", "change passwords"))
    _refuse(list(checks.presence_faults(username)))
    user = User.objects.select_for_update().get(username=username)
    _refuse(list(checks.password_faults(user, password)))
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(code="accounts.password.change", at=now, actor=audit.actor_of(viewer), subject=f"user:{user.pk}")


def _check_right(viewer: Viewer | None, doing: Text) -> None:
    if viewer is not None:
        viewer.needs(Right.ACCOUNTS, doing)


def _refuse(faults: Sequence[DaylightError]) -> None:
    if faults:
        raise Problems(faults)


def _grant(user: User, seat: Seat, valid_from: date, valid_to: date | None = None) -> RoleGrant:
    return RoleGrant.objects.create(
        user=user, role=seat.role, level=seat.level, org_code=seat.org_code, county_code=seat.county_code,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip


def _detail(seat: Seat, valid_from: date, valid_to: date | None) -> dict[str, str | None]:
    return {
        "role": seat.role, "org_code": seat.org_code, "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
    }  # fmt: skip


@transaction.atomic
def make_demo_accounts(*, seats: Sequence[tuple[str, Seat]], valid_from: date, now: datetime) -> list[DemoAccount]:
    """Make the demo's accounts anew (建立演示账号): their passwords are published, so only in the demo.

    Parameters
    ----------
    seats : sequence of (username, Seat)
    valid_from : date
        The first day of their roles.

    Raises
    ------
    NotTheDemo
        If the installation is not marked as the demo.
    """
    if not is_demo():
        raise NotTheDemo
    User.objects.filter(is_demo=True).delete()
    made = [_make_demo_account(name, seat, valid_from, now) for name, seat in seats]
    audit.record(
        code="accounts.demo-accounts.make", at=now, actor=audit.SYSTEM, subject="installation:1",
        detail={"usernames": [account.username for account in made]},
    )  # fmt: skip
    return made


def _name_of(seat: Seat) -> str:
    """Return how somebody is named: officials by their bureau, others by their post."""
    bureau = seat.role in (Role.CITY_OFFICIAL, Role.COUNTY_OFFICIAL)
    return f"{seat.org_name}{'教育局' if bureau else ROLE_TEXT[seat.role].zh}"


def _make_demo_account(username: str, seat: Seat, valid_from: date, now: datetime) -> DemoAccount:
    password = f"sunshine-{username}"
    role = ROLE_TEXT[seat.role]
    user = User.objects.create_user(username, password, name=_name_of(seat), is_demo=True, joined_at=now)
    _grant(user, seat, valid_from)
    return DemoAccount(username, password, Text(f"{role.zh} · {seat.org_name}", f"{role.en} · {seat.org_name}"))
