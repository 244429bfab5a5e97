"""The whole API against its own description: schemathesis finds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from daylight.interfaces.api.urls import api
from daylight.site.wsgi import application


def described() -> Any:
    """Return the description as it is served."""
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """Let the server keep the connection of the test open between requests, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


OPERATIONS = sorted(described()["paths"])


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("address", OPERATIONS)
def test_the_api_keeps_its_own_description(address: str, mode: GenerationMode) -> None:
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)[address]["GET"]
    if mode is GenerationMode.NEGATIVE and not list(operation.iter_parameters()):
        return

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def call(case: schemathesis.Case) -> None:
        case.call_and_validate()

    call()


@pytest.mark.django_db
def test_the_description_is_served_and_names_every_operation(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    named = {item["get"]["operationId"] for item in document["paths"].values()}
    assert {"board", "publication", "targets", "target", "clauses", "clause", "organisations", "organisation"} <= named
    assert document["info"]["title"] == "阳光 Daylight"


def test_every_operation_only_reads() -> None:
    assert {method for item in described()["paths"].values() for method in item} == {"get"}


def test_every_parameter_is_described_or_named_in_the_path() -> None:
    for path, item in described()["paths"].items():
        for parameter in item["get"].get("parameters", []):
            assert parameter["in"] == "path" or parameter["description"], (path, parameter["name"])


def test_every_operation_says_what_it_does_in_both_languages() -> None:
    for item in described()["paths"].values():
        assert "·" in item["get"]["summary"]
        assert item["get"]["description"]
