"""What is taken along into a spreadsheet runs nothing there."""

from __future__ import annotations

import pytest

from daylight.interfaces.kit.sheets import harmless


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["三年级", 71, -1, None, ""])
def test_what_is_harmless_stays_as_it_is(cell: object) -> None:
    assert harmless(cell) == cell
