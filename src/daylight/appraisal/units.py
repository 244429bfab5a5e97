"""What a figure counts (计数单位): with its classifier in Chinese, one and several in English.

A measure names its unit in general; a target's parameters tell what it is in particular: schools and
not organisations, pupils and not those who report them. Pairs, such as every topic of every school, are
counted as items, and their basis is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from daylight.kernel.text import Text
from daylight.measures.contract import Measure
from daylight.policy.schema import Target

_COUNTERS: Final = {"学校": "所", "学生": "名", "教职工": "名", "记录": "条", "课时下限": "项", "人": ""}
_KINDS: Final = {
    "city": Text("市", "city"), "county": Text("县（市）区", "county"), "school": Text("学校", "school"),
}  # fmt: skip
_PEOPLE: Final = {"pupils": Text("人", "pupil"), "staff": Text("人", "member of staff")}
_OF: Final = ("的", " of a")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted (计数单位): ``zh`` with its classifier; a ``basis`` where pairs are counted as items."""

    zh: str
    en: str
    counter: str  # the classifier alone, for the second number of a pair
    basis: Text | None = None

    def told(self, number: int) -> str:
        """Return so many of it in English."""
        return f"{number:,}" if not self.en else f"{number:,} {self.en if number == 1 else plural(self.en)}"


def unit_of(target: Target, measure: Measure) -> Unit:
    """Return what a target's measure counts (计数单位)."""
    rounding = target.rounding
    if rounding.unit == "count" and measure.formula == "count" and rounding.unit_zh:
        return Unit(rounding.unit_zh, singular(rounding.unit_en), rounding.unit_zh)
    noun = noun_of(target, measure)
    owner, joint, thing = noun.zh.partition(_OF[0])
    if not joint:
        counter = _COUNTERS.get(noun.zh, "个")
        return Unit(f"{counter}{noun.zh}", noun.en, counter or noun.zh)
    thing_en, _, owner_en = noun.en.partition(_OF[1])
    zh = f"每{_COUNTERS.get(owner, '个')}{owner}的每{_COUNTERS.get(thing, '个')}{thing}计一项"
    return Unit("项", "", "项", Text(zh, f"each {thing_en} of each{owner_en.removeprefix('n')} counts once"))


def noun_of(target: Target, measure: Measure) -> Text:
    """Return the noun of what is counted: as the target's parameters say, else the measure's own."""
    params = target.measure.params
    if measure.name.startswith("tally_"):
        return _PEOPLE[str(params.get("of", "pupils"))]
    kind = _KINDS.get(str(params.get("org_kind", "")))
    if kind is None:
        return measure.unit
    return Text(f"{kind.zh}的主题", f"topic of a {kind.en}") if params.get("each") == "topic" else kind


def plural(words: str) -> str:
    """Return an English unit for several of it (复数): ``class of pupils`` becomes ``classes of pupils``."""
    head, joint, rest = words.partition(" of ")
    if head.endswith(("ss", "x", "ch", "sh")):
        return f"{head}es{joint}{rest}"
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{joint}{rest}"
    return words if head.endswith("s") or not head else f"{head}s{joint}{rest}"


def singular(words: str) -> str:
    """Return an English unit for one of it (单数), of those that ``plural`` makes."""
    for end, one in (("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ies", "y"), ("s", "")):
        if words.endswith(end):
            return f"{words.removesuffix(end)}{one}"
    return words
