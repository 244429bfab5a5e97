"""What an organisation owes and keeps, and how far the duties of a clause are done, on the small city."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework import selectors as casework
from daylight.apps.duties import selectors as duties
from daylight.apps.rulebook import selectors as rulebook

pytestmark = pytest.mark.django_db


def test_what_is_owed_and_kept_is_what_each_tells_alone(head_viewer: Viewer, today: date) -> None:
    code = str(head_viewer.org_code)
    owed, kept = duties.owed_and_kept(head_viewer, on=today, org_code=code)
    assert owed == duties.owed(head_viewer, on=today)
    assert kept == duties.latest_records(head_viewer, org_code=code)


def test_the_latest_records_come_newest_first_with_their_parts(head_viewer: Viewer) -> None:
    kept = duties.latest_records(head_viewer, org_code=str(head_viewer.org_code), limit=5)
    assert len(kept) == 5
    filed = [casework.record(head_viewer, item.record_id).filed_on for item in kept]
    assert filed == sorted(filed, key=lambda day: day or date.min, reverse=True)
    for item in kept:
        assert item.have == len(casework.evidence(head_viewer, item.record_id)) <= item.wanted


def test_nobody_sees_the_records_of_another_school(head_viewer: Viewer, city_viewer: Viewer, today: date) -> None:
    records = casework.records(city_viewer, limit=400)
    other = next(row.org_code for row in records if row.org_code not in (head_viewer.org_code, "210300"))
    assert duties.latest_records(head_viewer, org_code=other) == ()
    with pytest.raises(ObjectDoesNotExist):
        duties.owed_and_kept(head_viewer, on=today, org_code=other)


def test_progress_counts_those_who_owe_and_those_who_have_done(city_viewer: Viewer, today: date) -> None:
    every = [duty.id for duty in rulebook.pack().duties]
    found = duties.progress_of(city_viewer, every, on=today)
    assert found
    assert all(0 <= one.done <= one.owing for one in found)
    assert any(one.done for one in found)


def test_progress_is_told_of_the_duties_named_only(city_viewer: Viewer, today: date) -> None:
    every = duties.progress_of(city_viewer, [duty.id for duty in rulebook.pack().duties], on=today)
    named = duties.progress_of(city_viewer, [every[0].duty_id, "none"], on=today)
    assert named == every[:1]
    assert duties.progress_of(city_viewer, [], on=today) == ()


def test_a_county_counts_its_own_only(city_viewer: Viewer, county_viewer: Viewer, today: date) -> None:
    every = [duty.id for duty in rulebook.pack().duties if duty.owed_by == "school"]
    whole = {one.duty_id: one for one in duties.progress_of(city_viewer, every, on=today)}
    own = {one.duty_id: one for one in duties.progress_of(county_viewer, every, on=today)}
    assert own
    assert all(one.owing < whole[duty_id].owing for duty_id, one in own.items())


def test_a_record_is_told_with_its_parts_and_what_may_be_done(head_viewer: Viewer, viewer_named: Any) -> None:
    kept = duties.latest_records(head_viewer, org_code=str(head_viewer.org_code), limit=50)
    filed = next(item for item in kept if item.status == "filed")
    own = casework.sheet(head_viewer, filed.record_id)
    above = casework.sheet(viewer_named(f"county-{head_viewer.county_code}"), filed.record_id)
    assert own.may_amend
    assert not own.may_decide
    assert above.may_decide
    assert not above.may_amend
    assert sum(part.handed_in is not None for part in own.parts) == filed.have
    assert own.name == filed.name


def test_a_record_outside_the_scope_is_not_there(
    head_viewer: Viewer, teacher_viewer: Viewer, viewer_named: Any
) -> None:
    kept = duties.latest_records(head_viewer, org_code=str(head_viewer.org_code), limit=1)
    other = "210381" if head_viewer.county_code != "210381" else "210302"
    with pytest.raises(ObjectDoesNotExist):
        casework.sheet(viewer_named(f"county-{other}"), kept[0].record_id)
    assert not casework.sheet(teacher_viewer, kept[0].record_id).may_amend
