"""What a pack says, in words (政策包用语): levels, comparators, cadences, periods, values, deadlines."""

from __future__ import annotations

from typing import Final

from daylight.kernel.text import Text
from daylight.policy.schema import Duty, Period, Rounding, Target

LEVEL: Final = {
    "city": Text("市", "city"),
    "county": Text("县（市）区", "county"),
    "school": Text("学校", "school"),
}
BINDING: Final = {
    "binding": Text("必须达到", "binding"),
    "aspiration": Text("力争达到", "aspiration"),
}
COMPARATOR: Final = {
    "at_least": Text("不低于", "at least"),
    "at_most": Text("不高于", "at most"),
    "equals": Text("等于", "exactly"),
    "more_than": Text("高于", "more than"),
}
CADENCE: Final = {
    "once": Text("一次", "once"),
    "term": Text("每学期", "every term"),
    "school_year": Text("每学年", "every school year"),
    "year": Text("每年", "every year"),
    "month": Text("每月", "every month"),
    "standing": Text("长期", "standing"),
    "each_event": Text("每次活动", "each event"),
}
_PERIOD: Final = {
    "standing": Text("当日状态", "the state on the day"),
    "census": Text("最近一次 9 月 30 日普查的状态", "the state at the last census of 30 September"),
    "window": Text("{start} 至 {end}（不含）", "from {start} to {end} (exclusive)"),
    "since": Text("自 {start} 起至当日", "from {start} to the day"),
    "last_term": Text("最近一个结束的学期", "the last term that had ended"),
    "last_school_year": Text("最近一个结束的学年", "the last school year that had ended"),
    "this_term": Text("本学期至当日", "this term up to the day"),
    "this_school_year": Text("本学年至当日", "this school year up to the day"),
}


def value_words(value: float, rounding: Rounding) -> Text:
    """Return a threshold as a notice writes it (数值): 50%, 3000名."""
    if rounding.unit in ("percent", "percentage_point"):
        number = f"{round(value * 100, 6):g}"
        return (
            Text(f"{number} 个百分点", f"{number} points") if rounding.unit != "percent" else Text(*[f"{number}%"] * 2)
        )
    number = f"{value:.10g}"
    return Text(number + rounding.unit_zh, f"{number} {rounding.unit_en}".strip())


def day_or_never(day: object) -> Text:
    """Return a day as it is, and an open end in words."""
    return Text("不限期", "no end") if day is None else Text(str(day), str(day))


def period_words(period: Period) -> Text:
    """Return which days count, in words (统计时段)."""
    return _PERIOD[period.kind].filled(start=period.start or "…", end=period.end or "…")


def baseline_words(target: Target) -> Text | None:
    """Return where a target starts, in words (基线), None without one."""
    base = target.baseline
    if base is None:
        return None
    if base.value is None:
        return Text(f"{base.day} 实测", f"as measured on {base.day}")
    return Text(f"{base.day}：{base.value:g}", f"{base.value:g} on {base.day}")


def due_words(duty: Duty) -> Text:
    """Return by when a duty is owed, in words (期限)."""
    if duty.due_on is not None:
        return Text(f"{duty.due_on} 前", f"by {duty.due_on}")
    if duty.due_day is not None:
        each = CADENCE[duty.cadence]
        month, day = duty.due_day.split("-")
        return Text(f"{each.zh} {int(month)} 月 {int(day)} 日前", f"{each.en} by {duty.due_day}")
    return CADENCE[duty.cadence]
