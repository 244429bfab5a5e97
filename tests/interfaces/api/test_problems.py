"""Whatever goes wrong is told in one shape, in both languages, and gives nothing away."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, override_settings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small")]


@pytest.fixture
def small() -> Any:
    with override_settings(ROOT_URLCONF="tests.interfaces.api.small_api"):
        yield


def asked(client: Client, address: str) -> tuple[int, dict[str, Any]]:
    response = client.get(address)
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()


def test_a_parameter_that_is_not_valid_is_named_with_the_reason(client: Client) -> None:
    status, body = asked(client, "/number?at_most=many")
    assert status == 422
    assert body["type"] == "urn:daylight:api.invalid"
    assert (body["title"], body["title_en"]) == ("参数有误。", "A parameter is not valid.")
    assert body["faults"] == [
        {"where": "at_most", "message": "Input should be a valid integer, unable to parse string as an integer"}
    ]


def test_a_parameter_that_is_absent_is_named(client: Client) -> None:
    assert asked(client, "/number")[1]["faults"] == [{"where": "at_most", "message": "Field required"}]


@pytest.mark.parametrize("how", ["missing", "forbidden"])
def test_what_is_missing_and_what_is_forbidden_look_alike(client: Client, how: str) -> None:
    status, body = asked(client, f"/failing?how={how}")
    assert status == 404
    assert body["type"] == "urn:daylight:api.not-found"
    assert "secret" not in str(body)


def test_an_anticipated_failure_keeps_its_code_and_both_its_wordings(client: Client) -> None:
    status, body = asked(client, "/failing?how=anticipated")
    assert status == 409
    assert body["type"] == "urn:daylight:test.broken"
    assert body["title"] == "快照 x 打不开 请核对。"
    assert body["title_en"] == "The snapshot x does not open Verify it."


def test_the_frameworks_own_refusals_have_the_same_shape(client: Client) -> None:
    status, body = asked(client, "/failing?how=refused")
    assert (status, body["status"], body["type"]) == (400, 400, "urn:daylight:api.refused")


def test_a_problem_in_good_order_is_an_answer(client: Client) -> None:
    assert client.get("/number?at_most=3").json() == 3
