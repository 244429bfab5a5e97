"""The room's public names are there, and cost nothing until they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from daylight import policy


@pytest.mark.parametrize("name", policy.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(policy, name).__name__ == name


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = policy.nothing


def test_importing_the_room_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]; import daylight.policy; "
        "print([name for name in ('yaml', 'pydantic', 'pyarrow', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, *sys.path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
