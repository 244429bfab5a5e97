"""Every pupil in a class is asked for one student number."""

from __future__ import annotations

from datetime import date

import pytest

from . import DAY, IRON, RIVER, STATION, Row, column, homeroom, lake, measured, moment, organisation, seats, sums, town

KINDS = {"kinds": ["G", "J"]}


def register(*kinds: str | None) -> list[Row]:
    return [{"pupil_id": n, "number_kind": kind} for n, kind in enumerate(kinds, 1000)]


def seated(*more: Row, count: int = 3) -> dict[str, list[Row]]:
    return {
        "homeroom_class": [homeroom(1, STATION), homeroom(2, RIVER, "junior", 2018)],
        "class_membership": [*seats(1, STATION, count), *more],
    }


def seat(pupil_id: int, class_id: int, since: date, until: date | None = None) -> Row:
    return {"membership_id": 90000 + pupil_id, "pupil_id": pupil_id, "class_id": class_id, "school_id": STATION,
            "valid_from": since, "valid_to": until}  # fmt: skip


def test_accepted_kinds_count_and_the_others_are_touched() -> None:
    tables = lake(pupil=register("G", "J", "L"), **seated())
    rows = measured("pupils_numbered", tables, moment(), **KINDS)
    assert sums(rows, "numerator", "denominator", "pupils") == {STATION: (2, 3, 1)}
    assert column(rows, "number_kind") == [None, None, "L"]
    assert column(rows, "homeroom_class") == ["3-1"] * 3


def test_a_pupil_without_kind_has_no_number() -> None:
    tables = lake(pupil=register("G", None, "G"), **seated())
    assert sums(measured("pupils_numbered", tables, moment(), **KINDS)) == {STATION: (2, 3)}


@pytest.mark.parametrize(("unique", "counted"), [(True, (2, 3)), (False, (3, 3))])
def test_who_sits_in_two_classes_counts_in_neither(unique: bool, counted: tuple[int, int]) -> None:
    tables = lake(pupil=register("G", "G", "G"), **seated(seat(1000, 2, date(2018, 9, 1))))
    found = sums(measured("pupils_numbered", tables, moment(), unique=unique, **KINDS))
    assert found == {STATION: counted, RIVER: (0 if unique else 1, 1)}


def test_who_changed_class_sits_in_one() -> None:
    change = date(2018, 10, 1)
    tables = lake(
        pupil=register("G"), homeroom_class=[homeroom(1, STATION), homeroom(2, RIVER, "junior", 2018)],
        class_membership=[seat(1000, 1, date(2016, 9, 1), change), {**seat(1000, 2, change), "membership_id": 1}],
    )  # fmt: skip
    assert sums(measured("pupils_numbered", tables, moment(), **KINDS)) == {RIVER: (1, 1)}
    assert sums(measured("pupils_numbered", tables, moment(state_on=date(2018, 9, 30)), **KINDS)) == {STATION: (1, 1)}


def test_pupils_of_ended_classes_and_closed_schools_are_left_out() -> None:
    tables = lake(
        organisation=[*town(), organisation(109, "school", IRON, valid_to=DAY)], pupil=register("G"),
        homeroom_class=[homeroom(1, STATION, valid_to=DAY), homeroom(2, 109)],
        class_membership=seats(1, STATION, 2) + seats(2, 109, 2),
    )  # fmt: skip
    assert measured("pupils_numbered", tables, moment(), **KINDS) == []
