"""Points are matched by their day, then by their value; what is left came or went."""

from __future__ import annotations

from typing import Any

import pytest

from daylight.kernel.text import Text
from daylight.policy.diffing.thresholds import thresholds, told

from ..items import points, target


def between(before: list[Any], after: list[Any]) -> list[str]:
    return [
        change.sentence(Text("目标", "Target"), target()).en.split("): ", 1)[1]
        for change in thresholds(target(series=before), target(series=after))
    ]


HALF, ALL = ("2018-12-31", 0.5), ("2019-12-31", 1.0)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([points("city", HALF, ALL)], [points("city", HALF, ALL)], []),
        ([points("city", HALF, ALL)], [points("city", ("2018-12-31", 0.6), ALL)],
         ["for the city, the threshold of 2018-12-31 changes from “50%” to “60%”."]),
        ([points("city", HALF, ALL)], [points("city", HALF, ("2020-12-31", 1.0))],
         ["for the city, the deadline for 100% changes from “2019-12-31” to “2020-12-31”."]),
        ([points("city", HALF)], [points("city", HALF, ALL)],
         ["for the city, now owed as well: by 2019-12-31 at least 100%."]),
        ([points("city", HALF, ALL)], [points("city", ALL)],
         ["for the city, no longer owed: by 2018-12-31 at least 50%."]),
        ([points("city", HALF)], [points("city", HALF), points("county", HALF)],
         ["for the county, now owed as well: by 2018-12-31 at least 50%."]),
        ([points("city", HALF), points("county", HALF)], [points("city", HALF)],
         ["for the county, no longer owed: by 2018-12-31 at least 50%."]),
        ([points("city", HALF)], [points("city", ("2020-12-31", 0.7))],
         ["for the city, now owed as well: by 2020-12-31 at least 70%.",
          "for the city, no longer owed: by 2018-12-31 at least 50%."]),
        ([points("county", HALF, org_codes=("2", "1"))],
         [points("county", ("2018-12-31", 0.7), org_codes=("1", "2"))],
         ["for the county (1, 2), the threshold of 2018-12-31 changes from “50%” to “70%”."]),
    ],
)  # fmt: skip
def test_a_change_of_thresholds_is_said_for_whom_and_when(before: list[Any], after: list[Any], said: list[str]) -> None:
    assert between(before, after) == said


def test_all_thresholds_of_a_target_fit_one_line() -> None:
    line = told(target(series=[points("city", HALF, ALL), points("school", ALL)], comparator="more_than"))
    assert line.zh == "市 2018-12-31 高于 50%；市 2019-12-31 高于 100%；学校 2019-12-31 高于 100%"
    assert line.en.startswith("city by 2018-12-31 more than 50%; city by 2019-12-31")
