"""Numbers of persons and schools (号码): in the right form, with the right check digit, of nobody.

**Source**: GB 11643-1999 for the check digit; the forms of student numbers (G, J, L) as Liaoning's
public guides tell them. The region codes 21039x belong to no place, so no living person holds one.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from daylight.demo.columns import years_months
from daylight.demo.streams import Array, rank_within

#: GB 11643: weights of the first 17 digits, and the check digit by the remainder of their sum.
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK: Final = "10X98765432"
_PER_DAY: Final = 500


def check_digit(first_17: str) -> str:
    """Return the check digit of an identity number (校验码)."""
    return CHECK[sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True)) % 11]


def digits_of(values: Array, width: int) -> npt.NDArray[np.uint8]:
    """Return numbers as rows of digits, with zeros in front."""
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return (values[:, None] // powers % 10).astype(np.uint8)


def text_of(digits: npt.NDArray[np.uint8]) -> npt.NDArray[np.str_]:
    """Return rows of digits as texts."""
    rows = np.ascontiguousarray(digits + ord("0"))
    return rows.view(f"S{digits.shape[1]}").ravel().astype(f"U{digits.shape[1]}")


def calendar_digits(days: Array) -> Array:
    """Return days as numbers of eight digits: 20090131."""
    year, month = years_months(days)
    of_month = days - days.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    found: Array = year * 10_000 + month * 100 + of_month + 1
    return found


def identity_numbers(county: Array, born: Array, girls: Array, salt: Array) -> npt.NDArray[np.str_]:
    """Return identity numbers of nobody, none twice (虚构身份证号).

    Parameters
    ----------
    county : array of int
        The county's place among the counties, 0 to 8.
    born : array of int
        Birthdays.
    girls : array of bool
        The last digit of the sequence is even for women and odd for men.
    salt : array
        Decides the order of those born on one day in one county.
    """
    group = (county * 100_000 + born) * 2 + girls
    rank = rank_within(group, salt)
    turn = rank // _PER_DAY
    prefix = np.where(turn == 0, 2103, 2139 + turn) * 100 + 91 + county
    sequence = (rank % _PER_DAY) * 2 + np.where(girls, 0, 1)
    body = np.concatenate([digits_of(prefix, 6), digits_of(calendar_digits(born), 8), digits_of(sequence, 3)], axis=1)
    rest = (body.astype(np.int64) * np.asarray(WEIGHTS)).sum(axis=1) % 11
    return np.char.add(text_of(body), np.array(list(CHECK))[rest])


def student_numbers(kinds: Array, identity: Array, codes: Array, born: Array, salt: Array) -> npt.NDArray[np.str_]:
    """Return student numbers (学籍号): G + identity number, J + serial number, L + county, birthday, four digits.

    Parameters
    ----------
    kinds : array of str
        G, J or L.
    codes : array of int
        The county's code, six digits.
    """
    found = np.char.add("G", identity)
    for kind in ("J", "L"):
        own = np.flatnonzero(kinds == kind)
        if len(own):
            group = codes[own] * 100_000 + (born[own] if kind == "L" else 0)
            serial = rank_within(group, salt[own])
            middle = calendar_digits(born[own]) if kind == "L" else np.zeros(len(own), np.int64)
            widths = (8, 4) if kind == "L" else (4, 8)
            rows = [digits_of(codes[own], 6), digits_of(middle, widths[0]), digits_of(serial, widths[1])]
            found[own] = np.char.add(kind, text_of(np.concatenate(rows, axis=1)))
    return found
