"""Organisations over HTTP: everybody in their scope."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
COUNTIES = ["210302", "210303", "210304", "210311", "210321", "210323", "210381"]


def got(client: Client, address: str) -> Any:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 200, response.content
    return response.json()


def test_the_seven_counties_are_listed_by_code(client: Client) -> None:
    page = got(client, "/organisations")
    assert [item["code"] for item in page["items"]] == COUNTIES
    assert page["next_offset"] is None


def test_schools_may_be_asked_for_by_county(client: Client) -> None:
    page = got(client, "/organisations?kind=school&county_code=210311&limit=200")
    assert page["total"] == len(page["items"]) > 0
    assert {item["county_code"] for item in page["items"]} == {"210311"}


def test_an_organisation_is_told_by_its_code(client: Client) -> None:
    told = got(client, "/organisations/210300")
    assert (told["kind"], told["name"]) == ("city", "鞍山市")


def test_a_county_official_sees_the_own_county_only(client_of: Any) -> None:
    client = client_of("county-210302")
    page = got(client, "/organisations?kind=school&limit=200")
    assert {item["county_code"] for item in page["items"]} == {"210302"}
    assert client.get("/api/v1/organisations/210311").status_code == 404


def test_a_head_sees_the_own_school_only(client_of: Any) -> None:
    assert got(client_of("head"), "/organisations?kind=school")["total"] == 1


@pytest.mark.parametrize("address", ["/organisations/9999999999", "/organisations/210399"])
def test_an_organisation_that_is_not_there_is_a_problem(client: Client, address: str) -> None:
    assert client.get(f"/api/v1{address}").json()["type"] == "urn:daylight:api.not-found"


@pytest.mark.parametrize("query", ["kind=village", "county_code=21", "limit=0"])
def test_a_parameter_that_is_not_allowed_is_named(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/organisations?{query}")
    assert response.status_code == 422
    assert response.json()["faults"][0]["where"] == query.split("=")[0]


def test_no_name_of_a_person_is_told(client: Client) -> None:
    told = got(client, "/organisations?kind=school&limit=1")["items"][0]
    assert set(told) == {
        "code", "kind", "name", "county_code", "county_name", "has_primary", "has_junior", "urban_rural",
    }  # fmt: skip
