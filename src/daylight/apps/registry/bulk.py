"""Many rows at once (批量写入): Arrow tables into the live tables, as fast as the database takes them.

Lives here: turning Arrow columns into rows, and writing them through Django's connection, inside the
caller's transaction. Must not: any rule about what the rows mean; the caller checks afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pyarrow as pa
from django.db import connection

CHUNK: Final = 50_000


def insert(table: str, columns: dict[str, pa.ChunkedArray], constants: dict[str, Any] | None = None) -> int:
    """Insert the rows of Arrow columns into a table (批量写入) and return how many there were.

    Parameters
    ----------
    table : str
        The database's name of the table.
    columns : dict
        Arrow columns of one length by database column.
    constants : dict, optional
        Columns that have the same value in every row.
    """
    data, same = pa.table(columns), dict(constants or {})
    names = [*columns, *same]
    for batch in data.combine_chunks().to_batches(max_chunksize=CHUNK):
        values = [python_values(column) for column in batch.columns]
        values += [[value] * batch.num_rows for value in same.values()]
        _write(table, names, zip(*values, strict=True))
    return int(data.num_rows)


def _write(table: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(names))
            # The driver's own cursor: Django's would rewrite the statement and log it for every batch.
            with connection.wrap_database_errors:
                cursor.cursor.connection.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)


def python_values(column: pa.Array) -> list[Any]:
    """Return a column as the values that the database's driver takes.

    Notes
    -----
    Repeated values become one Python object through a dictionary: several times faster than
    converting each cell, and most columns of a register repeat.
    """
    if connection.vendor == "sqlite":
        column = _for_sqlite(column)
    if not column.null_count and (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        plain: list[Any] = column.to_numpy(zero_copy_only=False).tolist()
        return plain
    if pa.types.is_binary(column.type):
        return list(column.to_pylist())
    coded = column.dictionary_encode()
    known = [*coded.dictionary.to_pylist(), None]
    return [known[place] for place in coded.indices.fill_null(len(known) - 1).to_numpy().tolist()]


def _for_sqlite(column: pa.Array) -> pa.Array:
    """Return days as ISO text and flags as 0 and 1, which is how Django keeps them in SQLite."""
    if pa.types.is_date(column.type):
        return column.cast(pa.string())
    return column.cast(pa.int8()) if pa.types.is_boolean(column.type) else column


@contextmanager
def without_indexes(tables: Sequence[str]) -> Iterator[None]:
    """Set aside the indexes and triggers of tables while they are filled, and build them after (暂撤索引).

    Notes
    -----
    SQLite only, where both are part of the transaction; elsewhere nothing is set aside. What a trigger
    would have refused must be checked by the caller before it returns here.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(tables))
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL "
            f"AND tbl_name IN ({marks})", list(tables),
        )  # fmt: skip
        aside = cursor.fetchall()
        for kind, name, _ in aside:
            cursor.execute(f"DROP {kind} {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        for _, _, statement in aside:
            cursor.execute(statement)


def restart_ids(models: Sequence[Any]) -> None:
    """Let new ids begin after the loaded ones; SQLite sees to that by itself."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
