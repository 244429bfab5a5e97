"""Whether the days of a pack can be (日期检查): effect, periods, series, deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from daylight.kernel.text import Text
from daylight.policy.linting.finding import Finding
from daylight.policy.schema import Dated, Duty, Pack, Period, Series, Target


def days(pack: Pack) -> Iterator[Finding]:
    """Yield every day that cannot be (不合理的日期)."""
    yield from _effect("pack", pack.head)
    for name, items in (("clauses", pack.clauses), ("duties", pack.duties), ("targets", pack.targets)):
        for item in items:
            yield from _effect(f"{name} {item.id}", item)
    for duty in pack.duties:
        yield from _deadline(f"duties {duty.id}", duty)
    for target in pack.targets:
        yield from _period(f"targets {target.id}.period", target.period)
        yield from _thresholds(f"targets {target.id}", target)


def _effect(place: str, item: Dated) -> Iterator[Finding]:
    if item.effective_from and item.effective_to and item.effective_to <= item.effective_from:
        zh = f"失效日 {item.effective_to} 不晚于生效日 {item.effective_from}。"
        yield _wrong(f"{place}.effective_to", zh, f"ends on {item.effective_to}, not after {item.effective_from}.")


def _deadline(place: str, duty: Duty) -> Iterator[Finding]:
    if duty.cadence == "once" and duty.due_on is None:
        yield _wrong(f"{place}.due_on", "一次性任务要写明截止日。", "a duty that is owed once needs a day.")
    if duty.cadence != "once" and duty.due_on is not None:
        zh = f"只有一次性任务才有截止日；{duty.cadence} 用 due_day。"
        yield _wrong(f"{place}.due_on", zh, f"only a duty owed once has a day; for {duty.cadence} write due_day.")
    if duty.due_on is not None and not _inside(duty, duty.due_on):
        yield _wrong(f"{place}.due_on", f"{duty.due_on} 不在任务的有效期内。", f"{duty.due_on} is outside its effect.")
    if duty.due_day is not None and not _exists(duty.due_day):
        yield _wrong(f"{place}.due_day", f"没有 {duty.due_day} 这一天。", f"there is no day {duty.due_day}.")


def _exists(month_day: str) -> bool:
    try:
        date.fromisoformat(f"2001-{month_day}")
    except ValueError:
        return False
    return True


def _inside(item: Dated, day: date) -> bool:
    """Tell whether a deadline falls into an item's effect; the day before the end is still inside."""
    after_start = item.effective_from is None or day >= item.effective_from
    return after_start and (item.effective_to is None or day <= item.effective_to)


def _period(place: str, period: Period) -> Iterator[Finding]:
    if period.kind in ("window", "since") and period.start is None:
        yield _wrong(f"{place}.start", f"{period.kind} 要写明 start。", f"{period.kind} needs a start.")
    if period.kind == "window" and period.end is None:
        yield _wrong(f"{place}.end", "window 要写明 end。", "window needs an end.")
    if period.kind != "window" and period.end is not None:
        yield _wrong(f"{place}.end", "只有 window 才有 end。", "only a window has an end.")
    if period.start and period.end and period.end <= period.start:
        zh = f"时段止于 {period.end}，不晚于起始日 {period.start}。"
        yield _wrong(f"{place}.end", zh, f"ends on {period.end}, not after {period.start}.")


def _thresholds(place: str, target: Target) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for number, series in enumerate(target.series):
        here = f"{place}.series[{number}]"
        yield from _points(here, target, series)
        applies = {(series.level, code) for code in series.org_codes or ("",)}
        if applies & seen:
            zh = f"{series.level} 的阈值写了两次。"
            yield _wrong(here, zh, f"the thresholds of {series.level} are there twice.")
        seen |= applies
        if target.path == "linear" and target.baseline is None and len(series.points) < 2:
            zh = "linear 需要基线或至少两个点。"
            yield _wrong(here, zh, "a linear path needs a baseline or two points.")


def _points(place: str, target: Target, series: Series) -> Iterator[Finding]:
    due = [point.due for point in series.points]
    for number, (before, day) in enumerate(pairwise(due), start=1):
        if day <= before:
            zh = f"{day} 不晚于前一个点 {before}；各点要按日期递增。"
            yield _wrong(f"{place}.points[{number}].due", zh, f"{day} is not after {before}, the point before.")
    for number, day in enumerate(due):
        if not _inside(target, day):
            zh = f"{day} 不在目标的有效期内。"
            yield _wrong(f"{place}.points[{number}].due", zh, f"{day} is outside the target's effect.")
    yield from _after_baseline(place, target, due)


def _after_baseline(place: str, target: Target, due: Sequence[date]) -> Iterator[Finding]:
    if target.baseline is not None and due[0] <= target.baseline.day:
        zh = f"第一个点 {due[0]} 不晚于基线日 {target.baseline.day}。"
        yield _wrong(place, zh, f"the first point {due[0]} is not after the baseline of {target.baseline.day}.")


def _wrong(place: str, zh: str, en: str) -> Finding:
    return Finding("day.impossible", place, Text(zh, en))
