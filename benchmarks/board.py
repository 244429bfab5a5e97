"""The board against the same board in pandas, and against the size of the city (目标板)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.measuring import Measured, Watch, alone

PACK = "anshan-2017-066"
#: Two values this near are one: pandas sums in another order than the exact sums of the house.
NEAR = 1e-9


def of_the_house(watch: Watch, folder: Path) -> None:
    """Appraise in DuckDB: opened anew, then again with the tables at hand."""
    from daylight.appraisal import appraise
    from daylight.lake import open_snapshot

    pack, snapshot = _pack(), open_snapshot(folder)
    watch.time("cold", lambda: appraise(pack, snapshot))
    board = watch.time("warm", lambda: appraise(pack, snapshot))
    _tell(watch, board.table)


def of_pandas(watch: Watch, folder: Path) -> None:
    """Appraise in pandas: files read, then again with the frames at hand; the judging is the house's."""
    from benchmarks.pandas_board import PandasSums
    from daylight.appraisal.engine import board_from
    from daylight.lake import open_snapshot
    from daylight.measures import MEASURES

    pack, snapshot = _pack(), open_snapshot(folder)
    sums = PandasSums(snapshot.folder, snapshot.manifest)

    def board() -> Any:
        return board_from(pack.targets, sums, sums.places, snapshot.as_of, MEASURES)

    watch.time("cold", board)
    sums.frames.forget()
    found = watch.time("warm", board)
    _tell(watch, found)


def of_spark(watch: Watch, folder: Path) -> None:
    """Appraise in Spark on this machine: the session is started before the clock."""
    from daylight.appraisal import appraise
    from daylight.lake import open_snapshot

    pack, snapshot = _pack(), open_snapshot(folder)
    watch.time("start", lambda: snapshot.tables("spark")["organisation"].count().execute())
    board = watch.time("warm", lambda: appraise(pack, snapshot, backend="spark"))
    _tell(watch, board.table)


def _pack() -> Any:
    from daylight.policy import load_pack
    from daylight.policy.find import pack_folder

    return load_pack(pack_folder(PACK))


def _tell(watch: Watch, table: Any) -> None:
    watch.told["cells"] = table.num_rows
    watch.told["values"] = dict(
        zip(
            zip(table["target_id"].to_pylist(), table["org_code"].to_pylist(), strict=True),
            zip(table["value"].to_pylist(), table["status"].to_pylist(), strict=True),
            strict=True,
        )
    )


def differences(ours: Measured, theirs: Measured, near: float) -> list[tuple[Any, Any, Any]]:
    """Return the cells in which two boards differ (不同的格)."""
    ours_told, theirs_told = ours.told["values"], theirs.told["values"]
    found = [(key, ours_told.get(key), theirs_told.get(key)) for key in sorted({*ours_told, *theirs_told})]
    return [item for item in found if not _same(item[1], item[2], near)]


def _same(ours: Any, theirs: Any, near: float) -> bool:
    if ours is None or theirs is None or (ours[0] is None) != (theirs[0] is None):
        return False
    if ours[0] is None:
        return bool(ours[1] == theirs[1])
    return abs(ours[0] - theirs[0]) <= near * max(1.0, abs(ours[0]))


def board(folder: Path) -> tuple[Measured, Measured]:
    """Measure the house's board and pandas', one after the other."""
    return alone(of_the_house, folder), alone(of_pandas, folder)
