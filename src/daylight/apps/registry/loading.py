"""Loading a whole register (学籍批量装载): organisations, classes, people, posts and courses from Arrow tables."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

import pyarrow as pa
from django.conf import settings
from django.db import connection
from django.db.models import Model

from daylight.apps.registry import bulk
from daylight.apps.registry.models import (
    AcademicYear,
    ClassCourse,
    ClassMembership,
    HomeroomClass,
    Organisation,
    Pupil,
    SchoolResource,
    Staff,
    StaffPost,
    Term,
)
from daylight.apps.registry.sealing import Sealer
from daylight.kernel.calendar import AUTUMN, SPRING, school_year_of, school_year_span, term_span
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text

#: Lake table, model, the lake's name of the model's primary key.
PLACES: Final[tuple[tuple[str, type[Model], str], ...]] = (
    ("organisation", Organisation, "org_id"),
    ("homeroom_class", HomeroomClass, "class_id"),
    ("class_membership", ClassMembership, "membership_id"),
    ("staff_post", StaffPost, "post_id"),
    ("school_resource", SchoolResource, ""),
    ("class_course", ClassCourse, ""),
)


class RegisterNotEmpty(DaylightError):
    """A city was to be loaded over another (学籍库非空)."""

    code = "registry.not-empty"
    message = Text("数据库里已有 {count} 个机构", "The database already holds {count} organisations")
    remedy = Text("请换新的运行目录,或使用 --fresh 重建。", "Load into a new home folder, or rebuild with --fresh.")


class MembershipsOverlap(DaylightError):
    """A pupil would sit in two classes on one day (班级成员重叠)."""

    code = "registry.memberships-overlap"
    message = Text("学生 {pupil} 的班级成员时段重叠", "Pupil {pupil} would sit in two classes on one day")
    remedy = Text("请检查该学生各条记录的起止日期。", "Check the days of this pupil's memberships.")


class MissingParents(DaylightError):
    """Rows point to rows that are not there (引用缺失)."""

    code = "registry.missing-parents"
    message = Text(
        "{table} 有 {count} 行引用了不存在的 {parent}", "{count} rows of {table} point to a {parent} that is not there"
    )
    remedy = Text("请补齐被引用的数据后重试。", "Complete the data that is pointed to and try again.")


def table_of(model: type[Model]) -> str:
    """Return the database's name of a model's table."""
    return model._meta.db_table


def need_empty() -> None:
    """Refuse a database that holds a register already.

    Raises
    ------
    RegisterNotEmpty
    """
    if count := Organisation.objects.count():
        raise RegisterNotEmpty(count=count)


def steps(
    tables: Mapping[str, pa.Table], people: Mapping[str, pa.Table], today: date
) -> Iterator[tuple[Text, Callable[[], int]]]:
    """Yield what is to be loaded, in order: its name and the act that returns its rows."""
    for name, model, key in PLACES:
        yield Text(str(model._meta.verbose_name), name), lambda n=name, m=model, k=key: _load(m, k, tables[n])
    yield Text("学生", "pupils"), lambda: load_pupils(tables["pupil"], people["pupil"])
    yield Text("教职工", "staff"), lambda: load_staff(people["staff"])
    yield Text("学年学期", "school years"), lambda: load_calendar(tables["homeroom_class"], today)


def _load(model: type[Model], key: str, table: pa.Table) -> int:
    return bulk.insert(table_of(model), columns_of(table, key))


def columns_of(table: pa.Table, key: str) -> dict[str, pa.ChunkedArray]:
    """Return a lake table's columns under the names that the database has for them."""
    return {"id" if name == key else name: table[name] for name in table.column_names}


def load_pupils(pupils: pa.Table, people: pa.Table) -> int:
    """Load pupils with their names, birthdays, homes and sealed numbers."""
    both = pupils.join(people, "pupil_id").sort_by("pupil_id")
    columns = columns_of(both.drop_columns(["identity_number", "student_number"]), "pupil_id")
    columns |= sealed_columns("pupil", "identity_number", "identity_index", both)
    columns |= sealed_columns("pupil", "student_number", "student_index", both)
    return bulk.insert(table_of(Pupil), columns, {"version": 1})


def load_staff(people: pa.Table) -> int:
    """Load staff with their names, birthdays and sealed numbers."""
    columns = columns_of(people.drop_columns(["identity_number"]), "staff_id")
    columns |= sealed_columns("staff", "identity_number", "identity_index", people)
    return bulk.insert(table_of(Staff), columns)


def sealed_columns(model: str, column: str, index: str, table: pa.Table) -> dict[str, pa.Array]:
    """Return a column of numbers sealed, and its blind index (批量加密)."""
    numbers = table[column].to_pylist()
    name = f"{model}.{column}"
    sealer = Sealer(name)
    sealed = [None if number is None else sealer.seal(number) for number in numbers]
    return {column: pa.array(sealed, pa.binary()), index: pa.array(_indexes(name, numbers), pa.binary())}


def _indexes(name: str, numbers: list[str | None]) -> list[bytes | None]:
    """Return the blind indexes of many numbers; the same as ``blind_index`` of each."""
    key, prefix = settings.DAYLIGHT_INDEX_KEY, f"{name}\0".encode()
    return [
        None if number is None else hmac.digest(key, prefix + number.strip().upper().encode(), "sha256")
        for number in numbers
    ]


def load_calendar(classes: pa.Table, today: date) -> int:
    """Load the school years and terms from the first class to the running year."""
    first = min((day for day in classes["valid_from"].unique().to_pylist() if day), default=today)
    years = range(school_year_of(first), school_year_of(today) + 1)
    for year in years:
        span = school_year_span(year)
        AcademicYear.objects.create(year=year, starts_on=span.start, ends_on=span.end)
        for term in (AUTUMN, SPRING):
            part = term_span(year, term)
            Term.objects.create(year_id=year, term=term, starts_on=part.start, ends_on=part.end)
    return len(years)


def check_memberships() -> None:
    """Refuse memberships of one pupil that overlap, all at once (检查成员时段).

    Raises
    ------
    MembershipsOverlap
        Naming the first pupil.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"""
            SELECT pupil_id FROM (
                SELECT pupil_id, valid_from,
                       LAG(COALESCE(valid_to, '9999-12-31')) OVER (PARTITION BY pupil_id ORDER BY valid_from) AS until
                FROM {table_of(ClassMembership)}) AS spans
            WHERE valid_from < until ORDER BY pupil_id LIMIT 1""")
        if row := cursor.fetchone():
            raise MembershipsOverlap(pupil=row[0])


def check_parents() -> None:
    """Refuse rows that point nowhere (检查引用); SQLite is asked, other databases have seen to it.

    Raises
    ------
    MissingParents
        Naming the first table and how many of its rows.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT "table", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1'
        )
        if row := cursor.fetchone():
            raise MissingParents(table=row[0], parent=row[1], count=row[2])


def models() -> list[type[Model]]:
    """Return the models of all tables that a register fills."""
    return [*(model for _, model, _ in PLACES), Pupil, Staff]


def tables() -> list[str]:
    """Return the database's names of their tables."""
    return [table_of(model) for model in models()]
