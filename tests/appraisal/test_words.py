"""A figure is shown without crossing a threshold, and the reason says what is owed and what is missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.appraisal import STATUS_TEXT, Status, reason, shown
from daylight.appraisal.words import day_words
from daylight.policy.schema import Target

from . import measures, points, target

COUNT = {"unit": "count", "digits": 0, "unit_zh": "班", "unit_en": "classes"}


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0.5, "50.0%", "50.0 %"), (0.4996, "49.9%", "49.9 %"), (0.49999999, "49.9%", "49.9 %"),
        (0.5004, "50.1%", "50.1 %"), (0.6996, "70.0%", "70.0 %"), (0.123, "12.3%", "12.3 %"),
        (0.0, "0.0%", "0.0 %"), (1.0, "100.0%", "100.0 %"), (-0.25, "-25.0%", "-25.0 %"), (0.285, "28.5%", "28.5 %"),
    ],
)  # fmt: skip
def test_a_share_is_rounded_but_never_across_its_threshold(value: float, zh: str, en: str) -> None:
    assert (shown(target(), value).zh, shown(target(), value).en) == (zh, en)


def test_every_threshold_of_a_target_is_kept_apart() -> None:
    several = target(owed=points(("2017-12-31", 0.25), ("2018-12-31", 0.7)))
    assert [shown(several, value).zh for value in (0.2499, 0.6996, 0.7001)] == ["24.9%", "69.9%", "70.1%"]


@pytest.mark.parametrize(
    ("rounding", "value", "zh", "en"),
    [
        (COUNT, 1234.0, "1,234 班", "1,234 classes"),
        (COUNT, 0.0, "0 班", "0 classes"),
        (COUNT, 0.09, "0.1 班", "0.1 classes"),
        ({"unit": "number", "digits": 3}, 0.3456, "0.346", "0.346"),
        ({"unit": "number", "digits": 2, "unit_zh": "元", "unit_en": "yuan"}, 1000.005, "1,000.01 元", "1,000.01 yuan"),
        ({"unit": "percentage_point", "digits": 1}, 0.2, "20.0 个百分点", "20.0 percentage points"),
        ({"unit": "percent", "digits": 0}, 0.126, "13%", "13 %"),
    ],
)
def test_each_unit_in_both_languages(rounding: dict[str, Any], value: float, zh: str, en: str) -> None:
    told = shown(target(rounding=rounding), value)
    assert (told.zh, told.en) == (zh, en)


@given(n=st.integers(0, 5000), d=st.integers(1, 5000), share=st.integers(0, 1000), digits=st.integers(0, 3))
def test_what_is_shown_stands_on_the_side_on_which_it_was_judged(n: int, d: int, share: int, digits: int) -> None:
    wanted = share / 1000
    owed = target(owed=points(("2017-12-31", wanted)), rounding={"unit": "percent", "digits": digits})
    told = Fraction(shown(owed, n / d).zh[:-1].replace(",", ""))
    exact, limit = Fraction(n, d) * 100, Fraction(share, 10)
    assert abs(told - exact) <= Fraction(1, 10**digits)
    if exact < limit:
        assert told < limit
    elif exact > limit:
        assert told > limit


# ---------------------------------------------------------------- reasons


def row(status: str, **cells: Any) -> dict[str, Any]:
    """Return a row of the board: 692 of 750, half owed since the end of 2017."""
    plain = {
        "value": 692 / 750, "numerator": 692.0, "denominator": 750.0, "base_numerator": None, "base_denominator": None,
        "pupils": 0, "threshold": 0.5, "due_on": date(2017, 12, 31), "goal": 0.5, "status": status,
    }  # fmt: skip
    return {**plain, **cells}


def said(owed: Target, cells: dict[str, Any], formula: Any = "ratio") -> tuple[str, str]:
    told = reason(owed, cells, measures(formula))
    return told.zh, told.en


ALL = target(owed=points(("2017-12-31", 1)), rounding={"unit": "percent", "digits": 1})


def test_a_missed_share_says_how_many_are_missing_and_whom_it_touches() -> None:
    zh, en = said(ALL, row("missed", threshold=1.0, goal=1.0, pupils=2320))
    assert zh == (
        "未达成：实测 92.3%（750 名学生中达到 692 名），2017 年 12 月 31 日起应不低于 100.0%，还差 58 名学生，"
        "涉及学生 2,320 人。"
    )
    assert en == (
        "Missed: measured 92.3 % (692 of 750 pupils); at least 100.0 % is owed from 31 December 2017 on;"
        " 58 pupils missing; pupils concerned: 2,320."
    )


def test_what_is_met_says_no_gap() -> None:
    zh, en = said(target(), row("met"))
    assert zh == "达成：实测 92.3%（750 名学生中达到 692 名），2017 年 12 月 31 日起应不低于 50.0%。"
    assert en == "Met: measured 92.3 % (692 of 750 pupils); at least 50.0 % is owed from 31 December 2017 on."


def test_what_is_behind_tells_the_path_and_the_goal() -> None:
    way = target(path="linear", owed=points(("2017-12-31", 0.5), ("2018-12-31", 1)))
    cells = row("behind", value=0.6, numerator=6.0, denominator=10.0, threshold=0.75, due_on=date(2018, 12, 31), goal=1)
    zh, en = said(way, cells)
    assert "当日应不低于 75.0%，2018 年 12 月 31 日应不低于 100.0%，还差 2 名学生" in zh
    assert "at least 75.0 % was owed on the day; at least 100.0 % is owed by 31 December 2018; 2 pupils missing" in en


@pytest.mark.parametrize(
    ("comparator", "goal", "formula", "cells", "zh", "en"),
    [
        ("at_least", 1.0, "ratio", {}, "还差 58 名学生", "58 pupils missing"),
        ("at_least", 692.5 / 750, "ratio", {}, "还差 1 名学生", "1 pupil missing"),
        ("more_than", 692 / 750, "ratio", {}, "还差 1 名学生", "1 pupil missing"),
        ("at_most", 0.9, "ratio", {}, "多出 17 名学生", "17 pupils too many"),
        ("at_least", 700.0, "count", {"value": 692.0}, "还差 8 名学生", "8 pupils missing"),
        ("equals", 0.0, "count", {"value": 692.0}, "多出 692 名学生", "692 pupils too many"),
        ("equals", 700.0, "count", {"value": 692.0}, "还差 8 名学生", "8 pupils missing"),
        (
            "at_least", 0.5, "reduction", {"value": 0.3, "numerator": 7.0, "base_numerator": 10.0},
            "多出 2 名学生", "2 pupils too many",
        ),
        ("more_than", 0.0, "change", {"value": -0.0123}, "相差 1.3 个百分点", "the gap is 1.3 percentage points"),
    ],
)  # fmt: skip
def test_the_gap_by_hand(
    comparator: str, goal: float, formula: str, cells: dict[str, Any], zh: str, en: str
) -> None:
    owed = target(comparator=comparator, owed=points(("2017-12-31", goal)))
    told = said(owed, row("missed", threshold=goal, goal=goal, **cells), formula)
    assert zh in told[0]
    assert en in told[1]


def test_a_coefficient_tells_the_gap_as_it_is_shown() -> None:
    owed = target(comparator="at_most", owed=points(("2020-12-31", 0.5)), rounding={"unit": "number", "digits": 3})
    zh, en = said(owed, row("not_yet_due", value=0.5123, threshold=None, due_on=date(2020, 12, 31)), "variation")
    assert "实测 0.512，" in zh
    assert "相差 0.013。" in zh
    assert "the gap is 0.013." in en


def test_without_a_value_there_is_nothing_to_count() -> None:
    zh, en = said(target(), row("no_data", value=None, numerator=None, denominator=None))
    assert zh == "无数据：没有可统计的数据，2017 年 12 月 31 日起应不低于 50.0%。"
    assert en == "No data: there is nothing to count; at least 50.0 % is owed from 31 December 2017 on."


def test_what_is_not_yet_due_says_by_when() -> None:
    zh, en = said(ALL, row("not_yet_due", threshold=None, goal=1.0))
    assert zh.startswith("未到期：实测 92.3%（750 名学生中达到 692 名），2017 年 12 月 31 日应不低于 100.0%，还差 58")
    assert en.startswith("Not yet due: measured 92.3 % (692 of 750 pupils); at least 100.0 % is owed by 31 December")


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("formula", ["count", "ratio", "reduction", "change", "variation"])
def test_every_status_is_a_sentence_in_both_languages(status: Status, formula: str) -> None:
    value = None if status is Status.NO_DATA else 0.3
    zh, en = said(ALL, row(status.value, value=value, base_numerator=800.0, base_denominator=900.0), formula)
    assert zh.startswith(f"{STATUS_TEXT[status].zh}：")
    assert zh.endswith("。")
    assert en.lower().startswith(f"{STATUS_TEXT[status].en}: ")
    assert en.endswith(".")
    assert en.isascii()


def test_a_measure_that_nobody_knows_leaves_the_sentence_whole() -> None:
    told = reason(target(measure={"name": "gone"}), row("missed", value=0.3), {})
    assert told.en == (
        "Missed: measured 30.0 %; at least 50.0 % is owed from 31 December 2017 on; the gap is 20.0 percentage points."
    )


def test_how_much_a_reduction_has_done() -> None:
    owed = target(owed=points(("2017-12-31", 0.5)))
    cells = row("missed", value=0.25, numerator=3.0, denominator=9.0, base_numerator=4.0)
    assert "（由 4 名学生减到 3 名）" in said(owed, cells, "reduction")[0]
    assert "(from 4 to 3 pupils)" in said(owed, cells, "reduction")[1]


def test_a_day_in_words() -> None:
    assert (day_words(date(2018, 1, 9)).zh, day_words(date(2018, 1, 9)).en) == ("2018 年 1 月 9 日", "9 January 2018")
