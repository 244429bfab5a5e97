"""The table of the figures (结果表), written from ``results.json``: what was wanted, what was got, beside whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

HEAD = """# Benchmarks · 基准

<!-- written by `python -m benchmarks` from results.json; do not edit · 由命令生成，请勿手改 -->

Every figure was measured beside its peer in the same run. Compare ratios, not seconds: machines differ.
每个数字与对照在同一次运行中测得；请比较倍数，不要比较秒数。

"""


def written(found: dict[str, Any]) -> str:
    """Return the page as Markdown."""
    machine = found.get("machine", {})
    told = f"{machine.get('cores')} cores · Python {machine.get('python')} · {machine.get('measured_on')}"
    lines = ["| Figure | Wanted | Measured | Peer in the same run | |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows(found)]
    return HEAD + told + "\n\n" + "\n".join(lines) + "\n\n" + AGAIN


AGAIN = """```
.venv/bin/python -m benchmarks                          # all, the city up to tenfold
.venv/bin/python -m benchmarks scale --scales 1 10 100  # the hundredfold city: 25.7 million pupils
```
"""


def sign(good: bool) -> str:
    """Return the sign of a figure that was reached or not."""
    return "✓" if good else "✕"


def rows(found: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the lines of the table."""
    for name, tell in TOLD.items():
        if name in found:
            yield from tell(found[name])


def _demo(told: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    whole = told["seconds"]["build"] + told["seconds"]["load"]
    parts = f"build {told['seconds']['build']:.1f} s, load {told['seconds']['load']:.1f} s"
    yield "Full city built and loaded into SQLite", "≤ 60 s", f"{whole:.1f} s", parts, sign(whole <= 60)
    peak = told["peak_mib"]
    yield "… memory", "≤ 2 GiB", f"{peak / 1024:.2f} GiB", "", sign(peak <= 2048)


def _snapshot(told: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    ratio = told["peer_seconds"] / told["seconds"]
    yield (f"Snapshot of the full city ({told['rows']:,} rows)", "≤ 10 s", f"{told['seconds']:.1f} s",
           f"pandas, the same SELECTs, no checks: {told['peer_seconds']:.1f} s ({ratio:.1f}×)",
           sign(told["seconds"] <= 10))  # fmt: skip
    yield ("… memory", "", f"{told['peak_mib'] / 1024:.2f} GiB", f"{told['peer_peak_mib'] / 1024:.2f} GiB", "")


def _board(told: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    ours, theirs = told["seconds"], told["peer_seconds"]
    yield (f"Whole board, warm ({told['cells']:,} cells)", "≤ 3 s", f"{ours['warm']:.2f} s",
           f"pandas {theirs['warm']:.2f} s", sign(ours["warm"] <= 3))  # fmt: skip
    ratio = theirs["warm"] / ours["warm"]
    yield ("… times faster than pandas, warm", "≥ 5×", f"{ratio:.1f}×", f"{told['cells_that_differ']} cells differ",
           sign(ratio >= 5))  # fmt: skip
    cold = theirs["cold"] / ours["cold"]
    peer = f"pandas {theirs['cold']:.2f} s ({cold:.1f}×)"
    yield "… first time, files unread", "", f"{ours['cold']:.2f} s", peer, ""
    yield ("… memory", "≤ 1 GiB", f"{told['peak_mib'] / 1024:.2f} GiB", f"{told['peer_peak_mib'] / 1024:.2f} GiB",
           sign(told["peak_mib"] <= 1024))  # fmt: skip


def _scale(told: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    first = told["1"]
    for times in sorted(told, key=int):
        one = told[times]
        grown = one["seconds"]["warm"] / first["seconds"]["warm"]
        data = one["rows"] / first["rows"]
        yield (f"Board at ×{times}: {one['pupils']:,} pupils, {one['rows']:,} rows", "time grows ≤ data",
               f"{one['seconds']['warm']:.1f} s, {one['peak_mib'] / 1024:.2f} GiB",
               f"time ×{grown:.1f}, data ×{data:.1f}", sign(grown <= data))  # fmt: skip
        if one["peer_seconds"]:
            ratio = one["peer_seconds"]["warm"] / one["seconds"]["warm"]
            peer = f"pandas {one['peer_seconds']['warm']:.1f} s, {one['peer_peak_mib'] / 1024:.2f} GiB"
            yield f"… at ×{times} times faster than pandas", "≥ 5×", f"{ratio:.1f}×", peer, sign(ratio >= 5)


def _pages(told: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    base = told["baseline_p95_ms"]
    for name, taken in sorted(told["p95_ms"].items(), key=lambda item: -item[1]):
        yield (f"`{name}` with 8 readers, a page a second each, p95", "≤ 150 ms", f"{taken:.0f} ms",
               f"{taken / base:.1f}× the sign-in page ({base:.0f} ms)", sign(taken <= 150))  # fmt: skip


    yield ("Signed-in pages a second, 8 readers without a pause", "", f"{told['pages_a_second']:.0f}",
           "server and readers on the same 2 cores", "")  # fmt: skip


def _spark(told: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    differ = told["cells_that_differ"]
    took = f"Spark {told['seconds']['warm']:.0f} s, DuckDB {told['duckdb_seconds']['warm']:.1f} s"
    yield "The same board in Spark, one machine", "equal figures", f"{differ} cells differ", took, sign(not differ)


TOLD = {"demo": _demo, "snapshot": _snapshot, "board": _board, "scale": _scale, "pages": _pages, "spark": _spark}
