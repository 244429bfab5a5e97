"""A count is reported once a day and grade; correcting it needs the version that was seen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from daylight.apps.accounts.viewer import NotAllowed, Viewer
from daylight.apps.casework.models import Tally
from daylight.apps.casework.services import EditedMeanwhile, Outcome
from daylight.apps.casework.tallies import Count, report_tally
from daylight.apps.registry.models import Organisation
from daylight.kernel.errors import Problems

pytestmark = pytest.mark.usefixtures("in_town")
STATION = "2103020001"
DAY = date(2018, 10, 12)
COUNT = Count(DAY, 8, 7)


@pytest.fixture
def report(people: dict[str, Viewer], today: date, now: datetime) -> Any:
    """Report the hour of sport at the station school, or otherwise."""

    def call(count: Count = COUNT, who: str = "head", **instead: Any) -> Outcome:
        given = {"org_code": STATION, "kind": "sport-hour", **instead}
        return report_tally(viewer=people[who], count=count, today=today, now=now, **given)

    return call


def test_a_count_is_kept_with_its_school_year(report: Any, audited: Any) -> None:
    tally = Tally.objects.get(pk=report().id)
    assert (tally.eligible, tally.covered, tally.school_year, tally.term, tally.county_code) == (
        8,
        7,
        2018,
        1,
        "210302",
    )
    detail = {"kind": "sport-hour", "org": 100, "eligible": 8, "covered": 7}
    assert audited() == [("casework.tally.report", f"tally:{tally.pk}", detail)]


def test_sent_twice_it_counts_once(report: Any, audited: Any) -> None:
    first, second = report(), report()
    assert (first.id, second.repeated) == (second.id, True)
    assert (Tally.objects.filter(counted_on=DAY).count(), len(audited())) == (1, 1)


def test_another_grade_or_day_is_another_count(report: Any) -> None:
    counts = (Count(DAY, 8, 7), Count(DAY, 4, 4, grade=2), Count(DAY, 4, 3, grade=3), Count(date(2018, 10, 11), 8, 7))
    assert len({report(count).id for count in counts}) == 4


def test_a_correction_names_the_version_that_was_seen(report: Any, audited: Any) -> None:
    report()
    assert report(Count(DAY, 8, 6), version=1).version == 2
    assert Tally.objects.get(counted_on=DAY).covered == 6
    assert audited()[-1][2]["was"] == [8, 7]


@pytest.mark.parametrize("version", [None, 1])
def test_a_different_count_without_the_version_is_refused(report: Any, version: int | None) -> None:
    report()
    report(Count(DAY, 8, 6), version=1)
    with pytest.raises(EditedMeanwhile):
        report(Count(DAY, 8, 5), version=version)
    assert Tally.objects.get(counted_on=DAY).covered == 6


@pytest.mark.parametrize(
    ("count", "kind", "faults"),
    [
        (Count(DAY, 8, 9), "sport-hour", 1),
        (Count(DAY, 8, -1), "sport-hour", 1),
        (Count(date(2018, 10, 16), 8, 8), "sport-hour", 1),
        (Count(date(2018, 10, 16), 8, 9), "sport-hours", 3),
    ],
)
def test_every_fault_is_named_at_once(report: Any, audited: Any, count: Count, kind: str, faults: int) -> None:
    with pytest.raises(Problems) as caught:
        report(count, kind=kind)
    assert len(caught.value.problems) == faults
    assert audited() == []


@pytest.mark.parametrize(
    ("who", "error"),
    [("teacher", NotAllowed), ("expert", NotAllowed), ("iron", NotAllowed), ("taian", Organisation.DoesNotExist)],
)
def test_nobody_counts_for_another(report: Any, who: str, error: Any) -> None:
    with pytest.raises(error):
        report(who=who)


@pytest.mark.parametrize(
    "row", [{"eligible": 5, "covered": 6}, {"eligible": 9, "covered": 1, "counted_on": date(2018, 9, 30)}]
)
def test_the_database_refuses_more_than_all_and_the_same_day_twice(row: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tally.objects.create(**{"kind": "sport-hour", "org_id": 100, "counted_on": DAY, **row})
