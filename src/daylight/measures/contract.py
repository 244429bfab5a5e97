"""What a measure is (计算口径约定): a named function from lake tables to unit rows.

A measure returns one row per unit (a class, a member of staff, a school, a record) with the columns
of ``ROW``; what is summed, and how the sums become a value, is the measure's ``formula``. Summing
per organisation happens in the data engine, summing organisations up to county and city in Python
with exactly rounded sums, so that every machine and back end gets the same last digit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

import ibis
from pydantic import BaseModel

from daylight.kernel.calendar import Span
from daylight.kernel.text import Text

#: Columns every measure returns. ``org_id`` is the organisation the unit counts for (a school, or the
#: county or city itself); sums are taken over ``numerator``, ``denominator``, ``base_numerator``,
#: ``base_denominator``, ``square``; ``pupils`` are those touched where the unit falls short.
ROW = (
    "org_id", "unit", "numerator", "denominator", "base_numerator", "base_denominator", "square", "pupils",
)  # fmt: skip

#: How sums become a value. n, d, bn, bd, sq are the sums of the five columns above.
#: count: n | ratio: n/d | reduction: 1 - n/bn | change: n/d - bn/bd
#: variation: sqrt(sq/d - (n/d)^2) / (n/d), the pupil-weighted coefficient of variation (差异系数).
Formula = Literal["count", "ratio", "reduction", "change", "variation"]


@dataclass(frozen=True, slots=True)
class Moment:
    """The days a measure looks at (时点): resolved from a target's period, an as-of day and a baseline.

    ``span`` is what counts for events (cut at the as-of day); ``state_on`` is the day whose state counts
    (the census, or the span's last day); ``base_on`` the baseline's day, if any.
    """

    as_of: date
    state_on: date
    span: Span
    base_on: date | None = None


class Tables(Protocol):
    """Access to the lake's tables as Ibis expressions (表访问)."""

    def __getitem__(self, name: str) -> ibis.Table: ...


@dataclass(frozen=True, slots=True)
class Column:
    """A column that people see in the rows behind a number (明细列).

    ``kind`` tells pages how to show the value: ``class`` is ``GRADE-NUMBER`` (``7-2``), ``school`` a name,
    ``staff`` an id, ``subject`` a code of the kernel, ``code`` one of the pack or of a code list.
    """

    name: str
    title: Text
    kind: Literal["text", "number", "day", "class", "school", "staff", "subject", "code"] = "text"


@dataclass(frozen=True, slots=True)
class Measure:
    """A registered measure (计算口径)."""

    name: str
    title: Text
    explains: Text
    formula: Formula
    unit: Text
    params: type[BaseModel]
    columns: tuple[Column, ...]
    rows: Callable[[Tables, Moment, Any], ibis.Table]

    def expression(self, tables: Tables, moment: Moment, params: Mapping[str, object]) -> ibis.Table:
        """Return the unit rows for checked parameters."""
        return self.rows(tables, moment, self.params.model_validate(dict(params)))
