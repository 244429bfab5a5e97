"""A target's measure and a case's rows are what the program has."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ConfigDict

from daylight.policy.linting.measured import givens, measured

from ..items import case, english, pack, target, told


class Params(BaseModel):
    """Parameters of a measure."""

    model_config = ConfigDict(extra="forbid")
    kind: str
    at_least: int = 1


MEASURES: dict[str, type[BaseModel]] = {"tally_share": Params}


def of(name: str = "tally_share", **params: object) -> list[str]:
    return english(measured(pack(targets=(target(measure={"name": name, "params": params}),)), MEASURES))


def test_a_measure_with_its_parameters_has_no_finding() -> None:
    assert of(kind="sport") == []
    assert of(kind="sport", at_least=2) == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "error: targets t1.measure.params: “kind” is missing It must be stated."),
        ({"kind": "a", "atleast": 2},
         "error: targets t1.measure.params.atleast: unknown key “atleast” Nearest: at_least. Allowed: at_least, kind."),
        ({"kind": "a", "at_least": 0.5},
         "error: targets t1.measure.params.at_least: the value 0.5 is not allowed It must be a whole number."),
    ],
)  # fmt: skip
def test_a_parameter_that_does_not_fit_is_named(params: dict[str, object], words: str) -> None:
    assert of(**params) == [words]


def test_a_measure_that_is_not_there_is_named_with_the_nearest() -> None:
    assert of("tally_shares", kind="a") == [
        "error: targets t1.measure.name: there is no measure “tally_shares”. "
        "Nearest: tally_share. Allowed: tally_share."
    ]


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({}, []),
        ({"organisation": [{"org_id": 1, "kind": "city"}]}, []),
        ({"organisation": [{"org_id": 1, "times": 3}]}, []),
        ({"organisations": [{"org_id": 1}]}, ["organisations"]),
        ({"organisation": [{"org_id": 1}, {"organisation_id": 2}]}, ["organisation"]),
        ({"organisation": [{"a": 1}, {"b": 2, "a": 3}]}, ["organisation", "organisation"]),
    ],
)
def test_a_case_gives_tables_and_columns_that_the_lake_has(given: dict[str, object], places: list[str]) -> None:
    found = told(givens(pack(cases=(case(given=given),))))
    assert found == [("reference.unknown", f"cases k1.given.{place}") for place in places]
