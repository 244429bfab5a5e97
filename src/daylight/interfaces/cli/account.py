"""``daylight account``: make accounts and grant roles (账号与岗位); the operator's acts, each in the audit chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, TextIO

import click
from django.utils import timezone

from daylight.apps.accounts import checks, services
from daylight.apps.accounts.installation import today
from daylight.apps.accounts.roles import ROLE_LEVELS
from daylight.apps.accounts.selectors import accounts
from daylight.apps.registry.seats import seat_for
from daylight.interfaces.cli.main import language
from daylight.interfaces.cli.serve import check_migrated
from daylight.interfaces.cli.snapshot import DAY
from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text

ADDED: Final = Text("已建立账号 {username}：{role} · {org}", "Made the account {username}: {role} · {org}")
GRANTED: Final = Text("已授予 {username}：{role} · {org}", "Granted to {username}: {role} · {org}")
ENDED: Final = Text(
    "{username} 自 {on} 起不再有岗位 {role} {org}", "From {on} on, {username} no longer holds {role} {org}"
)
CHANGED: Final = Text("已重设 {username} 的密码", "{username} has a new password")
NONE: Final = Text("没有账号", "There is no account")
OFF: Final = Text("停用", "off")
FIRST: Final = Text("密码（不显示）", "Password (not shown)")
AGAIN: Final = Text("再输一遍", "Once more")


class PasswordsDiffer(DaylightError):
    """The password was typed differently the second time (两次密码不同)."""

    code = "cli.passwords-differ"
    message = Text("两次输入的密码不同，没有改动", "The two passwords differ; nothing was changed")
    remedy = Text("请再运行一次。", "Run the command again.")


class PasswordFileUnreadable(DaylightError):
    """The file of the password is not UTF-8 text (密码文件读不出)."""

    code = "cli.password-file-unreadable"
    message = Text("密码文件 {file} 不是 UTF-8 文本", "The password file {file} is not UTF-8 text")
    remedy = Text("密码写在第一行。", "The password stands in its first line.")


def _days(command: Any) -> Any:
    last = click.option("--to", "valid_to", type=DAY, help="没有该岗位的第一天 the first day without the role")
    first = click.option("--from", "valid_from", type=DAY, help="首日 the first day; default: today")
    return first(last(command))


_ROLE: Final = click.option("--role", required=True, help=f"岗位 role: {', '.join(ROLE_LEVELS)}")
_ORG: Final = click.option("--org", required=True, help="机构代码 code of the organisation")
_PASSWORD: Final = click.option(
    "--password-file", type=click.File(encoding="utf-8-sig"),
    help="密码在文件第一行（- 为标准输入） file with the password in its first line, - for standard input",
)  # fmt: skip


@click.group()
def account() -> None:
    """账号：建立、授岗、收回、改密码、列出。Accounts: add, grant, end, password, list."""


@account.command()
@click.argument("username")
@click.option("--name", required=True, help="姓名 name of the person")
@_ROLE
@_ORG
@_days
@_PASSWORD
def add(
    username: str, name: str, role: str, org: str, valid_from: datetime | None, valid_to: datetime | None,
    password_file: TextIO | None,
) -> None:  # fmt: skip
    """建立账号并授予第一个岗位；密码输入两遍。Make an account with its first role; the password is asked twice."""
    check_migrated()
    start, end = _span(valid_from, valid_to)
    password = _password(password_file)
    faults = [*checks.account_faults(username, name, password), *checks.period_faults(start, end)]
    seat = _seat(role, org, start, faults)
    services.add_account(
        username=username, name=name, password=password, seat=seat, valid_from=start, valid_to=end, now=timezone.now()
    )
    _say(ADDED, username=username, role=role, org=seat.org_name)


@account.command()
@click.argument("username")
@_ROLE
@_ORG
@_days
def grant(username: str, role: str, org: str, valid_from: datetime | None, valid_to: datetime | None) -> None:
    """再授予一个岗位。Grant an account one more role."""
    check_migrated()
    start, end = _span(valid_from, valid_to)
    seat = _seat(role, org, start, [*checks.presence_faults(username), *checks.period_faults(start, end)])
    services.grant_role(username=username, seat=seat, valid_from=start, valid_to=end, now=timezone.now())
    _say(GRANTED, username=username, role=role, org=seat.org_name)


@account.command()
@click.argument("username")
@_ROLE
@_ORG
@click.option("--on", required=True, type=DAY, help="没有该岗位的第一天 the first day without the role")
def end(username: str, role: str, org: str, on: datetime) -> None:
    """收回一个岗位。End a role of an account."""
    check_migrated()
    services.end_role(username=username, role=role, org_code=org, on=on.date(), now=timezone.now())
    _say(ENDED, username=username, role=role, org=org, on=on.date())


@account.command()
@click.argument("username")
@_PASSWORD
def password(username: str, password_file: TextIO | None) -> None:
    """重设密码，输入两遍。Give an account a new password, asked twice."""
    check_migrated()
    services.change_password(username=username, password=_password(password_file), now=timezone.now())
    _say(CHANGED, username=username)


@account.command("list")
@click.option("--org", help="只列有该机构岗位的 only those with a role for this organisation")
def list_(org: str | None) -> None:
    """列出账号与岗位。List the accounts with their roles."""
    check_migrated()
    found = accounts(org_code=org)
    for row in found:
        state = "" if row.is_active else f"\t{OFF.says(language())}"
        click.echo(f"{row.username}\t{row.name}\t{row.roles}{state}")
    if not found:
        _say(NONE)


def _say(text: Text, **values: object) -> None:
    click.echo(text.filled(**values).says(language()))


def _span(valid_from: datetime | None, valid_to: datetime | None) -> tuple[date, date | None]:
    return valid_from.date() if valid_from else today(), valid_to.date() if valid_to else None


def _seat(role: str, org: str, on: date, faults: Iterable[DaylightError]) -> services.Seat:
    """Return the seat, or raise what is wrong with it together with the faults found before."""
    before = list(faults)
    try:
        seat = seat_for(role, org, on=on)
    except Problems as found:
        raise Problems([*before, *found.problems]) from None
    if before:
        raise Problems(before)
    return seat


def _password(file: TextIO | None) -> str:
    """Return the password from the file's first line, else typed twice without being shown."""
    if file is not None:
        try:
            return file.readline().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise PasswordFileUnreadable(file=file.name) from error
    first, again = (click.prompt(text.says(language()), hide_input=True, err=True) for text in (FIRST, AGAIN))
    if first != again:
        raise PasswordsDiffer
    return str(first)
