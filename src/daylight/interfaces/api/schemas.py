"""What the API says (接口数据): every wording in both languages, every figure with what it was made of."""

from __future__ import annotations

from datetime import date
from typing import Generic, Literal, TypeVar

from ninja import Schema
from pydantic import Field

from daylight.kernel.text import Text

Row = TypeVar("Row")
Level = Literal["city", "county", "school"]
Binding = Literal["binding", "aspiration"]


class Words(Schema):
    """A wording in both languages (双语文本)."""

    zh: str
    en: str


def words(text: Text) -> Words:
    """Return a text as the API says it."""
    return Words(zh=text.zh, en=text.en)


class Listing(Schema, Generic[Row]):
    """One page of a list (分页列表)."""

    items: list[Row]
    total: int = Field(description="总数 · how many there are in all")
    next_offset: int | None = Field(description="下一页的 offset，没有则为空 · offset of the next page, if any")


class PackBrief(Schema):
    """An installed pack (政策包)."""

    id: str
    digest: str = Field(description="政策包内容的 SHA-256 · SHA-256 of the pack's content")
    number: str = Field(description="文号 · the notice's number")
    title: Words
    org_code: str = Field(description="适用机构代码，000000 为全国 · whose it is; 000000 is national")


class Point(Schema):
    """A threshold and the day from which it is owed (阈值点)."""

    due: date
    value: float
    note: Words


class Series(Schema):
    """The dated thresholds of a level (阈值序列)."""

    level: Level
    org_codes: list[str] = Field(description="只适用于这些机构；空为全部 · only these; empty is all")
    points: list[Point]


class Measure(Schema):
    """The measure behind a target (计算口径)."""

    name: str
    params: dict[str, object]


class TargetBrief(Schema):
    """A target in a list (目标)."""

    id: str
    title: Words
    clause: str = Field(description="所属条款 · id of its clause")
    area: str | None = Field(description="工作方面 · area of work")
    binding: Binding
    responsible: Level
    comparator: Literal["at_least", "at_most", "equals", "more_than"]


class TargetWhole(TargetBrief):
    """A target with everything that decides it (目标全文)."""

    definition: Words
    measure: Measure
    period: str = Field(description="统计时段 · which days count")
    path: Literal["linear", "step"]
    series: list[Series]
    readings: list[Words] = Field(description="文字有歧义处怎样读 · how open wording is read")


class ClauseBrief(Schema):
    """A clause in a list (条款)."""

    id: str
    ref: str = Field(description="通知自己的编号 · the notice's own numbering")
    title: Words
    parent: str | None
    area: str | None
    kind: Literal["context", "principle", "measure", "safeguard"]


class DutyBrief(Schema):
    """A duty of a clause (任务)."""

    id: str
    title: Words
    owed_by: Level
    cadence: str
    binding: Binding


class ClauseWhole(ClauseBrief):
    """A clause in our own words, with what follows from it (条款全文)."""

    text: Words
    duties: list[DutyBrief]
    targets: list[TargetBrief]


class OrganisationBrief(Schema):
    """An organisation (机构)."""

    code: str
    kind: Literal["city", "county", "school", "campus"]
    name: str
    county_code: str | None
    county_name: str | None
    has_primary: bool | None
    has_junior: bool | None
    urban_rural: str | None = Field(description="城乡分类代码 · urban-rural code")
