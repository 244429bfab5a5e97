"""Duties of the notice in the demo's city: what is counted together is what each one owes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.duties import selectors
from daylight.apps.registry.models import Organisation
from daylight.apps.rulebook import selectors as rulebook

from ..town import TODAY

pytestmark = pytest.mark.django_db


def owed_by_all(viewer: Viewer) -> dict[tuple[str, Any], Counter[bool]]:
    """Return, by duty and day, how many have done it and how many not: each organisation asked for itself."""
    found: dict[tuple[str, Any], Counter[bool]] = {}
    for org in Organisation.objects.filter(valid_to=None).exclude(kind="campus"):
        for item in selectors.owed(viewer, on=TODAY, org_code=org.code):
            found.setdefault((item.duty_id, item.due_on), Counter())[item.state == "done"] += 1
    return found


def test_progress_is_what_each_organisation_owes_and_did(city_viewer: Viewer) -> None:
    each = owed_by_all(city_viewer)
    told = selectors.progress_of(city_viewer, [duty.id for duty in rulebook.pack().duties], on=TODAY)
    assert len(told) > 20
    for item in told:
        if item.due_on >= TODAY:
            assert each[item.duty_id, item.due_on] == Counter(
                {True: item.done, False: item.owing - item.done}
            ), item.duty_id  # fmt: skip


def test_what_falls_due_next_is_the_soonest_of_all(city_viewer: Viewer) -> None:
    coming = sorted(due_on for _, due_on in owed_by_all(city_viewer) if due_on >= TODAY)
    told = [item.due_on for item in selectors.due_next(city_viewer, on=TODAY, limit=6)]
    assert told[0] == coming[0]
    assert told == sorted(told)


@pytest.mark.parametrize("who", ["city", "county-210302", "county-210381", "head", "teacher", "expert"])
def test_today_is_told_to_everybody_with_few_queries(
    viewer_named: Any, django_assert_max_num_queries: Any, who: str
) -> None:
    viewer = viewer_named(who)
    with django_assert_max_num_queries(9):
        view = selectors.today(viewer, on=TODAY)
    assert view.org_code == viewer.org_code
    assert view.may_file == (who not in ("teacher", "expert"))
    assert view.may_review == (who == "city" or who.startswith("county"))
    for item in (*view.late, *view.soon, *view.owed):
        assert item.org_code == viewer.org_code
        assert item.next_need is not None
        assert item.days_left == (item.due_on - TODAY).days


def test_everything_owed_names_its_clause_and_evidence_in_both_languages(head_viewer: Viewer) -> None:
    refs = {clause.id: clause.ref for clause in rulebook.pack().clauses}
    found = selectors.owed(head_viewer, on=TODAY)
    assert found
    for item in found:
        assert item.clause_ref == refs[item.clause_id]
        assert item.name.zh != item.name.en
        assert all(part.zh and part.en for need in item.needs for _, part in need.parts)


def test_the_public_owes_nothing_and_is_told_of_no_record(public_viewer: Viewer, head_viewer: Viewer) -> None:
    assert selectors.latest_records(public_viewer, org_code=str(head_viewer.org_code)) == ()
    with pytest.raises(Organisation.DoesNotExist):
        selectors.today(public_viewer, on=TODAY)
