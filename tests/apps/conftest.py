"""The town in a database of its own, for tests that count by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from daylight.apps.accounts.viewer import Viewer

from .town import CITY, IRON, PACK, RIVER, STATION, TAIAN, TODAY, town

NOW = datetime(2018, 10, 15, 2, 0, tzinfo=UTC)


@contextmanager
def another_database(path: Path) -> Iterator[None]:
    """Let Django's connection look at another SQLite file for a while."""
    from django.db import connection

    held = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = held


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A database with tables and no rows."""
    from django.core.management import call_command

    path = tmp_path_factory.mktemp("databases") / "empty.sqlite3"
    with django_db_blocker.unblock(), another_database(path):
        call_command("migrate", verbosity=0)
    return path


@pytest.fixture(scope="session")
def town_file(empty_file: Path, django_db_blocker: Any) -> Path:
    """The same with the town loaded and its pack installed."""
    from daylight.apps.casework.city import load_city
    from daylight.apps.rulebook.services import install_pack

    path = empty_file.with_name("town.sqlite3")
    shutil.copy(empty_file, path)
    with django_db_blocker.unblock(), another_database(path):
        install_pack(folder=PACK, now=NOW)
        load_city(town(), today=TODAY, now=NOW)
    return path


@pytest.fixture
def empty(empty_file: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """An empty database of this test's own, outside any transaction."""
    path = tmp_path / "daylight.sqlite3"
    shutil.copy(empty_file, path)
    with django_db_blocker.unblock(), another_database(path):
        yield path


@pytest.fixture
def in_town(town_file: Path, django_db_blocker: Any) -> Iterator[None]:
    """The town's database; what the test changes is rolled back."""
    from django.db import transaction

    with django_db_blocker.unblock(), another_database(town_file), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def now() -> datetime:
    """An instant of the town's day."""
    return NOW


@pytest.fixture
def today() -> date:
    """The town's day."""
    return TODAY


def _viewer(role: str, level: Any, org_code: str, county_code: str | None) -> Viewer:
    return Viewer(7, role, level, org_code, county_code)


@pytest.fixture
def people() -> dict[str, Viewer]:
    """Those who look at the town, by what they are."""
    return {
        "city": _viewer("city_official", "city", CITY, None),
        "iron": _viewer("county_official", "county", IRON, IRON),
        "taian": _viewer("county_official", "county", TAIAN, TAIAN),
        "head": _viewer("head", "school", STATION, IRON),
        "other head": _viewer("head", "school", RIVER, TAIAN),
        "teacher": _viewer("teacher", "school", STATION, IRON),
        "expert": _viewer("expert", "city", CITY, None),
        "public": Viewer.public(),
    }


@pytest.fixture
def audited(in_town: None) -> Callable[[], list[tuple[str, str, dict[str, Any]]]]:
    """The audit entries since the test began: code, subject, detail."""
    from daylight.apps.accounts.models import AuditEntry

    before = AuditEntry.objects.count()
    return lambda: [
        (entry.code, entry.subject, entry.detail) for entry in AuditEntry.objects.order_by("sequence")[before:]
    ]
