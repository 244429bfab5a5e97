"""What is stored is what was appraised, to the last digit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from daylight.appraisal import appraise
from daylight.appraisal.contract import Status
from daylight.apps.reporting import boards
from daylight.apps.reporting.days import path_days
from daylight.apps.reporting.models import BoardCell, BoardOrganisation, Publication
from daylight.apps.reporting.scope import snapshot_folder
from daylight.apps.reporting.suppression import Count, hidden
from daylight.apps.rulebook import selectors as rulebook
from daylight.lake import open_snapshot

from .attack import given_away

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def snapshot(published: None) -> Iterator[Any]:
    """The snapshot from which the board was made."""
    opened = open_snapshot(snapshot_folder(Publication.objects.get()))
    yield opened
    opened.close()


def keyed(rows: list[dict[str, Any]], names: tuple[str, ...]) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {(row["target_id"], row["org_code"]): tuple(row[name] for name in names) for row in rows}


def stored(names: tuple[str, ...], **wanted: Any) -> dict[tuple[str, str], tuple[Any, ...]]:
    found = BoardCell.objects.filter(**wanted).values("organisation__code", *names)
    return keyed([{**row, "org_code": row["organisation__code"]} for row in found], names)


def test_every_cell_is_stored_as_it_was_appraised_to_the_last_digit(snapshot: Any) -> None:
    board = appraise(rulebook.pack(), snapshot)
    assert stored(boards.FIGURES) == keyed(board.table.to_pylist(), boards.FIGURES)
    assert Publication.objects.get().root_hash == board.root_hash


def test_every_target_of_the_pack_is_on_the_board() -> None:
    assert set(BoardCell.objects.values_list("target_id", flat=True)) == {item.id for item in rulebook.pack().targets}


def test_an_organisation_counts_its_own_cells_by_status() -> None:
    pairs = BoardCell.objects.values_list("organisation_id", "status")
    counted = Counter(pairs)
    for org in BoardOrganisation.objects.all():
        assert {status.value: getattr(org, status.value) for status in Status} == {
            status.value: counted[org.pk, status.value] for status in Status
        }


def test_an_organisation_is_told_as_big_as_the_snapshot_has_it(snapshot: Any) -> None:
    day = Publication.objects.get().as_of
    sizes: dict[int, Counter[int]] = {}
    for seat in snapshot.tables()["class_membership"].to_pyarrow().to_pylist():
        if seat["valid_from"] <= day and (seat["valid_to"] is None or seat["valid_to"] > day):
            sizes.setdefault(seat["school_id"], Counter())[seat["class_id"]] += 1
    schools = list(BoardOrganisation.objects.filter(level="school"))
    for school in schools:
        classes = sizes.get(school.org_id, Counter())
        told = (school.pupils, school.classes, school.largest_class)
        assert told == (classes.total(), len(classes), max(classes.values(), default=0))
    for org in BoardOrganisation.objects.exclude(level="school"):
        below = [school for school in schools if org.level == "city" or school.county_code == org.code]
        assert org.pupils == sum(school.pupils for school in below) > 0
        assert org.largest_class == max(school.largest_class for school in below)


def test_a_cell_knows_its_area_level_and_county() -> None:
    areas = {area.id for area in rulebook.pack().head.areas}
    for cell in BoardCell.objects.select_related("organisation"):
        assert cell.area in areas
        assert cell.level == cell.organisation.level
        assert cell.county_code == (None if cell.level == "city" else cell.organisation.county_code)


def test_a_path_ends_with_the_cell_itself() -> None:
    for cell in BoardCell.objects.all():
        assert json.loads(cell.path)[-1] == ["2018-10-15", cell.value, cell.status, int(cell.hidden)]


def test_a_path_goes_through_the_days_of_the_pack_in_order() -> None:
    days = [day.isoformat() for day in path_days(rulebook.pack().targets, date(2018, 10, 15))]
    assert len(days) > 3
    for path in BoardCell.objects.values_list("path", flat=True):
        told = [point[0] for point in json.loads(path)]
        assert told == [day for day in days if day in told]


PATHS = ("classes-66-gone", "social-practice", "pupils-numbered", "fitness-rising")


@pytest.mark.parametrize("day", [date(2017, 9, 30), date(2017, 12, 31)])
def test_a_point_of_a_path_is_the_same_snapshot_appraised_on_that_day(snapshot: Any, day: date) -> None:
    board = appraise(rulebook.pack(), snapshot, day, targets=PATHS)
    points = {
        (cell.target_id, cell.organisation.code): tuple(point[1:3])
        for cell in BoardCell.objects.filter(target_id__in=PATHS).select_related("organisation")
        for point in json.loads(cell.path)
        if point[0] == day.isoformat()
    }
    appraised = keyed(board.table.to_pylist(), ("value", "status"))
    assert points == {key: told for key, told in appraised.items() if key in points}
    assert {target for target, _ in points} == set(PATHS)


# ---------------------------------------------------------------- what is hidden on it


def counts() -> list[Count]:
    """Return the cells of the board as the rule of suppression looks at them, read anew."""
    from daylight.apps.reporting.book import book

    pub = Publication.objects.get()
    people = book(pub.pack_id, pub.pack_digest).targets_of_people()
    parents = {"school": lambda cell: cell.county_code, "county": lambda cell: "210300", "city": lambda cell: None}
    return [
        Count(
            cell.target_id, cell.organisation.code, parents[cell.level](cell), cell.target_id in people,
            cell.numerator, cell.denominator, cell.pupils, cell.base_numerator, cell.base_denominator,
        )
        for cell in BoardCell.objects.select_related("organisation")
    ]  # fmt: skip


def test_what_is_hidden_follows_the_one_rule() -> None:
    marked = {
        (target, code)
        for target, code in BoardCell.objects.filter(hidden=True).values_list("target_id", "organisation__code")
    }
    assert marked == hidden(counts(), 5)
    assert {target for target, _ in marked} >= {"lessons-uploaded", "exemption-subsidy"}


def test_no_small_number_of_the_city_can_be_worked_out_from_what_is_shown() -> None:
    marked = set(BoardCell.objects.filter(hidden=True).values_list("target_id", "organisation__code"))
    assert given_away(counts(), marked, 5) == []


def test_schools_sum_up_to_their_county_and_counties_to_the_city_where_units_are_people() -> None:
    """The attacker's premise: were it not so, the test above would show nothing."""
    cells = {item.key: item for item in counts() if item.people}
    targets = {target for target, _ in cells}
    for target in targets:
        for level in ("210300", "210302", "210381"):
            below = [item for item in cells.values() if item.target_id == target and item.parent == level]
            if below and (above := cells.get((target, level))) and above.denominator is not None:
                assert sum(item.denominator or 0 for item in below) == above.denominator
                assert sum(item.numerator or 0 for item in below) == above.numerator
