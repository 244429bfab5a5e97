"""What an organisation owes is worked out from its own records, inside the viewer's scope."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework.models import Evidence, Record
from daylight.apps.duties import selectors
from daylight.apps.registry.models import Organisation
from daylight.apps.rulebook import selectors as rulebook
from daylight.policy.schema import Duty, Pack

from ..town import IRON, RIVER, STATION, TAIAN, TODAY, XINHUA

pytestmark = pytest.mark.usefixtures("in_town", "more_duties")
PARTS = ["plan", "emergency-plan"]


def duty(duty_id: str, owed_by: str, cadence: str, record: str, **more: Any) -> Duty:
    handing = {"record": record, "parts": more.pop("parts", []), "at_least": more.pop("at_least", 1)}
    told = {
        "id": duty_id, "zh": f"任务{duty_id}", "en": f"Duty {duty_id}", "clause": "trips", "owed_by": owed_by,
        "role": "school-head", "cadence": cadence, "capability": "x", "evidence": [handing], **more,
    }  # fmt: skip
    return Duty.model_validate(told)


@pytest.fixture
def more_duties(in_town: None, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """The town's pack with duties that come due."""
    added = (
        duty("trip", "school", "term", "study-trip", parts=PARTS, due_day="10-31"),
        duty("trips", "school", "term", "study-trip", at_least=2),
        duty("primary-trip", "school", "school_year", "study-trip", stages=["primary"], due_day="10-20"),
        duty("taian-trip", "school", "school_year", "study-trip", org_codes=[TAIAN]),
        duty("visit", "county", "term", "county-visit"),
        duty("overdue", "school", "once", "study-trip", due_on=date(2018, 9, 1), parts=["emergency-plan"]),
    )
    pack = rulebook.pack().model_copy(update={"duties": (*rulebook.pack().duties, *added)})
    monkeypatch.setattr(rulebook, "pack", lambda pack_id=None: pack)
    return pack


def states(viewer: Viewer, org_code: str | None = None, on: date = TODAY) -> dict[str, str]:
    found = selectors.owed(viewer, on=on, org_code=org_code)
    return {f"{item.duty_id} {item.due_on}": item.state for item in found}


def test_a_school_owes_what_binds_its_level_its_stage_and_its_county(people: dict[str, Viewer]) -> None:
    assert states(people["head"]) == {
        "trip 2018-08-31": "late",
        "trips 2018-08-31": "late",
        "primary-trip 2018-10-20": "done",
        "trip 2018-10-31": "done",
        "trips 2019-02-28": "done",
    }


def test_a_junior_school_owes_nothing_of_primary_ones(people: dict[str, Viewer]) -> None:
    assert any("primary-trip" in key for key in states(people["city"], STATION))
    assert not any("primary-trip" in key for key in states(people["city"], XINHUA))


def test_a_duty_of_one_county_is_owed_there_only(people: dict[str, Viewer]) -> None:
    assert any("taian-trip" in key for key in states(people["city"], RIVER))
    assert not any("taian-trip" in key for key in states(people["city"], STATION))


def test_a_record_without_its_parts_does_not_count(people: dict[str, Viewer]) -> None:
    owed = {item.duty_id: item for item in selectors.owed(people["other head"], on=TODAY) if item.due_on >= TODAY}
    assert (owed["trip"].state, owed["trip"].needs[0].have, owed["trip"].needs[0].missing) == ("soon", 0, 1)
    Evidence.objects.create(record_id=3, part="emergency-plan", county_code=TAIAN)
    owed = {item.duty_id: item for item in selectors.owed(people["other head"], on=TODAY) if item.due_on >= TODAY}
    assert (owed["trip"].state, owed["trip"].next_need) == ("done", None)


@pytest.mark.parametrize(("status", "have"), [("filed", 2), ("returned", 1), ("draft", 1)])
def test_drafts_and_returned_records_do_not_count(people: dict[str, Viewer], status: str, have: int) -> None:
    Record.objects.filter(pk=2).update(status=status)
    running = next(item for item in selectors.owed(people["head"], on=TODAY) if item.duty_id == "trips" and
                   item.due_on >= TODAY)  # fmt: skip
    assert running.needs[0].have == have


def test_what_is_owed_soonest_comes_first(people: dict[str, Viewer]) -> None:
    days = [item.due_on for item in selectors.owed(people["head"], on=TODAY)]
    assert days == sorted(days)
    assert len(days) > 1


def test_what_was_done_before_is_told_no_more(people: dict[str, Viewer]) -> None:
    found = selectors.owed(people["head"], on=TODAY)
    assert not [item for item in found if item.state == "done" and item.due_on < TODAY]


@pytest.mark.parametrize(("who", "org_code"), [("taian", STATION), ("other head", STATION), ("head", RIVER)])
def test_what_another_owes_outside_the_scope_is_not_there(
    people: dict[str, Viewer], who: str, org_code: str
) -> None:
    with pytest.raises(Organisation.DoesNotExist):
        selectors.owed(people[who], on=TODAY, org_code=org_code)


def test_the_time_to_act_on_is_the_late_one_before_the_running_one(people: dict[str, Viewer]) -> None:
    assert selectors.duty_owed(people["head"], "trip", on=TODAY).due_on == date(2018, 8, 31)
    Record.objects.filter(pk=1).update(happened_on=date(2018, 8, 20))
    assert selectors.duty_owed(people["head"], "trip", on=TODAY).due_on == date(2018, 10, 31)


def test_a_duty_that_is_not_ours_is_refused_by_name(people: dict[str, Viewer]) -> None:
    with pytest.raises(selectors.NoSuchDuty, match="visit"):
        selectors.duty_owed(people["head"], "visit", on=TODAY)


def test_progress_counts_those_that_owe_and_those_that_did(people: dict[str, Viewer]) -> None:
    found = {item.duty_id: (item.owing, item.done) for item in selectors.progress_of(
        people["city"], ["trip", "trips", "visit", "primary-trip"], on=TODAY)}  # fmt: skip
    assert found == {"trip": (3, 1), "trips": (3, 1), "visit": (2, 1), "primary-trip": (2, 2)}


def test_a_school_that_will_close_owes_until_it_does_and_one_to_come_owes_nothing_yet(
    people: dict[str, Viewer],
) -> None:
    Organisation.objects.filter(code=STATION).update(valid_to=TODAY + timedelta(days=1))
    Organisation.objects.filter(code=RIVER).update(valid_from=TODAY + timedelta(days=1))
    owing = [selectors.progress_of(people["city"], ["trip"], on=TODAY + timedelta(days=n))[0].owing for n in (0, 1)]
    assert owing == [2, 2]
    Organisation.objects.filter(code=RIVER).update(valid_from=TODAY)
    owing = [selectors.progress_of(people["city"], ["trip"], on=TODAY + timedelta(days=n))[0].owing for n in (0, 1)]
    assert owing == [3, 2]


def test_progress_is_counted_inside_the_scope(people: dict[str, Viewer]) -> None:
    (seen,) = selectors.progress_of(people["taian"], ["trip"], on=TODAY)
    assert (seen.owing, seen.done) == (1, 0)


def test_progress_asks_two_questions_however_many_duties(
    people: dict[str, Viewer], django_assert_num_queries: Any, more_duties: Pack
) -> None:
    with django_assert_num_queries(2):
        selectors.progress_of(people["city"], [item.id for item in more_duties.duties], on=TODAY)


def test_a_duty_of_two_kinds_is_done_by_those_who_filed_both(
    people: dict[str, Viewer], more_duties: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (duty("x", "school", "term", kind, due_day="10-31") for kind in ("study-trip", "county-visit"))
    both = one.model_copy(update={"id": "both", "evidence": (*one.evidence, *other.evidence)})
    pack = more_duties.model_copy(update={"duties": (one, both)})
    monkeypatch.setattr(rulebook, "pack", lambda pack_id=None: pack)

    def done() -> dict[str, int]:
        return {item.duty_id: item.done for item in selectors.progress_of(people["city"], ["x", "both"], on=TODAY)}

    assert done() == {"x": 2, "both": 0}
    Record.objects.filter(pk=2).update(kind="county-visit")
    assert done() == {"x": 2, "both": 1}


def test_what_falls_due_next_is_what_is_still_to_come(people: dict[str, Viewer]) -> None:
    found = selectors.due_next(people["city"], on=TODAY)
    assert [item.due_on for item in found] == sorted(item.due_on for item in found)
    assert [item.duty_id for item in found[:2]] == ["primary-trip", "trip"]
    assert all(item.due_on >= TODAY for item in found)


def test_today_puts_each_duty_into_one_list(people: dict[str, Viewer]) -> None:
    view = selectors.today(people["head"], on=TODAY)
    shown = [(item.duty_id, item.due_on) for part in (view.late, view.soon, view.owed) for item in part]
    assert len(shown) == len(set(shown)) > 0
    assert {item.state for item in view.late} == {"late"}
    assert view.done == sum(state == "done" for state in states(people["head"]).values())


def test_a_county_sees_what_its_schools_filed_and_that_waits(people: dict[str, Viewer]) -> None:
    view = selectors.today(people["iron"], on=TODAY)
    assert [(item.record_id, item.org_code) for item in view.waiting] == [(2, STATION)]
    assert (view.waiting_total, view.may_review) == (1, True)


def test_a_head_sees_what_was_returned_with_its_reason(people: dict[str, Viewer]) -> None:
    Record.objects.filter(pk=2).update(status="returned", return_reason="缺应急预案", version=F("version") + 1)
    view = selectors.today(people["head"], on=TODAY)
    assert [(item.record_id, item.return_reason) for item in view.returned] == [(2, "缺应急预案")]
    assert (view.waiting, view.may_review) == ((), False)


def test_a_teacher_files_nothing_and_is_shown_nothing_to_mend(people: dict[str, Viewer]) -> None:
    Record.objects.filter(pk=2).update(status="returned")
    view = selectors.today(people["teacher"], on=TODAY)
    assert (view.returned, view.may_file) == ((), False)


def test_the_latest_records_come_newest_first_with_their_parts(people: dict[str, Viewer]) -> None:
    found = selectors.latest_records(people["iron"], org_code=STATION)
    assert [(item.record_id, item.have, item.wanted) for item in found] == [(2, 0, 2), (1, 2, 2)]


def test_records_outside_the_scope_are_not_there(people: dict[str, Viewer]) -> None:
    assert selectors.latest_records(people["taian"], org_code=STATION) == ()
    assert selectors.latest_records(people["iron"], org_code=IRON)[0].name.zh == "县区视导"
