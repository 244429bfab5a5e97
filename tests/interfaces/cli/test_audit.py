"""Anyone with the command can verify the chain, and is told where it broke."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from daylight.apps.accounts.audit import Break, ChainReport
from daylight.interfaces.cli.audit import verdict
from daylight.kernel.text import Text

from .test_main import run

WRITE = """
from datetime import UTC, datetime
from django.db import transaction
from daylight.apps.accounts.audit import record
with transaction.atomic():
    for n in range(4):
        record(code="test.act", at=datetime(2018, 10, 15, tzinfo=UTC), actor="system", subject=f"record:{n % 2}")
"""


def home_with_four_entries(folder: Path) -> Path:
    assert run(folder, "manage", "migrate", "-v0").returncode == 0
    done = run(folder, "manage", "shell", "-c", WRITE)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_verdict_is_a_sentence_in_both_languages() -> None:
    sound, broken = ChainReport(3, "ab", None), ChainReport(2, "ab", Break(2, Text("不衔接", "it does not follow")))
    assert verdict(sound, "zh") == "审计链完好：3 条，末端 ab"
    assert verdict(sound, "en") == "The audit chain holds: 3 entries, head ab"
    assert verdict(broken, "zh") == "审计链在第 2 条断开：不衔接"
    assert verdict(broken, "en") == "Broken at entry 2: it does not follow"


def test_a_chain_that_holds_is_counted_and_one_that_was_touched_is_named(tmp_path: Path) -> None:
    home = home_with_four_entries(tmp_path)
    done = run(home, "audit", "verify")
    assert (done.returncode, done.stdout[:9]) == (0, "审计链完好：4 条")
    with sqlite3.connect(home / "daylight.sqlite3") as file:
        file.execute("DROP TRIGGER accounts_auditentry_no_update")
        file.execute("UPDATE accounts_auditentry SET subject = 'record:7' WHERE sequence = 3")
    file.close()
    done = run(home, "audit", "verify")
    assert (done.returncode, done.stdout.strip()) == (1, "审计链在第 3 条断开：内容与哈希不符")


def test_entries_are_shown_newest_first_all_or_of_one_subject(tmp_path: Path) -> None:
    home = home_with_four_entries(tmp_path)
    shown = run(home, "audit", "show", "--limit", "2").stdout.splitlines()
    assert [line.split("\t")[0] for line in shown] == ["4", "3"]
    about = run(home, "audit", "show", "record:1").stdout.splitlines()
    assert [line.split("\t")[0] for line in about] == ["4", "2"]
    assert "test.act" in about[0]
    assert about[0].split("\t")[1] == "2018-10-15 08:00:00 +0800"
