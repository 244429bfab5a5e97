"""What several measures read is made once where it can be kept, and where it cannot it is what it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import pytest

from daylight.measures.classes import class_sizes, pupils_of
from daylight.measures.kept import kept

from . import DAY, RIVER, STATION, Lake, homeroom, lake, measured, moment, seats, told
from .examples import EXAMPLES, busy


class Keeping:
    """A lake that keeps: what was made before is given again."""

    def __init__(self, under: Lake) -> None:
        self.under, self.made, self.asked = under, dict[Any, ibis.Table](), list[Any]()

    def __getitem__(self, name: str) -> ibis.Table:
        return self.under[name]

    def keep(self, key: Any, make: Callable[[], ibis.Table]) -> ibis.Table:
        self.asked.append(key)
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]


def city() -> Lake:
    return lake(
        homeroom_class=[homeroom(1, STATION), homeroom(2, RIVER)],
        class_membership=seats(1, STATION, 5) + seats(2, RIVER, 3),
    )


def test_a_lake_that_cannot_keep_is_asked_anew() -> None:
    calls = []

    @kept
    def table(tables: Any, day: date) -> Any:
        calls.append(day)
        return tables["pupil"]

    tables = city()
    assert table(tables, DAY).equals(table(tables, DAY))
    assert calls == [DAY, DAY]


def test_what_is_kept_is_made_once_for_each_value() -> None:
    keeping = Keeping(city())
    first, again = class_sizes(keeping, DAY), class_sizes(keeping, DAY)
    other = class_sizes(keeping, date(2017, 9, 30))
    assert first is again
    assert first is not other
    assert len([key for key in keeping.made if key[1] == "class_sizes"]) == 2


def test_a_kept_table_says_who_made_it_from_what() -> None:
    keeping = Keeping(city())
    pupils_of(keeping, DAY, "county", "primary")
    assert ("daylight.measures.classes", "pupils_of", DAY, "county", "primary") in keeping.made
    assert ("daylight.measures.classes", "school_pupils", DAY, "primary") in keeping.made


@pytest.mark.parametrize("org_kind", ["school", "county", "city"])
def test_keeping_changes_no_figure(org_kind: str) -> None:
    plain, keeping = city(), Keeping(city())
    found = [told(pupils_of(tables, DAY, org_kind).order_by("org_id")) for tables in (plain, keeping)]
    assert found[0] == found[1]


def test_a_measure_is_the_same_on_a_lake_that_keeps() -> None:
    when = moment(base_on=date(2016, 9, 30))
    tables = busy()
    for name in ("class_size_reduced", "organisations_with_records", "resources_met"):
        params = EXAMPLES[name][0]
        expression = _measure(name).expression(Keeping(tables), when, params)
        rows = sorted(told(expression), key=lambda row: (row["org_id"], row["unit"]))
        assert rows == measured(name, tables, when, **params)


def _measure(name: str) -> Any:
    from daylight.measures import MEASURES

    return MEASURES[name]
