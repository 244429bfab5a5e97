"""The DuckDB back end (DuckDB 后端): one database in memory a snapshot, one cursor a thread.

Tables of a city are loaded into memory when first asked for; bigger ones stay views over Parquet.
Nothing is attached and no extension is downloaded.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import duckdb
import ibis
import pyarrow as pa
from ibis.expr.operations.relations import DatabaseTable, Namespace

from daylight.lake.manifest import Manifest
from daylight.lake.tables import TABLES

#: Tables of up to so many rows are held in memory; bigger ones are read from Parquet each time.
HELD_ROWS: Final = 2_000_000
_SETTINGS: Final = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_TYPES: Final = {
    pa.int64(): "BIGINT", pa.string(): "VARCHAR", pa.date32(): "DATE", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN",
}  # fmt: skip


class DuckQueries:
    """How DuckDB answers (DuckDB 查询): texts and expressions on the connection that ``backend`` tells."""

    @property
    def backend(self) -> Any:
        """Return the Ibis connection."""
        raise NotImplementedError

    def run(self, sql: str) -> pa.Table:
        """Run a query on this thread's connection and return its rows (执行查询)."""
        return self.backend.con.sql(sql).to_arrow_table()

    def arrow(self, expression: ibis.Table) -> pa.Table:
        """Return the rows of an expression (取结果)."""
        return self.run(self.compile(expression))

    def compile(self, expression: ibis.Table) -> str:
        """Return an expression's SQL (编译)."""
        return str(self.backend.compile(expression))


class DuckTables(DuckQueries):
    """A snapshot's tables in DuckDB (DuckDB 表); safe to be used by several threads."""

    def __init__(self, folder: Path, manifest: Manifest, *, memory_limit: str = "1GB") -> None:
        self.folder, self.manifest = folder.resolve(), manifest
        aside = Path(tempfile.gettempdir()) / f"daylight-duckdb-{os.getpid()}"
        config: dict[str, Any] = {**_SETTINGS, "memory_limit": memory_limit, "temp_directory": str(aside)}
        self.database: Any = duckdb.connect(":memory:", config=config)
        self._made: set[str] = set()
        self._lock = threading.RLock()
        self._own = threading.local()

    def __getitem__(self, name: str) -> ibis.Table:
        """Return a table on this thread's connection."""
        self._make(name)
        known = self._thread_tables()
        if name not in known:
            known[name] = self.named(name, ibis.schema(TABLES[name].schema))
        return known[name]

    def _thread_tables(self) -> dict[str, ibis.Table]:
        if not hasattr(self._own, "tables"):
            self._own.tables = {}
        tables: dict[str, ibis.Table] = self._own.tables
        return tables

    @property
    def backend(self) -> Any:
        """Return this thread's Ibis connection."""
        if not hasattr(self._own, "backend"):
            with self._lock:
                self._own.backend = ibis.duckdb.from_connection(self.database.cursor())
        return self._own.backend

    def _make(self, name: str) -> None:
        if name in self._made:
            return
        with self._lock:
            if name not in self._made:
                held = self.manifest.tables[name].rows <= HELD_ROWS
                body = select_from(self.folder, self.manifest, name)
                self.database.execute(f"CREATE {'TABLE' if held else 'VIEW'} {name} AS {body}")
                self._made.add(name)

    def ready(self, names: Iterable[str]) -> None:
        """Have tables at hand for a query that was compiled before (备表)."""
        for name in names:
            self._make(name)

    def has(self, name: str) -> bool:
        """Tell whether a table stands in the database (有无)."""
        return name in self._made

    def create(self, name: str, schema: ibis.Schema, sql: str) -> None:
        """Make a table from a query, in just these types (建中间表); one that stands is left alone."""
        kinds = self.backend.compiler.type_mapper
        columns = ", ".join(f'"{column}" {kinds.to_string(kind)}' for column, kind in schema.items())
        with self._lock:
            if name not in self._made:
                cursor = self.backend.con
                # Replaced, where a making before this one failed half way.
                cursor.execute(f'CREATE OR REPLACE TABLE "{name}" ({columns})')
                cursor.execute(f'INSERT INTO "{name}" {sql}')
                self._made.add(name)

    def named(self, name: str, schema: ibis.Schema) -> ibis.Table:
        """Return a table of the database whose columns are known (已知表)."""
        return DatabaseTable(name, schema, source=self.backend, namespace=Namespace()).to_expr()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def select_from(folder: Path | None, manifest: Manifest, name: str) -> str:
    """Return the SELECT that reads a table from its files (读表语句); without a folder, from the current one."""
    files = manifest.tables[name].files
    if not files:
        columns = ", ".join(f"NULL::{_TYPES[field.type]} AS {field.name}" for field in TABLES[name].schema)
        return f"SELECT {columns} WHERE false"
    if folder is None:
        pattern = f"data/{name}/*.parquet" if TABLES[name].by_county else f"data/{name}.parquet"
        return f"SELECT * FROM read_parquet('{pattern}', hive_partitioning = false)"
    paths = ", ".join("'" + str(folder / file.path).replace("'", "''") + "'" for file in files)
    return f"SELECT * FROM read_parquet([{paths}], hive_partitioning = false)"
