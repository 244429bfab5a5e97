"""A snapshot of the town for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import freeze


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of one snapshot; what the test does to it is its own."""
    return tmp_path / freeze(tmp_path).name
