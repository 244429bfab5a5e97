"""Freezing live tables (冻结): what the lake's snapshot reads from register and casework.

Each lake table is one SELECT that tells what was known on a day: rows that began later are left
out, ends and decisions that came later are not told. Names, birthdays, homes and numbers of persons
have no column in the lake, so no SELECT here may name them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from django.db import connection, transaction

from daylight.apps.accounts import audit
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.rulebook.selectors import installed_digests
from daylight.kernel.calendar import census_on_or_before, school_year_of, term_of
from daylight.kernel.text import Text
from daylight.lake.tables import LakeTable

#: So many rows are turned into columns at a time; more would leave the processor's cache.
BATCH: Final = 16_384

_BEGUN = "valid_from <= %(day)s"
_END = "CASE WHEN valid_to <= %(day)s THEN valid_to END"
#: A record is known from the day it was filed, else approved, else happened; a draft without days, at once.
_KNOWN = "COALESCE(filed_on, approved_on, happened_on, %(day)s) <= %(day)s"
_STATUS = """CASE
    WHEN status = 'closed' AND closed_on > %(day)s AND approved_on <= %(day)s THEN 'approved'
    WHEN status IN ('approved', 'closed') AND COALESCE(approved_on, closed_on) > %(day)s THEN 'filed'
    ELSE status END"""

#: Lake table → live table, lake columns that are told otherwise than by their name, condition.
SELECTS: Final[dict[str, tuple[str, dict[str, str], str]]] = {
    "organisation": ("registry_organisation", {"org_id": "id", "valid_to": _END}, _BEGUN),
    "homeroom_class": ("registry_homeroomclass", {"class_id": "id", "valid_to": _END}, _BEGUN),
    "pupil": (
        "registry_pupil",
        {"pupil_id": "id"},
        "id NOT IN (SELECT pupil_id FROM registry_classmembership GROUP BY pupil_id HAVING MIN(valid_from) > %(day)s)",
    ),
    "class_membership": ("registry_classmembership", {"membership_id": "id", "valid_to": _END}, _BEGUN),
    "staff_post": ("registry_staffpost", {"post_id": "id", "valid_to": _END}, _BEGUN),
    "school_resource": ("registry_schoolresource", {}, "school_year <= %(census_year)s"),
    "class_course": ("registry_classcourse", {}, "school_year * 2 + term <= %(term)s"),
    "record": (
        "casework_record",
        {
            "record_id": "id",
            "approved_on": "CASE WHEN approved_on <= %(day)s THEN approved_on END",
            "closed_on": "CASE WHEN closed_on <= %(day)s THEN closed_on END",
            "status": _STATUS,
        },
        _KNOWN,
    ),
    "evidence": (
        "casework_evidence",
        {},
        f"record_id IN (SELECT id FROM casework_record WHERE {_KNOWN}) "
        "AND COALESCE(handed_in_on, %(day)s) <= %(day)s",
    ),
    "tally": ("casework_tally", {"tally_id": "id"}, "counted_on <= %(day)s"),
}


def take_snapshot(
    *, viewer: Viewer, as_of: date, folder: Path, now: datetime, progress: Callable[..., None] | None = None
) -> Any:
    """Freeze register and casework as they were known on a day (取数据快照).

    Parameters
    ----------
    viewer : Viewer
        Needs the right to take snapshots: the city's.
    as_of : date
        Nothing later than this day is told.
    folder : Path
        The folder of snapshots; the lake makes a folder of its own inside.
    now : datetime
        Aware; when this happens.

    Returns
    -------
    Manifest
        As the lake wrote it.

    Raises
    ------
    NotAllowed
        If the viewer may not.
    """
    viewer.needs(Right.SNAPSHOT, Text("冻结数据快照", "take a snapshot"))
    from daylight.lake import write_snapshot

    with transaction.atomic():
        _see_one_state()
        manifest = write_snapshot(source(as_of), folder, as_of=as_of, packs=installed_digests(), progress=progress)
    # Not in the same transaction: what sees one state only does not see what the audit chain has grown by.
    with transaction.atomic():
        audit.record(
            code="casework.snapshot.take", at=now, actor=audit.actor_of(viewer), subject=f"snapshot:{as_of}",
            detail={"as_of": as_of.isoformat(), "root_hash": manifest.root_hash},
        )  # fmt: skip
    return manifest


def _see_one_state() -> None:
    """Let all SELECTs see the same state; SQLite's transaction does so anyway, while writers wait.

    A transaction that was under way before has its level already.
    """
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def source(as_of: date) -> Callable[[LakeTable], Iterator[pa.RecordBatch]]:
    """Return what the lake reads from: a table's rows as known on a day, batch by batch."""
    return lambda table: batches(table, as_of)


def statement(table: LakeTable) -> str:
    """Return the SELECT behind a lake table (取数语句), its columns in the lake's order.

    Notes
    -----
    The plus before each column makes it an expression, which SQLite's driver hands over as it is
    stored, without a converter called cell by cell.
    """
    name, told, where = SELECTS[table.name]
    plus = "+" if connection.vendor == "sqlite" else ""
    columns = ", ".join(f"{plus}{told.get(column, column)} AS {column}" for column in table.schema.names)
    order = ", ".join(told.get(column, column) for column in table.key)
    return f"SELECT {columns} FROM {name} WHERE {where} ORDER BY {order}"


def moment(as_of: date) -> dict[str, Any]:
    """Return the parameters of the SELECTs for a day."""
    return {
        "day": as_of.isoformat() if connection.vendor == "sqlite" else as_of,
        "census_year": census_on_or_before(as_of).year,
        "term": school_year_of(as_of) * 2 + term_of(as_of),
    }


def batches(table: LakeTable, as_of: date) -> Iterator[pa.RecordBatch]:
    """Yield a lake table's rows as Arrow batches of the lake's own schema."""
    with connection.chunked_cursor() as cursor:
        if connection.vendor == "sqlite":
            # The driver's own cursor: Django's would parse every day back into an object.
            named = statement(table).replace("%(", ":").replace(")s", "")
            rows = cursor.cursor.connection.execute(named, moment(as_of))
        else:
            rows = cursor
            cursor.execute(statement(table), moment(as_of))
        while (batch := _next_batch(table.schema, rows)) is not None:
            yield batch


def _next_batch(schema: pa.Schema, rows: Any) -> pa.RecordBatch | None:
    """Return the next rows as a batch; meanwhile nothing is searched for garbage, of which rows make none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        chunk = rows.fetchmany(BATCH)
        return record_batch(schema, chunk) if chunk else None
    finally:
        if collects:
            gc.enable()


def record_batch(schema: pa.Schema, rows: Sequence[tuple[Any, ...]]) -> pa.RecordBatch:
    """Return rows of the database as one batch, every column cast to the lake's type."""
    columns = [_array(list(values), field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _array(values: list[Any], wanted: pa.DataType) -> pa.Array:
    """Return one column; SQLite tells days as text and flags as 0 and 1."""
    if connection.vendor == "sqlite":
        told = {pa.date32(): pa.string(), pa.bool_(): pa.int8()}.get(wanted, wanted)
        return pa.array(values, told).cast(wanted)
    return pa.array(values, wanted)
