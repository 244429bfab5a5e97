"""Freezing the live city (取快照) against pandas reading the same tables from the same database."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measuring import Measured, Watch, alone

DAY = date(2018, 10, 15)


def _ready(home: Path) -> None:
    os.environ["DAYLIGHT_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daylight.site.settings.dev")
    import django

    django.setup()


def build_and_load(watch: Watch, place: Path) -> None:
    """Build the city and load it into a new database."""
    _ready(place)
    from django.core.management import call_command
    from django.utils import timezone

    from daylight.apps.casework.city import load_city
    from daylight.demo import build_city

    call_command("migrate", verbosity=0)
    city = watch.time("build", build_city)
    rows = watch.time("load", lambda: load_city(city, today=DAY, now=timezone.now()))
    watch.told["rows"] = rows


def of_the_house(watch: Watch, home: Path, into: Path) -> None:
    """Take the snapshot: every table, checked, sorted, hashed, split by county."""
    _ready(home)
    from django.utils import timezone

    from daylight.apps.accounts.viewer import Viewer
    from daylight.apps.casework.freeze import take_snapshot

    made = watch.time(
        "snapshot",
        lambda: take_snapshot(viewer=Viewer.operator(), as_of=DAY, folder=into, now=timezone.now()),
    )
    watch.told |= {"folder": str(into / made.name), "root": made.root_hash, "rows": made.rows}


def of_pandas(watch: Watch, home: Path, into: Path) -> None:
    """Read the same SELECTs with pandas and write Parquet: no check, no hash, no split."""
    _ready(home)
    import sqlite3

    import pandas as pd

    from daylight.apps.casework import freeze
    from daylight.lake.tables import TABLES

    into.mkdir(parents=True, exist_ok=True)

    def copy() -> int:
        with sqlite3.connect(f"file:{home / 'daylight.sqlite3'}?mode=ro", uri=True) as connection:
            return sum(one(connection, table) for table in TABLES.values())

    def one(connection: Any, table: Any) -> int:
        query = freeze.statement(table).replace("%(", ":").replace(")s", "")
        frame = pd.read_sql_query(query, connection, params=freeze.moment(DAY))
        frame.to_parquet(into / f"{table.name}.parquet", compression="zstd", index=False)
        return len(frame)

    watch.told["rows"] = watch.time("snapshot", copy)


def snapshot(home: Path, into: Path) -> tuple[Measured, Measured]:
    """Measure the house's snapshot and pandas' copy."""
    return alone(of_the_house, home, into / "snapshots"), alone(of_pandas, home, into / "copy")
