"""Lint (政策包检查): everything that is wrong with a pack, in one pass, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text
from daylight.policy.find import HEAD
from daylight.policy.linting.coverage import coverage, differences
from daylight.policy.linting.days import days
from daylight.policy.linting.finding import Finding
from daylight.policy.linting.measured import givens, measured
from daylight.policy.linting.orphans import orphans
from daylight.policy.linting.packs import neighbours
from daylight.policy.linting.references import references
from daylight.policy.linting.wording import wording
from daylight.policy.load import load_pack
from daylight.policy.notice import Notice, read_notice
from daylight.policy.schema import Pack
from daylight.policy.skeleton import Skeleton, read_skeleton, skeleton_of


@dataclass(frozen=True, slots=True)
class Report:
    """What lint found (检查报告), errors first."""

    findings: tuple[Finding, ...]
    compared: bool = False

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the errors."""
        return tuple(finding for finding in self.findings if finding.grave)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return the warnings."""
        return tuple(finding for finding in self.findings if not finding.grave)

    @property
    def sound(self) -> bool:
        """Tell whether there is no error."""
        return not self.errors


def lint(folder: Path, notice_text: str | None = None, measures: Mapping[str, type[BaseModel]] | None = None) -> Report:
    """Check a pack (检查政策包).

    Parameters
    ----------
    folder : Path
        The pack's folder.
    notice_text : str, optional
        The text of the notice; without it the pack's skeleton stands in, where it has one.
    measures : mapping, optional
        The model of the parameters of each measure; without it names and parameters are not checked.

    Returns
    -------
    Report
        Never raises for what is wrong with the pack or the text: that is what it reports.
    """
    try:
        pack = load_pack(folder)
    except Problems as problems:
        return Report(tuple(_told(problem) for problem in problems.problems))
    found = [*_inside(pack, folder, measures)]
    try:
        kept = read_skeleton(folder)
        notice = read_notice(notice_text) if notice_text is not None else None
    except Problems as problems:
        found += [_told(problem) for problem in problems.problems]
        return _report(found)
    except DaylightError as error:
        return _report([*found, _told(error)])
    found += _against(pack, kept, notice)
    return _report(found, compared=kept is not None or notice is not None)


def _told(problem: DaylightError) -> Finding:
    return Finding(problem.code, "", Text(problem.says("zh"), problem.says("en")))


def _report(found: list[Finding], *, compared: bool = False) -> Report:
    return Report(tuple(sorted(found, key=lambda finding: not finding.grave)), compared)


def _inside(pack: Pack, folder: Path, measures: Mapping[str, type[BaseModel]] | None) -> Iterator[Finding]:
    beside = {path.parent.name for path in folder.absolute().parent.glob(f"*/{HEAD}")}
    yield from neighbours(pack.head, folder.absolute().name, beside)
    yield from references(pack)
    yield from orphans(pack)
    yield from days(pack)
    yield from wording(pack)
    yield from givens(pack)
    if measures is not None:
        yield from measured(pack, measures)


def _against(pack: Pack, kept: Skeleton | None, notice: Notice | None) -> Iterator[Finding]:
    """Yield what is amiss between the pack and the notice, from the text or from the skeleton."""
    if notice is None:
        if kept is not None:
            yield from coverage(pack, kept)
        return
    text = skeleton_of(notice)
    yield from coverage(pack, text)
    yield from (Finding("notice.number", f"notice {d.ref}", d.text, grave=False) for d in notice.doubts)
    if kept is not None:
        yield from differences(text, kept)
