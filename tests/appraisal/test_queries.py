"""A query is made once for all that it depends on, and never used for anything else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pytest

from daylight.appraisal import appraise, queries
from daylight.appraisal.moments import moment_of
from daylight.appraisal.queries import query_of
from daylight.lake import Snapshot, open_snapshot
from daylight.measures.contract import Measure, Moment
from daylight.measures.kept import kept
from daylight.policy import load_pack, pack_folder
from daylight.policy.schema import Period
from tests.apps.town import town

from . import TALLIES, cells, measure, snapshot, tallied


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember nothing of other tests."""
    monkeypatch.setattr(queries, "_QUERIES", {})
    monkeypatch.setattr(queries, "_KEPT", {})


@pytest.fixture
def made() -> list[Moment]:
    return []


def counting(made: list[Any]) -> Measure:
    """Return the tests' measure, which notes whenever its expression is built."""

    def noted(tables: Any, moment: Moment, params: Any) -> ibis.Table:
        made.append(moment)
        return tallied(tables, moment, params)

    return measure(rows=noted)


def on(day: str, kind: str = "standing") -> Moment:
    found = moment_of(Period(kind=kind), date.fromisoformat(day))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_the_same_question_is_made_into_text_once(counted: Snapshot, made: list[Any]) -> None:
    asked = counting(made)
    first = query_of(counted.tables(), asked, on("2018-10-15"), {})
    assert query_of(counted.tables(), asked, on("2018-10-15"), {}) is first
    assert len(made) == 1


def test_another_snapshot_asks_with_the_same_text(counted: Snapshot, tmp_path: Path, made: list[Any]) -> None:
    asked, other = counting(made), snapshot(tmp_path, town(tally=TALLIES[:1]))
    texts = [query_of(told.tables(), asked, on("2018-10-15"), {}).sql for told in (counted, other)]
    assert (len(made), texts[0]) == (1, texts[1])
    assert other.tables().run(f"SELECT COUNT(*) AS n FROM ({texts[1]})")["n"][0].as_py() == 1


def test_days_that_a_measure_does_not_look_at_make_no_difference(counted: Snapshot, made: list[Any]) -> None:
    """The census of autumn is the same question all year."""
    asked = counting(made)
    for day in ("2017-09-30", "2018-03-01", "2018-09-29"):
        query_of(counted.tables(), asked, on(day, "census"), {})
    assert len(made) == 1
    query_of(counted.tables(), asked, on("2018-09-30", "census"), {})
    assert len(made) == 2


@pytest.mark.parametrize("day", ["2018-10-14", "2017-10-15"])
def test_another_day_that_it_looks_at_is_another_question(day: str, counted: Snapshot) -> None:
    texts = {query_of(counted.tables(), measure(), on(each), {}).sql for each in ("2018-10-15", day)}
    assert len(texts) == 2


def test_other_parameters_are_another_question(counted: Snapshot) -> None:
    texts = {query_of(counted.tables(), measure(), on("2018-10-15"), params).sql for params in ({}, {"kind": "x"})}
    assert len(texts) == 2


def test_another_measure_of_the_same_name_is_another_question(counted: Snapshot, made: list[Any]) -> None:
    query_of(counted.tables(), measure(), on("2018-10-15"), {})
    query_of(counted.tables(), counting(made), on("2018-10-15"), {})
    assert len(made) == 1


def test_not_more_is_remembered_than_there_is_room_for(counted: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_AT_MOST", 2)
    for kind in "abcd":
        query_of(counted.tables(), measure(), on("2018-10-15"), {"kind": kind})
    assert sum(map(len, queries._QUERIES.values())) <= 2


# ---------------------------------------------------------------- kept tables

BUILT: list[date] = []


@kept
def eligible_on(tables: Any, day: date) -> ibis.Table:
    """Who had been counted by a day."""
    BUILT.append(day)
    table = tables["tally"]
    return table.filter(table.counted_on <= ibis.literal(day)).select("tally_id", "org_id", "eligible")


@kept
def twice_eligible(tables: Any, day: date) -> ibis.Table:
    """Built on what is kept itself."""
    table = eligible_on(tables, day)
    return table.mutate(eligible=table.eligible * 2)


def through_kept(tables: Any, moment: Moment, params: Any) -> ibis.Table:
    table = twice_eligible(tables, moment.state_on)
    one = ibis.literal(1.0)
    return table.select(
        org_id=table.org_id, unit=table.tally_id.cast("string"), numerator=table.eligible, denominator=one,
        base_numerator=one, base_denominator=one, square=one, pupils=one,
    )  # fmt: skip


def kept_names(told: Snapshot) -> set[str]:
    found = told.tables().run("SELECT table_name FROM information_schema.tables")["table_name"].to_pylist()
    return {name for name in found if name.startswith("kept_")}


def test_what_is_kept_is_made_once_and_others_read_it(tmp_path: Path) -> None:
    told = snapshot(tmp_path, town(tally=TALLIES))
    BUILT.clear()
    for params in ({}, {"kind": "x"}):
        sql = query_of(told.tables(), measure(rows=through_kept), on("2018-10-15"), params).sql
    assert len(BUILT) == 1
    assert len(kept_names(told)) == 2
    assert told.tables().run(f"SELECT SUM(numerator) AS n FROM ({sql})")["n"][0].as_py() == 26


def test_another_snapshot_keeps_its_own(tmp_path: Path) -> None:
    sums = []
    for place, rows in enumerate((TALLIES, TALLIES[:2])):
        told = snapshot(tmp_path / str(place), town(tally=rows))
        sql = query_of(told.tables(), measure(rows=through_kept), on("2018-10-15"), {}).sql
        sums.append(told.tables().run(f"SELECT SUM(numerator) AS n FROM ({sql})")["n"][0].as_py())
        assert len(kept_names(told)) == 2
    assert sums == [26, 16]


def test_without_keeping_a_marked_function_is_what_it_was(counted: Snapshot) -> None:
    plain = twice_eligible(counted.tables(), date(2018, 10, 15))
    assert plain.eligible.sum().to_pyarrow().as_py() == 26
    assert "kept_" not in counted.tables().compile(plain)


def test_keeping_changes_no_figure_of_the_notice(counted: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = load_pack(pack_folder("anshan-2017-066"))
    names = ["classes-56-reduced", "classes-66-gone", "resources-met-primary", "school-plans", "zones-published"]
    boards = []
    for keeps in (True, False):
        monkeypatch.setattr(queries, "can_keep", lambda tables, keeps=keeps: keeps)
        boards.append(appraise(rules, open_snapshot(counted.folder), targets=names).table)
    assert boards[0].equals(boards[1])
    assert cells(boards[0].slice(0, 3), "status")
