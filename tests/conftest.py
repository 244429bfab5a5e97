"""One seeded small city for every test with a database, loaded once a session, and people who look at it.

Tests marked ``django_db`` (or asking for a viewer) find the demo city at scale 0.02 on its own day,
the packs installed and the demo's accounts made; what they change is rolled back.
"""

from __future__ import annotations

import os
import pickle
import shutil
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

SCALE, SEED = 0.02, 2017
TODAY = date(2018, 10, 15)
NOW = datetime(2018, 10, 15, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def small_city() -> Any:
    """The demo city at the scale of the tests."""
    from daylight.demo import build_city

    return build_city(scale=SCALE, seed=SEED)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, small_city: Any) -> None:
    """Load the small city into the database of the tests."""
    from daylight.apps.accounts.services import make_demo_accounts
    from daylight.apps.casework.city import load_city
    from daylight.apps.registry.seats import demo_seats
    from daylight.apps.rulebook.services import install_pack
    from daylight.policy.find import pack_folder

    with django_db_blocker.unblock():
        install_pack(folder=pack_folder("anshan-2017-066"), now=NOW)
        load_city(small_city, today=TODAY, now=NOW)
        make_demo_accounts(seats=demo_seats(TODAY), valid_from=date(2016, 9, 1), now=NOW)


BOARD_TABLES = ("reporting_publication", "reporting_boardorganisation", "reporting_boardcell")


#: How long a worker waits for another's board before it makes its own.
PATIENCE_S = 240
BoardRows = dict[str, tuple[list[str], list[Any]]]


@pytest.fixture(scope="session")
def board_rows(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> BoardRows:
    """The rows of a published board of the small city, made once and taken back; its snapshot stays in the home.

    Of several workers one makes it, in the folder that they share for the run; the others take it from there.
    """
    from django.conf import settings

    if "PYTEST_XDIST_WORKER" not in os.environ:
        return made_board(django_db_blocker)
    place, snapshots = tmp_path_factory.getbasetemp().parent / "board", Path(settings.DAYLIGHT_HOME) / "snapshots"
    if is_first(place):
        return kept_board(django_db_blocker, place, snapshots)
    deadline = time.monotonic() + PATIENCE_S
    while not (place / "ended").exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    if not (place / "rows").exists():
        return made_board(django_db_blocker)
    shutil.copytree(place / "snapshots", snapshots, dirs_exist_ok=True)
    rows: BoardRows = pickle.loads((place / "rows").read_bytes())
    return rows


def is_first(place: Path) -> bool:
    """Tell whether no other worker has begun the shared folder, and begin it."""
    try:
        place.mkdir()
    except FileExistsError:
        return False
    return True


def kept_board(django_db_blocker: Any, place: Path, snapshots: Path) -> BoardRows:
    """Make the board and lay it with its snapshot where the other workers find it."""
    try:
        rows = made_board(django_db_blocker)
        shutil.copytree(snapshots, place / "snapshots")
        (place / "part").write_bytes(pickle.dumps(rows))
        (place / "part").replace(place / "rows")
    finally:
        (place / "ended").touch()
    return rows


def made_board(django_db_blocker: Any) -> BoardRows:
    """Publish the small city, read the rows, and take them back."""
    from django.db import connection, transaction

    with django_db_blocker.unblock(), transaction.atomic():
        publish_small_city()
        with connection.cursor() as cursor:
            rows = {}
            for table in BOARD_TABLES:
                cursor.execute(f"SELECT * FROM {table}")
                rows[table] = ([column[0] for column in cursor.description], cursor.fetchall())
        transaction.set_rollback(True)
    return rows


def publish_small_city() -> None:
    """Freeze the small city, appraise it and publish the board, as the city's official."""
    from django.conf import settings

    from daylight.apps.accounts.models import User
    from daylight.apps.accounts.viewer import viewer_of
    from daylight.apps.casework.freeze import take_snapshot
    from daylight.apps.reporting.services import publish_board

    viewer, folder = viewer_of(User.objects.get(username="city"), on=TODAY), settings.DAYLIGHT_HOME / "snapshots"
    manifest = take_snapshot(viewer=viewer, as_of=TODAY, folder=folder, now=NOW)
    publish_board(viewer=viewer, folder=folder / manifest.name, now=NOW)


@pytest.fixture
def published(board_rows: BoardRows, db: None) -> None:
    """A published board of the small city, gone again after the test."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table, (columns, rows) in board_rows.items():
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


@pytest.fixture
def today() -> date:
    """The day of the demo."""
    return TODAY


@pytest.fixture
def now() -> datetime:
    """An instant of that day."""
    return NOW


@pytest.fixture
def viewer_named(db: None) -> Any:
    """The viewer that a demo account is: ``viewer_named("county-210302")``."""
    from daylight.apps.accounts.models import User
    from daylight.apps.accounts.viewer import viewer_of

    return lambda username: viewer_of(User.objects.get(username=username), on=TODAY)


@pytest.fixture
def city_viewer(viewer_named: Any) -> Any:
    """The city official."""
    return viewer_named("city")


@pytest.fixture
def county_viewer(viewer_named: Any) -> Any:
    """The official of one county."""
    return viewer_named("county-210302")


@pytest.fixture
def head_viewer(viewer_named: Any) -> Any:
    """The head of one school."""
    return viewer_named("head")


@pytest.fixture
def teacher_viewer(viewer_named: Any) -> Any:
    """A teacher of the same school."""
    return viewer_named("teacher")


@pytest.fixture
def expert_viewer(viewer_named: Any) -> Any:
    """An expert of the city."""
    return viewer_named("expert")


@pytest.fixture
def public_viewer() -> Any:
    """Nobody in particular."""
    from daylight.apps.accounts.viewer import Viewer

    return Viewer.public()


@pytest.fixture
def client_of(db: None) -> Any:
    """A browser signed in as a demo account: ``client_of("head").get("/")``."""
    from django.test import Client

    from daylight.apps.accounts.models import User

    def signed_in(username: str) -> Client:
        client = Client()
        user = User.objects.get(username=username)
        client.force_login(user, backend="daylight.apps.accounts.backends.PasswordBackend")
        return client

    return signed_in
