"""Scope first: what lies outside is not refused but not there, and what is not answered for is masked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.models import BoardOrganisation
from daylight.apps.reporting.scope import NothingPublished, current, desk

Organisations = dict[str, BoardOrganisation]


@pytest.fixture
def everyone(published: None) -> Organisations:
    """Every organisation on the board, by code."""
    return {org.code: org for org in BoardOrganisation.objects.all()}


def expected(viewer: Viewer, everyone: Organisations) -> set[str]:
    """Return whom a viewer sees, told anew: everybody, their county and the city, or themselves and above."""
    if viewer.level in ("city", "public"):
        return set(everyone)
    if viewer.level == "county":
        return {org.code for org in everyone.values() if org.level == "city" or org.county_code == viewer.county_code}
    return {"210300", str(viewer.county_code), str(viewer.org_code)}


def answered_for(who: str, viewer: Viewer, everyone: Organisations) -> set[str]:
    """Return for whom a viewer answers: all, the county and its schools, the school, nobody."""
    if who in ("city", "expert"):
        return set(everyone)
    if who.endswith("county"):
        return {org.code for org in everyone.values() if org.county_code == viewer.county_code}
    return set() if who == "public" else {str(viewer.org_code)}


def test_everybody_sees_their_own_scope_and_nothing_else(viewer: Viewer, everyone: Organisations) -> None:
    at = desk(viewer)
    assert set(at.organisations.values_list("code", flat=True)) == expected(viewer, everyone)
    assert set(at.cells.values_list("organisation__code", flat=True)) == expected(viewer, everyone)


def test_everybody_is_at_home_in_their_own_organisation(viewer: Viewer, everyone: Organisations) -> None:
    assert desk(viewer).home.code == (viewer.org_code or "210300")


def test_whatever_one_does_not_answer_for_is_seen_as_the_public_sees_it(
    who: str, viewer: Viewer, everyone: Organisations
) -> None:
    at = desk(viewer)
    unmasked = {code for code, org in everyone.items() if not at.masks(org)}
    assert unmasked == answered_for(who, viewer, everyone)


READS: dict[str, Callable[[Viewer, str], Any]] = {
    "organisation": selectors.organisation,
    "targets": lambda viewer, code: selectors.targets(viewer, org_code=code),
    "target": lambda viewer, code: selectors.target(viewer, "social-practice", org_code=code),
    "area": lambda viewer, code: selectors.area(viewer, "reform", code),
    "rows": lambda viewer, code: selectors.rows(viewer, "social-practice", org_code=code),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_an_organisation_outside_the_scope_is_not_there(
    viewer: Viewer, everyone: Organisations, read: Callable[[Viewer, str], Any]
) -> None:
    outside = sorted(set(everyone) - expected(viewer, everyone))
    for code in [*outside[:2], *outside[-2:], "9999999999", "", "2103' OR 1=1"]:
        if code:
            with pytest.raises(NotThere, match="不在您的范围内"):
                read(viewer, code)


@pytest.mark.parametrize("name", [name for name in READS if name != "rows"])
def test_an_organisation_inside_the_scope_is_told_under_its_own_name(
    viewer: Viewer, everyone: Organisations, name: str
) -> None:
    inside = expected(viewer, everyone)
    for level in ("city", "county", "school"):
        code = min((code for code in inside if everyone[code].level == level), default=None)
        if code is not None:
            assert READS[name](viewer, code).frame.scope.code == code


def test_rows_are_only_of_those_one_answers_for(who: str, viewer: Viewer, everyone: Organisations) -> None:
    inside = answered_for(who, viewer, everyone)
    for code in {"210300", str(viewer.county_code or "210302"), min(inside, default="210300")}:
        if code in inside:
            assert READS["rows"](viewer, code).org.code == code
        else:
            with pytest.raises(NotThere):
                READS["rows"](viewer, code)


def test_the_lines_to_take_home_are_those_of_the_scope(viewer: Viewer, everyone: Organisations) -> None:
    told = {row.org_code for row in selectors.downloads(viewer)}
    assert told == expected(viewer, everyone)
    assert selectors.downloads_total(viewer) == len(selectors.downloads(viewer))


def test_a_filter_does_not_lead_out_of_the_scope(looks: dict[str, Viewer]) -> None:
    other = looks["other head"]
    assert selectors.downloads(looks["head"], org_code=other.org_code) == ()
    assert selectors.organisations(looks["own county"], county_code=other.county_code).total == 0
    assert selectors.search(looks["own county"], str(other.org_code)) == ()


def test_search_finds_organisations_of_the_scope_only(viewer: Viewer, everyone: Organisations) -> None:
    for code, org in everyone.items():
        hits = [hit.id for hit in selectors.search(viewer, code) if hit.kind in ("school", "county")]
        assert hits == ([code] if code in expected(viewer, everyone) and org.level != "city" else [])


def test_somebody_whose_organisation_is_not_on_the_board_is_told_so(looks: dict[str, Viewer]) -> None:
    stranger = replace(looks["head"], org_code="2103029999")
    with pytest.raises(NotThere, match="2103029999"):
        desk(stranger)


def test_a_publication_that_is_not_there_is_not_there(looks: dict[str, Viewer]) -> None:
    with pytest.raises(NotThere):
        desk(looks["city"], publication_id=999_999)


@pytest.mark.django_db
def test_before_anything_is_published_it_is_said() -> None:
    assert current() is None
    with pytest.raises(NothingPublished):
        desk(Viewer.public())
    assert selectors.frame(Viewer.public()) is None
    assert selectors.version(Viewer.public()) == ""
