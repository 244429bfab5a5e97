"""Every figure beside its peer, in one command (基准)::

    .venv/bin/python -m benchmarks            # all but the hundredfold city
    .venv/bin/python -m benchmarks snapshot board scale pages spark
    .venv/bin/python -m benchmarks scale --scales 1 10 100

Writes ``benchmarks/results.json`` and the table ``benchmarks/README.md``. What it builds stays in
``build/benchmarks`` and is used again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import board as boards
from benchmarks import lake, pages
from benchmarks.measuring import alone
from benchmarks.table import written

HERE = Path(__file__).parent
PLACE = HERE.parent / "build" / "benchmarks"
RESULTS = HERE / "results.json"
#: Beyond this, pandas would need more memory than a desk has.
PEER_UP_TO = 10
NAMES = ("demo", "snapshot", "board", "scale", "pages", "spark")


def daylight(*arguments: str, home: Path) -> None:
    """Run one command of the house in a home of the benchmarks."""
    environment = {**os.environ, "DAYLIGHT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "daylight.site.settings.dev"}
    subprocess.run([sys.executable, "-m", "daylight", *arguments], env=environment, check=True)


def home() -> Path:
    """Return a home with the full city; built when it is not there."""
    place = PLACE / "home"
    if not (place / "ready.json").exists():
        place.mkdir(parents=True, exist_ok=True)
        daylight("setup-demo", "--scale", "1", home=place)
    return place


def full_snapshot() -> Path:
    """Return the snapshot of the demo's day."""
    return max((home() / "snapshots").iterdir())


def demo() -> dict[str, Any]:
    """Measure building the full city and loading it into SQLite."""
    place = PLACE / "city"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    taken = alone(lake.build_and_load, place)
    shutil.rmtree(place)
    return {"seconds": taken.seconds, "peak_mib": taken.peak_mib, **taken.told}


def snapshot() -> dict[str, Any]:
    """Measure freezing the full city, and pandas copying the same tables."""
    into = PLACE / "frozen"
    shutil.rmtree(into, ignore_errors=True)
    ours, theirs = lake.snapshot(home(), into)
    return {
        "seconds": ours.seconds["snapshot"], "peer_seconds": theirs.seconds["snapshot"], "rows": ours.told["rows"],
        "peak_mib": ours.peak_mib, "peer_peak_mib": theirs.peak_mib, "root": ours.told["root"],
    }  # fmt: skip


def board() -> dict[str, Any]:
    """Measure the whole board, and the same in pandas."""
    ours, theirs = boards.board(full_snapshot())
    differ = boards.differences(ours, theirs, boards.NEAR)
    return {
        "seconds": ours.seconds, "peer_seconds": theirs.seconds, "cells": ours.told["cells"],
        "peak_mib": ours.peak_mib, "peer_peak_mib": theirs.peak_mib, "cells_that_differ": len(differ),
        "first_differences": [str(item) for item in differ[:5]],
    }  # fmt: skip


def spark() -> dict[str, Any]:
    """Measure the whole board in Spark on this machine, and count the cells that differ from DuckDB's."""
    folder = full_snapshot()
    ours, theirs = alone(boards.of_the_house, folder), alone(boards.of_spark, folder)
    differ = boards.differences(ours, theirs, 0.0)
    return {"seconds": theirs.seconds, "duckdb_seconds": ours.seconds, "cells_that_differ": len(differ)}


def scale(scales: list[int]) -> dict[str, Any]:
    """Measure the board at multiples of the city, generated straight to Parquet."""
    return {str(times): one_scale(times) for times in scales}


def one_scale(times: int) -> dict[str, Any]:
    """Measure one size; the city is generated when it is not there."""
    place = PLACE / f"times-{times}"
    seconds = None
    if not place.is_dir() or not any(place.iterdir()):
        began = time.perf_counter()
        daylight("demo", "--scale", str(times), "--out", str(place), home=PLACE)
        seconds = time.perf_counter() - began
    folder = max(path for path in place.iterdir() if not path.name.startswith("."))
    taken = alone(boards.of_the_house, folder)
    peer = alone(boards.of_pandas, folder) if times <= PEER_UP_TO else None
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    rows = {name: part["rows"] for name, part in manifest["tables"].items()}
    return {
        "generate_seconds": seconds, "seconds": taken.seconds, "peak_mib": taken.peak_mib,
        "pupils": rows["pupil"], "rows": sum(rows.values()), "cells": taken.told["cells"],
        "peer_seconds": peer.seconds if peer else None, "peer_peak_mib": peer.peak_mib if peer else None,
    }  # fmt: skip


def server() -> dict[str, Any]:
    """Measure the pages with eight readers."""
    found, rate = pages.pages(home())
    base = found.pop(pages.BASELINE)
    p95 = {name: seconds * 1000 for name, seconds in found.items()}
    return {"p95_ms": p95, "baseline_p95_ms": base * 1000, "pages_a_second": rate}


def main() -> None:
    """Measure what was asked for and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="figures to measure; default: all")
    parser.add_argument("--scales", nargs="*", type=int, default=[1, 10], help="multiples of the city")
    options = parser.parse_args()
    acts = {"demo": demo, "snapshot": snapshot, "board": board, "scale": lambda: scale(options.scales),
            "pages": server, "spark": spark}  # fmt: skip
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in options.names or NAMES:
        print(f"… {name}", flush=True)
        found = acts[name]()
        known[name] = (known.get(name, {}) | found) if name == "scale" else found
        known["machine"] = {
            "cores": os.cpu_count(), "python": platform.python_version(),
            "measured_on": datetime.now(UTC).date().isoformat(),
        }  # fmt: skip
        RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (HERE / "README.md").write_text(written(known), encoding="utf-8")
    print(written(known))


if __name__ == "__main__":
    main()
