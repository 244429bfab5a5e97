"""Numbers of persons: right in form and check digit, of nobody, none twice."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.demo.columns import day
from daylight.demo.numbers import (
    CHECK,
    WEIGHTS,
    calendar_digits,
    check_digit,
    digits_of,
    identity_numbers,
    student_numbers,
    text_of,
)


def holds(number: str) -> bool:
    """Check a number the other way round: ISO 7064 MOD 11-2 over all 18 places."""
    total = sum((10 if digit == "X" else int(digit)) * 2 ** (17 - place) for place, digit in enumerate(number))
    return total % 11 == 1


@pytest.mark.parametrize(("body", "digit"), [("11010519491231002", "X"), ("44052418800101001", "4")])
def test_the_check_digit_is_that_of_the_standards_examples(body: str, digit: str) -> None:
    assert check_digit(body) == digit


@given(st.from_regex(r"[0-9]{17}", fullmatch=True))
def test_the_check_digit_holds_by_the_other_formula(body: str) -> None:
    assert holds(body + check_digit(body))


def test_the_weights_are_powers_of_two() -> None:
    assert [2 ** (17 - place) % 11 for place in range(17)] == list(WEIGHTS)
    assert len(set(CHECK)) == 11


def test_numbers_become_digits_with_zeros_in_front() -> None:
    assert digits_of(np.array([7, 123]), 4).tolist() == [[0, 0, 0, 7], [0, 1, 2, 3]]
    assert text_of(digits_of(np.array([7, 123]), 4)).tolist() == ["0007", "0123"]


@given(st.dates(date(1950, 1, 1), date(2020, 12, 31)))
def test_days_become_eight_digits(when: date) -> None:
    assert calendar_digits(np.array([day(when)])).tolist() == [int(f"{when:%Y%m%d}")]


def born_on_one_day(count: int) -> np.ndarray:
    girls = np.arange(count) % 2 == 0
    born = np.full(count, day(date(2009, 5, 4)))
    return identity_numbers(np.full(count, 2), born, girls, np.arange(count))


def test_identity_numbers_are_of_no_place_and_say_birthday_and_sex() -> None:
    numbers = born_on_one_day(6).tolist()
    assert [number[:14] for number in numbers] == ["21039320090504"] * 6
    assert [int(number[16]) % 2 for number in numbers] == [0, 1] * 3
    assert all(holds(number) for number in numbers)


def test_no_number_is_given_twice_even_where_a_thousand_are_born_on_a_day() -> None:
    numbers = born_on_one_day(5000).tolist()
    assert len(set(numbers)) == 5000
    assert all(len(number) == 18 and holds(number) for number in numbers)


def test_regions_of_the_overflow_are_no_places_either() -> None:
    real = {"210302", "210303", "210304", "210311", "210321", "210323", "210381"}
    regions = {number[:6] for number in born_on_one_day(5000).tolist()}
    assert not regions & real
    assert all(region[4] == "9" for region in regions)


def students(kinds: str) -> list[str]:
    count = len(kinds)
    born = np.full(count, day(date(2010, 12, 31)))
    identity = identity_numbers(np.zeros(count, int), born, np.zeros(count, bool), np.arange(count))
    codes = np.full(count, 210302)
    return student_numbers(np.array(list(kinds)), identity, codes, born, np.arange(count)).tolist()


def test_a_formal_student_number_is_g_and_the_identity_number() -> None:
    (number,) = students("G")
    assert number[0] == "G"
    assert holds(number[1:])


def test_a_temporary_number_is_l_county_birthday_and_four_digits() -> None:
    assert students("LL") == ["L210302201012310000", "L210302201012310001"]


def test_a_number_without_identity_is_j_and_a_serial_of_the_county() -> None:
    assert students("JJ") == ["J210302000000000000", "J210302000000000001"]


def test_student_numbers_of_all_kinds_are_as_long_and_none_twice() -> None:
    numbers = students("GJLGJLGJL")
    assert {len(number) for number in numbers} == {19}
    assert len(set(numbers)) == 9
