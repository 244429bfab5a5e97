"""A batch of records becomes rows: what is not known on the day is not told."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from daylight.demo.calibration import Calibration
from daylight.demo.casework.batch import APPROVED, CLOSED, FILED, STATUSES, Batch, casework_rows
from daylight.demo.columns import NONE, day
from daylight.lake.tables import TABLES

TODAY = day(date(2018, 10, 15))


def one(kind: str = "study-trip", status: int = FILED, **more: Any) -> Batch:
    columns = {name: np.array([value]) for name, value in more.items()}
    return Batch(kind, np.array([101]), np.array([0]), np.array([status]), np.array([0]), **columns)


def rows(c: Calibration, *batches: Batch) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    record, evidence = casework_rows(c, [one(filed_on=TODAY - 300, parts={"plan": np.array([True])}) if not batches
                                         else batches[0], *batches[1:]])  # fmt: skip
    assert record.schema == TABLES["record"].schema
    assert evidence.schema == TABLES["evidence"].schema
    return record.to_pylist(), evidence.to_pylist()


def with_part(batch: Batch) -> Batch:
    batch.parts = {"plan": np.ones(len(batch), bool)}
    return batch


@pytest.mark.parametrize(
    ("status", "approved", "closed", "told"),
    [(CLOSED, -9, -2, "closed"), (CLOSED, -9, 3, "approved"), (CLOSED, 2, 3, "filed"), (APPROVED, 4, None, "filed"),
     (APPROVED, 0, None, "approved"), (CLOSED, None, 5, "filed")],
)  # fmt: skip
def test_a_status_is_told_as_it_stood_on_the_day(
    c: Calibration, status: int, approved: int | None, closed: int | None, told: str
) -> None:
    later = {"approved_on": approved, "closed_on": closed}
    days = {name: NONE if value is None else TODAY + value for name, value in later.items()}
    (row,), _ = rows(c, with_part(one(status=status, filed_on=TODAY - 10, **days)))
    assert row["status"] == told
    assert (row["approved_on"] is None) == (approved is None or approved > 0)
    assert (row["closed_on"] is None) == (closed is None or closed > 0)


def test_what_is_filed_later_is_not_there(c: Calibration) -> None:
    record, evidence = rows(c, with_part(one(filed_on=TODAY)), with_part(one(filed_on=TODAY + 1)))
    assert [row["record_id"] for row in record] == [1]
    assert [row["record_id"] for row in evidence] == [1]


def test_a_trip_ahead_is_there_once_it_is_filed(c: Calibration) -> None:
    (row,), _ = rows(c, with_part(one(filed_on=TODAY - 3, happened_on=TODAY + 10)))
    assert row["happened_on"] == date(2018, 10, 25)


def test_records_are_numbered_as_they_became_known(c: Calibration) -> None:
    record, _ = rows(c, with_part(one("late", filed_on=TODAY)), with_part(one("early", filed_on=TODAY - 5)))
    assert [(row["record_id"], row["kind"]) for row in record] == [(1, "early"), (2, "late")]


def test_topic_and_subject_are_words_or_nothing(c: Calibration) -> None:
    batch = with_part(one(filed_on=TODAY, topic=1, subject=-1))
    batch.topics, batch.subjects = ("nature", "history"), ("maths", None)
    (row,), _ = rows(c, batch)
    assert (row["topic"], row["subject"], row["grade"], row["quantity"]) == ("history", None, None, None)


def test_evidence_is_ordered_by_record_and_part(c: Calibration) -> None:
    first = one(filed_on=TODAY)
    first.parts = {"plan": np.array([True]), "filing": np.array([True]), "photo": np.array([False])}
    _, evidence = rows(c, first, with_part(one(filed_on=TODAY - 1)))
    assert [(row["record_id"], row["part"]) for row in evidence] == [(1, "plan"), (2, "filing"), (2, "plan")]


def test_the_citys_own_records_have_no_county(c: Calibration) -> None:
    batch = Batch("show", np.array([1]), np.array([-1]), np.array([FILED]), np.array([2]), filed_on=np.array([TODAY]),
                  parts={"programme": np.array([True])})  # fmt: skip
    (row,), (part,) = rows(c, batch)
    assert (row["county_code"], part["county_code"], row["level"]) == (None, None, "city")


def test_statuses_are_those_of_the_lake() -> None:
    assert STATUSES == ("draft", "filed", "returned", "approved", "closed")
