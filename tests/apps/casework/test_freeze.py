"""What is frozen is what was known on the day: no more rows, no later ends, nobody's name."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
from django.db import connection

from daylight.apps.accounts import audit
from daylight.apps.accounts.viewer import NotAllowed, Viewer
from daylight.apps.casework import freeze
from daylight.apps.casework.models import Evidence, Record
from daylight.lake.tables import TABLES

from ..town import town

pytestmark = pytest.mark.usefixtures("in_town")
TODAY = date(2018, 10, 15)


def frozen(name: str, day: date = TODAY) -> pa.Table:
    table = TABLES[name]
    return pa.Table.from_batches(freeze.source(day)(table), schema=table.schema)


def ids(name: str, day: date) -> list[int]:
    return sorted(frozen(name, day)[TABLES[name].key[0]].to_pylist())


@pytest.mark.parametrize("name", TABLES)
def test_what_was_loaded_comes_back_cell_by_cell(name: str) -> None:
    key = [(column, "ascending") for column in TABLES[name].key]
    assert frozen(name).sort_by(key).to_pylist() == town().tables[name].sort_by(key).to_pylist()


@pytest.mark.parametrize("name", TABLES)
def test_rows_come_in_the_order_of_the_key(name: str) -> None:
    key = [(column, "ascending") for column in TABLES[name].key]
    assert frozen(name).equals(frozen(name).sort_by(key))


def test_batches_together_are_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeze, "BATCH", 5)
    batches = list(freeze.batches(TABLES["class_membership"], TODAY))
    assert [batch.num_rows for batch in batches] == [5, 5, 3]


def test_an_empty_table_has_no_batch() -> None:
    assert list(freeze.batches(TABLES["record"], date(2010, 1, 1))) == []


@pytest.mark.parametrize("name", TABLES)
def test_no_select_names_what_belongs_to_a_person(name: str) -> None:
    private = r"identity|student_number|student_index|born_on|home_l|note|return_reason|file_name"
    assert not re.search(private, freeze.statement(TABLES[name]))
    if name not in {"organisation"}:
        assert not re.search(r"\bname\b", freeze.statement(TABLES[name]))


def test_what_began_later_is_not_told() -> None:
    assert ids("homeroom_class", date(2017, 8, 31)) == [1, 4]
    assert ids("class_membership", date(2017, 8, 31)) == [1, 2, 3, 4, 5, 11, 12]
    assert ids("pupil", date(2017, 8, 31)) == [1, 2, 3, 4, 5, 11, 12]
    assert ids("pupil", date(2017, 9, 1)) == list(range(1, 13))
    assert ids("staff_post", date(2012, 8, 31)) == []


@pytest.mark.parametrize(("day", "told"), [("2018-02-28", None), ("2018-03-01", date(2018, 3, 1))])
def test_an_end_is_told_from_its_day_on(day: str, told: date | None) -> None:
    rows = {
        row["membership_id"]: row["valid_to"] for row in frozen("class_membership", date.fromisoformat(day)).to_pylist()
    }
    assert rows[5] == told


@pytest.mark.parametrize(
    ("day", "status", "approved", "closed"),
    [
        ("2018-09-10", "filed", None, None),
        ("2018-09-13", "filed", None, None),
        ("2018-09-14", "approved", date(2018, 9, 14), None),
        ("2018-09-27", "approved", date(2018, 9, 14), None),
        ("2018-09-28", "closed", date(2018, 9, 14), date(2018, 9, 28)),
    ],
)
def test_a_record_stands_as_it_stood(day: str, status: str, approved: date | None, closed: date | None) -> None:
    row = next(row for row in frozen("record", date.fromisoformat(day)).to_pylist() if row["record_id"] == 1)
    assert (row["status"], row["approved_on"], row["closed_on"]) == (status, approved, closed)


def test_a_record_filed_later_and_its_evidence_are_not_told() -> None:
    assert ids("record", date(2018, 9, 9)) == [4]
    assert ids("record", date(2018, 10, 12)) == [1, 2, 3, 4]
    assert ids("evidence", date(2018, 9, 10)) == [1, 1]


def test_a_record_closed_without_approval_was_only_filed_before() -> None:
    Record.objects.filter(pk=1).update(approved_on=None)
    assert frozen("record", date(2018, 9, 27)).to_pylist()[0]["status"] == "filed"
    assert frozen("record", date(2018, 9, 28)).to_pylist()[0]["status"] == "closed"


def test_a_draft_without_days_is_told() -> None:
    made = Record.objects.create(kind="study-trip", org_id=100, county_code="210302", status="draft")
    assert made.pk in ids("record", date(2018, 1, 1))


def test_evidence_handed_in_later_is_not_told() -> None:
    Evidence.objects.filter(record_id=3).update(handed_in_on=date(2018, 10, 1))
    assert ids("evidence", date(2018, 9, 30)) == [1, 1]
    assert ids("evidence", date(2018, 10, 1)) == [1, 1, 3]


@pytest.mark.parametrize(("day", "years"), [("2017-09-29", []), ("2017-09-30", [2017]), ("2018-09-30", [2017, 2018])])
def test_a_census_is_told_from_its_day_on(day: str, years: list[int]) -> None:
    assert frozen("school_resource", date.fromisoformat(day))["school_year"].to_pylist() == years


@pytest.mark.parametrize(("day", "count"), [("2018-08-31", 0), ("2018-09-01", 3), ("2019-03-01", 3)])
def test_courses_are_told_from_the_term_on(day: str, count: int) -> None:
    assert frozen("class_course", date.fromisoformat(day)).num_rows == count


@pytest.mark.parametrize(("day", "count"), [("2018-09-29", 0), ("2018-09-30", 1)])
def test_a_tally_is_told_from_its_day_on(day: str, count: int) -> None:
    assert frozen("tally", date.fromisoformat(day)).num_rows == count


@pytest.fixture
def take(people: dict[str, Viewer], now: datetime, tmp_path: Path) -> Any:
    return lambda who: freeze.take_snapshot(viewer=people[who], as_of=TODAY, folder=tmp_path, now=now)


def test_the_city_takes_a_snapshot_and_it_is_noted_with_its_hash(take: Any, audited: Any, tmp_path: Path) -> None:
    from daylight.lake import open_snapshot

    manifest = take("city")
    assert audited() == [
        ("casework.snapshot.take", "snapshot:2018-10-15", {"as_of": "2018-10-15", "root_hash": manifest.root_hash})
    ]
    snapshot = open_snapshot(next(tmp_path.iterdir()))
    assert (snapshot.root_hash, snapshot.as_of) == (manifest.root_hash, TODAY)


def test_the_same_state_gives_the_same_hash(take: Any) -> None:
    assert take("city").root_hash == take("city").root_hash


def test_it_is_noted_in_a_transaction_that_sees_how_the_chain_grew_meanwhile(
    take: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import daylight.lake

    seen: list[str] = []

    def note(*_: Any, **__: Any) -> SimpleNamespace:
        seen.append(connection.savepoint_ids[-1])
        return SimpleNamespace(root_hash="0" * 64)

    monkeypatch.setattr(daylight.lake, "write_snapshot", note)
    monkeypatch.setattr(audit, "record", note)
    take("city")
    assert len(set(seen)) == 2


@pytest.mark.parametrize("who", ["iron", "head", "teacher", "expert", "public"])
def test_nobody_else_takes_a_snapshot(take: Any, audited: Any, tmp_path: Path, who: str) -> None:
    with pytest.raises(NotAllowed):
        take(who)
    assert (audited(), list(tmp_path.iterdir())) == ([], [])


def test_a_snapshot_that_fails_leaves_no_entry(take: Any, audited: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import daylight.lake

    def fail(*_: Any, **__: Any) -> SimpleNamespace:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(daylight.lake, "write_snapshot", fail)
    with pytest.raises(OSError, match="space"):
        take("city")
    assert audited() == []
