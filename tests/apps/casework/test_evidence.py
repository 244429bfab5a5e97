"""Evidence is handed in once, its file kept whole under its hash or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from daylight.apps.accounts.viewer import NotAllowed, Viewer
from daylight.apps.casework import evidence
from daylight.apps.casework.evidence import FileNotStored, FileNotTaken, folder_of, hand_in, store
from daylight.apps.casework.models import Evidence, Record
from daylight.apps.casework.services import NotInThisStatus, Outcome
from daylight.kernel.errors import Problems

pytestmark = pytest.mark.usefixtures("in_town")
PLAN = "研学方案".encode()


@pytest.fixture
def shelf(tmp_path: Path, settings: Any) -> Path:
    """Where the files go in this test."""
    settings.MEDIA_ROOT = tmp_path / "evidence"
    return tmp_path / "evidence"


@pytest.fixture
def hand(people: dict[str, Viewer], today: date, now: datetime, shelf: Path) -> Any:
    """Hand in the plan of record 2 as the head of its school, or otherwise."""

    def call(content: bytes | None = PLAN, who: str = "head", **instead: Any) -> Outcome:
        file = None if content is None else io.BytesIO(content)
        given = {"record_id": 2, "part": "plan", "file_name": "方案.pdf", **instead}
        return hand_in(viewer=people[who], file=file, today=today, now=now, **given)

    return call


def kept(shelf: Path) -> list[Path]:
    return [path for path in shelf.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_hash(hand: Any, today: date, audited: Any) -> None:
    hand()
    row, digest = Evidence.objects.get(record_id=2), hashlib.sha256(PLAN).hexdigest()
    assert (row.part, row.file_name, row.file_bytes, row.file_sha256) == ("plan", "方案.pdf", len(PLAN), digest)
    assert (row.handed_in_on, row.county_code) == (today, "210302")
    assert folder_of(digest).read_bytes() == PLAN
    detail = {"part": "plan", "sha256": digest, "bytes": len(PLAN)}
    assert audited() == [("casework.evidence.hand-in", "record:2", detail)]


def test_sent_twice_it_is_kept_once(hand: Any, shelf: Path, audited: Any) -> None:
    assert [hand().repeated, hand().repeated] == [False, True]
    assert len(kept(shelf)) == 1
    assert (Evidence.objects.filter(record_id=2).count(), len(audited())) == (1, 1)


def test_another_file_takes_the_place_of_the_first_and_is_noted(hand: Any, audited: Any) -> None:
    hand()
    assert not hand(b"better").repeated
    assert Evidence.objects.get(record_id=2).file_bytes == 6
    assert len(audited()) == 2


def test_a_part_may_come_without_a_file(hand: Any, shelf: Path) -> None:
    assert not hand(None).repeated
    assert hand(None).repeated
    assert not shelf.exists()


def test_a_disk_that_is_full_leaves_nothing_behind(
    hand: Any, shelf: Path, audited: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(evidence.os, "fsync", full)
    with pytest.raises(FileNotStored) as caught:
        hand()
    assert "磁盘已满" in caught.value.says("zh")
    assert kept(shelf) == []
    assert (Evidence.objects.filter(record_id=2).count(), audited()) == (0, [])
    monkeypatch.undo()
    assert not hand().repeated


def test_a_shelf_that_cannot_be_written_is_said(hand: Any, shelf: Path) -> None:
    shelf.write_text("a file where the folder should be")
    with pytest.raises(FileNotStored, match="方案"):
        hand()


@pytest.mark.parametrize("name", ["virus.exe", "page.html", "plan", "plan.pdf.js", "x.svg"])
def test_a_kind_of_file_that_is_not_taken_is_refused(hand: Any, shelf: Path, name: str) -> None:
    with pytest.raises(FileNotTaken, match=name):
        hand(file_name=name)
    assert not shelf.exists()


def test_a_file_that_is_too_large_is_refused_and_gone(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "LARGEST", 10)
    with pytest.raises(FileNotTaken, match="过大"):
        store(io.BytesIO(b"12345678901"), "x.pdf")
    assert kept(shelf) == []
    assert store(io.BytesIO(b"1234567890"), "x.pdf").size == 10


def test_a_name_cannot_lead_out_of_the_shelf(shelf: Path) -> None:
    stored = store(io.BytesIO(PLAN), "../../etc/x.pdf")
    assert stored.name == "x.pdf"
    assert folder_of(stored.sha256).parent.parent == shelf


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("teacher", NotAllowed),
        ("iron", NotAllowed),
        ("expert", NotAllowed),
        ("taian", Record.DoesNotExist),
        ("other head", Record.DoesNotExist),
        ("public", Record.DoesNotExist),
    ],
)
def test_nobody_hands_in_for_another(hand: Any, shelf: Path, who: str, error: Any) -> None:
    with pytest.raises(error):
        hand(who=who)
    assert not shelf.exists()


def test_a_part_that_the_kind_does_not_ask_for_is_refused(hand: Any, shelf: Path) -> None:
    with pytest.raises(Problems, match="1"):
        hand(part="photos")
    assert not shelf.exists()


def test_nothing_is_added_to_what_is_decided(hand: Any) -> None:
    with pytest.raises(NotInThisStatus, match="办结"):
        hand(record_id=1)
