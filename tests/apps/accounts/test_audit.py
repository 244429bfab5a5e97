"""The audit chain grows only at its end, and shows where it was touched."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from daylight.apps.accounts import audit
from daylight.apps.accounts.audit import AuditOutsideTransaction, actor_of, canonical, record, verify_chain
from daylight.apps.accounts.models import AuditEntry
from daylight.apps.accounts.models.audit import GENESIS, AuditIsAppendOnly
from daylight.apps.accounts.viewer import Viewer

AT = datetime(2018, 10, 15, 2, 0, tzinfo=UTC)


def write(count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            record(
                code="test.act", at=AT, actor="user:1", subject=f"record:{number}", detail={"zh": "阳光", "n": number}
            )


def tamper(path: Path, statement: str) -> None:
    """Change the file behind the guards' back, as somebody with the disk could."""
    connection.close()
    with sqlite3.connect(path) as file:
        for act in ("update", "delete"):
            file.execute(f"DROP TRIGGER accounts_auditentry_no_{act}")
        file.execute(statement)
    file.close()


def test_an_empty_chain_holds(empty: Path) -> None:
    report = verify_chain()
    assert (report.count, report.head, report.holds) == (0, GENESIS, True)


def test_each_entry_carries_the_hash_of_the_one_before(empty: Path) -> None:
    write(3)
    first, second, third = AuditEntry.objects.all()
    assert [first.prev_hash, second.prev_hash, third.prev_hash] == [GENESIS, first.hash, second.hash]
    assert (verify_chain().count, verify_chain().head, verify_chain().holds) == (3, third.hash, True)


def test_an_entry_gives_back_its_detail(empty: Path) -> None:
    write(1)
    assert AuditEntry.objects.get().detail == {"zh": "阳光", "n": 0}


def test_the_hash_of_an_entry_can_be_computed_by_anyone_from_its_fields(empty: Path) -> None:
    import hashlib

    write(1)
    entry = AuditEntry.objects.get()
    body = {
        "actor": "user:1", "at": "2018-10-15T02:00:00.000000+00:00", "code": "test.act",
        "detail": '{"n":0,"zh":"阳光"}', "prev_hash": "0" * 64, "sequence": 1, "subject": "record:0",
    }  # fmt: skip
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert entry.hash == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("statement", "place", "reason"),
    [
        ("UPDATE accounts_auditentry SET actor = 'user:2' WHERE sequence = 3", 3, "content"),
        ("UPDATE accounts_auditentry SET at = '2018-10-16 02:00:00' WHERE sequence = 2", 2, "content"),
        ("UPDATE accounts_auditentry SET detail_json = '{}' WHERE sequence = 5", 5, "content"),
        ("DELETE FROM accounts_auditentry WHERE sequence = 4", 5, "entry 4 is missing"),
        ("DELETE FROM accounts_auditentry WHERE sequence = 1", 2, "entry 1 is missing"),
        ("UPDATE accounts_auditentry SET prev_hash = 'x' WHERE sequence = 2", 2, "follow"),
    ],
)
def test_the_first_entry_that_was_touched_is_named(empty: Path, statement: str, place: int, reason: str) -> None:
    write(6)
    tamper(empty, statement)
    broken = verify_chain().broken
    assert broken is not None
    assert broken.sequence == place
    assert reason in broken.reason.en


def test_the_model_refuses_change_and_removal(empty: Path) -> None:
    write(1)
    entry = AuditEntry.objects.get()
    entry.actor = "user:9"
    for act in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(actor="x"),
    ):
        with pytest.raises(AuditIsAppendOnly):
            act()
    assert verify_chain().holds


@pytest.mark.parametrize("statement", ["UPDATE accounts_auditentry SET actor = 'x'", "DELETE FROM accounts_auditentry"])
def test_the_database_refuses_change_and_removal(empty: Path, statement: str) -> None:
    write(1)
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_chain().count == 1


def test_an_entry_outside_a_transaction_is_refused(empty: Path) -> None:
    with pytest.raises(AuditOutsideTransaction, match=r"test\.act"):
        record(code="test.act", at=AT, actor="system", subject="x")


def test_an_act_that_fails_leaves_no_entry(empty: Path) -> None:
    @transaction.atomic
    def fail() -> None:
        record(code="test.act", at=AT, actor="system", subject="x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert verify_chain().count == 0


def test_a_number_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"x": float("nan")})


def test_an_actor_is_a_user_or_the_system() -> None:
    assert [actor_of(None), actor_of(7), actor_of(Viewer.public())] == ["system", "user:7", "system"]


def test_history_tells_the_latest_first(empty: Path) -> None:
    write(3)
    assert [entry.sequence for entry in audit.latest(limit=2)] == [3, 2]
    assert [entry.sequence for entry in audit.history("record:1")] == [2]


def test_threads_that_write_at_once_do_not_fork_the_chain(empty: Path) -> None:
    def work(_: int) -> None:
        try:
            write(10)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    report = verify_chain()
    assert (report.count, report.holds) == (40, True)


WRITER = """
import django; django.setup()
from datetime import UTC, datetime
from django.db import transaction
from daylight.apps.accounts.audit import record
for n in range(25):
    with transaction.atomic():
        record(code="test.act", at=datetime.now(UTC), actor="system", subject=f"process:{n}")
"""


def test_processes_that_write_at_once_do_not_fork_the_chain(empty: Path) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "daylight.site.settings.dev", "PYTHONPATH": ":".join(sys.path),
           "DAYLIGHT_HOME": str(empty.parent / "home"), "DAYLIGHT_DATABASE_URL": f"sqlite://{empty}"}  # fmt: skip
    running: list[Any] = [subprocess.Popen([sys.executable, "-c", WRITER], env=env) for _ in range(3)]
    assert [child.wait(timeout=120) for child in running] == [0, 0, 0]
    report = verify_chain()
    assert (report.count, report.holds) == (75, True)
