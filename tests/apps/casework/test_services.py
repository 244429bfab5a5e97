"""Who runs files, who administers decides; each act is whole, noted once, and never done twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from daylight.apps.accounts.viewer import NotAllowed, Viewer
from daylight.apps.casework.checks import Content, ValueNotAllowed, tally_kinds
from daylight.apps.casework.models import Evidence, Record
from daylight.apps.casework.services import (
    EditedMeanwhile,
    KeyReused,
    NotInThisStatus,
    Outcome,
    ReasonMissing,
    TwinFiled,
    amend_record,
    approve_record,
    close_record,
    file_record,
    return_record,
)
from daylight.apps.registry.models import Organisation
from daylight.kernel.errors import Problems

pytestmark = pytest.mark.usefixtures("in_town")
STATION, RIVER, IRON = "2103020001", "2103210001", "210302"
TRIP = Content(happened_on=date(2018, 10, 26), topic="nature", grade=3, quantity=2.0, note="去湿地")


@pytest.fixture
def act(people: dict[str, Viewer], today: date, now: datetime) -> Any:
    """Call a service as somebody, on the town's day."""

    def call(service: Any, who: str, **given: Any) -> Outcome:
        dated = {} if service is return_record else {"today": today}
        return service(viewer=people[who], now=now, **dated, **given)

    return call


@pytest.fixture
def file(act: Any) -> Any:
    """File a study trip of the station school, or another thing."""

    def call(who: str = "head", **instead: Any) -> Outcome:
        given = {"org_code": STATION, "kind": "study-trip", "content": TRIP, **instead}
        return act(file_record, who, **given)

    return call


def test_a_head_files_for_the_own_school(file: Any, today: date) -> None:
    record = Record.objects.get(pk=file(parts=["plan", "emergency-plan", "plan"]).id)
    assert (record.org.code, record.county_code, record.status, record.filed_on) == (STATION, IRON, "filed", today)
    assert (record.happened_on, record.topic, record.grade, record.quantity) == (date(2018, 10, 26), "nature", 3, 2.0)
    assert (record.school_year, record.term) == (2018, 1)
    assert list(record.evidence.values_list("part", "handed_in_on").order_by("part")) == [
        ("emergency-plan", today),
        ("plan", today),
    ]


def test_filing_leaves_one_entry(file: Any, audited: Any) -> None:
    made = file(parts=["plan"])
    detail = {"kind": "study-trip", "org": STATION, "parts": ["plan"]}
    assert audited() == [("casework.record.file", f"record:{made.id}", detail)]


@pytest.mark.parametrize(
    ("who", "org", "error"),
    [
        ("teacher", STATION, NotAllowed),
        ("expert", STATION, NotAllowed),
        ("public", STATION, NotAllowed),
        ("iron", STATION, NotAllowed),
        ("city", STATION, NotAllowed),
        ("taian", STATION, Organisation.DoesNotExist),
        ("head", RIVER, Organisation.DoesNotExist),
        ("head", "no-such", Organisation.DoesNotExist),
    ],
)
def test_nobody_files_for_another(file: Any, audited: Any, who: str, org: str, error: Any) -> None:
    with pytest.raises(error):
        file(who, org_code=org)
    assert audited() == []


def test_sent_twice_it_is_filed_once(file: Any, audited: Any) -> None:
    before = Record.objects.count()
    first, second = (file(key="upload-1", parts=["plan"]) for _ in range(2))
    assert (first.id, first.repeated, second.repeated) == (second.id, False, True)
    assert Record.objects.count() == before + 1
    assert Evidence.objects.filter(record_id=first.id).count() == 1
    assert len(audited()) == 1


def test_the_same_key_for_another_thing_is_refused(file: Any) -> None:
    file(key="upload-1")
    with pytest.raises(KeyReused, match="upload-1"):
        file(key="upload-1", content=Content(topic="history"))


@pytest.mark.parametrize("more", [{"content": replace(TRIP, note="去公园")}, {"content": replace(TRIP, quantity=3.0)},
                                  {"parts": ["plan", "emergency-plan"]}])  # fmt: skip
def test_the_same_key_with_more_said_or_shown_is_not_taken_for_the_same(file: Any, more: dict[str, Any]) -> None:
    file(key="upload-1", parts=["plan"])
    with pytest.raises(KeyReused, match="upload-1"):
        file(**{"key": "upload-1", "parts": ["plan"], **more})


def test_the_same_key_of_another_school_is_its_own(file: Any) -> None:
    assert file(key="1").id != file("other head", org_code=RIVER, key="1").id


def test_without_a_key_two_filings_are_two(file: Any) -> None:
    assert file().id != file().id


def test_the_same_from_another_form_on_the_same_day_is_refused_until_it_says_how_it_differs(
    file: Any, audited: Any
) -> None:
    first = file(key="form-1", content=Content(happened_on=date(2018, 10, 8), topic="nature"))
    with pytest.raises(TwinFiled, match=str(first.id)):
        file(key="form-2", content=Content(happened_on=date(2018, 10, 8), topic="nature"))
    assert len(audited()) == 1
    other = file(key="form-2", content=Content(happened_on=date(2018, 10, 8), topic="nature", note="下午的一次"))
    assert other.id != first.id


def test_every_fault_is_named_at_once_and_nothing_is_kept(file: Any, audited: Any) -> None:
    before = Record.objects.count()
    wrong = Content(happened_on=date(2030, 1, 1), topic="natur", subject="magic", grade=10, quantity=-1.0)
    with pytest.raises(Problems) as caught:
        file(content=wrong, parts=["plan", "plann"])
    told = caught.value.says("en")
    assert len(caught.value.problems) == 6
    assert "“natur” is not allowed Allowed: nature" in told
    assert "“plann” is not allowed Allowed: plan" in told
    assert (Record.objects.count(), audited()) == (before, [])


def test_a_kind_that_the_pack_does_not_know_is_refused_with_the_nearest(file: Any) -> None:
    with pytest.raises(ValueNotAllowed, match="study-trips") as caught:
        file(kind="study-trips")
    assert "study-trip" in caught.value.says("zh")


def test_a_kind_of_another_level_is_refused(file: Any) -> None:
    with pytest.raises(Problems) as caught:
        file(kind="county-visit", content=Content())
    assert "填报层级" in caught.value.says("zh")
    assert file("iron", org_code=IRON, kind="county-visit", content=Content()).version == 1


def test_an_office_above_approves(act: Any, audited: Any, today: date) -> None:
    assert act(approve_record, "iron", record_id=2, version=1) == Outcome(2, 2)
    record = Record.objects.get(pk=2)
    assert (record.status, record.approved_on, record.version) == ("approved", today, 2)
    assert audited() == [("casework.record.approve", "record:2", {"version": 2, "status": "approved"})]


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("head", NotAllowed),
        ("teacher", NotAllowed),
        ("expert", NotAllowed),
        ("taian", Record.DoesNotExist),
        ("other head", Record.DoesNotExist),
        ("public", Record.DoesNotExist),
    ],
)
@pytest.mark.parametrize("service", [approve_record, return_record, close_record])
def test_nobody_else_decides(act: Any, audited: Any, service: Any, who: str, error: Any) -> None:
    more = {"reason": "x"} if service is return_record else {}
    with pytest.raises(error):
        act(service, who, record_id=2, version=1, **more)
    assert audited() == []


def test_an_office_does_not_approve_its_own_filing(act: Any) -> None:
    with pytest.raises(NotAllowed, match="本单位"):
        act(approve_record, "iron", record_id=4, version=1)
    assert act(approve_record, "city", record_id=4, version=1).version == 2


def test_of_two_who_decide_at_once_the_second_is_told(act: Any, audited: Any) -> None:
    act(approve_record, "iron", record_id=2, version=1)
    Record.objects.filter(pk=2).update(status="filed")
    with pytest.raises(EditedMeanwhile) as caught:
        act(return_record, "city", record_id=2, version=1, reason="缺预案")
    assert "您看到的是第 1 版,现在是第 2 版" in caught.value.says("zh")
    assert Record.objects.get(pk=2).return_reason == ""
    assert len(audited()) == 1


def test_a_returned_record_says_why_and_comes_back(act: Any, today: date) -> None:
    act(return_record, "iron", record_id=2, version=1, reason=" 缺应急预案 ")
    record = Record.objects.get(pk=2)
    assert (record.status, record.return_reason) == ("returned", "缺应急预案")
    act(amend_record, "head", record_id=2, version=2, content=TRIP)
    record.refresh_from_db()
    assert (record.status, record.return_reason, record.filed_on, record.topic) == ("filed", "", today, "nature")
    assert act(approve_record, "iron", record_id=2, version=3).version == 4


@pytest.mark.parametrize("reason", ["", "  "])
def test_returning_needs_a_reason(act: Any, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        act(return_record, "iron", record_id=2, version=1, reason=reason)


def test_of_two_who_amend_at_once_the_second_is_told_and_changes_nothing(act: Any) -> None:
    act(amend_record, "head", record_id=2, version=1, content=TRIP)
    with pytest.raises(EditedMeanwhile):
        act(amend_record, "head", record_id=2, version=1, content=Content(topic="history"))
    assert Record.objects.get(pk=2).topic == "nature"


def test_an_amendment_is_checked_like_a_filing(act: Any) -> None:
    with pytest.raises(Problems):
        act(amend_record, "head", record_id=2, version=1, content=Content(topic="x"))


@pytest.mark.parametrize(
    ("service", "who", "record_id"),
    [
        (approve_record, "iron", 1),
        (approve_record, "taian", 3),
        (return_record, "taian", 3),
        (close_record, "iron", 1),
        (amend_record, "head", 1),
        (amend_record, "other head", 3),
    ],
)
def test_what_is_decided_stays(act: Any, audited: Any, service: Any, who: str, record_id: int) -> None:
    more = {amend_record: {"content": TRIP}, return_record: {"reason": "x"}}.get(service, {})
    with pytest.raises(NotInThisStatus):
        act(service, who, record_id=record_id, version=1, **more)
    assert audited() == []


@pytest.mark.parametrize(("who", "record_id"), [("iron", 2), ("taian", 3)])
def test_a_matter_that_is_done_is_closed(act: Any, today: date, who: str, record_id: int) -> None:
    act(close_record, who, record_id=record_id, version=1)
    record = Record.objects.get(pk=record_id)
    assert (record.status, record.closed_on) == ("closed", today)


def test_the_kinds_of_tally_are_those_that_a_target_measures() -> None:
    assert tally_kinds() == {"sport-hour"}
