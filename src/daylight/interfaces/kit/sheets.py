"""Cells that are taken along into a spreadsheet (表格单元)."""

from __future__ import annotations

from typing import Final

#: A cell that begins so would be run as a formula by a spreadsheet.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> object:
    """Return a cell so that no spreadsheet runs it: text that looks like a formula is quoted (防公式注入)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
