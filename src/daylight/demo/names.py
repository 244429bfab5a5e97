"""Invented names (虚构名称): schools and people, from the pieces in ``data/names.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from daylight.demo.calibration import calibration
from daylight.demo.streams import Array, pick


def _pieces(name: str, table: str = "schools") -> list[str]:
    found: list[str] = calibration().names[table][name].split()
    return found


def _in_order(rng: np.random.Generator, pieces: list[str]) -> Iterator[str]:
    """Yield the pieces shuffled, and again with an ordinal once all are used."""
    shuffled = [pieces[place] for place in rng.permutation(len(pieces))]
    ordinals = ["", *_pieces("ordinals")]
    for round_ in count():
        ordinal = ordinals[round_] if round_ < len(ordinals) else f"第{round_ + 1}"
        yield from (piece + ordinal for piece in shuffled)


def _villages() -> list[str]:
    families = [family + rest for family in _pieces("families") for rest in _pieces("dwelling")]
    return _pieces("water") + families


def school_names(rng: np.random.Generator, places: Array, kinds: list[str]) -> list[str]:
    """Return a name for each school of a county, none twice (校名).

    Parameters
    ----------
    places : array
        0 at the seat, 1 in a town, 2 in a village.
    kinds : list of str
        Codes of JY/T 1001: 211, 218, 311, 312.
    """
    good, near = _in_order(rng, _pieces("good")), _in_order(rng, _villages())
    town = _in_order(rng, [f"{piece}镇" for piece in _pieces("water")])
    return [_school_name(int(place), kind, (good, town, near)) for place, kind in zip(places, kinds, strict=True)]


def _school_name(place: int, kind: str, sources: tuple[Iterator[str], Iterator[str], Iterator[str]]) -> str:
    good, town, near = sources
    if kind == "218":
        return f"{next(near)}教学点"
    if kind == "312":
        return f"{next(town if place == 2 else good)}九年一贯制学校" if place else f"{next(good)}学校"
    if place == 0:
        return next(good) + ("小学" if kind == "211" else "中学")
    if place == 1:
        return next(town) + ("中心小学" if kind == "211" else "初级中学")
    return next(near) + ("小学" if kind == "211" else "初级中学")


def people_names(rng: np.random.Generator, girls: Array, manchu: float = 0.0) -> pa.Array:
    """Return a name for each person (姓名).

    Parameters
    ----------
    girls : array of bool
        Who is female.
    manchu : float
        Share that draws from surnames common among Manchu families.
    """
    return pc.binary_join_element_wise(_surnames(rng, len(girls), manchu), _given(rng, girls), "")


def _surnames(rng: np.random.Generator, size: int, manchu: float) -> pa.Array:
    people: Mapping[str, Any] = calibration().names["people"]
    common, other = _pieces("surnames", "people"), _pieces("manchu", "people")
    places = pick(rng, people["weights"], size)
    others = len(common) + rng.integers(0, len(other), size)
    return pa.array(common + other).take(pa.array(np.where(rng.random(size) < manchu, others, places)))


def _given(rng: np.random.Generator, girls: Array) -> pa.Array:
    """Draw given names: of two characters, one in eight of one."""
    choices, starts = _given_names()
    single = rng.random(len(girls)) < 0.125
    group = girls.astype(np.int64) * 2 + single
    sizes = np.diff(starts)
    places = starts[group] + (rng.random(len(girls)) * sizes[group]).astype(np.int64)
    return pa.array(choices).take(pa.array(places))


def _given_names() -> tuple[list[str], Array]:
    """Return all given names and where each group begins: boys' of two and of one, girls' of two and of one."""
    groups = []
    for who in ("boys", "girls"):
        seconds = _pieces(f"{who}_second", "people")
        groups.append([a + b for a in _pieces(f"{who}_first", "people") for b in seconds if a != b])
        groups.append(_pieces(f"single_{who}", "people"))
    return [name for group in groups for name in group], np.cumsum([0, *map(len, groups)])
