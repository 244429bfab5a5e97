"""The shape of unit rows (单元行): every measure ends here, so that all return the same columns and types.

Lives here: the last projection, and small expressions that both engines answer alike. Must not: what
a measure means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ibis

from daylight.kernel.text import Text
from daylight.measures.contract import Column

#: Two numbers nearer than this are one: 0.1 × 3 lessons in binary is not 0.3 lessons.
SAME = 1e-9

ORGANISATION = Column("organisation", Text("机构", "Organisation"))
SCHOOL = Column("school", Text("学校", "School"), "school")
CLASS = Column("homeroom_class", Text("班级", "Class"), "class")
SIZE = Column("size", Text("班额", "Class size"), "number")
STAFF = Column("staff", Text("教职工", "Staff"), "staff")
SUBJECT = Column("subject", Text("学科", "Subject"), "subject")
TOPIC = Column("topic", Text("主题", "Topic"), "code")
TIMES = Column("times", Text("次数", "Times"), "number")
LAST_ON = Column("last_on", Text("最近一次", "Last on"), "day")


def unit_rows(
    table: ibis.Table,
    *,
    unit: Any,
    numerator: Any,
    denominator: Any = 1,
    base_numerator: Any = 0,
    base_denominator: Any = 0,
    square: Any = 0,
    pupils: Any = 0,
    shown: Mapping[str, Any],
) -> ibis.Table:
    """Return a table as unit rows (整理为单元行): the contract's columns, then those that people see.

    Parameters
    ----------
    table : ibis.Table
        Has ``org_id``; one row per unit.
    unit, numerator, denominator, base_numerator, base_denominator, square, pupils : expression or number
        A null number is 0.
    shown : mapping
        The measure's own columns by name, in the order of ``Measure.columns``.
    """
    numbers = {
        "numerator": numerator, "denominator": denominator, "base_numerator": base_numerator,
        "base_denominator": base_denominator, "square": square,
    }  # fmt: skip
    return table.select(
        org_id=table.org_id.cast("int64"),
        unit=as_value(unit).cast("string"),
        **{name: or_zero(value, "float64") for name, value in numbers.items()},
        pupils=or_zero(pupils, "int64"),
        **shown,
    )


def as_value(value: Any) -> Any:
    """Return an expression as it is and a number as an expression."""
    return value if isinstance(value, ibis.Value) else ibis.literal(value)


def or_zero(value: Any, kind: str) -> Any:
    """Return a number of a kind, 0 where there is none (空值作零)."""
    return value.cast(kind).fill_null(0) if isinstance(value, ibis.Value) else ibis.literal(value, kind)


def one_if(condition: Any) -> Any:
    """Return 1 where a condition holds, 0 where it does not or cannot be told (条件转为 0 或 1)."""
    return condition.fill_null(False).ifelse(1, 0).cast("int64")


def reaches(value: Any, least: Any) -> Any:
    """Tell whether a number is at least another, but for binary dust (不小于)."""
    return value >= least - SAME


def class_code(grade: Any, number: Any) -> Any:
    """Return how a class is written in rows: ``3-2`` is class 2 of grade 3 (班级写法)."""
    return grade.cast("string") + "-" + number.cast("string")


def choice(key: Any, options: Sequence[tuple[Any, Any]]) -> Any:
    """Return the value whose key it is (按键取值); null where no key fits."""
    return ibis.cases(*[(key == name, value) for name, value in options])


def first_of(options: Sequence[tuple[Any, Any]]) -> Any:
    """Return the value of the first condition that holds (首个成立者); null where none does."""
    return ibis.cases(*options)


def repeated(table: ibis.Table, **values: Sequence[Any]) -> ibis.Table:
    """Return each row once for every value of a new column (逐值展开)."""
    for name, options in values.items():
        table = table.mutate(**{name: ibis.array(list(options)).unnest()})
    return table


def total(values: Sequence[Any]) -> Any:
    """Return the sum of columns of one row (逐列求和)."""
    found = as_value(values[0])
    for value in values[1:]:
        found = found + value
    return found
