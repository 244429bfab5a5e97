"""The Spark back end (Spark 后端): the same Parquet files when they outgrow one machine. Extra ``spark``.

Imported only when asked for: the run lock has no PySpark. Java must be installed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import ibis
import pyarrow as pa

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.lake.manifest import Manifest
from daylight.lake.tables import TABLES

#: How Spark is started where no session runs yet: on this machine, quiet, without a web page of its own.
CONFIG: Final = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "UTC",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
}
_TYPES: Final = {
    pa.int64(): "BIGINT", pa.string(): "STRING", pa.date32(): "DATE", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN",
}  # fmt: skip


class SparkMissing(DaylightError):
    """PySpark or Java is not installed (未安装 Spark)."""

    code = "lake.spark-missing"
    message = Text("Spark 无法启动：{what}", "Spark does not start: {what}")
    remedy = Text(
        "请安装 daylight-edu[spark] 与 Java 17 或更高版本。", "Install daylight-edu[spark] and Java 17 or later."
    )


class SparkTables:
    """A snapshot's tables in Spark (Spark 表): temporary views over its files."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder, self.manifest = folder.resolve(), manifest
        self.session = _session()
        self.backend: Any = ibis.pyspark.connect(self.session)
        self._prefix = f"snapshot_{manifest.root_hash[:16]}"
        self._made: dict[str, ibis.Table] = {}

    def __getitem__(self, name: str) -> ibis.Table:
        """Return a table as a view of the session."""
        return self._view(name, lambda: self._frame(name))

    def keep(self, key: tuple[Any, ...], make: Callable[[], ibis.Table]) -> ibis.Table:
        """Return an intermediate result that is computed once and held by the executors (留存)."""
        name = f"kept_{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}"
        return self._view(name, lambda: self.session.sql(self.backend.compile(make())).localCheckpoint())

    def _view(self, name: str, frame: Callable[[], Any]) -> ibis.Table:
        if name not in self._made:
            view = f"{self._prefix}_{name}"
            frame().createOrReplaceTempView(view)
            self._made[name] = self.backend.table(view)
        return self._made[name]

    def arrow(self, expression: ibis.Table) -> pa.Table:
        """Return the rows of an expression (取结果)."""
        found: pa.Table = self.session.sql(self.backend.compile(expression)).toArrow()
        return found

    def _frame(self, name: str) -> Any:
        columns = ", ".join(f"{field.name} {_TYPES[field.type]}" for field in TABLES[name].schema)
        paths = [str(self.folder / file.path) for file in self.manifest.tables[name].files]
        if not paths:
            return self.session.createDataFrame([], columns)
        return self.session.read.schema(columns).parquet(*paths)

    def close(self) -> None:
        """Let go of the views; the session may be somebody else's and is left running."""
        for name in self._made:
            self.session.catalog.dropTempView(f"{self._prefix}_{name}")
        self._made.clear()


def _session() -> Any:
    """Return the running session, else a new one on this machine.

    Raises
    ------
    SparkMissing
    """
    try:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("daylight")
        for name, value in CONFIG.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()
    except Exception as error:
        raise SparkMissing(what=str(error).splitlines()[0] if str(error) else type(error).__name__) from error
