"""Words for figures (表述): how a value is shown, and why an organisation stands where it stands.

A shown value never crosses a threshold: what falls short is not rounded up to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from daylight.appraisal.contract import STATUS_TEXT, Status
from daylight.appraisal.engine import Registry, registry
from daylight.appraisal.judge import satisfies
from daylight.appraisal.units import Unit, singular, unit_of
from daylight.kernel.text import Text
from daylight.measures.contract import Measure
from daylight.policy.schema import Target

_HUNDREDFOLD: Final = ("percent", "percentage_point")
_OWED: Final = {
    "at_least": Text("不低于", "at least"),
    "at_most": Text("不高于", "at most"),
    "equals": Text("为", "exactly"),
    "more_than": Text("高于", "more than"),
}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def shown(target: Target, value: float) -> Text:
    """Return a value as people read it (显示值): rounded as the target says, with its unit.

    Parameters
    ----------
    target : Target
    value : float
        Unrounded.

    Notes
    -----
    Where rounding would carry the value to or across one of the target's thresholds, it is cut on its
    own side instead: 0.4996 against 0.5 is 49.9 %.
    """
    return _with_unit(target, _rounded(target, value))


def _rounded(target: Target, value: float) -> Decimal:
    scale = 100 if target.rounding.unit in _HUNDREDFOLD else 1
    exact = Decimal(repr(float(value))) * scale
    # What is owed on the way to a count is seldom whole.
    broken = target.rounding.unit == "count" and exact != exact.to_integral_value()
    step = Decimal(1).scaleb(-max(target.rounding.digits, int(broken)))
    told = exact.quantize(step, ROUND_HALF_UP)
    for wanted in {point.value for series in target.series for point in series.points}:
        limit = Decimal(repr(float(wanted))) * scale
        if exact < limit <= told:
            return exact.quantize(step, ROUND_FLOOR)
        if told <= limit < exact:
            return exact.quantize(step, ROUND_CEILING)
    return told


def _with_unit(target: Target, number: Decimal) -> Text:
    rounding, plain = target.rounding, f"{number + 0:,}"
    if rounding.unit == "percent":
        return Text(f"{plain}%", f"{plain} %")
    if rounding.unit == "percentage_point":
        return Text(f"{plain} 个百分点", f"{plain} percentage points")
    unit_en = singular(rounding.unit_en) if plain == "1" else rounding.unit_en
    return Text(f"{plain} {rounding.unit_zh}".strip(), f"{plain} {unit_en}".strip())


def reason(target: Target, row: Mapping[str, Any], measures: Registry | None = None) -> Text:
    """Return why an organisation stands where it stands (理由), as a sentence.

    Parameters
    ----------
    target : Target
    row : mapping
        A row of the board, by the names of its columns.
    measures : mapping, optional
        Other measures than those of the house.
    """
    status, measure = Status(row["status"]), registry(measures).get(target.measure.name)
    parts = [_value(target, row, measure), *_asked(target, row, status)]
    wanted = row["threshold"] if status in (Status.MISSED, Status.BEHIND) else row["goal"]
    if row["value"] is not None and status is not Status.MET and (gap := missing(target, row, wanted, measure)):
        parts.append(gap)
    if status in (Status.MISSED, Status.BEHIND) and row.get("pupils"):
        parts.append(Text(f"涉及学生 {row['pupils']:,} 人", f"pupils concerned: {row['pupils']:,}"))
    said = STATUS_TEXT[status]
    zh, en = "，".join(part.zh for part in parts), "; ".join(part.en for part in parts)
    return Text(f"{said.zh}：{zh}。", f"{said.en[0].upper()}{said.en[1:]}: {en}.")


def _value(target: Target, row: Mapping[str, Any], measure: Measure | None) -> Text:
    if row["value"] is None:
        return Text("没有可统计的数据", "there is nothing to count")
    told, behind = shown(target, row["value"]), _behind(target, row, measure)
    return Text(f"实测 {told.zh}{behind.zh}", f"measured {told.en}{behind.en}")


def _behind(target: Target, row: Mapping[str, Any], measure: Measure | None) -> Text:
    """Return the numbers behind a share or a reduction, in brackets."""
    if measure is None or measure.formula not in ("ratio", "reduction"):
        return Text("", "")
    unit, n = unit_of(target, measure), _plain(row["numerator"])
    if measure.formula == "ratio":
        return _share(unit, n, _plain(row["denominator"]), _units(row["denominator"]))
    base = _plain(row["base_numerator"])
    return Text(
        f"（由 {base} {unit.zh}减到 {n} {unit.counter}）", f" (from {base} to {unit.told(_units(row['numerator']))})"
    )


def _share(unit: Unit, n: str, d: str, whole: int) -> Text:
    basis = unit.basis or Text("", "")
    zh, en = f"{d} {unit.zh}中达到 {n} {unit.counter}", f"{n} of {unit.told(whole)}"
    return Text(f"（{zh}{'，' if basis.zh else ''}{basis.zh}）", f" ({en}{', ' if basis.en else ''}{basis.en})")


def _units(number: float | None) -> int:
    return int(number or 0)


def _asked(target: Target, row: Mapping[str, Any], status: Status) -> list[Text]:
    """Return what is owed: on the day where a path is judged, and at the point that decides."""
    words, due, goal = _OWED[target.comparator], row["due_on"], shown(target, row["goal"])
    since = status in (Status.MISSED, Status.NO_DATA) or (status is Status.MET and row["threshold"] == row["goal"])
    zh, en = day_words(due).zh, day_words(due).en
    at_point = (
        Text(f"{zh}起应{words.zh} {goal.zh}", f"{words.en} {goal.en} is owed from {en} on")
        if since
        else Text(f"{zh}应{words.zh} {goal.zh}", f"{words.en} {goal.en} is owed by {en}")
    )
    if target.path != "linear" or status not in (Status.ON_TRACK, Status.BEHIND) or row["threshold"] is None:
        return [at_point]
    now = shown(target, row["threshold"])
    side = _side(target, row)
    return [Text(f"当日应{side.zh} {now.zh}", f"{side.en} {now.en} was owed on the day"), at_point]


def _side(target: Target, row: Mapping[str, Any]) -> Text:
    """Return the side of the path that counts; on the way to exactly so much, that of the goal."""
    if target.comparator != "equals":
        return _OWED[target.comparator]
    return _OWED["at_most" if row["threshold"] > row["goal"] else "at_least"]


def missing(target: Target, row: Mapping[str, Any], wanted: float | None, measure: Measure | None) -> Text | None:
    """Return how much is missing to a threshold (还差多少), None where nothing is."""
    if wanted is None or satisfies(target.comparator, row["value"], wanted):
        return None
    units = None if measure is None else _units_short(target, row, wanted, measure.formula)
    if units is not None and measure is not None:
        return _units_missing(units, unit_of(target, measure))
    scale = 100 if target.rounding.unit in _HUNDREDFOLD else 1
    gap = abs(Decimal(repr(float(row["value"]))) - Decimal(repr(float(wanted)))) * scale
    told = gap.quantize(Decimal(1).scaleb(-target.rounding.digits), ROUND_CEILING)
    unit = Text("个百分点", "percentage points") if scale == 100 else Text(
        target.rounding.unit_zh, target.rounding.unit_en
    )  # fmt: skip
    return Text(f"相差 {told:,} {unit.zh}".strip(), f"the gap is {told:,} {unit.en}".strip())


def _units_short(target: Target, row: Mapping[str, Any], wanted: float, formula: str) -> int | None:
    """Return how many units are missing; negative is how many are too many. None where units do not tell.

    Notes
    -----
    At least one: where a threshold on the way is no decimal number, its last binary digit decides.
    """
    n, limit = Fraction(row["numerator"] or 0), Fraction(repr(float(wanted)))
    if formula == "ratio":
        limit *= Fraction(row["denominator"])
    elif formula == "reduction":
        # To reduce by so much is to be left with no more than the rest.
        return min(-1, floor(Fraction(row["base_numerator"] or 0) * (1 - limit)) - ceil(n))
    elif formula != "count":
        return None
    if target.comparator == "more_than":
        return max(1, floor(limit) + 1 - floor(n))
    if target.comparator == "at_most" or (target.comparator == "equals" and n > limit):
        return min(-1, floor(limit) - ceil(n))
    return max(1, ceil(limit) - floor(n))


def _units_missing(units: int, unit: Unit) -> Text:
    number = abs(units)
    word, en = ("多出", "too many") if units < 0 else ("还差", "missing")
    return Text(f"{word} {number:,} {unit.zh}", f"{unit.told(number)} {en}")


def day_words(day: date) -> Text:
    """Return a day in words (日期)."""
    return Text(f"{day.year} 年 {day.month} 月 {day.day} 日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def _plain(number: float | None) -> str:
    """Return a sum without a decimal point where it is whole."""
    if number is None:
        return "0"
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}"
