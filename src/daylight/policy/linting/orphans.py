"""What nobody needs (孤立项): clauses without work, kinds, readings and roles that nothing names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from daylight.kernel.text import Text
from daylight.policy.lineage import lineage
from daylight.policy.linting.finding import Finding
from daylight.policy.linting.references import kinds_measured
from daylight.policy.schema import Item, Pack


def orphans(pack: Pack) -> Iterator[Finding]:
    """Yield clauses from which nothing follows, and items that nothing uses (孤立项)."""
    yield from _idle_clauses(pack)
    used = _records_used(pack)
    yield from _unused(
        "records", "记录种类没有任务或目标要求它。", "no duty or target asks for it.", pack.records, used
    )
    roles = {duty.role for duty in pack.duties}
    yield from _unused("roles", "没有任务由这个岗位承担。", "no duty is this role's.", pack.roles, roles)
    read = {name for target in pack.targets for name in target.readings}
    read |= {reading.id for reading in pack.readings if reading.targets}
    yield from _unused("readings", "没有目标用到这条释读。", "no target is read so.", pack.readings, read)
    areas = {clause.area for clause in pack.clauses if clause.area}
    yield from _unused("areas", "没有条款属于这一方面。", "no clause belongs to it.", pack.head.areas, areas)


def _idle_clauses(pack: Pack) -> Iterator[Finding]:
    clauses = {clause.id: clause for clause in pack.clauses}
    busy: set[str] = set()
    for name in [duty.clause for duty in pack.duties] + [target.clause for target in pack.targets]:
        busy |= {clause.id for clause in lineage(name, clauses)}
    for clause in pack.clauses:
        if clause.kind in ("measure", "safeguard") and clause.id not in busy:
            zh = f"条款 {clause.ref} 既没有任务也没有目标。写一项任务，或把 kind 改为 context、principle。"
            en = f"nothing follows from {clause.ref}: write a duty, or make its kind context or principle."
            yield Finding("orphan.clause", f"clauses {clause.id}", Text(zh, en))


def _records_used(pack: Pack) -> set[str]:
    handings = [*(duty.evidence for duty in pack.duties), *(target.evidence for target in pack.targets)]
    asked = {handing.record for asked in handings for handing in asked}
    return asked | {kind for target in pack.targets for _, kind in kinds_measured(target)}


def _unused(name: str, zh: str, en: str, items: Iterable[Item], used: set[str]) -> Iterator[Finding]:
    for item in items:
        if item.id not in used:
            yield Finding(f"orphan.{name}", f"{name} {item.id}", Text(zh, en), grave=False)
