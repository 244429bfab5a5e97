"""The same measures on Spark: every figure of the board is equal, to the last digit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from daylight.appraisal import appraise
from daylight.lake import Snapshot, open_snapshot
from daylight.policy import load_pack, pack_folder
from daylight.policy.schema import Pack
from tests.apps.town import town

from . import TALLIES, snapshot

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not installed"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:.*:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
#: What makes Spark quick on a handful of rows: one task, nothing compiled, nothing planned twice.
SMALL = {
    "spark.master": "local[1]",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session for small data, stopped afterwards."""
    pytest.importorskip("pyspark", reason="the extra spark is not installed")
    from pyspark.sql import SparkSession

    from daylight.lake.spark import CONFIG

    builder = SparkSession.builder.appName("daylight-tests")
    for name, value in {**CONFIG, **SMALL}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def anshan() -> Pack:
    return load_pack(pack_folder("anshan-2017-066"))


@pytest.fixture(scope="module")
def told(spark: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The town without any evidence, so that one table has no file."""
    made = snapshot(tmp_path_factory.mktemp("spark"), town(tally=TALLIES, evidence=[]))
    yield made
    made.close()


def one_of_each(rules: Pack) -> list[str]:
    """Return one target for each measure: the last, so that those with parameters of their own come in."""
    return sorted({target.measure.name: target.id for target in rules.targets}.values())


def test_spark_and_duckdb_agree_on_every_measure(told: Snapshot, anshan: Pack) -> None:
    names = one_of_each(anshan)
    spark = appraise(anshan, told, targets=names, backend="spark").table
    duckdb = appraise(anshan, told, targets=names).table
    assert duckdb.num_rows > len(names)
    assert spark.to_pylist() == duckdb.to_pylist()


def test_spark_reads_the_same_rows(told: Snapshot) -> None:
    for name in ("staff_post", "evidence", "organisation"):
        spark, duckdb = (told.tables(backend) for backend in ("spark", "duckdb"))
        rows = [tables.arrow(tables[name]).to_pylist() for tables in (spark, duckdb)]
        assert sorted(rows[0], key=str) == sorted(rows[1], key=str)


def test_a_session_that_runs_is_used_and_left_running(told: Snapshot, spark: Any, tmp_path: Path) -> None:
    other = open_snapshot(told.folder)
    assert other.tables("spark").session is spark
    other.tables("spark")["pupil"]
    other.close()
    assert spark.sql("SELECT 1 AS one").collect()[0].one == 1


def test_without_spark_the_failure_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from daylight.lake.spark import SparkMissing, _session

    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(SparkMissing) as caught:
        _session()
    assert "daylight-edu[spark]" in caught.value.says("en")
