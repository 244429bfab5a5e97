"""What changed between two packs, in words (政策包比较): for whom, from which day, from what to what.

Sentences, not field names: an official reads them, and puts them beside the next notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from daylight.kernel.text import Text
from daylight.policy.diffing.fields import Change, changed, whole
from daylight.policy.diffing.thresholds import thresholds, told
from daylight.policy.schema import Clause, Duty, Handing, Item, Pack, RecordKind, Target
from daylight.policy.words import BINDING, CADENCE, COMPARATOR, LEVEL, day_or_never, due_words, period_words

Kind = TypeVar("Kind", bound=Item)
_PATH: Final = {"linear": Text("逐步", "pro rata"), "step": Text("到期一次", "on the due day only")}
_NAMES: Final = {
    "targets": Text("目标", "Target"),
    "duties": Text("任务", "Duty"),
    "clauses": Text("条款", "Clause"),
    "records": Text("记录种类", "Kind of record"),
    "readings": Text("释读", "Reading"),
    "excuses": Text("不设目标的数字", "Excuse"),
    "roles": Text("责任岗位", "Role"),
    "glossary": Text("术语", "Term"),
    "cases": Text("算例", "Worked case"),
}


def diff(before: Pack, after: Pack) -> tuple[Text, ...]:
    """Say what changed between two packs (比较政策包).

    Parameters
    ----------
    before, after : Pack
        Two versions of a pack, or the packs of two cities; items are matched by id.

    Returns
    -------
    tuple of Text
        One sentence a change, targets first; none where the packs say the same.
    """
    return tuple(_sentences(before, after))


def _sentences(before: Pack, after: Pack) -> Iterator[Text]:
    yield from _head(before, after)
    refs = {clause.id: clause.ref for pack in (before, after) for clause in pack.clauses}
    yield from _matched("targets", before.targets, after.targets, lambda t: _target_told(t, refs), _target)
    yield from _matched("duties", before.duties, after.duties, lambda d: _duty_told(d, refs), _duty)
    yield from _matched("clauses", before.clauses, after.clauses, _clause_told, _clause)
    yield from _matched("records", before.records, after.records, _filed_by, _record)
    for name in ("readings", "excuses", "roles", "glossary", "cases"):
        yield from _matched(name, getattr(before, name), getattr(after, name), lambda _: Text("", ""), _other)


def _matched(
    name: str,
    before: Sequence[Kind],
    after: Sequence[Kind],
    tell: Callable[[Kind], Text],
    compare: Callable[[Kind, Kind], Iterator[Change]],
) -> Iterator[Text]:
    """Say which items came, which went, and what changed in those that stayed."""
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    what = _NAMES[name]
    for item in (item for item in after if item.id not in old):
        yield whole(Text(f"新增{what.zh}", f"New {what.en.lower()}"), item, tell(item))
    for item in (item for item in before if item.id not in new):
        yield whole(Text(f"取消{what.zh}", f"{what.en} removed"), item, tell(item))
    for item in (item for item in before if item.id in new):
        for change in compare(item, new[item.id]):
            yield change.sentence(what, new[item.id])


def _head(before: Pack, after: Pack) -> Iterator[Text]:
    what = Text("通知", "Notice")
    for name, zh, en in (
        ("number", "文号", "the number"),
        ("issuer_zh", "印发机关", "the issuer"),
        ("issued_on", "印发日期", "the day of issue"),
        ("org_code", "适用机构", "the organisation"), ("effective_from", "生效日期", "the day of effect"),
        ("effective_to", "失效日期", "the end of effect"),
    ):  # fmt: skip
        for change in changed(before.head, after.head, name, Text(zh, en), day_or_never):
            yield change.sentence(what, after.head)


def _target_told(target: Target, refs: dict[str, str]) -> Text:
    binding, asked = BINDING[target.binding], told(target)
    ref = refs.get(target.clause, target.clause)
    return Text(f"条款 {ref}，{binding.zh}，{asked.zh}", f"clause {ref}, {binding.en}, {asked.en}")


def _target(before: Target, after: Target) -> Iterator[Change]:
    yield from thresholds(before, after)
    yield from changed(before, after, "comparator", Text("比较方式", "the comparison"), COMPARATOR.__getitem__)
    yield from changed(before, after, "binding", Text("约束程度", "how far it binds"), BINDING.__getitem__)
    yield from changed(before, after, "responsible", Text("责任层级", "who answers for it"), LEVEL.__getitem__)
    yield from changed(before, after, "path", Text("进度要求", "the path"), _PATH.__getitem__)
    yield from changed(before, after, "period", Text("统计时段", "the days that count"), period_words)
    yield from changed(before, after, "cadence", Text("周期", "the cadence"), CADENCE.__getitem__)
    yield from _baseline(before, after)
    yield from _measure(before, after)
    yield from _effect(before, after)
    yield from _reworded(before, after, ("zh", "en", "definition_zh", "definition_en"))


def _baseline(before: Target, after: Target) -> Iterator[Change]:
    day, value = Text("基线日", "the day of the baseline"), Text("基线值", "the value of the baseline")
    yield from changed(before.baseline, after.baseline, "day", day, day_or_never)
    yield from changed(before.baseline, after.baseline, "value", value, _as_measured)


def _as_measured(value: float | None) -> Text:
    return Text("当日实测", "as measured") if value is None else Text(f"{value:g}", f"{value:g}")


def _measure(before: Target, after: Target) -> Iterator[Change]:
    yield from changed(before.measure, after.measure, "name", Text("计算口径", "the measure"), _literally)
    old, new = before.measure.params, after.measure.params
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield Change(Text(f"口径参数 {name} ", f"the parameter {name}"),
                         _literally(old.get(name)), _literally(new.get(name)))  # fmt: skip


def _literally(value: object) -> Text:
    return Text("（无）", "none") if value is None or value == () else Text(_plain(value), _plain(value))


def _organisations(codes: Sequence[str]) -> Text:
    return _literally(codes) if codes else Text("全部", "all")


def _plain(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _effect(before: Item, after: Item) -> Iterator[Change]:
    yield from changed(before, after, "effective_from", Text("生效日期", "the day of effect"), day_or_never)
    yield from changed(before, after, "effective_to", Text("失效日期", "the end of effect"), day_or_never)


def _reworded(before: Item, after: Item, names: Sequence[str]) -> Iterator[Change]:
    if any(getattr(before, name) != getattr(after, name) for name in names):
        yield Change(Text("表述有改动", "is worded otherwise"))


def _duty_told(duty: Duty, refs: dict[str, str]) -> Text:
    level, due, ref = LEVEL[duty.owed_by], due_words(duty), refs.get(duty.clause, duty.clause)
    return Text(f"条款 {ref}，{level.zh}，{due.zh}", f"clause {ref}, {level.en}, {due.en}")


def _duty(before: Duty, after: Duty) -> Iterator[Change]:
    yield from changed(before, after, "owed_by", Text("承担层级", "who owes it"), LEVEL.__getitem__)
    yield from changed(before, after, "role", Text("责任岗位", "the role"), _literally)
    yield from changed(before, after, "org_codes", Text("适用机构", "the organisations"), _organisations)
    yield from changed(before, after, "binding", Text("约束程度", "how far it binds"), BINDING.__getitem__)
    if due_words(before) != due_words(after):
        yield Change(Text("期限", "the deadline"), due_words(before), due_words(after))
    yield from changed(before, after, "evidence", Text("佐证", "the evidence"), _asked)
    yield from _effect(before, after)
    yield from _reworded(before, after, ("zh", "en"))


def _asked(evidence: Sequence[Handing]) -> Text:
    words = [f"{handing.record}×{handing.at_least}({_plain(handing.parts)})" for handing in evidence]
    return _literally(words or None)


def _clause_told(clause: Clause) -> Text:
    return Text(f"{clause.ref} {clause.title_zh}", f"{clause.ref} {clause.title_en}")


def _clause(before: Clause, after: Clause) -> Iterator[Change]:
    yield from changed(before, after, "ref", Text("编号", "the number"), _literally)
    yield from changed(before, after, "area", Text("工作方面", "the area"), _literally)
    yield from changed(before, after, "kind", Text("性质", "the kind"), _literally)
    yield from _effect(before, after)
    yield from _reworded(before, after, ("zh", "en", "title_zh", "title_en"))


def _filed_by(kind: RecordKind) -> Text:
    level = LEVEL[kind.filed_by]
    return Text(f"由{level.zh}填报", f"filed by the {level.en}")


def _record(before: RecordKind, after: RecordKind) -> Iterator[Change]:
    yield from changed(before, after, "filed_by", Text("填报层级", "who files it"), LEVEL.__getitem__)
    for name, what in (("parts", Text("佐证项", "the parts")), ("topics", Text("主题", "the topics"))):
        old, new = ([part.zh for part in getattr(kind, name)] for kind in (before, after))
        if old != new:
            yield Change(what, _literally(old or None), _literally(new or None))
    yield from _reworded(before, after, ("zh", "en"))


def _other(before: Item, after: Item) -> Iterator[Change]:
    if before != after:
        yield Change(Text("内容有改动", "is another"))
