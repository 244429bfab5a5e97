"""A change is for the better or the worse only where both boards judged the target."""

from __future__ import annotations

from typing import Any

import pytest

from daylight.appraisal.contract import Status
from daylight.apps.reporting.types import Change, PublicationsView
from tests.interfaces.console import handmade


def change(before: Status | None, now: Status | None) -> Change:
    told = [handmade.cell(status=status) if status else None for status in (before, now)]
    return Change(handmade.target_ref(), *told)


@pytest.mark.parametrize(
    ("before", "now", "better"),
    [
        (Status.BEHIND, Status.MET, True), (Status.MISSED, Status.ON_TRACK, True), (Status.MET, Status.MISSED, False),
        (Status.ON_TRACK, Status.BEHIND, False), (Status.NOT_YET_DUE, Status.MISSED, None),
        (Status.NO_DATA, Status.MET, None), (Status.MET, Status.NO_DATA, None), (None, Status.MET, None),
        (Status.MET, None, None),
    ],
)  # fmt: skip
def test_what_is_better(before: Any, now: Any, better: bool | None) -> None:
    assert change(before, now).better is better


def test_the_changes_are_counted_apart() -> None:
    changes = (
        change(Status.BEHIND, Status.MET), change(Status.MET, Status.MISSED), change(Status.ON_TRACK, Status.MISSED),
        change(Status.NOT_YET_DUE, Status.MISSED),
    )  # fmt: skip
    view = PublicationsView(handmade.FRAME, (), None, changes)
    assert (view.better, view.worse, view.other) == (1, 2, 1)
