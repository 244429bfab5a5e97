"""The peer is an honest one: pandas, sharing no measure with the house, gives the same board cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from daylight.appraisal import appraise
from daylight.appraisal.engine import board_from
from daylight.lake import open_snapshot, write_snapshot
from daylight.lake.tables import LakeTable
from daylight.measures import MEASURES
from daylight.policy import load_pack
from daylight.policy.find import pack_folder

pytest.importorskip("pandas", reason="pandas comes with the extra `spark` and with the tests")

from benchmarks import pandas_board

DAYS = (date(2016, 12, 31), date(2017, 12, 31), date(2018, 9, 30), date(2018, 10, 15))


@pytest.fixture(scope="module")
def snapshot(small_city: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The small city, frozen on its last day."""

    def source(table: LakeTable) -> Iterator[pa.RecordBatch]:
        rows = small_city.tables[table.name].sort_by([(name, "ascending") for name in table.key])
        yield from rows.to_batches()

    folder = tmp_path_factory.mktemp("frozen")
    made = write_snapshot(source, folder, as_of=DAYS[-1], packs={})
    return open_snapshot(folder / made.name)


@pytest.fixture(scope="module")
def pack() -> Any:
    """The notice of Anshan."""
    return load_pack(pack_folder("anshan-2017-066"))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_pandas_gives_the_same_board(snapshot: Any, pack: Any, day: date) -> None:
    sums = pandas_board.PandasSums(snapshot.folder, snapshot.manifest)
    theirs = board_from(pack.targets, sums, sums.places, day, MEASURES).to_pylist()
    ours = appraise(pack, snapshot, as_of=day).table.to_pylist()
    assert [differences(*pair) for pair in zip(ours, theirs, strict=True) if differences(*pair)] == []


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the columns of a cell that differ by more than what another order of summing does."""
    found = {}
    for name, value in ours.items():
        other = theirs[name]
        same = value == pytest.approx(other, rel=1e-9, abs=1e-9) if isinstance(value, float) else value == other
        if not same and not (value in (None, 0) and other in (None, 0)):
            found[name] = (ours["target_id"], ours["org_code"], value, other)
    return found


def test_every_measure_has_its_twin() -> None:
    assert set(pandas_board.MEASURES) == set(MEASURES)


def test_the_peer_imports_no_measure_of_the_house() -> None:
    text = Path(pandas_board.__file__).read_text(encoding="utf-8")
    assert "from daylight.measures.contract import" in text
    assert [line for line in text.splitlines() if "daylight.measures" in line and "contract" not in line] == []
    assert "ibis" not in text
