"""What organisations do as a matter of course (常规办件): by the rules in ``casework.toml``, period by period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np

from daylight.demo.casework.batch import LEVELS, Batch
from daylight.demo.casework.desk import Desk, between, lapses, periods, settled
from daylight.demo.streams import Array


def batches(desk: Desk) -> Iterator[Batch]:
    """Yield the records of every routine kind."""
    for kind, rule in desk.numbers["routine"].items():
        yield from _kind(desk, kind, rule)


def _kind(desk: Desk, kind: str, rule: Mapping[str, Any]) -> Iterator[Batch]:
    org, county, laxity = desk.organisations(rule["by"], rule.get("stage"))
    habit = desk.rng("habit", kind).random(len(org))
    for name, place, first, last in periods(desk.c, rule):
        rng = desk.rng("routine", kind, name)
        easing = desk.numbers["general"]["easing"][place]
        short = _short(desk, rng, rule.get("missing", 0.0) * easing, laxity, habit)
        rows, topic = _rows(rng, rule, short, laxity, easing)
        if len(rows):
            at = _Rows(org[rows], county[rows], laxity[rows] * easing, topic)
            yield _batch(desk, rng, kind, rule, at, (first, last))


class _Rows:
    """The rows of a batch before they have days: organisation, county, laxity, topic."""

    def __init__(self, org: Array, county: Array, laxity: Array, topic: Array) -> None:
        self.org, self.county, self.laxity, self.topic = org, county, laxity, topic


def _short(desk: Desk, rng: np.random.Generator, share: float, laxity: Array, habit: Array) -> Array:
    """Tell which organisations fall short in a period; many are those that fell short before."""
    fresh = rng.random(len(laxity))
    same = rng.random(len(laxity)) < desk.numbers["general"]["persistent"]
    short: Array = np.where(same, habit, fresh) < share * laxity
    return short


def _rows(
    rng: np.random.Generator, rule: Mapping[str, Any], short: Array, laxity: Array, easing: float
) -> tuple[Array, Array]:
    """Return for each record its organisation's row and its topic's place (-1 for none)."""
    if topics := rule.get("topics"):
        there = [~lapses(rng, rule.get("missing", 0.0) * easing, laxity) for _ in topics]
        rows = [np.flatnonzero(own) for own in there]
        return np.concatenate(rows), np.repeat(np.arange(len(topics)), [len(own) for own in rows])
    fewest, most = rule.get("times", (1, 1))
    times = rng.integers(fewest, most + 1, len(short))
    times = np.where(short, rng.integers(0, fewest, len(short)), times)
    rows_ = np.repeat(np.arange(len(short)), times)
    drawn = rule.get("drawn")
    return rows_, rng.integers(0, len(drawn), len(rows_)) if drawn else np.full(len(rows_), -1)


def _batch(
    desk: Desk, rng: np.random.Generator, kind: str, rule: Mapping[str, Any], at: _Rows, days: tuple[date, date]
) -> Batch:
    size = len(at.org)
    happened = between(rng, days, size)
    status, filed, approved = settled(
        desk, rng, happened, rule.get("approved", 0.0), firm=rule.get("firm", False)
    )
    low, high = rule.get("quantity", (0, 0))
    return Batch(
        kind, at.org, at.county, status, np.full(size, LEVELS.index(rule.get("level", rule["by"]))),
        happened_on=happened, filed_on=filed, approved_on=approved,
        topics=rule.get("topics") or rule.get("drawn") or (), topic=at.topic,
        quantity=rng.integers(low, high + 1, size).astype(float) if high else None,
        parts={part: ~lapses(rng, share, at.laxity) for part, share in rule["parts"].items()},
    )  # fmt: skip
