"""The board line by line, as each may see it."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from daylight.apps.reporting.models import BoardCell, Publication

#: The module: the room gives away a function of the same name.
ROOM = sys.modules["daylight.apps.reporting.selectors.downloads"]
OWN = ("value", "numerator", "denominator", "pupils")
NOTICE = ("threshold", "goal", "due_on")


def cells() -> dict[tuple[str, str], BoardCell]:
    return {(row.target_id, row.organisation.code): row for row in BoardCell.objects.select_related("organisation")}


def test_the_public_gets_every_line_with_the_small_numbers_hidden(looks: dict[str, Viewer]) -> None:
    stored, told = cells(), selectors.downloads(looks["public"])
    assert {(row.target_id, row.org_code) for row in told} == set(stored)
    assert any(row.hidden for row in told)
    for row in told:
        cell = stored[row.target_id, row.org_code]
        assert row.hidden == cell.hidden
        assert [getattr(row, name) for name in OWN] == [None if cell.hidden else getattr(cell, name) for name in OWN]
        assert [getattr(row, name) for name in NOTICE] == [getattr(cell, name) for name in NOTICE]
        assert row.status == cell.status


def test_the_city_gets_every_figure(looks: dict[str, Viewer]) -> None:
    stored = cells()
    for row in selectors.downloads(looks["city"]):
        assert not row.hidden
        assert [getattr(row, name) for name in OWN] == [
            getattr(stored[row.target_id, row.org_code], name) for name in OWN
        ]


def test_a_county_gets_its_own_figures_and_those_of_the_city_as_the_public(looks: dict[str, Viewer]) -> None:
    stored, viewer = cells(), looks["other county"]
    for row in selectors.downloads(viewer):
        own = row.county_code == viewer.county_code
        assert row.hidden == (stored[row.target_id, row.org_code].hidden and not own)


def test_what_is_streamed_is_what_is_given_at_once(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ROOM, "AT_ONCE", 7)
    assert tuple(selectors.lines(viewer, level="county")) == selectors.downloads(viewer, level="county")


def test_stretches_join_without_gap_or_repetition(looks: dict[str, Viewer]) -> None:
    whole = selectors.downloads(looks["public"])
    parts = [selectors.downloads(looks["public"], limit=101, offset=offset) for offset in range(0, len(whole), 101)]
    assert tuple(row for part in parts for row in part) == whole
    assert selectors.downloads(looks["public"], limit=5, offset=10_000_000) == ()
    assert selectors.downloads(looks["public"], limit=0) == ()


@pytest.mark.parametrize(
    "wanted",
    [{"level": "city"}, {"county_code": "210381"}, {"status": "missed"}, {"target_id": "social-practice"},
     {"target_id": "social-practice", "level": "school", "status": "met"}, {"org_code": "210323"}],
    ids=str,
)  # fmt: skip
def test_lines_may_be_asked_for(looks: dict[str, Viewer], wanted: dict[str, str]) -> None:
    told = selectors.downloads(looks["public"], **wanted)
    kept = [row for row in selectors.downloads(looks["public"]) if all(
        getattr(row, name) == value for name, value in wanted.items())]  # fmt: skip
    assert list(told) == kept != []
    assert selectors.downloads_total(looks["public"], **wanted) == len(kept)


def test_a_filter_that_is_none_filters_nothing(looks: dict[str, Viewer]) -> None:
    assert selectors.downloads_total(looks["public"], level=None, status=None) == BoardCell.objects.count()


def test_the_publications_are_told_newest_first(looks: dict[str, Viewer]) -> None:
    pub = Publication.objects.get()
    older = Publication.objects.create(
        pack_id=pub.pack_id, pack_digest=pub.pack_digest, as_of=pub.as_of.replace(year=2017), root_hash="1" * 64,
        folder="older", published_at=pub.published_at.replace(year=2017), small_below=5, current=False,
    )  # fmt: skip
    told = selectors.publications(looks["public"])
    assert [(item.id, item.current) for item in told] == [(pub.pk, True), (older.pk, False)]


def test_the_version_changes_with_the_publication_only(looks: dict[str, Viewer]) -> None:
    before = selectors.version(looks["public"])
    assert {selectors.version(viewer) for viewer in looks.values()} == {before}
    Publication.objects.update(root_hash="1" * 64)
    assert selectors.version(looks["public"]) != before


def test_lines_take_two_queries_however_many_they_are(
    looks: dict[str, Viewer], django_assert_max_num_queries: Any
) -> None:
    for limit in (1, 200, None):
        with django_assert_max_num_queries(3):
            selectors.downloads(looks["public"], limit=limit)
    with django_assert_max_num_queries(3):
        selectors.downloads_total(looks["public"])
