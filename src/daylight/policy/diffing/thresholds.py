"""What changed in a target's thresholds (阈值比较): for whom, due when, from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daylight.kernel.text import Text
from daylight.policy.diffing.fields import Change
from daylight.policy.schema import Point, Series, Target
from daylight.policy.words import COMPARATOR, LEVEL, value_words

Who = tuple[str, tuple[str, ...]]


def told(target: Target) -> Text:
    """Return all thresholds of a target in one line: 市 2017-12-31 不低于 50%."""
    parts = [(_who(_key(series)), _owed(target, point)) for series in target.series for point in series.points]
    return Text("；".join(f"{who.zh} {owed.zh}" for who, owed in parts), "; ".join(f"{w.en} {o.en}" for w, o in parts))


def thresholds(before: Target, after: Target) -> Iterator[Change]:
    """Yield what changed in the thresholds, level by level (阈值改动)."""
    old, new = ({_key(series): series for series in target.series} for target in (before, after))
    for key in [*new, *(key for key in old if key not in new)]:
        points = (old[key].points if key in old else ()), (new[key].points if key in new else ())
        yield from _points(key, before, after, *points)


def _key(series: Series) -> Who:
    return series.level, tuple(sorted(series.org_codes))


def _who(key: Who) -> Text:
    level, codes = LEVEL[key[0]], key[1]
    if not codes:
        return level
    return Text(f"{level.zh}（{'、'.join(codes)}）", f"{level.en} ({', '.join(codes)})")


def _owed(target: Target, point: Point) -> Text:
    value, than = value_words(point.value, target.rounding), COMPARATOR[target.comparator]
    return Text(f"{point.due} {than.zh} {value.zh}", f"by {point.due} {than.en} {value.en}")


def _points(key: Who, before: Target, after: Target, old: Sequence[Point], new: Sequence[Point]) -> Iterator[Change]:
    """Match points by their day, then by their value: a moved deadline is one change, not two."""
    same_day, old, new = _paired(old, new, "due")
    same_value, old, new = _paired(old, new, "value")
    for one, other in same_day:
        if one.value != other.value:
            what = Text(f"{one.due} 的阈值", f"the threshold of {one.due}")
            yield _moved(key, what, value_words(one.value, before.rounding), value_words(other.value, after.rounding))
    for one, other in same_value:
        value = value_words(one.value, after.rounding)
        what = Text(f"达到 {value.zh} 的期限", f"the deadline for {value.en}")
        yield _moved(key, what, Text(*[str(one.due)] * 2), Text(*[str(other.due)] * 2))
    yield from (_one(key, Text("新增要求", "now owed as well"), _owed(after, point)) for point in new)
    yield from (_one(key, Text("不再要求", "no longer owed"), _owed(before, point)) for point in old)


def _paired(
    old: Sequence[Point], new: Sequence[Point], name: str
) -> tuple[list[tuple[Point, Point]], list[Point], list[Point]]:
    """Return the points that agree in a field, and what is left on either side."""
    pairs, left, right = [], [], list(new)
    for one in old:
        same = next((other for other in right if getattr(other, name) == getattr(one, name)), None)
        if same is None:
            left.append(one)
        else:
            right.remove(same)
            pairs.append((one, same))
    return pairs, left, right


def _moved(key: Who, what: Text, old: Text, new: Text) -> Change:
    who = _who(key)
    return Change(Text(f"对{who.zh}，{what.zh}", f"for the {who.en}, {what.en}"), old, new)


def _one(key: Who, what: Text, owed: Text) -> Change:
    who = _who(key)
    return Change(Text(f"对{who.zh}，{what.zh}：{owed.zh}", f"for the {who.en}, {what.en}: {owed.en}"))
