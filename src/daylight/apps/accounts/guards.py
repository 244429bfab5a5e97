"""Guards in the database (数据库护栏): what Django cannot declare, written for each database it may be.

Imported by migrations: what stands here is history and is not changed once it has landed.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class Guard(Operation):
    """Statements for the database at hand (护栏): each database its own, and how to take them away."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, name: str, up: dict[str, tuple[str, ...]], down: dict[str, tuple[str, ...]]) -> None:
        self.name, self.up, self.down = name, up, down

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing that the models know of."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Put the guard up."""
        self._run(schema_editor, self.up)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take it down."""
        self._run(schema_editor, self.down)

    def describe(self) -> str:
        """Say what this is."""
        return f"Guard {self.name}"

    @staticmethod
    def _run(schema_editor: Any, statements: dict[str, tuple[str, ...]]) -> None:
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)


def append_only(table: str) -> Guard:
    """Return the guard that refuses to change or remove rows of a table (只可追加)."""
    refuse = f"{table} is append-only"
    sqlite = tuple(
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{refuse}'); END"
        for act in ("update", "delete")
    )
    function = f"{table}_refuse"
    postgresql = (
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refuse}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {function}()",
    )
    return Guard(
        f"{table}_append_only",
        {"sqlite": sqlite, "postgresql": postgresql},
        {
            "sqlite": tuple(f"DROP TRIGGER {table}_no_{act}" for act in ("update", "delete")),
            "postgresql": (f"DROP FUNCTION {function}() CASCADE",),
        },
    )


def no_overlap(table: str, owner: str) -> Guard:
    """Return the guard that lets the half-open intervals of one owner never overlap (有效期不重叠)."""
    clash = f"""
        SELECT RAISE(ABORT, '{table}: intervals of one {owner} overlap') WHERE EXISTS (
            SELECT 1 FROM {table} AS other
            WHERE other.{owner} = NEW.{owner} AND other.id <> NEW.id
              AND other.valid_from < COALESCE(NEW.valid_to, '9999-12-31')
              AND NEW.valid_from < COALESCE(other.valid_to, '9999-12-31'))"""
    events = {"insert": "INSERT", "change": f"UPDATE OF {owner}, valid_from, valid_to"}
    return Guard(
        f"{table}_no_overlap",
        {
            "sqlite": tuple(
                f"CREATE TRIGGER {table}_no_overlap_{name} AFTER {event} ON {table} BEGIN {clash}; END"
                for name, event in events.items()
            ),
            "postgresql": (
                "CREATE EXTENSION IF NOT EXISTS btree_gist",
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap EXCLUDE USING gist "
                f"({owner} WITH =, daterange(valid_from, valid_to) WITH &&) DEFERRABLE INITIALLY IMMEDIATE",
            ),
        },
        {
            "sqlite": tuple(f"DROP TRIGGER {table}_no_overlap_{name}" for name in events),
            "postgresql": (f"ALTER TABLE {table} DROP CONSTRAINT {table}_no_overlap",),
        },
    )
