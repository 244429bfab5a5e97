"""The made-up city holds together: schemas, keys, references, seats that never overlap."""

from __future__ import annotations

from typing import Any

from daylight.lake.tables import TABLES


def test_every_table_of_the_lake_has_its_schema(small_city: Any) -> None:
    assert {name: table.schema for name, table in small_city.tables.items()} == {
        name: table.schema for name, table in TABLES.items()
    }
