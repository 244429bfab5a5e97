"""The board of a scope, and an area of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from daylight.appraisal.contract import Status
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.models import BoardCell, BoardOrganisation, Publication
from daylight.apps.reporting.scope import NothingPublished
from daylight.apps.rulebook import selectors as rulebook

from ...town import TODAY

COLUMNS = {
    "city": 8, "expert": 8, "public": 8, "own county": 2, "other county": 2, "head": 3, "teacher": 3, "other head": 3,
}  # fmt: skip


def counted(**wanted: Any) -> Counter[str]:
    return Counter(BoardCell.objects.filter(**wanted).values_list("status", flat=True))


def test_the_columns_are_what_the_viewer_may_see(who: str, viewer: Viewer) -> None:
    columns = selectors.board(viewer).columns
    assert len(columns) == COLUMNS[who]
    assert columns[0].level == "city"
    assert [org.code for org in columns[1:8]] == sorted(org.code for org in columns[1:8] if org.level == "county") + [
        org.code for org in columns[1:8] if org.level == "school"
    ]


def test_every_box_counts_its_cells(viewer: Viewer) -> None:
    view = selectors.board(viewer)
    assert [row.area.id for row in view.rows] == [area.id for area in rulebook.pack().head.areas]
    for row in view.rows:
        for org, box in zip(view.columns, row.cells, strict=True):
            assert box.org == org
            told = counted(organisation__code=org.code, area=row.area.id)
            assert {status.value: number for status, number in box.counts.items() if number} == dict(told)
            assert box.status == next((status for status in Status if told[status.value]), None)


def test_the_statuses_of_the_own_organisation_are_counted_together(viewer: Viewer) -> None:
    view = selectors.board(viewer)
    told = counted(organisation__code=view.frame.scope.code)
    assert {status.value: number for status, number in view.counts.items() if number} == dict(told)


def test_the_shares_of_counties_are_met_or_on_track_of_those_judged(looks: dict[str, Viewer]) -> None:
    shares = selectors.board(looks["public"]).shares
    assert len(shares) == 7
    for share in shares:
        told = counted(organisation__code=share.org.code)
        judged = told.total() - told["not_yet_due"]
        assert share.share == (told["met"] + told["on_track"]) / judged


def test_what_needs_attention_touches_most_pupils_first(viewer: Viewer) -> None:
    view = selectors.board(viewer)
    own = BoardCell.objects.filter(organisation__code=view.frame.scope.code, status__in=["missed", "behind"])
    assert view.attention_total == own.count()
    assert len(view.attention) == min(6, view.attention_total)
    pupils = {cell.target_id: cell.pupils or 0 for cell in own}
    told = [pupils[item.cell.target.id] for item in view.attention]
    assert told == sorted(pupils.values(), reverse=True)[:6]


def test_the_city_is_told_in_which_counties_a_target_is_red(looks: dict[str, Viewer]) -> None:
    for item in selectors.board(looks["city"]).attention:
        red = BoardCell.objects.filter(target_id=item.cell.target.id, level="county", status__in=["missed", "behind"])
        assert [org.code for org in item.below] == sorted(red.values_list("organisation__code", flat=True))
    assert all(item.below == () for item in selectors.board(looks["own county"]).attention)


def test_what_falls_due_comes_in_order_and_is_still_to_be_met(viewer: Viewer) -> None:
    view = selectors.board(viewer, on=TODAY)
    days = [item.day for item in view.due_next]
    assert days == sorted(days)
    assert all(day >= TODAY for day in days)
    for item in view.due_next:
        if item.kind == "target":
            cell = BoardCell.objects.get(target_id=item.id, organisation__code=view.frame.scope.code)
            assert (cell.due_on, cell.status != "met") == (item.day, True)


def test_duties_that_fall_due_are_not_told_to_the_public_nor_without_a_day(looks: dict[str, Viewer]) -> None:
    def kinds(name: str, **on: Any) -> set[str]:
        return {item.kind for item in selectors.board(looks[name], **on).due_next}

    assert "duty" in kinds("city", on=TODAY)
    assert "duty" not in kinds("public", on=TODAY)
    assert "duty" not in kinds("city")


def test_an_older_publication_can_still_be_read(looks: dict[str, Viewer]) -> None:
    pub = Publication.objects.get()
    Publication.objects.update(current=False)
    assert selectors.board(looks["public"], publication_id=pub.pk).frame.publication_id == pub.pk
    with pytest.raises(NothingPublished):
        selectors.board(looks["public"])


@pytest.mark.parametrize("level", ["city", "county", "school"])
def test_an_area_tells_its_targets_and_how_the_schools_below_stand(looks: dict[str, Viewer], level: str) -> None:
    org = BoardOrganisation.objects.filter(level=level).order_by("code")[0]
    for area in rulebook.pack().head.areas:
        view = selectors.area(looks["public"], area.id, org.code)
        own = BoardCell.objects.filter(organisation=org, area=area.id)
        assert {cell.target.id for cell in view.cells} == set(own.values_list("target_id", flat=True))
        assert view.counts.total == len(view.cells)
        for target_id, counts in view.below.items():
            inside = {} if level == "city" else {"county_code": org.code}
            told = counted(target_id=target_id, level="school", **inside)
            assert {status.value: number for status, number in counts.items() if number} == dict(told)
        assert bool(view.below) == (
            level != "school"
            and any(BoardCell.objects.filter(target_id=cell.target.id, level="school").exists() for cell in view.cells)
        )


def test_an_area_that_is_not_there_is_not_there(looks: dict[str, Viewer]) -> None:
    with pytest.raises(NotThere):
        selectors.area(looks["public"], "astronomy", "210300")


def test_the_board_takes_few_queries(viewer: Viewer, django_assert_max_num_queries: Any) -> None:
    selectors.board(viewer, on=TODAY)
    with django_assert_max_num_queries(11):
        selectors.board(viewer, on=TODAY)


def test_an_area_takes_few_queries(looks: dict[str, Viewer], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5):
        selectors.area(looks["city"], "reform", "210381")
