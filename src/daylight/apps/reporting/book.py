"""A pack as pages look things up in it (政策包索引): clauses, areas, targets, duties by their ids.

Read once for every version of a pack; what stands here never changes while the digest is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from daylight.appraisal.judge import series_for
from daylight.apps.reporting import words
from daylight.apps.reporting.types import AreaRef, ClauseRef, ReadingView, TargetRef
from daylight.apps.rulebook import selectors as rulebook
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.measures.contract import Measure
from daylight.policy.lineage import area_of, lineage
from daylight.policy.schema import Clause, Duty, Pack, Reading, Series, Target

#: What a measure's unit is called where it is a person.
_PERSONS = ("人", "学生", "教师", "教职工", "幼儿", "儿童")


class NotThere(DaylightError):
    """Something that is not on the board, or not for this viewer: the two look alike (不存在或不在范围内)."""

    code = "reporting.not-there"
    message = Text("没有{what},或不在您的范围内", "There is no {what}, or it is outside your scope")
    remedy = Text("请从总览进入。", "Start from the board.")


@dataclass(frozen=True)
class Book:
    """A pack with its indexes (政策包索引)."""

    pack: Pack
    digest: str

    @cached_property
    def areas(self) -> dict[str, AreaRef]:
        """Return the areas of work in the board's order."""
        return {
            area.id: AreaRef(area.id, area.numeral, Text(area.zh, area.en), Text(area.short_zh, area.short_en))
            for area in self.pack.head.areas
        }

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Return the clauses in the notice's order."""
        return {clause.id: clause for clause in self.pack.clauses}

    @cached_property
    def targets(self) -> dict[str, Target]:
        """Return the targets in the pack's order."""
        return {target.id: target for target in self.pack.targets}

    @cached_property
    def target_refs(self) -> dict[str, TargetRef]:
        """Return every target as a link."""
        return {
            target.id: TargetRef(
                target.id, Text(target.zh, target.en), target.binding, self.clause_ref(target.clause),
                self.area_id_of_target(target.id),
            )
            for target in self.pack.targets
        }  # fmt: skip

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """Return the duties in the pack's order."""
        return {duty.id: duty for duty in self.pack.duties}

    def target(self, target_id: str) -> Target:
        """Return a target.

        Raises
        ------
        NotThere
        """
        if target_id not in self.targets:
            raise NotThere(what=target_id)
        return self.targets[target_id]

    def clause(self, clause_id: str) -> Clause:
        """Return a clause.

        Raises
        ------
        NotThere
        """
        if clause_id not in self.clauses:
            raise NotThere(what=clause_id)
        return self.clauses[clause_id]

    def area(self, area_id: str) -> AreaRef:
        """Return an area.

        Raises
        ------
        NotThere
        """
        if area_id not in self.areas:
            raise NotThere(what=area_id)
        return self.areas[area_id]

    def clause_ref(self, clause_id: str) -> ClauseRef:
        """Return a clause as a link."""
        clause = self.clause(clause_id)
        return ClauseRef(clause.id, clause.ref, Text(clause.title_zh, clause.title_en))

    def chain(self, clause_id: str) -> tuple[ClauseRef, ...]:
        """Return a clause with those it stands under, from the top."""
        return tuple(self.clause_ref(clause.id) for clause in reversed(self._line(clause_id)))

    def _line(self, clause_id: str) -> list[Clause]:
        return lineage(self.clause(clause_id).id, self.clauses)

    def area_id(self, clause_id: str) -> str:
        """Return the area of a clause: its own, or that of the nearest clause above; empty for none."""
        return area_of(self.clause(clause_id).id, self.clauses) or ""

    def clauses_of_area(self, area_id: str) -> tuple[str, ...]:
        """Return the clauses of an area, in the notice's order."""
        return tuple(clause_id for clause_id in self.clauses if self.area_id(clause_id) == area_id)

    def area_id_of_target(self, target_id: str) -> str:
        """Return the area of a target's clause."""
        return self.area_id(self.target(target_id).clause)

    def children(self, clause_id: str | None) -> tuple[Clause, ...]:
        """Return the clauses directly under one, or the top ones."""
        return tuple(clause for clause in self.pack.clauses if clause.parent == clause_id)

    def depth(self, clause_id: str) -> int:
        """Return how deep a clause stands; 0 is the top."""
        return len(self._line(clause_id)) - 1

    def levels(self, target_id: str) -> tuple[str, ...]:
        """Return the levels that a target judges, the city first (考核层级)."""
        judged = {series.level for series in self.target(target_id).series}
        return tuple(level for level in words.LEVEL if level in judged)

    def measure(self, target_id: str) -> Measure:
        """Return the measure behind a target."""
        from daylight.measures import MEASURES

        return MEASURES[self.target(target_id).measure.name]

    def targets_of_people(self) -> frozenset[str]:
        """Return the targets whose units are persons (以人为单位的目标)."""
        return frozenset(target.id for target in self.pack.targets if self.counts_people(target.id))

    def counts_people(self, target_id: str) -> bool:
        """Tell whether a target's units are persons; reported counts are taken to be."""
        measure = self.measure(target_id)
        return measure.name.startswith("tally_") or any(word in measure.unit.zh for word in _PERSONS)

    def series_for(self, target_id: str, level: str, org_code: str, county_code: str | None) -> Series | None:
        """Return the thresholds that apply to an organisation: those naming it before the level's general ones."""
        return series_for(self.target(target_id), level, org_code, county_code)

    def readings_of(self, *, target_id: str = "", clause_id: str = "") -> tuple[ReadingView, ...]:
        """Return the readings that a target or a clause rests on."""
        named = set(self.target(target_id).readings) if target_id else set()
        return tuple(
            self._reading(reading)
            for reading in self.pack.readings
            if reading.id in named
            or (target_id and target_id in reading.targets)
            or (clause_id and reading.clause == clause_id)
        )

    def _reading(self, reading: Reading) -> ReadingView:
        question = Text(reading.question_zh, reading.question_en)
        return ReadingView(reading.id, self.clause_ref(reading.clause), question, Text(reading.zh, reading.en))


@lru_cache(maxsize=16)
def book(pack_id: str, digest: str) -> Book:
    """Return the index of a pack's version; made once a process (取政策包索引)."""
    return Book(rulebook.loaded(pack_id, digest), digest)
