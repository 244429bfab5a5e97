"""Whether a pack carries the whole notice (覆盖检查): every paragraph a clause, every figure a target or an excuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from daylight.kernel.text import Text
from daylight.policy.figures import same_figure
from daylight.policy.linting.finding import Finding
from daylight.policy.schema import Clause, Pack
from daylight.policy.skeleton import Bone, Skeleton
from daylight.policy.spelling import hint


def coverage(pack: Pack, notice: Skeleton) -> Iterator[Finding]:
    """Yield what the notice has and the pack has not, and the other way round (覆盖检查).

    Parameters
    ----------
    pack : Pack
    notice : Skeleton
        Of the text at hand, or the one that the pack holds.
    """
    clauses: dict[str, Clause] = {}
    for clause in pack.clauses:
        if clause.ref in clauses:
            zh = f"编号 {clause.ref} 已由 {clauses[clause.ref].id} 表述。"
            yield Finding("coverage.clause-twice", f"clauses {clause.id}.ref",
                          Text(zh, f"{clause.ref} is told by {clauses[clause.ref].id} already."))  # fmt: skip
        clauses.setdefault(clause.ref, clause)
    yield from _paragraphs(clauses, notice)
    for bone in notice.paragraphs:
        if bone.ref in clauses:
            yield from _figures(pack, clauses[bone.ref], bone)


def _paragraphs(clauses: dict[str, Clause], notice: Skeleton) -> Iterator[Finding]:
    counted = Counter(bone.ref for bone in notice.paragraphs)
    for ref, times in counted.items():
        if times > 1:
            zh = f"通知里有 {times} 段编号都是 {ref}。"
            yield Finding(
                "coverage.paragraph-twice", _paragraph(ref), Text(zh, f"{times} paragraphs are numbered {ref}.")
            )
        if ref not in clauses:
            zh = f"编号段落 {ref} 没有条款。请在 clauses 里写一条 ref: {ref}。"
            yield Finding("coverage.paragraph", _paragraph(ref),
                          Text(zh, f"the paragraph {ref} has no clause; write one with ref: {ref}."))  # fmt: skip
    for ref, clause in clauses.items():
        if ref not in counted:
            zh, en = f"通知里没有编号为 {ref} 的段落。", f"the notice has no paragraph {ref}."
            yield Finding("coverage.clause", f"clauses {clause.id}.ref", Text(zh, en))


def _figures(pack: Pack, clause: Clause, bone: Bone) -> Iterator[Finding]:
    found = {same_figure(figure): figure for figure in bone.figures}
    carried = list(_carried(pack, clause.id))
    known = {same_figure(figure) for _, figure in carried}
    for form, figure in found.items():
        if form not in known:
            zh = f"数字“{figure}”既不在目标的 figures 里，也没有 excuses 说明理由。"
            en = f"the figure “{figure}” is neither among the figures of a target nor excused."
            yield Finding("coverage.figure", _paragraph(bone.ref), Text(zh, en))
    for place, figure in carried:
        if same_figure(figure) not in found:
            help = hint(same_figure(figure), found.values(), most=20)
            zh = f"段落 {bone.ref} 里没有数字“{figure}”。" + help.zh.replace("允许", "该段的数字")
            en = f"the paragraph {bone.ref} has no figure “{figure}”. " + help.en.replace("Allowed", "Its figures")
            yield Finding("coverage.no-such-figure", place, Text(zh, en.strip()))


def _carried(pack: Pack, clause_id: str) -> Iterator[tuple[str, str]]:
    """Yield place and figure of all that a clause's targets and excuses say they carry."""
    for target in pack.targets:
        if target.clause == clause_id:
            yield from ((f"targets {target.id}.figures", figure) for figure in target.figures)
    for excuse in pack.excuses:
        if excuse.clause == clause_id:
            yield f"excuses {excuse.id}.figure", excuse.figure


def differences(text: Skeleton, kept: Skeleton) -> Iterator[Finding]:
    """Yield where the text at hand is not the notice of which the pack keeps the skeleton (原文与骨架)."""
    here, there = ({bone.ref: bone for bone in side.paragraphs} for side in (text, kept))
    for ref in [*here, *(ref for ref in there if ref not in here)]:
        if ref not in there:
            yield _differs(ref, "原文多出这一段，骨架里没有。", "is in the text and not in the pack's skeleton.")
        elif ref not in here:
            yield _differs(ref, "原文缺少这一段，骨架里有。", "is in the pack's skeleton and not in the text.")
        elif here[ref].figures != there[ref].figures:
            now, before = " ".join(here[ref].figures), " ".join(there[ref].figures)
            yield _differs(ref, f"数字与骨架不同：原文 {now}；骨架 {before}。",
                           f"has other figures: in the text {now}; in the skeleton {before}.")  # fmt: skip
        elif here[ref].sha256 != there[ref].sha256:
            yield _differs(ref, "文字与骨架不同，数字未变。", "has other words and the same figures.", grave=False)


def _paragraph(ref: str) -> str:
    return f"notice {ref}"


def _differs(ref: str, zh: str, en: str, *, grave: bool = True) -> Finding:
    return Finding("coverage.differs", _paragraph(ref), Text(zh, en), grave)
