"""How a figure is measured (测量): in a process of its own, so that none lives on another's memory or caches."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run took (用量): seconds by name, the process's peak in MiB, and what it told."""

    seconds: dict[str, float]
    peak_mib: float
    told: dict[str, Any]


class Watch:
    """Takes the times of the parts of a run (计时)."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.told: dict[str, Any] = {}

    def time(self, name: str, act: Callable[[], Any]) -> Any:
        """Run an act and keep how long it took."""
        began = time.perf_counter()
        found = act()
        self.seconds[name] = time.perf_counter() - began
        return found


def alone(act: Callable[..., None], *arguments: Any) -> Measured:
    """Run ``act(watch, *arguments)`` in a fresh process and return what it took."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sender, act, arguments))
    process.start()
    sender.close()
    try:
        measured: Measured = receiver.recv()
    except EOFError:
        raise RuntimeError(f"{act.__name__} ended without a figure") from None
    finally:
        process.join()
    return measured


def _run(sender: Any, act: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    watch = Watch()
    act(watch, *arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sender.send(Measured(watch.seconds, peak, watch.told))
    sender.close()
