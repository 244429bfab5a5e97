"""Records, evidence and counts of the made-up city (办件): what schools and offices have done and handed in."""

from __future__ import annotations

import pyarrow as pa

from daylight.demo.calibration import Calibration
from daylight.demo.casework import chosen, events, offices, routine, staffwork
from daylight.demo.casework.batch import Batch, casework_rows
from daylight.demo.casework.desk import Desk
from daylight.demo.casework.tallies import tally_table
from daylight.demo.roll import Roll
from daylight.demo.staff import Staff


def casework_tables(c: Calibration, roll: Roll, staff: Staff, scale: float, seed: int) -> dict[str, pa.Table]:
    """Return the lake's tables of records, evidence and counts as known on the city's day (办件表)."""
    desk = Desk(c, roll, staff, scale, seed)
    batches: list[Batch] = []
    for source in (routine, chosen, events, staffwork, offices):
        batches.extend(source.batches(desk))
    record, evidence = casework_rows(c, batches)
    return {"record": record, "evidence": evidence, "tally": tally_table(desk)}
