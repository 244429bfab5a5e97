"""The rows behind a number give the number, and are for those who answer for it."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.models import BoardCell, BoardOrganisation, Publication
from daylight.apps.reporting.scope import snapshot_folder
from daylight.apps.reporting.selectors.rows import SnapshotGone

#: The module: the room gives away a function of the same name.
ROOM = sys.modules["daylight.apps.reporting.selectors.rows"]
SCHOOL_TARGETS = ("social-practice", "pupils-numbered", "lessons-uploaded", "classes-56-gone", "sport-hour")


@pytest.fixture
def inside(published: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Somebody else's DuckDB, at work where the snapshot lies."""
    monkeypatch.chdir(snapshot_folder(Publication.objects.get()))
    with duckdb.connect() as connection:
        yield connection


def summed(connection: Any, sql: str) -> tuple[float | None, float | None, int]:
    """Return what an outsider gets who runs the query and adds up."""
    *before, last = [part for part in sql.split(";\n") if part.strip()]
    for part in before:
        connection.execute(part)
    found = connection.execute(f"SELECT numerator, denominator FROM ({last.strip().rstrip(';')})").fetchall()
    sums = [[row[place] for row in found if row[place] is not None] for place in (0, 1)]
    done, group = (math.fsum(column) if column else None for column in sums)
    return done, group, len(found)


def test_the_query_beside_the_rows_gives_the_number_of_the_city(inside: Any, looks: dict[str, Viewer]) -> None:
    for cell in BoardCell.objects.filter(level="city"):
        view = selectors.rows(looks["city"], cell.target_id)
        assert summed(inside, view.sql) == (cell.numerator, cell.denominator, view.total), cell.target_id


@pytest.mark.parametrize("target_id", SCHOOL_TARGETS)
def test_the_query_beside_the_rows_gives_the_number_of_a_school_and_its_county(
    inside: Any, looks: dict[str, Viewer], target_id: str
) -> None:
    for who in ("head", "own county", "other head", "other county"):
        cell = BoardCell.objects.get(target_id=target_id, organisation__code=looks[who].org_code)
        view = selectors.rows(looks[who], target_id)
        assert summed(inside, view.sql) == (cell.numerator, cell.denominator, view.total)


def pages(viewer: Viewer, target_id: str, **more: Any) -> list[tuple[object, ...]]:
    first = selectors.rows(viewer, target_id, **more)
    told = [row for page in range(1, first.pages + 1) for row in selectors.rows(
        viewer, target_id, page=page, **more).rows]  # fmt: skip
    assert len(told) == first.total
    return told


def test_the_pages_join_without_gap_or_repetition(looks: dict[str, Viewer], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pages(looks["head"], "lessons-uploaded")
    monkeypatch.setattr(ROOM, "PER_PAGE", 7)
    assert pages(looks["head"], "lessons-uploaded") == whole
    assert len(whole) > 14


def test_those_that_fall_short_are_what_is_missing(looks: dict[str, Viewer]) -> None:
    for target_id in ("lessons-uploaded", "pupils-numbered", "social-practice"):
        cell = BoardCell.objects.get(target_id=target_id, level="city")
        view = selectors.rows(looks["city"], target_id, only_short=True)
        assert view.total == (cell.denominator or 0) - (cell.numerator or 0) > 0
        assert view.only_short


def test_those_that_fall_short_are_some_of_all(looks: dict[str, Viewer]) -> None:
    short, whole = (set(pages(looks["head"], "lessons-uploaded", only_short=only)) for only in (True, False))
    assert short < whole


def test_where_fewer_are_wanted_those_that_count_fall_short(looks: dict[str, Viewer]) -> None:
    cell = BoardCell.objects.get(target_id="classes-56-gone", level="city")
    assert selectors.rows(looks["city"], "classes-56-gone", only_short=True).total == cell.numerator


@pytest.mark.parametrize("page", [-(10**20), -1, 0, 2, 99, 10**9, 10**18, 10**30])
def test_a_page_that_is_not_there_is_the_nearest_one(looks: dict[str, Viewer], page: int) -> None:
    view = selectors.rows(looks["city"], "social-practice", page=page)
    assert view.page == (1 if page < 1 else min(page, view.pages))
    assert view.rows


def test_a_row_has_a_value_for_every_column(looks: dict[str, Viewer]) -> None:
    view = selectors.rows(looks["head"], "classes-56-gone")
    assert {len(row) for row in view.rows} == {len(view.columns)}
    assert [column.title.zh for column in view.columns]
    assert view.unit.zh == "行政班"


@pytest.mark.parametrize("target_id", ["pupils-numbered", "lessons-uploaded"])
def test_no_row_names_a_person(looks: dict[str, Viewer], target_id: str, small_city: Any) -> None:
    names = {name for table in small_city.people.values() for name in table.column("name").to_pylist()}
    told = {value for row in selectors.rows(looks["head"], target_id).rows for value in row}
    assert told
    assert not told & names


@pytest.mark.parametrize("who", ["public", "own county", "head", "teacher"])
def test_the_rows_of_the_city_are_not_for_those_below(looks: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotThere):
        selectors.rows(looks[who], "social-practice", org_code="210300")


def test_the_public_gets_no_rows_at_all(looks: dict[str, Viewer]) -> None:
    for code in BoardOrganisation.objects.values_list("code", flat=True):
        with pytest.raises(NotThere):
            selectors.rows(looks["public"], "social-practice", org_code=code)


def test_a_target_that_is_not_there_has_no_rows(looks: dict[str, Viewer]) -> None:
    with pytest.raises(NotThere):
        selectors.rows(looks["city"], "no-such")


def test_a_snapshot_that_is_not_the_published_one_gives_no_rows(looks: dict[str, Viewer]) -> None:
    Publication.objects.update(root_hash="0" * 64)
    with pytest.raises(SnapshotGone):
        selectors.rows(looks["city"], "social-practice")


def test_a_snapshot_that_was_moved_away_is_said_to_be_gone(looks: dict[str, Viewer], tmp_path: Path) -> None:
    Publication.objects.update(folder=str(tmp_path / "nowhere"))
    with pytest.raises(SnapshotGone, match="快照"):
        selectors.rows(looks["city"], "social-practice")


def test_rows_take_few_queries(looks: dict[str, Viewer], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(3):
        selectors.rows(looks["city"], "social-practice")
    with django_assert_max_num_queries(4):
        selectors.rows(looks["city"], "social-practice", org_code=looks["head"].org_code)
