"""A city is loaded whole or not at all, whatever interrupts it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.db import connection

from daylight.apps.accounts.audit import verify_chain
from daylight.apps.accounts.installation import is_demo, today
from daylight.apps.accounts.models import AuditEntry
from daylight.apps.casework.city import DiskFull, load_city
from daylight.apps.casework.models import Evidence, Record, Tally
from daylight.apps.registry import loading
from daylight.apps.registry.loading import MembershipsOverlap, MissingParents, RegisterNotEmpty
from daylight.apps.registry.models import ClassMembership, Organisation, Pupil, Staff

from ..town import TODAY, Town, town

ROOT = Path(__file__).parents[3]


def load(city: Any, now: datetime) -> dict[str, int]:
    return load_city(city, today=TODAY, now=now)


def nothing_is_there() -> bool:
    models = (Organisation, ClassMembership, Pupil, Staff, Record, Evidence, Tally, AuditEntry)
    return not any(model.objects.exists() for model in models) and not is_demo()


def seats(*rows: tuple[int, int, date, date | None]) -> list[dict[str, Any]]:
    return [
        {"membership_id": n, "pupil_id": pupil, "class_id": class_id, "school_id": 100, "county_code": "210302",
         "valid_from": since, "valid_to": until}
        for n, (pupil, class_id, since, until) in enumerate(rows, 1)
    ]  # fmt: skip


def test_every_row_arrives_with_one_audit_entry(empty: Path, now: datetime) -> None:
    rows = load(town(), now)
    assert rows == {
        "organisation": 7, "homeroom_class": 4, "class_membership": 13, "staff_post": 4, "school_resource": 2,
        "class_course": 3, "pupils": 12, "staff": 4, "school years": 3, "record": 4, "evidence": 3, "tally": 1,
    }  # fmt: skip
    entry = AuditEntry.objects.get()
    assert (entry.code, entry.actor, entry.detail) == (
        "casework.city.load",
        "system",
        {"rows": rows, "today": "2018-10-15"},
    )
    assert verify_chain().holds


def test_the_installation_is_the_demo_on_its_day(empty: Path, now: datetime) -> None:
    load(town(), now)
    assert (is_demo(), today()) == (True, TODAY)


def test_progress_is_told_step_by_step(empty: Path, now: datetime) -> None:
    told: list[tuple[int, int, str]] = []
    load_city(town(), today=TODAY, now=now, progress=lambda done, total, doing: told.append((done, total, doing.zh)))
    assert [done for done, _, _ in told] == list(range(13))
    assert {total for _, total, _ in told} == {13}
    assert told[0][2] == "机构"


def test_a_second_city_is_refused_and_the_first_stays(empty: Path, now: datetime) -> None:
    load(town(), now)
    with pytest.raises(RegisterNotEmpty, match="7 个机构"):
        load(town(), now)
    assert (Organisation.objects.count(), AuditEntry.objects.count()) == (7, 1)


@pytest.mark.parametrize(
    "rows",
    [
        seats((1, 1, date(2016, 9, 1), None), (1, 2, date(2018, 9, 1), None)),
        seats((1, 1, date(2016, 9, 1), date(2018, 9, 2)), (1, 2, date(2018, 9, 1), None)),
        seats((1, 1, date(2016, 9, 1), date(2018, 9, 1)), (1, 2, date(2017, 9, 1), date(2017, 9, 2))),
    ],
)
def test_a_pupil_in_two_classes_on_one_day_stops_the_load(empty: Path, now: datetime, rows: list[Any]) -> None:
    with pytest.raises(MembershipsOverlap, match="学生 1"):
        load(town(class_membership=rows), now)
    assert nothing_is_there()


def test_a_pupil_may_change_class_within_a_day(empty: Path, now: datetime) -> None:
    rows = seats((1, 1, date(2016, 9, 1), date(2018, 9, 1)), (1, 2, date(2018, 9, 1), None))
    assert load(town(class_membership=rows), now)["class_membership"] == 2


@pytest.mark.parametrize(
    ("table", "row", "parent"),
    [
        ("class_membership", seats((99, 1, date(2016, 9, 1), None))[0], "registry_pupil"),
        ("tally", {"tally_id": 1, "kind": "x", "org_id": 9, "counted_on": TODAY, "eligible": 1, "covered": 1},
         "registry_organisation"),
        ("evidence", {"record_id": 9, "part": "plan"}, "casework_record"),
    ],
)  # fmt: skip
def test_a_row_that_points_nowhere_stops_the_load(
    empty: Path, now: datetime, table: str, row: dict[str, Any], parent: str
) -> None:
    with pytest.raises(MissingParents, match=parent):
        load(town(**{table: [row]}), now)
    assert nothing_is_there()


def test_a_failure_in_the_last_step_leaves_nothing(empty: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(loading, "check_parents", fail)
    with pytest.raises(ZeroDivisionError):
        load(town(), now)
    assert nothing_is_there()
    monkeypatch.undo()
    assert load(town(), now)["organisation"] == 7


def test_a_full_disk_leaves_nothing_and_the_next_try_works(empty: Path, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 3}")
    with pytest.raises(DiskFull, match="磁盘已满"):
        load(many_pupils(), now)
    assert nothing_is_there()
    connection.close()
    assert load(many_pupils(), now)["pupils"] == 5000


def many_pupils() -> Town:
    rows = [
        {"pupil_id": n, "sex": "1", "number_kind": "G", "migrant": False, "left_behind": False} for n in range(1, 5001)
    ]
    return town(pupil=rows)


KILLED = """
import os, signal, sys
import django; django.setup()
from django.utils import timezone
from daylight.apps.casework import city
from tests.apps.town import TODAY, town
def progress(done, total, doing):
    if doing.en == sys.argv[1]:
        os.kill(os.getpid(), signal.SIGKILL)
city.load_city(town(), today=TODAY, now=timezone.now(), progress=progress)
"""


@pytest.mark.parametrize("step", ["pupils", "record", "indexes"])
def test_a_process_killed_half_way_leaves_an_empty_database_that_loads(empty: Path, now: datetime, step: str) -> None:
    env = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}:{':'.join(sys.path)}",
        "DAYLIGHT_HOME": str(empty.parent / "home"),
        "DAYLIGHT_DATABASE_URL": f"sqlite:///{empty}",
        "DJANGO_SETTINGS_MODULE": "daylight.site.settings.dev",
    }
    done = subprocess.run([sys.executable, "-c", KILLED, step], env=env, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert nothing_is_there()
    assert guards(empty) >= 4
    assert load(town(), now)["record"] == 4


def guards(path: Path) -> int:
    with sqlite3.connect(path) as file:
        count = file.execute("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
    file.close()
    return int(count)


def test_guards_stand_after_the_load(empty: Path, now: datetime) -> None:
    before = guards(empty)
    load(town(), now)
    assert guards(empty) == before


def test_foreign_keys_are_watched_again_after_the_load(empty: Path, now: datetime) -> None:
    load(town(), now)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_table_in_several_chunks_arrives_whole(empty: Path, now: datetime) -> None:
    city = town()
    city.tables["record"] = pa.concat_tables([city.tables["record"].slice(0, 1), city.tables["record"].slice(1)])
    assert load(city, now)["record"] == 4


@pytest.fixture(autouse=True)
def _no_open_transaction() -> Iterator[None]:
    yield
    assert not connection.in_atomic_block
