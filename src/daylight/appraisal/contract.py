"""What an appraisal gives back (评估结果约定): statuses and the columns of a board.

A board is columnar (one Arrow table), so that a nation's board stays small; sentences are made when
somebody reads them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import pyarrow as pa

from daylight.kernel.text import Text


class Status(StrEnum):
    """Where an organisation stands on a target on a day (达标状态), worst first."""

    MISSED = "missed"
    BEHIND = "behind"
    NO_DATA = "no_data"
    NOT_YET_DUE = "not_yet_due"
    ON_TRACK = "on_track"
    MET = "met"


STATUS_TEXT: Final[dict[Status, Text]] = {
    Status.MET: Text("达成", "met"),
    Status.ON_TRACK: Text("在轨", "on track"),
    Status.BEHIND: Text("落后", "behind"),
    Status.MISSED: Text("未达成", "missed"),
    Status.NOT_YET_DUE: Text("未到期", "not yet due"),
    Status.NO_DATA: Text("无数据", "no data"),
}
STATUS_SIGN: Final[dict[Status, str]] = {
    Status.MET: "✓", Status.ON_TRACK: "→", Status.BEHIND: "▲",
    Status.MISSED: "✕", Status.NOT_YET_DUE: "○", Status.NO_DATA: "?",
}  # fmt: skip

#: One row per target and organisation to which the target applies.
BOARD_SCHEMA: Final = pa.schema(
    [
        ("target_id", pa.string()),
        ("org_id", pa.int64()),
        ("org_code", pa.string()),
        ("level", pa.string()),            # city | county | school
        ("county_code", pa.string()),      # null for the city
        ("numerator", pa.float64()),
        ("denominator", pa.float64()),
        ("base_numerator", pa.float64()),
        ("base_denominator", pa.float64()),
        ("pupils", pa.int64()),            # touched where the organisation falls short
        ("value", pa.float64()),           # null: no data
        ("threshold", pa.float64()),       # owed on the day: the last due point, or the path between points
        ("due_on", pa.date32()),           # the point that decides: the last due if missed, else the next
        ("goal", pa.float64()),            # the threshold at due_on
        ("status", pa.string()),
    ]
)  # fmt: skip
