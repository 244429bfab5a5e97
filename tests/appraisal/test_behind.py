"""The rows behind a number are those that made it, and anybody can make them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from daylight.appraisal import appraise, query, rows
from daylight.appraisal.behind import RowsFound, UnknownOrganisation
from daylight.appraisal.engine import DayAfterSnapshot, UnknownMeasure, UnknownTarget
from daylight.lake import Snapshot
from daylight.policy import load_pack, pack_folder
from daylight.policy.schema import Pack

from . import CITY, IRON, RIVER, STATION, TAIAN, XINHUA, cells, measure, measures, pack, target

OCTOBER = date(2017, 10, 1)


def found(counted: Snapshot, formula: str = "ratio", comparator: str = "at_least", **asked: Any) -> RowsFound:
    return rows(pack(target(comparator=comparator)), counted, "half", measures=measures(formula), **asked)


@pytest.mark.parametrize(
    ("code", "covered"),
    [(None, [0, 1, 3, 1, 2]), (CITY, [0, 1, 3, 1, 2]), (IRON, [1, 3, 1]), (TAIAN, [2]), (STATION, [3]), (RIVER, [2])],
)
def test_the_rows_of_an_organisation_by_organisation_and_unit(
    code: str | None, covered: list[int], counted: Snapshot
) -> None:
    told = found(counted, org_code=code)
    assert told.rows == tuple((OCTOBER, number) for number in covered)
    assert told.total == len(covered)
    assert [column.name for column in told.columns] == ["counted_on", "covered"]


@pytest.mark.parametrize(
    ("formula", "comparator", "covered"),
    [
        ("ratio", "at_least", [0, 1, 3, 1]),
        ("ratio", "at_most", [1, 3, 1, 2]),
        ("count", "at_least", [0, 1, 3, 1]),
        ("count", "equals", [1, 3, 1, 2]),
        ("reduction", "at_least", [1, 3, 1, 2]),
        ("variation", "at_most", [0, 1, 3, 1, 2]),
    ],
)
def test_only_those_that_fall_short(formula: str, comparator: str, covered: list[int], counted: Snapshot) -> None:
    told = found(counted, formula, comparator, only_short=True)
    assert [row[1] for row in told.rows] == covered


@pytest.mark.parametrize(
    ("limit", "offset", "covered", "total"), [(2, 0, [0, 1], 5), (2, 2, [3, 1], 5), (2, 4, [2], 5), (2, 6, [], 5)]
)
def test_page_by_page(limit: int, offset: int, covered: list[int], total: int, counted: Snapshot) -> None:
    told = found(counted, limit=limit, offset=offset)
    assert ([row[1] for row in told.rows], told.total) == (covered, total)


def test_no_rows_are_no_rows(counted: Snapshot) -> None:
    told = found(counted, org_code=XINHUA, as_of=date(2017, 9, 30))
    assert (told.rows, told.total) == ((), 0)


def test_before_its_period_there_is_no_query(counted: Snapshot) -> None:
    later = pack(target(period={"kind": "since", "start": "2018-10-16"}))
    told = rows(later, counted, "half", measures=measures())
    assert (told.rows, told.total, told.sql, len(told.columns)) == ((), 0, "", 2)
    assert query(later, counted, "half", measures=measures()) == ""


def test_what_is_not_there_is_refused_by_name(counted: Snapshot) -> None:
    with pytest.raises(UnknownOrganisation) as caught:
        found(counted, org_code="2103020009")
    assert "2103020009" in caught.value.says("en")
    with pytest.raises(UnknownTarget):
        rows(pack(target()), counted, "whole", measures=measures())
    with pytest.raises(UnknownMeasure):
        rows(pack(target()), counted, "half", measures={})
    with pytest.raises(DayAfterSnapshot):
        found(counted, as_of=date(2019, 1, 1))


# ---------------------------------------------------------------- the query


@pytest.fixture
def elsewhere(counted: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Somebody's own DuckDB, started in the snapshot's folder."""
    monkeypatch.chdir(counted.folder)
    with duckdb.connect() as database:
        yield database


def test_the_query_runs_in_duckdb_as_it_stands(counted: Snapshot, elsewhere: Any) -> None:
    told = found(counted, org_code=IRON)
    assert [row[:2] for row in elsewhere.execute(told.sql).fetchall()] == list(told.rows)
    assert str(counted.folder) not in told.sql


def test_the_query_of_a_target_makes_the_rows_of_everybody(counted: Snapshot, elsewhere: Any) -> None:
    text = query(pack(target()), counted, "half", measures=measures())
    elsewhere.execute(text.replace("\nSELECT", "\nCREATE TEMP TABLE told AS SELECT", 1))
    sums = elsewhere.execute("SELECT SUM(numerator), SUM(denominator) FROM told").fetchone()
    assert sums == (7.0, 13.0)


@pytest.fixture(scope="module")
def anshan() -> Pack:
    return load_pack(pack_folder("anshan-2017-066"))


#: One target for each way in which measures are written.
TARGETS = ("classes-66-gone", "sport-hour", "variation-primary-teachers", "five-integrations", "pupils-numbered")


@pytest.mark.parametrize("name", TARGETS)
def test_the_rows_of_the_notices_targets_add_up_to_the_board(
    name: str, anshan: Pack, counted: Snapshot, elsewhere: Any
) -> None:
    board = appraise(anshan, counted, targets=[name]).table
    told = rows(anshan, counted, name, limit=1000)
    found = elsewhere.execute(told.sql)
    place = [column[0] for column in found.description].index("numerator")
    numbers = [row[place] for row in found.fetchall()]
    assert len(numbers) == told.total == len(told.rows)
    assert sum(numbers) == pytest.approx(cells(board, "numerator").get(CITY) or sum(
        value or 0 for code, value in cells(board, "numerator").items() if code in (IRON, TAIAN)
    ))  # fmt: skip


def test_columns_come_as_the_measure_names_them(counted: Snapshot) -> None:
    turned = measure(columns=tuple(reversed(measure().columns)))
    told = rows(pack(target()), counted, "half", org_code=STATION, measures={"tallied": turned})
    assert told.rows == ((3, OCTOBER),)


def test_a_snapshot_that_was_moved_still_tells_the_same_query(counted: Snapshot, tmp_path: Path) -> None:
    import shutil

    from daylight.lake import open_snapshot

    moved = open_snapshot(shutil.copytree(counted.folder, tmp_path / "moved"))
    assert found(moved).sql == found(counted).sql
