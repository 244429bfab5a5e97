"""The same rows from DuckDB and from Spark, to the last digit."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from daylight.lake import open_snapshot
from daylight.lake.tables import LakeTable
from daylight.lake.writer import write_snapshot
from daylight.measures import MEASURES

from . import DAY, measured, moment
from .examples import EXAMPLES, busy

WHEN = moment(base_on=date(2016, 9, 30))


def missing() -> str:
    """Return why Spark cannot be tried; empty where it can."""
    if find_spec("pyspark") is None:
        return "PySpark is not installed"
    return "" if shutil.which("java") else "Java is not installed"


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The busy lake as a snapshot, read by Spark."""
    if why := missing():
        pytest.skip(why)
    folder: Path = tmp_path_factory.mktemp("snapshots")

    def rows(table: LakeTable) -> list[pa.RecordBatch]:
        found = busy().given[table.name]
        return found.sort_by([(key, "ascending") for key in table.key]).to_batches()

    manifest = write_snapshot(rows, folder, as_of=DAY)
    snapshot = open_snapshot(folder / manifest.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield snapshot.tables("spark")
        snapshot.close()


@pytest.mark.parametrize("name", MEASURES)
def test_both_engines_give_the_same_rows(name: str, spark: Any) -> None:
    for params in EXAMPLES[name]:
        here = measured(name, busy(), WHEN, **params)
        there = spark.arrow(MEASURES[name].expression(spark, WHEN, params)).to_pylist()
        assert sorted(there, key=lambda row: (row["org_id"], row["unit"])) == here


@pytest.mark.parametrize("name", MEASURES)
def test_the_busy_lake_has_units_for_every_measure(name: str) -> None:
    assert all(measured(name, busy(), WHEN, **params) for params in EXAMPLES[name])


@pytest.mark.parametrize("name", MEASURES)
def test_a_unit_is_one_row(name: str) -> None:
    for params in EXAMPLES[name]:
        units = [(row["org_id"], row["unit"]) for row in measured(name, busy(), WHEN, **params)]
        assert len(set(units)) == len(units)
