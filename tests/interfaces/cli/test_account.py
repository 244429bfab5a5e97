"""The operator makes the first accounts at the command line, and every fault is told before anything is changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from daylight.apps.accounts.audit import verify_chain
from daylight.apps.accounts.models import AuditEntry, RoleGrant, User
from daylight.apps.accounts.roles import ROLE_LEVELS, Role
from daylight.apps.registry.models import Organisation
from daylight.interfaces.cli.main import COMMANDS, group
from daylight.kernel.errors import DaylightError, Problems

from .test_main import run as run_outside

SECRET, OTHER = "apricots in April", "quinces in October"
CITY = ("--role", "city_official", "--org", "210300")


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """A file with a good password, as an editor on Windows saves it."""
    path = tmp_path / "secret.txt"
    path.write_bytes(b"\xef\xbb\xbf" + f"{SECRET}\r\n".encode())
    return str(path)


@pytest.fixture
def school(db: None) -> str:
    return str(
        Organisation.objects.filter(kind="school", valid_to=None).order_by("code").values_list("code", flat=True)[0]
    )


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(group, ["account", *arguments], input=typed)


def said(*arguments: str, typed: str = "") -> str:
    done = run(*arguments, typed=typed)
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def refused(*arguments: str, typed: str = "") -> DaylightError:
    """Run what must fail, and see that nothing was changed by it."""
    before = rows()
    done = run(*arguments, typed=typed)
    assert isinstance(done.exception, DaylightError), (done.output, done.exception)
    assert rows() == before
    return done.exception


def codes(error: DaylightError) -> list[str]:
    assert isinstance(error, Problems)
    return [problem.code for problem in error.problems]


def rows() -> tuple[Any, ...]:
    users = list(User.objects.order_by("pk").values_list("pk", "password"))
    return users, list(RoleGrant.objects.order_by("pk").values_list("pk", "valid_to")), AuditEntry.objects.count()


def test_it_needs_the_database() -> None:
    assert COMMANDS["account"].database


@pytest.mark.django_db
def test_a_password_typed_twice_makes_an_account_and_is_not_shown() -> None:
    done = run("add", "wang", "--name", "王", *CITY, typed=f"{SECRET}\n{SECRET}\n")
    assert done.exit_code == 0, done.output
    assert done.stdout.strip().splitlines()[-1] == "Made the account wang: city_official · 鞍山市"
    assert "Password (not shown)" in done.stderr
    assert SECRET not in done.output
    assert User.objects.get(username="wang").check_password(SECRET)


@pytest.mark.django_db
def test_a_password_typed_differently_changes_nothing() -> None:
    assert refused("add", "wang", "--name", "王", *CITY, typed=f"{SECRET}\n{OTHER}\n").code == "cli.passwords-differ"


@pytest.mark.django_db
def test_a_script_hands_the_password_in_a_file_or_through_a_pipe(secret: str) -> None:
    said("add", "wang", "--name", "王", *CITY, "--password-file", secret)
    said("add", "li", "--name", "李", *CITY, "--password-file", "-", typed=f"{OTHER}\nmore\n")
    assert User.objects.get(username="wang").check_password(SECRET)
    assert User.objects.get(username="li").check_password(OTHER)


@pytest.mark.django_db
def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes("密码".encode("gbk"))
    error = refused("add", "wang", "--name", "王", *CITY, "--password-file", str(tmp_path / "x"))
    assert error.code == "cli.password-file-unreadable"


@pytest.mark.parametrize("role", ROLE_LEVELS)
def test_every_role_is_made_for_its_levels_and_refused_for_the_others(role: Role, school: str, secret: str) -> None:
    for level, org in {"city": "210300", "county": "210302", "school": school}.items():
        words = ("add", f"{role}-{level}", "--name", "某", "--role", role, "--org", org, "--password-file", secret)
        if level in ROLE_LEVELS[role]:
            said(*words)
            assert RoleGrant.objects.get(user__username=f"{role}-{level}").level == level
        else:
            assert codes(refused(*words)) == ["registry.role-unfit"]
    assert verify_chain().holds


@pytest.mark.django_db
def test_every_fault_is_told_at_once_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "weak").write_text("qv7~", encoding="utf-8")
    error = refused(
        "add", "wang wu", "--name", "", "--role", "mayor", "--org", "鞍山", "--from", "2018-09-01",
        "--to", "2018-09-01", "--password-file", str(tmp_path / "weak"),
    )  # fmt: skip
    assert codes(error) == [
        "accounts.username-unfit", "accounts.name-unfit", "accounts.password-weak", "accounts.period-empty",
        "registry.no-such-role", "registry.no-such-organisation",
    ]  # fmt: skip
    assert "Nearest: 210300 鞍山市" in error.says("en")
    assert "最接近的写法：210300 鞍山市" in error.says("zh")


@pytest.mark.django_db
def test_the_days_are_as_stated_or_from_today(secret: str, today: date) -> None:
    said("add", "wang", "--name", "王", *CITY, "--password-file", secret)
    said("grant", "wang", "--role", "expert", "--org", "210302", "--from", "2019-01-01", "--to", "2019-07-01")
    days = RoleGrant.objects.filter(user__username="wang").order_by("pk").values_list("valid_from", "valid_to")
    assert list(days) == [(today, None), (date(2019, 1, 1), date(2019, 7, 1))]


@pytest.mark.django_db
def test_a_repeated_add_or_grant_is_refused_and_nothing_changes(secret: str, tmp_path: Path) -> None:
    said("add", "wang", "--name", "王", *CITY, "--password-file", secret)
    (tmp_path / "other").write_text(OTHER, encoding="utf-8")
    error = refused("add", "wang", "--name", "王", *CITY, "--password-file", str(tmp_path / "other"))
    assert codes(error) == ["accounts.username-taken"]
    assert refused("grant", "wang", *CITY).code == "accounts.role-held"


@pytest.mark.django_db
def test_grant_tells_every_fault_at_once(secret: str) -> None:
    said("add", "wang", "--name", "王", *CITY, "--password-file", secret)
    error = refused("grant", "wagn", "--role", "head", "--org", "210300", "--from", "2019-01-01", "--to", "2018-01-01")
    assert codes(error) == ["accounts.no-such-account", "accounts.period-empty", "registry.role-unfit"]
    assert "Nearest: wang." in error.says("en")


@pytest.mark.django_db
def test_a_role_is_ended_on_a_day_and_only_one_that_is_held(secret: str) -> None:
    said("add", "wang", "--name", "王", *CITY, "--from", "2018-09-01", "--password-file", secret)
    assert refused("end", "wang", "--role", "head", "--org", "210300", "--on", "2018-10-01").code.endswith("not-held")
    told = said("end", "wang", *CITY, "--on", "2018-10-01")
    assert told == "From 2018-10-01 on, wang no longer holds city_official 210300"
    assert RoleGrant.objects.get(user__username="wang").valid_to == date(2018, 10, 1)
    assert refused("end", "wang", *CITY, "--on", "2018-10-01").code == "accounts.role-not-held"


@pytest.mark.django_db
def test_a_password_is_changed_and_a_weak_one_refused(secret: str) -> None:
    said("add", "wang", "--name", "王", *CITY, "--password-file", secret)
    assert codes(refused("password", "wang", typed="short\nshort\n")) == ["accounts.password-weak"]
    assert said("password", "wang", typed=f"{OTHER}\n{OTHER}\n").endswith("wang has a new password")
    assert User.objects.get(username="wang").check_password(OTHER)


@pytest.mark.django_db
def test_accounts_are_listed_with_their_roles_all_or_of_one_organisation(secret: str) -> None:
    said("add", "wang", "--name", "王", *CITY, "--from", "2018-09-01", "--password-file", secret)
    line = "wang\t王\tcity_official 210300 2018-09-01–"
    assert line in said("list").splitlines()
    assert {row.split("\t")[0] for row in said("list", "--org", "210300").splitlines()} == {"city", "expert", "wang"}
    assert said("list", "--org", "999") == "There is no account"
    User.objects.filter(username="wang").update(is_active=False)
    assert f"{line}\toff" in said("list", "--org", "210300").splitlines()


@pytest.mark.django_db
def test_each_act_leaves_one_entry_by_the_operator_and_the_chain_holds(secret: str) -> None:
    before = AuditEntry.objects.count()
    said("add", "wang", "--name", "王", *CITY, "--from", "2018-09-01", "--password-file", secret)
    said("grant", "wang", "--role", "expert", "--org", "210302")
    said("end", "wang", *CITY, "--on", "2018-10-01")
    said("password", "wang", "--password-file", secret)
    said("list")
    entries = AuditEntry.objects.order_by("sequence")[before:]
    subject = f"user:{User.objects.get(username='wang').pk}"
    assert [(entry.code, entry.actor, entry.subject) for entry in entries] == [
        (f"accounts.{act}", "system", subject) for act in ("user.add", "role.grant", "role.end", "password.change")
    ]
    assert CliRunner().invoke(group, ["audit", "verify"]).exit_code == 0


@pytest.mark.django_db
def test_it_speaks_chinese_too(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    done = said("add", "wang", "--name", "王", *CITY, "--password-file", secret)
    assert done == "已建立账号 wang：city_official · 鞍山市"
    assert said("list", "--org", "999") == "没有账号"


def test_a_database_that_is_not_set_up_is_named_and_an_empty_register_too(tmp_path: Path, secret: str) -> None:
    words = ("account", "add", "wang", "--name", "王", *CITY, "--password-file", secret)
    done = run_outside(tmp_path, *words)
    assert (done.returncode, done.stderr.strip()) == (1, "数据库尚未建好或版本较旧 请先运行 daylight manage migrate。")
    assert run_outside(tmp_path, "manage", "migrate", "-v0").returncode == 0
    done = run_outside(tmp_path, *words)
    assert done.returncode == 1
    assert "登记册是空的" in done.stderr
