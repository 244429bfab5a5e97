"""Appraisal (评估): a pack and a snapshot become a board; figures become words and rows. No Django."""

from daylight.appraisal.behind import RowsFound, query, rows
from daylight.appraisal.cases import CaseOutcome, run_cases
from daylight.appraisal.contract import BOARD_SCHEMA, STATUS_SIGN, STATUS_TEXT, Status
from daylight.appraisal.engine import Board, appraise
from daylight.appraisal.words import reason, shown

__all__ = [
    "BOARD_SCHEMA", "STATUS_SIGN", "STATUS_TEXT", "Board", "CaseOutcome", "RowsFound", "Status",
    "appraise", "query", "reason", "rows", "run_cases", "shown",
]  # fmt: skip
