"""What the pack declares, as the made-up records must have it."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="session")
def kinds() -> dict[str, Any]:
    """The kinds of record that the pack of Anshan declares, by id."""
    from daylight.policy.find import pack_folder
    from daylight.policy.load import load_pack

    return {kind.id: kind for kind in load_pack(pack_folder("anshan-2017-066")).records}
