"""Streams of chance: one for each purpose, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from daylight.demo.streams import apportion, pick, rank_within, stream


def test_the_same_purpose_and_seed_give_the_same_stream() -> None:
    assert stream(7, "pupils", "210302").random(5).tolist() == stream(7, "pupils", "210302").random(5).tolist()


@pytest.mark.parametrize("names", [("staff",), ("pupils", "210303"), ("pupils",), ("210302", "pupils"), ("pupils", 1)])
def test_another_purpose_gives_another_stream(names: tuple[str | int, ...]) -> None:
    assert stream(7, "pupils", "210302").random() != stream(7, *names).random()


def test_another_seed_gives_another_stream() -> None:
    assert stream(7, "pupils").random() != stream(8, "pupils").random()


def test_what_one_stream_gives_does_not_depend_on_another() -> None:
    alone = stream(7, "b").random(3).tolist()
    stream(7, "a").random(1000)
    assert stream(7, "b").random(3).tolist() == alone


def test_the_generator_is_pinned() -> None:
    assert stream(2017, "pin").integers(0, 1_000_000, 4).tolist() == [516025, 754722, 789036, 926141]


def test_places_are_drawn_by_weight() -> None:
    drawn = pick(stream(1, "x"), [1.0, 0.0, 3.0], 4000)
    counts = np.bincount(drawn, minlength=3)
    assert counts[1] == 0
    assert 0.70 < counts[2] / 4000 < 0.80


def test_a_place_beyond_the_last_is_never_drawn() -> None:
    assert pick(stream(1, "x"), [0.5], 100).tolist() == [0] * 100


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (10, [1, 1], [5, 5]),
        (10, [1, 2], [3, 7]),
        (3, [1, 1, 1, 1], [1, 1, 1, 0]),
        (0, [2, 1], [0, 0]),
        (7, [0, 1], [0, 7]),
    ],
)
def test_a_whole_number_is_shared_out_by_largest_remainders(
    total: int, weights: list[float], shares: list[int]
) -> None:
    assert apportion(total, weights).tolist() == shares


def test_what_is_shared_out_adds_up() -> None:
    weights = stream(3, "w").random(97)
    assert int(apportion(12_345, weights).sum()) == 12_345


def test_rows_are_ranked_within_their_group() -> None:
    groups, keys = np.array([2, 1, 2, 1, 2]), np.array([0.3, 0.9, 0.1, 0.2, 0.2])
    assert rank_within(groups, keys).tolist() == [2, 1, 0, 0, 1]


def test_no_rows_have_no_ranks() -> None:
    assert rank_within(np.array([], int), np.array([])).tolist() == []
