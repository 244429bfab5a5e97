"""Records are seen inside the scope and are not there outside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework import selectors
from daylight.apps.casework.models import Evidence, Record

pytestmark = pytest.mark.usefixtures("in_town")

SEES = {"city": [2, 3, 1, 4], "iron": [2, 1, 4], "taian": [3], "head": [2, 1], "other head": [3], "teacher": [2, 1],
        "expert": [2, 3, 1, 4], "public": []}  # fmt: skip


@pytest.mark.parametrize("who", SEES)
def test_a_list_holds_the_scope_newest_first(people: dict[str, Viewer], who: str) -> None:
    assert [row.id for row in selectors.records(people[who])] == SEES[who]


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("record_id", [1, 2, 3, 4, 99])
def test_one_record_is_there_or_not(people: dict[str, Viewer], who: str, record_id: int) -> None:
    for ask in (selectors.record, selectors.evidence):
        if record_id in SEES[who]:
            assert ask(people[who], record_id) is not None
        else:
            with pytest.raises(Record.DoesNotExist):
                ask(people[who], record_id)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"org_code": "2103020001"}, [2, 1]),
        ({"kind": "county-visit"}, [4]),
        ({"status": "filed"}, [2, 4]),
        ({"status": "filed", "kind": "study-trip"}, [2]),
        ({"limit": 1, "offset": 1}, [3]),
    ],
)
def test_a_list_can_be_narrowed(people: dict[str, Viewer], chosen: dict[str, Any], found: list[int]) -> None:
    assert [row.id for row in selectors.records(people["city"], **chosen)] == found


def test_a_row_tells_what_a_list_shows(people: dict[str, Viewer]) -> None:
    row = selectors.record(people["head"], 1)
    assert (row.org_name, row.kind, row.status, row.happened_on) == (
        "站前小学",
        "study-trip",
        "closed",
        date(2018, 9, 20),
    )


def test_evidence_is_told_by_part(people: dict[str, Viewer]) -> None:
    assert [row.part for row in selectors.evidence(people["head"], 1)] == ["emergency-plan", "plan"]


def test_a_list_asks_once(people: dict[str, Viewer]) -> None:
    with CaptureQueriesContext(connection) as asked:
        selectors.records(people["iron"])
    assert len(asked) == 1


@pytest.mark.parametrize("wrong", [{"status": "lost"}, {"term": 3}, {"grade": 0}, {"quantity": -1.0}])
def test_the_database_refuses_a_record_that_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.create(**{"kind": "study-trip", "org_id": 100, "status": "filed", **wrong})


def test_the_database_refuses_a_part_twice() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(record_id=1, part="plan")
