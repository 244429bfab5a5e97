"""Small numbers of people are hidden, and nothing shown gives them away."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.apps.reporting.suppression import Count, hidden, is_small

from .attack import given_away, solutions

CITY, IRON, TAIAN, LISHAN = "210300", "210302", "210321", "210304"


def count(
    code: str, parent: str | None, done: float | None, group: float | None, *, people: bool = True,
    pupils: int | None = 0, target: str = "t",
) -> Count:  # fmt: skip
    return Count(target, code, parent, people, done, group, pupils)


@pytest.mark.parametrize(
    ("done", "group", "small"),
    [
        (0, 100, False),     # nobody did: nobody is told on
        (100, 100, False),   # everybody did
        (4, 100, True),      # four did
        (5, 100, False),
        (96, 100, True),     # four did not
        (95, 100, False),
        (3, 4, True),        # a group of four
        (2, None, True),     # a count of two people
        (None, None, False),
    ],
)  # fmt: skip
def test_fewer_people_than_the_limit_are_small(done: float | None, group: float | None, small: bool) -> None:
    assert is_small(count("s", IRON, done, group), 5) is small


def test_where_the_units_are_not_people_only_the_pupils_touched_count() -> None:
    assert not is_small(count("s", IRON, 1, 2, people=False, pupils=66), 5)
    assert is_small(count("s", IRON, 1, 2, people=False, pupils=3), 5)
    assert not is_small(count("s", IRON, 1, 2, people=False, pupils=None), 5)


def test_a_group_that_was_small_at_the_baseline_is_small() -> None:
    assert is_small(Count("t", "s", IRON, True, 50, 100, 0, 20, 24), 5)
    assert is_small(Count("t", "s", IRON, True, 50, 100, 0, 3, 30), 5)
    assert not is_small(Count("t", "s", IRON, True, 50, 100, 0, 20, 40), 5)
    assert not is_small(Count("t", "s", IRON, False, 50, 100, 0, 20, 24), 5)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden([count(CITY, None, 50, 100), count(IRON, CITY, 50, 100)], 5) == set()


def test_a_limit_of_none_hides_nothing() -> None:
    assert hidden([count("a", IRON, 1, 2), count(IRON, CITY, 1, 2)], 0) == set()


def test_a_single_hidden_school_takes_the_next_smallest_with_it() -> None:
    board = [
        count(CITY, None, 150, 300), count(IRON, CITY, 150, 300),
        count("a", IRON, 3, 100), count("b", IRON, 47, 90), count("c", IRON, 100, 110),
    ]  # fmt: skip
    assert hidden(board, 5) == {("t", "a"), ("t", "b")}


def test_two_hidden_schools_need_no_third() -> None:
    board = [
        count(IRON, CITY, 150, 300), count("a", IRON, 3, 100), count("b", IRON, 2, 90), count("c", IRON, 50, 110),
    ]  # fmt: skip
    assert hidden(board, 5) == {("t", "a"), ("t", "b")}


def test_an_only_school_hides_its_county_and_that_one_another_county_with_a_school() -> None:
    board = [
        count(CITY, None, 103, 300), count(IRON, CITY, 3, 100), count("a", IRON, 3, 100),
        count(TAIAN, CITY, 40, 80), count("b", TAIAN, 20, 30), count("c", TAIAN, 20, 50),
        count(LISHAN, CITY, 60, 120), count("d", LISHAN, 60, 120),
    ]  # fmt: skip
    assert hidden(board, 5) == {("t", IRON), ("t", "a"), ("t", TAIAN), ("t", "b")}


def test_whoever_lacks_nobody_covers_for_nobody_who_lacks_a_few() -> None:
    board = [
        count(CITY, None, 277, 300), count(IRON, CITY, 277, 300),
        count("a", IRON, 97, 100), count("b", IRON, 90, 90), count("c", IRON, 90, 110),
    ]  # fmt: skip
    assert hidden(board, 5) == {("t", "a"), ("t", "c")}


def test_where_nobody_else_lacks_anybody_the_county_is_hidden_with_its_school() -> None:
    board = [
        count(CITY, None, 260, 300), count(IRON, CITY, 187, 190),
        count("a", IRON, 97, 100), count("b", IRON, 90, 90),
        count(TAIAN, CITY, 73, 110), count("c", TAIAN, 33, 60), count("d", TAIAN, 40, 50),
    ]  # fmt: skip
    assert hidden(board, 5) == {("t", "a"), ("t", IRON), ("t", TAIAN), ("t", "d")}


def test_a_school_that_lacks_somebody_covers_for_a_county_that_lacks_somebody() -> None:
    board = [
        count(CITY, None, 157, 180), count(IRON, CITY, 97, 100), count("a", IRON, 97, 100),
        count(TAIAN, CITY, 60, 80), count("full", TAIAN, 20, 20), count("c", TAIAN, 40, 60),
    ]  # fmt: skip
    assert hidden(board, 5) == {("t", "a"), ("t", IRON), ("t", TAIAN), ("t", "c")}


def test_a_county_whose_lack_can_be_summed_up_covers_for_nobody() -> None:
    board = [
        count(CITY, None, 5, 11), count(TAIAN, CITY, 0, 1), count("a", TAIAN, 0, 1),
        count(LISHAN, CITY, 1, 6), count("full", LISHAN, 1, 1), count("shown", LISHAN, 0, 5),
        count(IRON, CITY, 4, 4), count("b", IRON, 1, 1), count("c", IRON, 3, 3),
    ]  # fmt: skip
    found = hidden(board, 5)
    assert ("t", "shown") in found
    assert given_away(board, found, 5) == []


def test_the_attacker_solves_what_can_be_solved() -> None:
    assert solutions([[1, 1, 0], [0, 1, 0]]) == {0, 1}
    assert solutions([[1, -1, 0], [0, 1, -1]]) == set()
    assert solutions([[1, 1, 1], [1, 1, 0]]) == {2}
    assert solutions([]) == set()


def test_the_attacker_finds_a_school_left_alone() -> None:
    board = [count(IRON, None, 97, 190), count("a", IRON, 4, 100), count("b", IRON, 93, 90)]
    assert given_away(board, {("t", "a")}, 5) == [(("t", "a"), "done")]
    assert given_away(board, {("t", "a"), ("t", "b")}, 5) == []


def test_targets_do_not_hide_one_another() -> None:
    board = [
        count(IRON, CITY, 3, 100, target="one"), count(TAIAN, CITY, 50, 100, target="one"),
        count(IRON, CITY, 50, 100, target="two"), count(TAIAN, CITY, 50, 100, target="two"),
    ]  # fmt: skip
    assert {target for target, _ in hidden(board, 5)} == {"one"}


@st.composite
def boards(draw: st.DrawFn) -> list[Count]:
    """A city of up to three counties with up to four schools each, everything summed up as boards are."""
    found: list[Count] = []
    city = [0, 0]
    for county in draw(st.lists(st.sampled_from([IRON, TAIAN, LISHAN]), min_size=1, unique=True)):
        sizes = draw(st.lists(st.integers(1, 60), min_size=1, max_size=4))
        sums = [0, 0]
        for number, size in enumerate(sizes):
            done = draw(st.one_of(st.just(size), st.integers(0, size)))
            found.append(count(f"{county}-{number}", county, done, size))
            sums = [sums[0] + done, sums[1] + size]
        found.append(count(county, CITY, *sums))
        city = [city[0] + sums[0], city[1] + sums[1]]
    return [*found, count(CITY, None, *city)]


@given(boards())
def test_no_small_number_can_be_worked_out_from_what_is_shown(board: list[Count]) -> None:
    found = hidden(board, 5)
    assert {item.key for item in board if is_small(item, 5)} <= found
    assert given_away(board, found, 5) == []


@given(boards())
def test_a_higher_limit_hides_no_less_of_what_is_small(board: list[Count]) -> None:
    small = [{item.key for item in board if is_small(item, limit)} for limit in (0, 3, 5, 10)]
    assert all(fewer <= more for fewer, more in pairwise(small))


@given(boards().flatmap(lambda board: st.tuples(st.just(board), st.permutations(board))))
def test_the_order_of_the_board_does_not_matter(both: tuple[list[Count], list[Count]]) -> None:
    assert hidden(both[0], 5) == hidden(both[1], 5)
