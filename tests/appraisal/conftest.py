"""The town with tallies, frozen once."""

from __future__ import annotations

import pytest

from daylight.lake import Snapshot
from tests.apps.town import town

from . import TALLIES, snapshot


@pytest.fixture(scope="session")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the town in which three schools, a county and the city have reported."""
    return snapshot(tmp_path_factory.mktemp("counted"), town(tally=TALLIES))
