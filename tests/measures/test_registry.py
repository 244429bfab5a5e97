"""Every measure keeps the contract, in both languages, on both engines, and the pack names only what there is."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator
from datetime import date
from functools import cache

import ibis
import pytest
from pydantic import ValidationError

from daylight.kernel.text import Text
from daylight.measures import MEASURES, params_of
from daylight.measures.contract import ROW, Measure

from . import lake, moment, told
from .examples import EXAMPLES

BASE = date(2016, 9, 30)
TURNS = [(name, turn) for name, some in EXAMPLES.items() for turn in range(len(some))]
every_turn = pytest.mark.parametrize(("name", "turn"), TURNS)


@cache
def expression(name: str, turn: int) -> ibis.Table:
    """Return a measure's rows of an example, on a lake without any organisation."""
    return MEASURES[name].expression(lake(organisation=[]), moment(base_on=BASE), EXAMPLES[name][turn])


def test_all_measures_of_the_plan_are_registered() -> None:
    assert set(MEASURES) == {
        "class_size_reduced", "class_size_count", "class_size_within", "tally_share", "tally_change", "record_count",
        "record_quantity", "organisations_with_records", "organisations_counted", "topics_covered", "records_in_order",
        "records_closed", "staff_with_records", "staff_followed_up", "subjects_staffed", "subjects_covered",
        "subject_grades_covered", "weekly_lessons_within", "subject_lessons_kept", "practice_share", "resources_met",
        "resource_variation", "pupils_numbered", "classes_formed",
    }  # fmt: skip


def test_measures_are_registered_by_their_own_names() -> None:
    assert {name: measure.name for name, measure in MEASURES.items()} == {name: name for name in MEASURES}
    assert params_of() == {name: measure.params for name, measure in MEASURES.items()}


def test_every_measure_has_an_example() -> None:
    assert set(EXAMPLES) == set(MEASURES)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_everything_that_people_read_is_in_both_languages(measure: Measure) -> None:
    texts = [measure.title, measure.explains, measure.unit, *(column.title for column in measure.columns)]
    for text in texts:
        assert isinstance(text, Text)
        assert any("\u4e00" <= sign <= "\u9fff" for sign in text.zh)
        assert text.en.isprintable()
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in text.en)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_docstring_names_its_source(measure: Measure) -> None:
    said = inspect.getdoc(measure.rows) or ""
    assert "**Source**" in said
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said.splitlines()[0])


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_an_unknown_parameter_is_refused(measure: Measure) -> None:
    params = EXAMPLES[measure.name][0]
    measure.params.model_validate(params)
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        measure.params.model_validate({**params, "spelled_wrong": 1})


@every_turn
def test_a_measure_returns_the_contract_and_its_own_columns(name: str, turn: int) -> None:
    rows = expression(name, turn)
    own = tuple(column.name for column in MEASURES[name].columns)
    assert rows.columns == (*ROW, *own)
    types = [str(kind).lstrip("!") for kind in rows.schema().types]
    assert types[: len(ROW)] == ["int64", "string", *["float64"] * 5, "int64"]


@every_turn
def test_columns_are_of_their_kinds(name: str, turn: int) -> None:
    schema = expression(name, turn).schema()
    allowed = {
        "number": {"int64", "float64"}, "day": {"date"}, "staff": {"int64"}, "text": {"string"}, "class": {"string"},
        "school": {"string"}, "subject": {"string"}, "code": {"string"},
    }  # fmt: skip
    odd = {
        column.name: str(schema[column.name]) for column in MEASURES[name].columns
        if str(schema[column.name]).lstrip("!") not in allowed[column.kind]
    }  # fmt: skip
    assert odd == {}


@every_turn
def test_an_empty_lake_has_no_shortfall(name: str, turn: int) -> None:
    lake(organisation=[]).enter()
    assert told(expression(name, turn)) == []


@pytest.fixture(scope="module")
def spark_dialect() -> Iterator[None]:
    """Have Ibis know Spark's options; no Java is started."""
    pytest.importorskip("pyspark")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        assert ibis.pyspark
        yield


@pytest.mark.usefixtures("spark_dialect")
@every_turn
def test_a_measure_compiles_for_spark(name: str, turn: int) -> None:
    assert "SELECT" in str(ibis.to_sql(expression(name, turn), dialect="pyspark"))
