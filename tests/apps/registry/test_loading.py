"""Many rows at once: every value arrives as it was, and what cannot be is refused before it is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.db import connection, transaction

from daylight.apps.registry import bulk, loading
from daylight.apps.registry.models import AcademicYear, ClassMembership, Organisation, Pupil, Term
from daylight.apps.registry.sealing import blind_index

from ..town import town


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (pa.array([1, 2, 3], pa.int64()), [1, 2, 3]),
        (pa.array([1, None, 3], pa.int64()), [1, None, 3]),
        (pa.array([1.5, None]), [1.5, None]),
        (pa.array([0.1, 0.2]), [0.1, 0.2]),
        (pa.array(["阳", None, "光", "阳"]), ["阳", None, "光", "阳"]),
        (pa.array([None, None], pa.string()), [None, None]),
        (pa.array([], pa.string()), []),
        (pa.array([True, None, False]), [1, None, 0]),
        (pa.array([date(2018, 9, 30), None]), ["2018-09-30", None]),
        (pa.array([b"\x00\xff", None]), [b"\x00\xff", None]),
    ],
)
def test_a_column_becomes_what_sqlite_keeps(column: pa.Array, told: list[Any]) -> None:
    assert bulk.python_values(column) == told


def test_rows_beyond_one_chunk_all_arrive(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)
    years = pa.chunked_array([[2011, 2012], [2013, 2014, 2015]], pa.int64())
    days = {
        name: pa.chunked_array([[day] * 5])
        for name, day in (("starts_on", date(2011, 9, 1)), ("ends_on", date(2012, 9, 1)))
    }
    with transaction.atomic():
        assert bulk.insert("registry_academicyear", {"year": years, **days}) == 5
    assert list(AcademicYear.objects.order_by("year").values_list("year", flat=True)) == [2011, 2012, 2013, 2014, 2015]


def test_indexes_and_triggers_set_aside_are_back_afterwards(empty: Path) -> None:
    def standing() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL")
            return {row[0] for row in cursor.fetchall()}

    before = standing()
    with transaction.atomic(), bulk.without_indexes(loading.tables()):
        assert not {name for name in standing() if "membership" in name}
    assert standing() == before
    assert "registry_classmembership_no_overlap_insert" in before


def test_indexes_are_back_when_the_filling_fails(empty: Path) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), bulk.without_indexes(loading.tables()):
        raise ZeroDivisionError
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'registry_classmembership_no_overlap_insert'")
        assert cursor.fetchone() == (1,)


@pytest.mark.usefixtures("in_town")
def test_the_town_arrives_as_it_was_written() -> None:
    school = Organisation.objects.get(pk=100)
    assert (school.code, school.name, school.parent_id, school.lon) == ("2103020001", "站前小学", 2, 122.99)
    assert (school.has_primary, school.has_junior, school.valid_from, school.valid_to) == (
        True,
        False,
        date(2010, 9, 1),
        None,
    )
    pupil = Pupil.objects.get(pk=3)
    assert (pupil.name, pupil.born_on, pupil.migrant, pupil.left_behind) == ("王小四", date(2009, 1, 4), True, False)
    assert pupil.home_lon == 122.903
    assert ClassMembership.objects.get(pk=5).valid_to == date(2018, 3, 1)


@pytest.mark.usefixtures("in_town")
def test_years_and_terms_span_the_classes() -> None:
    assert list(AcademicYear.objects.order_by("year").values_list("year", flat=True)) == [2016, 2017, 2018]
    spring = Term.objects.get(year_id=2017, term=2)
    assert (spring.starts_on, spring.ends_on) == (date(2018, 3, 1), date(2018, 9, 1))


@pytest.mark.usefixtures("in_town")
def test_a_new_row_gets_an_id_after_the_loaded_ones() -> None:
    assert Pupil.objects.create(name="新", sex="1", number_kind="G").pk == 13


def test_indexes_made_in_bulk_are_those_made_one_by_one() -> None:
    column = loading.sealed_columns("pupil", "identity_number", "identity_index", town().people["pupil"])
    assert column["identity_index"][0].as_py() == blind_index("pupil.identity_number", "21030220090100001X")
