"""From stored cells to what pages show (格的呈现): figures with their words, hidden ones left out.

The words of a figure come from the appraisal (``shown``, ``reason``), which knows how to round
without crossing a threshold; nothing is rounded here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from daylight.appraisal.contract import STATUS_TEXT, Status
from daylight.apps.reporting import words
from daylight.apps.reporting.book import Book
from daylight.apps.reporting.models import BoardCell
from daylight.apps.reporting.scope import Desk, ref
from daylight.apps.reporting.types import Cell, OwedPoint, Path, PathPoint
from daylight.kernel.text import Text
from daylight.policy.schema import Target

_FIGURES: Final = (
    "value", "numerator", "denominator", "base_numerator", "base_denominator", "threshold", "goal", "due_on", "pupils",
)  # fmt: skip
#: Figures that are not the organisation's own but the notice's.
_PUBLIC: Final = {"threshold", "goal", "due_on"}


def cells(desk: Desk, rows: Iterable[BoardCell], *, paths: bool = False) -> tuple[Cell, ...]:
    """Return stored cells as pages show them; with their paths where wanted."""
    return tuple(cell(desk, row, paths=paths) for row in rows)


def cell(desk: Desk, row: BoardCell, *, paths: bool = False) -> Cell:
    """Return one stored cell as pages show it (格)."""
    target = desk.book.target(row.target_id)
    masked = desk.masks(row.organisation)
    hides = masked and row.hidden
    told = figures(row, _FIGURES, hides)
    return Cell(
        desk.book.target_refs[row.target_id], ref(row.organisation), Status(row.status), **told,
        shown=words.TOO_FEW if hides else shown(target, row.value),
        threshold_shown=shown(target, row.threshold, words.NOTHING), goal_shown=shown(target, row.goal, words.NOTHING),
        reason=_reason(target, row, hides), days_left=words.days_between(desk.publication.as_of, row.due_on),
        hidden=hides, path=path(desk.book, row, masked) if paths else None,
    )  # fmt: skip


def figures(row: BoardCell, names: Iterable[str], hides: bool) -> dict[str, Any]:
    """Return figures of a cell by name (数值); of one that hides, only what is the notice's own."""
    return {name: getattr(row, name) if not hides or name in _PUBLIC else None for name in names}


def shown(target: Target, value: float | None, otherwise: Text = words.NO_VALUE) -> Text:
    """Return a value in the words of its target's rounding (显示值)."""
    from daylight import appraisal

    return otherwise if value is None else appraisal.shown(target, value)


def _reason(target: Target, row: BoardCell, hides: bool) -> Text:
    from daylight import appraisal

    if hides:
        status = STATUS_TEXT[Status(row.status)]
        return Text(f"{status.zh}；{words.TOO_FEW.zh}", f"{status.en}; {words.TOO_FEW.en}")
    return appraisal.reason(target, mapping(row))


def mapping(row: BoardCell) -> dict[str, Any]:
    """Return a stored cell with the board's own column names."""
    return {
        "target_id": row.target_id, "org_id": row.organisation.org_id, "org_code": row.organisation.code,
        "level": row.level, "county_code": row.county_code, "status": row.status,
        **{name: getattr(row, name) for name in _FIGURES},
    }  # fmt: skip


def path(book: Book, row: BoardCell, masked: bool) -> Path:
    """Return the path against the measured path of a cell (应达路径与实测)."""
    target = book.target(row.target_id)
    measured = tuple(_points(target, row.path, masked))
    return Path(measured, owed_points(book, row, measured), target.path == "linear", _axis(book, target))


def _axis(book: Book, target: Target) -> Text:
    """Return what the axis of a path counts in: per cent, the target's unit, else what the value is."""
    rounding = target.rounding
    if rounding.unit == "percent":
        return Text("%", "%")
    if rounding.unit_zh:
        return Text(rounding.unit_zh, rounding.unit_en)
    return words.FORMULA[book.measure(target.id).formula]


def _points(target: Target, stored: str, masked: bool) -> Iterator[PathPoint]:
    for day, value, status, small in json.loads(stored):
        if value is not None:
            hides = masked and bool(small)
            told = None if hides else value
            yield PathPoint(
                date.fromisoformat(day), told, words.TOO_FEW if hides else shown(target, value), Status(status), hides
            )


def owed_points(book: Book, row: BoardCell, measured: tuple[PathPoint, ...] = ()) -> tuple[OwedPoint, ...]:
    """Return the thresholds that apply to a cell's organisation, after its baseline where there is one."""
    target, org = book.target(row.target_id), row.organisation
    series = book.series_for(row.target_id, row.level, org.code, org.county_code)
    points = sorted(series.points, key=lambda point: point.due) if series else []
    owed = [OwedPoint(point.due, point.value, shown(target, point.value)) for point in points]
    return (*_baseline(book, target, measured), *owed)


def _baseline(book: Book, target: Target, measured: tuple[PathPoint, ...]) -> Iterator[OwedPoint]:
    """Yield where the path starts: as stated, nothing reduced yet, or as measured on the baseline's day."""
    base = target.baseline
    if base is None:
        return
    at_start = next((point.value for point in measured if point.day == base.day), None)
    value = base.value
    if value is None:
        value = 0.0 if book.measure(target.id).formula in ("reduction", "change") else at_start
    if value is not None:
        yield OwedPoint(base.day, value, shown(target, value), is_baseline=True)
