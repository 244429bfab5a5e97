"""The shape of a pack (政策包结构): what may stand in its YAML files.

A pack is a folder: ``pack.yaml`` and the lists ``clauses``, ``duties``, ``targets``, ``records``,
``readings``, ``excuses``, ``roles``, ``glossary``, ``cases`` (each a file ``NAME.yaml`` or a folder
``NAME/*.yaml``, concatenated in name order). Every policy number is here, with dates and a clause.
Models are strict: an unknown key is an error.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

#: The code under which the nation's own rules run.
NATION: Final = "000000"
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
Level = Literal["city", "county", "school"]
Binding = Literal["binding", "aspiration"]


class Item(BaseModel):
    """What every item of a pack has (条目): id, both languages, its clause, its time of effect."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Id
    zh: str = Field(min_length=1, description="中文名称或表述")
    en: str = Field(min_length=1, description="English name or wording")


class Dated(Item):
    """An item with a time of effect (生效期): ``effective_to`` is exclusive, absent is open."""

    effective_from: date | None = None
    effective_to: date | None = None


class Part(BaseModel):
    """Any strict sub-object of an item."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Area(Item):
    """One of the areas of work the board has a row for (工作方面)."""

    short_zh: str
    short_en: str
    numeral: str = Field(description="一 … 九, or · for safeguards")


class PackHead(Dated):
    """``pack.yaml`` (政策包首页): who issued what, when, on what it leans."""

    number: str = Field(description="文号, e.g. 鞍教发〔2017〕66号")
    issuer_zh: str
    issuer_en: str
    issued_on: date
    org_code: str = Field(description="code of the organisation that runs it: 210300; 000000 for national rules")
    supersedes: tuple[Id, ...] = ()
    depends_on: tuple[Id, ...] = ()
    areas: tuple[Area, ...] = ()


class Clause(Dated):
    """One numbered paragraph (条款), told in our own words; ``zh``/``en`` are those words.

    ``ref`` is the notice's own numbering (``二(三)2`` or deeper ``二(三)2·一``).
    """

    ref: str
    title_zh: str
    title_en: str
    parent: Id | None = None
    area: Id | None = Field(default=None, description="board row; inherited from the parent when absent")
    kind: Literal["context", "principle", "measure", "safeguard"] = "measure"


class Handing(Part):
    """What is asked for as evidence (佐证要求): a kind of record and the parts it must hold."""

    record: Id
    parts: tuple[Id, ...] = ()
    at_least: int = 1


class Duty(Dated):
    """Who owes what by when (任务)."""

    clause: Id
    owed_by: Level
    role: Id = Field(description="the role that acts, from roles.yaml")
    cadence: Literal["once", "term", "school_year", "month", "standing", "each_event"]
    due_on: date | None = Field(default=None, description="for once")
    due_day: Annotated[str, Field(pattern=r"^\d\d-\d\d$")] | None = Field(
        default=None, description="MM-DD inside each period; absent: the period's last day"
    )
    org_codes: tuple[str, ...] = Field(default=(), description="only these organisations (county codes); empty: all")
    stages: tuple[Literal["primary", "junior"], ...] = ()
    binding: Binding = "binding"
    evidence: tuple[Handing, ...] = ()
    targets: tuple[Id, ...] = ()
    capability: str = Field(description="row of the capability list, e.g. 二(三)2 大班额")


class RecordPart(Item):
    """A part of a record (佐证项), e.g. an emergency plan."""


class RecordKind(Item):
    """A kind of event, filing or review that organisations keep (记录种类)."""

    unit_zh: str = "次"
    unit_en: str = "records"
    filed_by: Level
    parts: tuple[RecordPart, ...] = ()
    topics: tuple[RecordPart, ...] = ()
    clause: Id | None = None


class Period(Part):
    """Which days count (统计时段).

    - ``standing``: the state on the day; records of any earlier day count.
    - ``census``: the state at the last 30 September on or before the day.
    - ``window``: from ``start`` to ``end`` (exclusive), cut at the day.
    - ``since``: from ``start`` to the day.
    - ``last_term`` / ``last_school_year``: the last one that had ended; none before ``start``.
    - ``this_term`` / ``this_school_year``: the running one up to the day; none before ``start``.
    """

    kind: Literal[
        "standing", "census", "window", "since", "last_term", "last_school_year", "this_term", "this_school_year"
    ]
    start: date | None = None
    end: date | None = None


class Point(Part):
    """A threshold and the day from which it is owed (阈值点)."""

    due: date
    value: float
    note_zh: str = ""
    note_en: str = ""


class Series(Part):
    """The dated thresholds of one level (阈值序列), or of named organisations of it."""

    level: Level
    org_codes: tuple[str, ...] = Field(default=(), description="only these; empty: every one of the level")
    points: tuple[Point, ...] = Field(min_length=1)


class Baseline(Part):
    """Where a target starts (基线): the value on a day, measured there or, if given, as stated."""

    day: date
    value: float | None = None


class MeasureRef(Part):
    """The named measure behind a target and its parameters (计算口径)."""

    name: str
    params: dict[str, object] = {}


class Rounding(Part):
    """How a value is shown (修约): judged unrounded; shown so that it never crosses the threshold."""

    unit: Literal["percent", "count", "number", "percentage_point"]
    digits: int = Field(default=1, ge=0, le=6)
    unit_zh: str = ""
    unit_en: str = ""


class Target(Dated):
    """What must be reached by when, and how it is measured (目标)."""

    clause: Id
    binding: Binding
    responsible: Level
    comparator: Literal["at_least", "at_most", "equals", "more_than"]
    measure: MeasureRef
    period: Period
    series: tuple[Series, ...] = Field(min_length=1)
    path: Literal["linear", "step"] = Field(
        default="step", description="linear: owed pro rata between points; step: owed only on the due day"
    )
    baseline: Baseline | None = None
    rounding: Rounding
    cadence: Literal["term", "school_year", "year", "once"]
    evidence: tuple[Handing, ...] = ()
    stages: tuple[Literal["primary", "junior"], ...] = ()
    figures: tuple[str, ...] = Field(default=(), description="figures of the notice it carries: 66人以上, 50%")
    definition_zh: str
    definition_en: str
    readings: tuple[Id, ...] = ()
    capability: str = ""


class Reading(Item):
    """A question the wording leaves open, and how it is read here (释读)."""

    clause: Id
    question_zh: str
    question_en: str
    targets: tuple[Id, ...] = ()


class Excuse(Item):
    """A figure of the notice that is not a target, and why (不设目标的数字)."""

    clause: Id
    figure: str


class Role(Item):
    """A role that owes duties (责任岗位)."""

    level: Level


class Term(Item):
    """A glossary entry (术语)."""

    name: str = Field(description="the English identifier used in code: HomeroomClass")


class Expectation(Part):
    """What a case expects of one organisation (预期)."""

    org_code: str
    value: float | None
    status: Literal["met", "on_track", "behind", "missed", "not_yet_due", "no_data"]


class Case(Item):
    """A worked example (算例): rows given, the outcome expected; run by ``daylight pack test``.

    ``given`` maps lake table names to lists of rows (columns left out are null or a plain default; a row
    with ``times: 66`` stands for 66 of it);
    ``expect`` names organisation codes with value and status.
    """

    target: Id
    as_of: date
    given: dict[str, list[dict[str, object]]]
    expect: tuple[Expectation, ...]


class Pack(Part):
    """A whole pack, loaded and checked (政策包)."""

    head: PackHead
    clauses: tuple[Clause, ...] = ()
    duties: tuple[Duty, ...] = ()
    targets: tuple[Target, ...] = ()
    records: tuple[RecordKind, ...] = ()
    readings: tuple[Reading, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    roles: tuple[Role, ...] = ()
    glossary: tuple[Term, ...] = ()
    cases: tuple[Case, ...] = ()
