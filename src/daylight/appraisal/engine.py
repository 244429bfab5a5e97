"""Appraising (评估): a pack and a snapshot become a board. No database, no clock."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import pyarrow as pa

from daylight.appraisal.contract import BOARD_SCHEMA
from daylight.appraisal.judge import Standing, judge, series_for
from daylight.appraisal.moments import moment_of
from daylight.appraisal.places import Place, Places, places_in
from daylight.appraisal.sums import NOTHING, Summing, Totals, value_of
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.measures.contract import Measure, Moment
from daylight.policy.schema import Pack, Target

Progress = Callable[..., None]
Registry = Mapping[str, Measure]


class Sums(Protocol):
    """Whatever tells every organisation's sums (汇总来源): a data engine, or a peer it is compared with."""

    def totals(self, measure: Measure, moment: Moment, params: Mapping[str, object]) -> dict[int, Totals]: ...


class UnknownMeasure(DaylightError):
    """A target names a measure that is not registered (没有这个计算口径)."""

    code = "appraisal.unknown-measure"
    message = Text("目标 {target} 的计算口径 {name} 不存在", "The target {target} names no known measure: {name}")
    remedy = Text("已登记：{known}", "Known: {known}")


class UnknownTarget(DaylightError):
    """The pack has no such target (没有这个目标)."""

    code = "appraisal.unknown-target"
    message = Text("政策包 {pack} 没有目标 {target}", "The pack {pack} has no target {target}")
    remedy = Text("用 daylight appraise 列出全部目标。", "List them all with `daylight appraise`.")


class DayAfterSnapshot(DaylightError):
    """A snapshot is asked about a day that it cannot know (晚于快照)."""

    code = "appraisal.day-after-snapshot"
    message = Text(
        "快照截至 {known}，不能评估 {as_of}", "The snapshot was taken as of {known} and cannot be appraised on {as_of}"
    )
    remedy = Text("请取一份更晚的快照。", "Take a later snapshot.")


@dataclass(frozen=True)
class Board:
    """What an appraisal gives back (目标板): one Arrow table of ``BOARD_SCHEMA`` and what it rests on."""

    table: pa.Table
    as_of: date
    pack_id: str
    root_hash: str


def appraise(
    pack: Pack, snapshot: Any, as_of: date | None = None, *, backend: str = "duckdb",
    targets: Collection[str] | None = None, progress: Progress | None = None, measures: Registry | None = None,
) -> Board:  # fmt: skip
    """Appraise a snapshot by a pack (评估).

    Parameters
    ----------
    pack : Pack
    snapshot : Snapshot
        With ``tables(backend)``, ``as_of`` and ``root_hash``.
    as_of : date, optional
        The day to judge; the snapshot's own unless named, and never later.
    backend : str
        ``duckdb`` or ``spark``; figures are equal.
    targets : collection of str, optional
        Ids; every target of the pack unless named.
    progress : callable, optional
        Called as ``progress(done, total, doing)`` before each target.
    measures : mapping, optional
        Other measures than those of the house.

    Returns
    -------
    Board
        Targets in the pack's order; of each the city, counties, schools, by code.

    Raises
    ------
    UnknownTarget, UnknownMeasure, DayAfterSnapshot
    """
    day = day_of(snapshot, as_of)
    tables = snapshot.tables(backend)
    places = places_in(tables)
    chosen = _chosen(pack, targets, day)
    table = board_from(chosen, Summing(tables, places), places, day, registry(measures), progress)
    return Board(table, day, pack.head.id, snapshot.root_hash)


def board_from(
    targets: Sequence[Target], sums: Sums, places: Places, day: date, measures: Registry,
    progress: Progress | None = None,
) -> pa.Table:  # fmt: skip
    """Return the board of targets whose sums are told by anything that can (由汇总成板).

    Parameters
    ----------
    sums : Sums
        Answers ``totals(measure, moment, params)`` with every organisation's sums.
    """
    work = _Work(sums, places, day, measures)
    parts: list[pa.RecordBatch] = []
    for done, target in enumerate(targets):
        if progress is not None:
            progress(done, len(targets), Text(target.zh, target.en))
        if rows := list(work.rows(target)):
            parts.append(_part(rows))
    return pa.Table.from_batches(parts, schema=BOARD_SCHEMA).combine_chunks()


def _row(
    target: Target, place: Place, sums: Totals, value: float | None, found: Standing
) -> tuple[Any, ...]:
    county = None if place.level == "city" else place.county_code
    pupils = None if sums.pupils is None else round(sums.pupils)
    return (
        target.id, place.org_id, place.code, place.level, county, *sums[:4], pupils,
        value, found.threshold, found.due_on, found.goal, found.status.value,
    )  # fmt: skip


def _part(rows: Sequence[tuple[Any, ...]]) -> pa.RecordBatch:
    """Return a target's rows as columns, so that a nation's board never lies here row by row."""
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, BOARD_SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=BOARD_SCHEMA)


def day_of(snapshot: Any, as_of: date | None) -> date:
    """Return the day to judge (评估日).

    Raises
    ------
    DayAfterSnapshot
    """
    day: date = as_of or snapshot.as_of
    if day > snapshot.as_of:
        raise DayAfterSnapshot(as_of=day, known=snapshot.as_of)
    return day


def registry(measures: Registry | None = None) -> Registry:
    """Return the measures at hand: those given, else those of the house (口径表)."""
    if measures is not None:
        return measures
    from daylight.measures import MEASURES

    return MEASURES


def measure_of(target: Target, measures: Registry) -> Measure:
    """Return the measure behind a target (取口径).

    Raises
    ------
    UnknownMeasure
    """
    name = target.measure.name
    if name not in measures:
        raise UnknownMeasure(target=target.id, name=name, known=", ".join(sorted(measures)))
    return measures[name]


def target_of(pack: Pack, target_id: str) -> Target:
    """Return a target of a pack (取目标).

    Raises
    ------
    UnknownTarget
    """
    for target in pack.targets:
        if target.id == target_id:
            return target
    raise UnknownTarget(pack=pack.head.id, target=target_id)


def _chosen(pack: Pack, wanted: Collection[str] | None, day: date) -> list[Target]:
    """Return the targets to appraise: those named, else all that have not been lifted by the day."""
    if wanted is not None:
        for target_id in wanted:
            target_of(pack, target_id)
        return [target for target in pack.targets if target.id in wanted]
    return [target for target in pack.targets if target.effective_to is None or target.effective_to > day]


@dataclass
class _Work:
    """One appraisal under way."""

    sums: Sums
    places: Places
    day: date
    measures: Registry

    def rows(self, target: Target) -> Iterator[tuple[Any, ...]]:
        """Yield the board's rows of a target."""
        measure = measure_of(target, self.measures)
        moment = moment_of(target.period, self.day, target.baseline.day if target.baseline else None)
        totals = {} if moment is None else self.sums.totals(measure, moment, target.measure.params)
        starts, standing = self._starts(target, measure), self._standing(target, moment is not None)
        for place in self.places.meant(target, self.day):
            sums = totals.get(place.org_id, NOTHING)
            value = None if moment is None else value_of(measure.formula, sums)
            if (found := standing(place, value, starts(place))) is not None:
                yield _row(target, place, sums, value, found)

    def _standing(self, target: Target, begun: bool) -> Callable[..., Standing | None]:
        """Return what judges a place; who has the same thresholds, value and start stands alike."""
        named = any(series.org_codes for series in target.series)
        known: dict[tuple[Any, ...], Standing | None] = {}

        def stands(place: Place, value: float | None, start: tuple[date, float] | None) -> Standing | None:
            key = (place.level, (place.code, place.county_code) if named else None, value, start)
            if key not in known:
                series = series_for(target, place.level, place.code, place.county_code)
                points = sorted(series.points, key=lambda point: point.due) if series else ()
                known[key] = judge(target, points, value, self.day, begun=begun, start=start) if points else None
            return known[key]

        return stands

    def _starts(self, target: Target, measure: Measure) -> Callable[[Place], tuple[date, float] | None]:
        """Return where each organisation's path starts: as stated, nothing done yet, or as measured."""
        base = target.baseline
        if base is None or target.path != "linear":
            return lambda place: None
        if base.value is not None or measure.formula in ("reduction", "change"):
            return lambda place: (base.day, base.value or 0.0)
        moment = moment_of(target.period, base.day)
        if moment is None or base.day > self.day:
            return lambda place: None
        totals = self.sums.totals(measure, moment, target.measure.params)

        def measured(place: Place) -> tuple[date, float] | None:
            value = value_of(measure.formula, totals.get(place.org_id, NOTHING)) if place.is_there(base.day) else None
            return None if value is None else (base.day, value)

        return measured
