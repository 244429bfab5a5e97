"""A target in an organisation, and the list of all of them."""

from __future__ import annotations

from typing import Any

import pytest

from daylight.appraisal.contract import Status
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.models import BoardCell, BoardOrganisation
from daylight.apps.reporting.selectors.targets import PER_PAGE
from daylight.apps.rulebook import selectors as rulebook
from daylight.policy.schema import Target

ORDER = [status.value for status in Status]


def target_named(target_id: str) -> Target:
    return next(target for target in rulebook.pack().targets if target.id == target_id)


def test_every_target_is_listed_in_the_packs_order_with_the_cell_of_the_scope(viewer: Viewer) -> None:
    view = selectors.targets(viewer)
    assert [brief.target.id for brief in view.targets] == [target.id for target in rulebook.pack().targets]
    own = set(BoardCell.objects.filter(organisation__code=view.frame.scope.code).values_list("target_id", flat=True))
    assert {brief.target.id for brief in view.targets if brief.cell} == own


@pytest.mark.parametrize("target_id", ["social-practice", "lessons-uploaded", "classes-66-gone", "five-links"])
def test_schools_come_worst_first_and_each_once(looks: dict[str, Viewer], target_id: str) -> None:
    told: list[Any] = []
    view = selectors.target(looks["city"], target_id)
    for page in range(1, view.pages + 1):
        told += selectors.target(looks["city"], target_id, page=page).schools
    rank = [(ORDER.index(cell.status), cell.pupils is None, -(cell.pupils or 0), cell.org.code) for cell in told]
    assert rank == sorted(rank)
    codes = BoardCell.objects.filter(target_id=target_id, level="school").values_list("organisation__code", flat=True)
    assert sorted(cell.org.code for cell in told) == sorted(codes)
    assert view.schools_total == view.schools_counts.total == len(told)


def test_a_county_lists_its_own_schools_and_no_counties(looks: dict[str, Viewer]) -> None:
    county = str(looks["own county"].org_code)
    view = selectors.target(looks["public"], "social-practice", org_code=county)
    assert {cell.org.county_code for cell in view.schools} == {county}
    assert view.counties == ()
    assert view.cell is not None
    assert view.cell.org.code == county


def test_the_city_lists_all_seven_counties_by_code(looks: dict[str, Viewer]) -> None:
    told = [cell.org.code for cell in selectors.target(looks["public"], "social-practice").counties]
    assert told == sorted(told)
    assert len(told) == 7


def test_a_school_has_nobody_below(looks: dict[str, Viewer]) -> None:
    view = selectors.target(looks["head"], "social-practice")
    assert (view.schools, view.schools_total, view.counties) == ((), 0, ())


@pytest.mark.parametrize("status", ORDER)
def test_schools_may_be_asked_for_by_status(looks: dict[str, Viewer], status: str) -> None:
    view = selectors.target(looks["city"], "social-practice", status=status)
    wanted = BoardCell.objects.filter(target_id="social-practice", level="school", status=status).count()
    assert {cell.status for cell in view.schools} <= {Status(status)}
    assert len(view.schools) == min(PER_PAGE, wanted)
    assert view.pages == max(1, -(-wanted // PER_PAGE))


def test_a_status_that_there_is_none_of_lists_nobody(looks: dict[str, Viewer]) -> None:
    view = selectors.target(looks["city"], "social-practice", status="splendid")
    assert (view.schools, view.page, view.pages) == ((), 1, 1)


@pytest.mark.parametrize("page", [-(10**20), -1, 0, 2, 99, 10**20])
def test_a_page_that_is_not_there_is_the_nearest_one(looks: dict[str, Viewer], page: int) -> None:
    view = selectors.target(looks["city"], "social-practice", page=page)
    assert view.page == (1 if page < 1 else view.pages)
    assert view.schools


def test_a_target_that_does_not_apply_to_an_organisation_has_no_cell_there(looks: dict[str, Viewer]) -> None:
    view = selectors.target(looks["head"], "experience-meeting")
    assert (view.cell, view.goals) == (None, ())


def test_the_chain_leads_from_the_part_of_the_notice_to_the_clause(looks: dict[str, Viewer]) -> None:
    view = selectors.target(looks["public"], "classes-66-gone")
    assert [clause.id for clause in view.chain][-1] == target_named("classes-66-gone").clause
    parents = {clause.id: clause.parent for clause in rulebook.pack().clauses}
    chain = [clause.id for clause in view.chain]
    assert [parents[clause] for clause in chain] == [None, *chain[:-1]]


@pytest.mark.parametrize("target_id", [
    "five-integrations", "classes-66-halved", "variation-primary-R1", "weekly-lessons", "kept-lessons",
    "lessons-uploaded",
])  # fmt: skip
def test_a_target_tells_how_it_is_measured(looks: dict[str, Viewer], target_id: str) -> None:
    known = {target.id for target in rulebook.pack().targets}
    target = target_named(target_id if target_id in known else "variation-primary-teachers")
    view = selectors.target(looks["public"], target.id)
    assert view.measure.definition.zh == target.definition_zh
    assert view.measure.name == target.measure.name
    assert [name for name, _ in view.measure.params] == list(target.measure.params)
    assert not any(mark in value for _, value in view.measure.params for mark in "{}[]")
    assert (view.measure.baseline is None) == (target.baseline is None)
    assert view.figures == target.figures


def test_every_target_opens_for_everybody(viewer: Viewer) -> None:
    for target in rulebook.pack().targets:
        view = selectors.target(viewer, target.id)
        assert view.target.id == target.id
        assert view.frame.scope.code == (viewer.org_code or "210300")


@pytest.mark.parametrize("target_id", ["no-such", "", "'; DROP TABLE x", "五个融入"])
def test_a_target_that_is_not_there_is_not_there(looks: dict[str, Viewer], target_id: str) -> None:
    with pytest.raises(NotThere):
        selectors.target(looks["public"], target_id)


def test_hidden_cells_are_hidden_wherever_they_are_listed(looks: dict[str, Viewer]) -> None:
    hidden = BoardCell.objects.filter(hidden=True).select_related("organisation")
    for row in hidden:
        view = selectors.target(looks["public"], row.target_id, org_code=row.organisation.code)
        assert view.cell is not None
        assert (view.cell.hidden, view.cell.value, view.cell.numerator) == (True, None, None)
        city = selectors.target(looks["public"], row.target_id)
        for cell in (*city.counties, *city.schools):
            if cell.org.code == row.organisation.code:
                assert (cell.hidden, cell.value, cell.pupils) == (True, None, None)


def test_a_target_takes_few_queries(looks: dict[str, Viewer], django_assert_max_num_queries: Any) -> None:
    county = BoardOrganisation.objects.filter(level="county").order_by("code")[0].code
    for viewer, code in ((looks["city"], None), (looks["public"], county), (looks["head"], None)):
        with django_assert_max_num_queries(7):
            selectors.target(viewer, "social-practice", org_code=code)


def test_the_list_of_targets_takes_few_queries(looks: dict[str, Viewer], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(3):
        selectors.targets(looks["city"])
