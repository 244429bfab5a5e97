"""The `daylight` command (命令入口): a group that imports a command's module only when it is called.

Commands without a database never import Django; those with one are named in ``COMMANDS`` so, and
Django is made ready before their module is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final

import click

from daylight.kernel.errors import DaylightError

SETTINGS: Final = "daylight.site.settings.dev"


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives (命令所在): module of this room, attribute, whether it needs the database."""

    module: str
    attribute: str
    says: str
    database: bool = False


COMMANDS: Final[dict[str, Command]] = {
    "pack": Command("pack", "pack", "政策包：读、查、算例、比较 · packs: read, lint, test, diff, attach"),
    "snapshot": Command("snapshot", "snapshot", "数据快照：冻结、列出、核验 · snapshots: take, list, verify"),
    "appraise": Command("appraise", "appraise_command", "对快照逐项评估 · appraise a snapshot, target by target"),
    "publish": Command("publish", "publish", "评估并发布公示板 · appraise a snapshot and publish its board", True),
    "demo": Command("demo", "demo", "生成演示城市 · build the demo city"),
    "setup-demo": Command("setup_demo", "setup_demo", "建好演示环境 · set the demo up: city, snapshot, board", True),
    "serve": Command("serve", "serve", "启动网页服务 · serve the pages", True),
    "account": Command("account", "account", "账号与岗位 · accounts: add, grant, end, password, list", True),
    "audit": Command("audit", "audit", "审计链：核验、查看 · the audit chain: verify, show", True),
    "manage": Command("manage", "manage", "Django 管理命令 · Django's own commands", False),
}


def make_django_ready() -> None:
    """Load the settings and the apps (准备数据库环境)."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


class Lazy(click.Group):
    """A group whose commands are imported when called (惰性命令组)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module, with Django ready where it needs the database."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        if place.database:
            make_django_ready()
        found: click.Command = getattr(import_module(f"daylight.interfaces.cli.{place.module}"), place.attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("命令 Commands"):
            formatter.write_dl([(name, place.says) for name, place in COMMANDS.items()])


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="daylight-edu", prog_name="daylight")
def group() -> None:
    """阳光：把一份通知变成看得见的落实。Daylight carries a notice into practice."""


def language() -> str:
    """Return the reader's language: Chinese unless the terminal's locale is English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "zh"
    return "en" if named.startswith("en") else "zh"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; what was anticipated to fail is said in words, with exit code 1."""
    try:
        group.main(args=None if arguments is None else list(arguments), prog_name="daylight")
    except DaylightError as error:
        click.echo(error.says(language()), err=True)
        sys.exit(1)
