"""Whether everything that is named is there (引用检查): clauses, roles, records, targets, readings, areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from daylight.kernel.text import Text
from daylight.policy.lineage import lineage
from daylight.policy.linting.finding import Finding, unknown
from daylight.policy.schema import Clause, Duty, Handing, Item, Pack, RecordKind, Target

CLAUSE: Final = Text("条款", "clause")
ROLE: Final = Text("责任岗位", "role")
RECORD: Final = Text("记录种类", "kind of record")
PART: Final = Text("佐证项", "part")
TOPIC: Final = Text("主题", "topic")
TARGET: Final = Text("目标", "target")
READING: Final = Text("释读", "reading")
AREA: Final = Text("工作方面", "area")


def ids(items: Iterable[Item]) -> list[str]:
    """Return the ids of some items."""
    return [item.id for item in items]


def references(pack: Pack) -> Iterator[Finding]:
    """Yield every reference of a pack that leads nowhere (失效引用)."""
    clauses = ids(pack.clauses)
    for place, clause in _clause_references(pack):
        if clause not in clauses:
            yield unknown(place, CLAUSE, clause, clauses)
    for item in pack.clauses:
        yield from _clause(item, pack)
    for duty in pack.duties:
        yield from _duty(duty, pack)
    for target in pack.targets:
        yield from _target(target, pack)
    yield from _targets_named(pack)


def _clause_references(pack: Pack) -> Iterator[tuple[str, str]]:
    yield from ((f"duties {item.id}.clause", item.clause) for item in pack.duties)
    yield from ((f"targets {item.id}.clause", item.clause) for item in pack.targets)
    yield from ((f"readings {item.id}.clause", item.clause) for item in pack.readings)
    yield from ((f"excuses {item.id}.clause", item.clause) for item in pack.excuses)
    yield from ((f"records {kind.id}.clause", kind.clause) for kind in pack.records if kind.clause)
    yield from ((f"clauses {clause.id}.parent", clause.parent) for clause in pack.clauses if clause.parent)


def _clause(clause: Clause, pack: Pack) -> Iterator[Finding]:
    areas = ids(pack.head.areas)
    if clause.area is not None and clause.area not in areas:
        yield unknown(f"clauses {clause.id}.area", AREA, clause.area, areas)
    clauses = {item.id: item for item in pack.clauses}
    line = lineage(clause.id, clauses)
    if line[-1].parent in clauses:
        text = Text("上级条款绕成了圈。", "its parents go round in a circle.")
        yield Finding("reference.circle", f"clauses {clause.id}.parent", text)
        return
    if len(line) > 1 and not clause.ref.startswith(line[1].ref):
        zh = f"编号 {clause.ref} 不在上级条款的编号 {line[1].ref} 之下。"
        yield Finding("reference.parent", f"clauses {clause.id}.ref",
                      Text(zh, f"{clause.ref} is not below its parent's {line[1].ref}."))  # fmt: skip
    if areas and clause.kind in ("measure", "safeguard") and not any(item.area for item in line):
        text = Text("没有工作方面，公示板上没有它的行。", "has no area, so the board has no row for it.")
        yield Finding("reference.area", f"clauses {clause.id}.area", text)


def _duty(duty: Duty, pack: Pack) -> Iterator[Finding]:
    place = f"duties {duty.id}"
    roles = {role.id: role for role in pack.roles}
    if duty.role not in roles:
        yield unknown(f"{place}.role", ROLE, duty.role, roles)
    elif roles[duty.role].level != duty.owed_by:
        level = roles[duty.role].level
        zh = f"岗位 {duty.role} 属于 {level}，而任务由 {duty.owed_by} 承担。"
        yield Finding("reference.level", f"{place}.role",
                      Text(zh, f"the role {duty.role} is of the {level}, the duty of the {duty.owed_by}."))  # fmt: skip
    yield from _handings(f"{place}.evidence", duty.evidence, pack)
    yield from _named(f"{place}.targets", TARGET, duty.targets, ids(pack.targets))


def _target(target: Target, pack: Pack) -> Iterator[Finding]:
    place = f"targets {target.id}"
    yield from _handings(f"{place}.evidence", target.evidence, pack)
    yield from _named(f"{place}.readings", READING, target.readings, ids(pack.readings))
    yield from _params(f"{place}.measure.params", target, {kind.id: kind for kind in pack.records})


def _handings(place: str, handings: Iterable[Handing], pack: Pack) -> Iterator[Finding]:
    kinds = {kind.id: kind for kind in pack.records}
    for number, handing in enumerate(handings):
        here = f"{place}[{number}]"
        if handing.record not in kinds:
            yield unknown(f"{here}.record", RECORD, handing.record, kinds)
        else:
            yield from _named(f"{here}.parts", PART, handing.parts, ids(kinds[handing.record].parts))


def _named(place: str, what: Text, words: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    known = list(known)
    yield from (unknown(place, what, word, known) for word in words if word not in known)


def kinds_measured(target: Target) -> list[tuple[str, str]]:
    """Return the kinds of record that a target's measure counts, by the parameter that names each.

    Notes
    -----
    Tallies are kept by kinds of their own, which no list declares: a measure of them is called ``tally_…``.
    """
    if target.measure.name.startswith("tally_"):
        return []
    params = target.measure.params
    return [(key, str(params[key])) for key in ("kind", "first", "then") if params.get(key)]


def _params(place: str, target: Target, kinds: Mapping[str, RecordKind]) -> Iterator[Finding]:
    params = target.measure.params
    for key, kind in kinds_measured(target):
        if kind not in kinds:
            yield unknown(f"{place}.{key}", RECORD, kind, kinds)
        elif key == "kind":
            yield from _named(f"{place}.parts", PART, _words(params.get("parts")), ids(kinds[kind].parts))
            topics = [*_words(params.get("topics")), *_words(params.get("topic"))]
            yield from _named(f"{place}.topics", TOPIC, topics, ids(kinds[kind].topics))


def _words(value: object) -> list[str]:
    """Return a parameter that is a word or a list of words as a list."""
    if value is None:
        return []
    return [str(word) for word in value] if isinstance(value, list | tuple) else [str(value)]


def _targets_named(pack: Pack) -> Iterator[Finding]:
    known = ids(pack.targets)
    for reading in pack.readings:
        yield from _named(f"readings {reading.id}.targets", TARGET, reading.targets, known)
    for case in pack.cases:
        yield from _named(f"cases {case.id}.target", TARGET, [case.target], known)
