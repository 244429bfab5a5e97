"""What is done to accounts (账户服务): people, grants, the demo's accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from daylight.apps.accounts import audit
from daylight.apps.accounts.installation import is_demo
from daylight.apps.accounts.models import RoleGrant, User
from daylight.apps.accounts.roles import ROLE_TEXT, Level, Role
from daylight.kernel.errors import DaylightError
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
def grant_role(*, user_id: int, seat: Seat, valid_from: date, valid_to: date | None, actor: str, now: datetime) -> int:
    """Grant a role (授予岗位) and return the grant's id; the database refuses what does not fit."""
    grant = RoleGrant.objects.create(
        user_id=user_id, role=seat.role, level=seat.level, org_code=seat.org_code, county_code=seat.county_code,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    detail = {"role": seat.role, "org_code": seat.org_code, "valid_from": valid_from.isoformat()}
    audit.record(code="accounts.role.grant", at=now, actor=actor, subject=f"user:{user_id}", detail=detail)
    return int(grant.pk)


@transaction.atomic
def end_role(*, grant_id: int, on: date, actor: str, now: datetime) -> None:
    """End a grant on a day (收回岗位): the day is the first without the role."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant_id)
    grant.valid_to = on
    grant.save(update_fields=["valid_to"])
    audit.record(
        code="accounts.role.end", at=now, actor=actor, subject=f"user:{grant.user_id}",
        detail={"role": grant.role, "org_code": grant.org_code, "valid_to": on.isoformat()},
    )  # fmt: skip


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
    RoleGrant.objects.create(
        user=user, role=seat.role, level=seat.level, org_code=seat.org_code, county_code=seat.county_code,
        valid_from=valid_from,
    )  # fmt: skip
    return DemoAccount(username, password, Text(f"{role.zh} · {seat.org_name}", f"{role.en} · {seat.org_name}"))
