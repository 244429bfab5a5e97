"""Loading a whole city (整城装载): register and casework in one transaction, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final, Protocol

import pyarrow as pa
from django.db import OperationalError, connection, transaction
from django.db.models import Model

from daylight.apps.accounts import audit
from daylight.apps.accounts.installation import mark_demo
from daylight.apps.casework.models import Evidence, Record, Tally
from daylight.apps.registry import bulk, loading
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text

#: Told after each step: how many of how many are done, and what is done next.
Progress = Callable[[int, int, Text], None]

#: Lake table, model, the lake's name of its primary key, columns that are the same in every row.
PLACES: Final[tuple[tuple[str, type[Model], str, dict[str, object]], ...]] = (
    ("record", Record, "record_id", {"note": "", "return_reason": "", "version": 1}),
    ("evidence", Evidence, "", {"file_name": "", "file_sha256": "", "file_bytes": 0}),
    ("tally", Tally, "tally_id", {"version": 1}),
)


class DiskFull(DaylightError):
    """The disk does not hold the city (磁盘已满)."""

    code = "casework.disk-full"
    message = Text("磁盘已满,城市没有装载", "The disk is full; nothing of the city was loaded")
    remedy = Text("请清理磁盘后重试,整城约需 1 GB。", "Free some space and try again; the whole city takes about 1 GB.")


class City(Protocol):
    """What is loaded (城市数据): the lake's tables, and the people behind them."""

    @property
    def tables(self) -> Mapping[str, pa.Table]: ...

    @property
    def people(self) -> Mapping[str, pa.Table]: ...


def load_city(city: City, *, today: date, now: datetime, progress: Progress | None = None) -> dict[str, int]:
    """Load a made-up city into an empty database and mark the installation as the demo (装载演示城市).

    Parameters
    ----------
    city : City
        Lake tables and people as Arrow tables.
    today : date
        The day at which the demo's clock stands.
    now : datetime
        Aware; when this happens.
    progress : callable, optional
        Called as ``progress(done, total, doing)``.

    Returns
    -------
    dict
        Rows by table.

    Raises
    ------
    RegisterNotEmpty, MembershipsOverlap, MissingParents, DiskFull
        Nothing is loaded then.
    """
    with _unchecked(), _disk_watched(), transaction.atomic():
        loading.need_empty()
        rows = _fill(city, today, progress)
        loading.check_parents()
        bulk.restart_ids([Record, Tally, *loading.models()])
        mark_demo(today=today)
        audit.record(
            code="casework.city.load", at=now, actor=audit.SYSTEM, subject="installation:1",
            detail={"rows": rows, "today": today.isoformat()},
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


def _fill(city: City, today: date, progress: Progress | None) -> dict[str, int]:
    steps = [*loading.steps(city.tables, city.people, today), *_steps(city.tables)]
    rows: dict[str, int] = {}
    with bulk.without_indexes([*loading.tables(), *(loading.table_of(model) for _, model, _, _ in PLACES)]):
        for done, (doing, act) in enumerate(steps):
            if progress is not None:
                progress(done, len(steps) + 1, doing)
            rows[doing.en] = act()
        if progress is not None:
            progress(len(steps), len(steps) + 1, Text("建立索引", "indexes"))
        loading.check_memberships()
    return rows


def _steps(tables: Mapping[str, pa.Table]) -> Iterator[tuple[Text, Callable[[], int]]]:
    for name, model, key, same in PLACES:
        columns = loading.columns_of(tables[name], key)
        yield (
            Text(str(model._meta.verbose_name), name),
            lambda m=model, c=columns, s=same: bulk.insert(loading.table_of(m), c, s),
        )


@contextmanager
def _disk_watched() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if "full" in str(error):
            raise DiskFull from error
        raise


@contextmanager
def _unchecked() -> Iterator[None]:
    """Check foreign keys once at the end instead of row by row; SQLite can only switch outside a transaction."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.constraint_checks_disabled():
            yield
    else:
        yield
