"""Records, evidence and counts (办件)."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from daylight.demo.calibration import Calibration
from daylight.demo.roll import Roll
from daylight.demo.staff import Staff
from daylight.lake.tables import TABLES


def casework_tables(c: Calibration, roll: Roll, staff: Staff, scale: float, seed: int) -> dict[str, pa.Table]:
    """Return the lake's tables of records, evidence and counts (办件表)."""
    return {name: TABLES[name].schema.empty_table() for name in ("record", "evidence", "tally")}
