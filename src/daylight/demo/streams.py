"""Seeded streams of chance (随机数子流): one for each purpose, so that a new table changes no other.

Nothing here depends on hashes, time or the order of calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """Return the stream of a purpose (随机数子流): ``stream(2017, "pupils", "210302")``."""
    words = [seed, *(crc32(str(name).encode()) for name in names)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))


def pick(rng: np.random.Generator, weights: Sequence[float] | Array, count: int) -> Array:
    """Return ``count`` places drawn by weight (按权重抽取)."""
    edges = np.cumsum(np.asarray(weights, float))
    drawn: Array = np.searchsorted(edges, rng.random(count) * edges[-1], side="right")
    return drawn.clip(0, len(edges) - 1)


def apportion(total: int, weights: Sequence[float] | Array) -> Array:
    """Share a whole number out by weight, largest remainders first (最大余数法)."""
    exact = np.asarray(weights, float) / np.sum(weights) * total
    whole: Array = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole


def rank_within(groups: Array, keys: Array) -> Array:
    """Return each row's place, from 0, among the rows of its group in the order of its key (组内排名)."""
    order = np.lexsort((keys, groups))
    ordered = groups[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(order) else np.array([], np.int64)
    lengths = np.diff(np.r_[starts, len(order)])
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order)) - np.repeat(starts, lengths)
    return ranks
