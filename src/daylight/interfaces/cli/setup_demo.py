"""``daylight setup-demo``: an empty home becomes the demo city, whole or not at all (建立演示环境).

The database is built under another name and gets its own by one rename, so whatever interrupts this
leaves either no demo or the whole one. What it does is done by the services of the apps; here stands
only the order.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from daylight.apps.accounts.installation import is_demo
from daylight.apps.accounts.services import DemoAccount, make_demo_accounts
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework.city import load_city
from daylight.apps.casework.freeze import take_snapshot
from daylight.apps.registry.seats import demo_seats
from daylight.apps.reporting.services import publish_board
from daylight.apps.rulebook.services import install_pack
from daylight.demo import build_city
from daylight.interfaces.cli.progress import Tell, telling
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.policy.find import pack_folder

PACK: Final = "anshan-2017-066"
#: The demo's clock stands here; snapshots are taken as of these days, the last one is published last.
DAYS: Final = (date(2017, 12, 31), date(2018, 10, 15))


class AnotherCity(DaylightError):
    """The home holds a demo of another size or seed (已有另一座演示城市)."""

    code = "cli.another-city"
    message = Text(
        "{home} 里已有规模 {scale}、种子 {seed} 的演示城市",
        "{home} already holds a demo city of scale {scale} and seed {seed}",
    )
    remedy = Text(
        "加上 --fresh 重建，或设置 DAYLIGHT_HOME 换一个目录。",
        "Add --fresh to build anew, or set DAYLIGHT_HOME to another folder.",
    )


class NotTheDemosDatabase(DaylightError):
    """The database of the settings is not the demo's own file (不是演示数据库)."""

    code = "cli.not-the-demos-database"
    message = Text("演示城市只建在运行目录的 SQLite 文件里", "The demo city lives in the home's own SQLite file only")
    remedy = Text("请去掉 DAYLIGHT_DATABASE_URL。", "Unset DAYLIGHT_DATABASE_URL.")


class RealCity(DaylightError):
    """The home holds a city that is not the demo (已有真实城市的数据)."""

    code = "cli.real-city"
    message = Text(
        "{home} 里的数据库不是演示城市，没有改动", "The database in {home} is not the demo; nothing was changed"
    )
    remedy = Text("请设置 DAYLIGHT_HOME 换一个目录。", "Set DAYLIGHT_HOME to another folder.")


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of running state and what the demo keeps there (运行目录)."""

    folder: Path

    @property
    def database(self) -> Path:
        """Return the database's own place."""
        return self.folder / "daylight.sqlite3"

    @property
    def building(self) -> Path:
        """Return where the database is built."""
        return self.folder / "building.sqlite3"

    @property
    def snapshots(self) -> Path:
        """Return the folder of snapshots."""
        return self.folder / "snapshots"

    def read(self, name: str) -> Any:
        """Return what one of the demo's notes says; None when it is not there or was cut short."""
        try:
            return json.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def write(self, name: str, content: object) -> None:
        """Write one of the demo's notes in one step."""
        part = self.folder / f"{name}.part"
        part.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(self.folder / name)

    def clear(self) -> None:
        """Remove the demo; the keys stay."""
        for name in ("ready.json", "accounts.json"):
            (self.folder / name).unlink(missing_ok=True)
        for path in (self.database, self.building):
            remove_database(path)
        shutil.rmtree(self.snapshots, ignore_errors=True)


def remove_database(path: Path) -> None:
    """Remove a SQLite file with its companions."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@click.command("setup-demo")
@click.option("--scale", default="1", show_default=True, help="城市规模 size of the city; 1 is the whole one")
@click.option("--seed", default=2017, show_default=True, help="种子 seed: the same seed, the same city")
@click.option("--fresh", is_flag=True, help="删除现有演示城市并重建 remove the demo that stands and build it anew")
@click.option("--stamp", default="", help="由 start.py 记下 what start.py wants noted", hidden=True)
def setup_demo(scale: str, seed: int, fresh: bool, stamp: str) -> None:
    """建立演示城市：数据库、快照、评估、发布。Build the demo: database, snapshots, appraisal, publication."""
    home = Home(Path(settings.DAYLIGHT_HOME))
    need_own_database(home)
    need_no_real_city(home)
    if fresh:
        home.clear()
    with telling() as tell:
        if home.database.exists():
            renew(home, scale, seed, tell)
        else:
            build(home, scale, seed, tell)
    home.write("ready.json", {"stamp": stamp, "scale": scale, "seed": seed})


def need_own_database(home: Home) -> None:
    """Refuse to build the demo anywhere but in the home's own file.

    Raises
    ------
    NotTheDemosDatabase
    """
    if Path(str(connection.settings_dict["NAME"])) != home.database:
        raise NotTheDemosDatabase


def need_no_real_city(home: Home) -> None:
    """Refuse to touch a city that is not the demo; an empty file, left by a command that came too early, is none.

    Raises
    ------
    RealCity
    """
    if not home.database.exists():
        return
    tables = connection.introspection.table_names()
    demo = "accounts_installation" in tables and is_demo()
    connection.close()
    if tables and not demo:
        raise RealCity(home=home.folder)
    if not tables:
        remove_database(home.database)


def build(home: Home, scale: str, seed: int, tell: Tell) -> None:
    """Build the whole demo beside its place, then put it there."""
    with built_aside(home):
        migrate(tell)
        install_pack(folder=pack_folder(PACK), now=timezone.now())
        city = build_city(scale=size(scale), seed=seed, progress=tell)
        load_city(city, today=DAYS[-1], now=timezone.now(), progress=tell)
        del city
        accounts = make_demo_accounts(seats=demo_seats(DAYS[-1]), valid_from=date(2016, 9, 1), now=timezone.now())
        for day in DAYS:
            publish(home, day, tell)
        home.write("accounts.json", [shown(account) for account in accounts])


def renew(home: Home, scale: str, seed: int, tell: Tell) -> None:
    """Bring a demo that stands up to this version's tables and pack.

    Raises
    ------
    AnotherCity
        If it was built with another size or seed.
    """
    known = home.read("ready.json") or {}
    if (known.get("scale", scale), known.get("seed", seed)) != (scale, seed):
        raise AnotherCity(home=home.folder, scale=known["scale"], seed=known["seed"])
    migrate(tell)
    install_pack(folder=pack_folder(PACK), now=timezone.now())
    for day in DAYS:
        publish(home, day, tell)


@contextmanager
def built_aside(home: Home) -> Iterator[None]:
    """Let the database be another file, and rename it to its own name when all went well."""
    remove_database(home.building)
    connection.close()
    place = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = home.building
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place
    home.building.replace(home.database)
    remove_database(home.building)


def migrate(tell: Tell) -> None:
    """Make or renew the tables."""
    tell(0, 1, Text("建立数据表", "tables"))
    call_command("migrate", verbosity=0, interactive=False)


def size(scale: str) -> int | float:
    """Return the size of the city as a number: whole ones stay whole."""
    number = float(scale)
    return int(number) if number.is_integer() else number


def publish(home: Home, day: date, tell: Tell) -> None:
    """Freeze the city as it was known on a day, appraise it and publish the board."""
    operator = Viewer.operator()
    manifest = take_snapshot(viewer=operator, as_of=day, folder=home.snapshots, now=timezone.now(), progress=tell)
    publish_board(folder=home.snapshots / manifest.name, now=timezone.now(), progress=tell)


def shown(account: DemoAccount) -> dict[str, str]:
    """Return an account as start.py prints it."""
    return {
        "username": account.username,
        "password": account.password,
        "zh": account.says.zh,
        "en": account.says.en,
    }
