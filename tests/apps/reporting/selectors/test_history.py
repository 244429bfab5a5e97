"""The publications in their order: who published, how the scope stood in each, and what changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from daylight.apps.reporting.models import BoardCell, BoardOrganisation, Publication


@pytest.fixture
def earlier(looks: dict[str, Viewer]) -> Publication:
    """A board of a year before: the same organisations, every one of the city's targets met."""
    now = Publication.objects.get(current=True)
    before = Publication.objects.get(pk=now.pk)
    before.pk, before.current = None, False
    before.as_of, before.published_at = now.as_of - timedelta(365), now.published_at - timedelta(1)
    before.save()
    for org in BoardOrganisation.objects.filter(publication=now, level="city"):
        cells = list(BoardCell.objects.filter(organisation=org))
        org.pk, org.publication = None, before
        org.save()
        for cell in cells:
            cell.pk, cell.publication, cell.organisation, cell.status = None, before, org, "met"
        BoardCell.objects.bulk_create(cells)
    return before


def test_a_single_publication_has_nothing_before_it(looks: dict[str, Viewer]) -> None:
    view = selectors.publication_history(looks["city"])
    assert [item.publication.current for item in view.items] == [True]
    assert view.items[0].counts is not None
    assert (view.before, view.changes) == (None, ())


def test_the_publications_stand_newest_first_with_the_changes(looks: dict[str, Viewer], earlier: Publication) -> None:
    view = selectors.publication_history(looks["city"])
    assert [item.publication.id for item in view.items] == [view.frame.publication_id, earlier.pk]
    assert view.before is not None
    assert view.before.id == earlier.pk
    board = selectors.board(looks["city"])
    assert len(view.changes) == board.counts.total - board.counts.met
    assert view.better == 0
    assert view.worse == board.counts.missed + board.counts.behind + board.counts.on_track
    judged = [change.better for change in view.changes]
    assert judged == sorted(judged, key=lambda better: better is None)


def test_an_organisation_that_was_not_on_the_board_before_has_no_changes(
    looks: dict[str, Viewer], earlier: Publication
) -> None:
    view = selectors.publication_history(looks["head"])
    assert view.items[1].counts is None
    assert view.changes == ()


def test_who_published_is_named(looks: dict[str, Viewer]) -> None:
    Publication.objects.update(published_by=None)
    assert selectors.publication_history(looks["city"]).items[0].by == ""
    Publication.objects.update(published_by=looks["city"].user_id)
    assert selectors.publication_history(looks["city"]).items[0].by.endswith("教育局")


def test_a_school_is_seen_at_a_glance_by_its_own_only(looks: dict[str, Viewer]) -> None:
    glance = selectors.school_glance(looks["head"])
    assert glance is not None
    assert glance.brief.org.code == looks["head"].org_code
    assert glance.place is not None
    assert sum(one.pupils for one in glance.classes) == glance.brief.pupils
    assert selectors.school_glance(looks["city"]) is None


def test_the_history_takes_few_queries(
    looks: dict[str, Viewer], earlier: Publication, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(9):
        selectors.publication_history(looks["city"])


def test_a_hit_says_in_which_county_a_school_lies(looks: dict[str, Viewer]) -> None:
    school = BoardOrganisation.objects.filter(level="school").order_by("code")[0]
    county = BoardOrganisation.objects.get(level="county", code=school.county_code)
    (hit,) = [hit for hit in selectors.search(looks["city"], school.code) if hit.kind == "school"]
    assert hit.detail.zh == county.name


def test_every_row_leads_to_the_organisation_it_counts_for(looks: dict[str, Viewer]) -> None:
    view = selectors.rows(looks["city"], "classes-66-gone")
    assert len(view.orgs) == len(view.rows)
    assert all(org is not None and org.name == row[0] for org, row in zip(view.orgs, view.rows, strict=True))
    assert {org.county_code for org in view.orgs if org} <= set(view.county_of)


def test_the_topics_of_rows_have_words(looks: dict[str, Viewer]) -> None:
    view = selectors.rows(looks["city"], "five-integrations")
    at = [column.name for column in view.columns].index("topic")
    assert {row[at] for row in view.rows} <= set(view.topics)
    assert selectors.rows(looks["city"], "classes-66-gone").topics == {}


def test_a_target_of_the_city_tells_its_baseline_by_county_and_its_schools_counties(looks: dict[str, Viewer]) -> None:
    view = selectors.target(looks["city"], "classes-66-gone")
    assert all(cell.path and cell.path.baseline for cell in view.counties)
    assert {cell.org.county_code for cell in view.schools} <= set(view.county_of)
    assert selectors.target(looks["own county"], "classes-66-gone").county_of == {}


def test_a_target_tells_which_levels_it_judges(looks: dict[str, Viewer]) -> None:
    briefs = selectors.targets(looks["city"]).targets
    assert all(brief.levels for brief in briefs)
    assert all(("city" in brief.levels) == (brief.cell is not None) for brief in briefs)
