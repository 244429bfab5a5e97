"""Measures (计算口径): named indicators as Ibis expressions over lake tables. No Django, no thresholds.

``MEASURES`` is the registry; a pack names a measure and its parameters, the appraisal asks for its rows.
"""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel

from daylight.measures import classes, courses, coverage, pupils, records, resources, staff, tallies
from daylight.measures.contract import Measure

MEASURES: Final[dict[str, Measure]] = {
    measure.name: measure
    for room in (classes, tallies, records, coverage, staff, courses, resources, pupils)
    for measure in room.MEASURES
}  # fmt: skip


def params_of() -> dict[str, type[BaseModel]]:
    """Return the parameters' model of each measure (各口径参数), for those who check packs."""
    return {name: measure.params for name, measure in MEASURES.items()}


__all__ = ["MEASURES", "params_of"]
