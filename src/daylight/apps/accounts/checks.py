"""What an account and its roles must be (账号与岗位校验): every fault at once, before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from daylight.apps.accounts.models import RoleGrant, User
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.policy.spelling import hint

_USERNAME: Final = re.compile(r"[\w.@+-]{1,64}")


class UsernameUnfit(DaylightError):
    """A user name that cannot be typed or stored (账号不合规)."""

    code = "accounts.username-unfit"
    message = Text("账号“{username}”不合规", "“{username}” cannot be a user name")
    remedy = Text("允许字母、数字和 . _ @ + -，最多 64 个字符。", "Letters, digits and . _ @ + -, 64 at most.")


class UsernameTaken(DaylightError):
    """A user name that somebody has, in whatever case of letters (账号已存在)."""

    code = "accounts.username-taken"
    message = Text("账号“{username}”已存在，没有改动", "The account “{username}” exists; nothing was changed")
    remedy = Text(
        "请换一个账号名；再授一个岗位用 account grant，改密码用 account password。",
        "Choose another name; use `account grant` for one more role, `account password` for a new password.",
    )


class NameUnfit(DaylightError):
    """An account without a name, or with one too long (姓名不合规)."""

    code = "accounts.name-unfit"
    message = Text("姓名须为 1 至 64 个字符", "A name has 1 to 64 characters")
    remedy = Text("请用 --name 写明。", "State it with --name.")


class PasswordWeak(DaylightError):
    """A password that Django's validators refuse (密码太弱)."""

    code = "accounts.password-weak"
    message = Text("密码不合规：{zh}", "The password will not do: {en}")
    remedy = Text("请换一个更长、别人猜不到的。", "Choose one that is longer and that nobody can guess.")


class PeriodEmpty(DaylightError):
    """A role that would end before it begins (岗位期限为空)."""

    code = "accounts.period-empty"
    message = Text(
        "岗位自 {start} 起、{end} 前止，没有一天有效", "From {start} until before {end} the role holds on no day"
    )
    remedy = Text("终止日是没有该岗位的第一天，须晚于起始日。", "The end is the first day without the role.")


class NoSuchAccount(DaylightError):
    """A user name that nobody has (没有该账号)."""

    code = "accounts.no-such-account"
    message = Text("没有账号“{username}”", "There is no account “{username}”")
    remedy = Text("{hint_zh}", "{hint_en}")


class RoleHeld(DaylightError):
    """The role is held already on some of the days (岗位已授予)."""

    code = "accounts.role-held"
    message = Text("{username} 已有岗位 {held}，没有改动", "{username} already holds {held}; nothing was changed")
    remedy = Text("请先用 account end 终止，或改期限。", "End it first with `account end`, or choose other days.")


class RoleNotHeld(DaylightError):
    """There is no such role to be ended on that day (没有可终止的岗位)."""

    code = "accounts.role-not-held"
    message = Text(
        "{username} 没有可在 {on} 终止的岗位 {role} {org_code}", "{username} holds no {role} {org_code} to end on {on}"
    )
    remedy = Text("现有岗位：{held}。", "Roles: {held}.")


#: Django's refusals in the words of this house; those of other validators are told as they come.
_WEAK: Final[dict[str, Text]] = {
    "password_too_short": Text("至少 {min_length} 个字符", "at least {min_length} characters"),
    "password_too_similar": Text("与账号或姓名太像", "too much like the user name or the name"),
    "password_too_common": Text("太常见", "too common"),
}


def account_faults(username: str, name: str, password: str) -> Iterator[DaylightError]:
    """Yield what forbids making an account (新账号的问题)."""
    if not _USERNAME.fullmatch(username) or username != User.normalize_username(username):
        yield UsernameUnfit(username=username)
    elif User.objects.filter(username__iexact=username).exists():
        yield UsernameTaken(username=username)
    if not 1 <= len(name.strip()) <= 64:
        yield NameUnfit()
    yield from password_faults(User(username=username, name=name), password)


def password_faults(user: User, password: str) -> Iterator[DaylightError]:
    """Yield what Django's validators have against a password (密码的问题)."""
    try:
        validate_password(password, user)
    except ValidationError as refused:
        for fault in refused.error_list:
            yield _weak(fault)


def _weak(fault: Any) -> PasswordWeak:
    said = " ".join(fault.messages)
    text = _WEAK.get(fault.code, Text("{said}", "{said}")).filled(**{"said": said, **(fault.params or {})})
    return PasswordWeak(zh=text.zh, en=text.en)


def period_faults(valid_from: date, valid_to: date | None) -> Iterator[DaylightError]:
    """Yield what is wrong with the days of a role (岗位期限的问题)."""
    if valid_to is not None and valid_to <= valid_from:
        yield PeriodEmpty(start=valid_from, end=valid_to)


def presence_faults(username: str) -> Iterator[DaylightError]:
    """Yield the fault where nobody has a user name, with the nearest spelling (账号不存在)."""
    names = User.objects.values_list("username", flat=True)
    if username not in (known := set(names)):
        text = hint(username, known)
        yield NoSuchAccount(username=username, hint_zh=text.zh, hint_en=text.en)


def overlapping(grants: QuerySet[RoleGrant], valid_from: date, valid_to: date | None) -> QuerySet[RoleGrant]:
    """Return the grants that hold on one of the days at least (期限重叠的授权)."""
    found = grants.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from))
    return found if valid_to is None else found.filter(valid_from__lt=valid_to)


def told(grants: QuerySet[RoleGrant]) -> str:
    """Return grants as they are listed: role, organisation, days; a dash for none (授权的写法)."""
    return ", ".join(f"{g.role} {g.org_code} {g.valid_from}–{g.valid_to or ''}" for g in grants) or "—"
