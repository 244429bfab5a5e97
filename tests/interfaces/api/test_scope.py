"""Whoever signs in sees through the API what they see of the board, and not a line more."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors as reporting

from .test_board import everything, got

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
ACCOUNTS = ("city", "expert", "county-210302", "county-210381", "head", "teacher")
FIGURES = ("value", "numerator", "denominator", "threshold", "goal", "pupils")


@pytest.fixture(params=ACCOUNTS)
def account(request: pytest.FixtureRequest) -> str:
    """Each account of the demo."""
    return str(request.param)


def as_told(viewer: Viewer) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return the board as the selector gives it."""
    return {
        (row.target_id, row.org_code): (row.status, row.hidden, *(getattr(row, name) for name in FIGURES))
        for row in reporting.downloads(viewer)
    }


def as_said(rows: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return the board as the API gives it."""
    return {
        (row["target"], row["org_code"]): (row["status"], row["suppressed"], *(row[name] for name in FIGURES))
        for row in rows
    }


def test_who_is_signed_in_gets_the_board_of_their_scope(client_of: Any, viewer_named: Any, account: str) -> None:
    said = as_said(everything(client_of(account)))
    assert said == as_told(viewer_named(account))
    assert got(client_of(account), "/publication")["scope"] == viewer_named(account).org_code


def test_who_is_not_signed_in_gets_what_the_portal_gives_away(client: Client) -> None:
    said = as_said(everything(client))
    file = client.get("/open/downloads/figures.json")
    body = b"".join(file.streaming_content) if file.streaming else file.content
    given = {
        (row["target_id"], row["org_code"]): (
            row["status"], bool(row["suppressed"]), *(row[name] for name in FIGURES))
        for row in json.loads(body)["rows"]
    }  # fmt: skip
    assert said == given
    assert any(row[1] for row in said.values())


def test_a_county_sees_its_small_numbers_and_the_public_does_not(client: Client, client_of: Any) -> None:
    hidden = [row for row in everything(client, "&level=school") if row["suppressed"]]
    assert hidden
    row = hidden[0]
    own = client_of(f"county-{row['county_code']}")
    query = f"/board?target={row['target']}&org={row['org_code']}"
    (told,) = got(own, query)["items"]
    assert told["suppressed"] is False
    assert told["numerator"] is not None
    other = client_of("county-210302" if row["county_code"] != "210302" else "county-210381")
    assert got(other, query)["items"] == []


def test_a_signature_that_is_made_up_is_the_publics(client: Client) -> None:
    client.cookies["sessionid"] = "x" * 32
    assert got(client, "/publication")["scope"] == "210300"
    assert any(row["suppressed"] for row in everything(client))


def test_after_signing_out_one_is_the_public_again(client_of: Any) -> None:
    client = client_of("head")
    assert got(client, "/board?level=school&limit=1")["total"] < 100
    client.logout()
    assert got(client, "/board?level=school&limit=1")["total"] > 300


def test_the_areas_are_those_of_the_scope(client_of: Any, account: str, viewer_named: Any) -> None:
    told = {item["org_code"] for item in got(client_of(account), "/areas")["items"]}
    assert told == {org.code for org in reporting.board(viewer_named(account)).columns}


# ---------------------------------------------------------------- what a reader has already


@pytest.mark.parametrize("address", ["/publication", "/board?level=city", "/areas", "/targets", "/clauses", "/packs"])
def test_the_same_reader_is_answered_once(client: Client, address: str) -> None:
    first = client.get(f"/api/v1{address}")
    again = client.get(f"/api/v1{address}", headers={"If-None-Match": f"W/{first['ETag']}"})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_every_scope_has_a_tag_of_its_own(client: Client, client_of: Any) -> None:
    tags = [client_of(account).get("/api/v1/board")["ETag"] for account in ACCOUNTS]
    tags.append(client.get("/api/v1/board")["ETag"])
    assert len(set(tags)) == len(tags)


def test_a_new_publication_makes_every_copy_old(client: Client) -> None:
    from daylight.apps.reporting.models import Publication

    first = client.get("/api/v1/board?level=city")
    Publication.objects.update(root_hash="1" * 64)
    again = client.get("/api/v1/board?level=city", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again.json()["publication"]["root_hash"] == "1" * 64


def test_an_answer_that_is_a_problem_is_not_kept(client: Client) -> None:
    for address in ("/targets/no-such", "/board?limit=0"):
        assert "ETag" not in client.get(f"/api/v1{address}")


# ---------------------------------------------------------------- edges


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/board", "/targets", "/organisations/210300"])
def test_a_method_that_is_not_served_is_a_problem_too(client: Client, method: str, address: str) -> None:
    response = getattr(client, method)(f"/api/v1{address}")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET, HEAD"
    assert response.json()["type"] == "urn:daylight:api.method"


@pytest.mark.parametrize("address", ["/board", "/openapi.json"])
def test_the_head_of_an_answer_may_be_asked_for(client: Client, address: str) -> None:
    head, whole = client.head(f"/api/v1{address}"), client.get(f"/api/v1{address}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.get("ETag") == whole.get("ETag")


@pytest.mark.parametrize("address", ["/nowhere", "/", "", "/board/", "/targets/no-such", "/clauses/c99"])
def test_every_wrong_address_is_told_in_the_same_shape(client: Client, address: str) -> None:
    response = client.get(f"/api/v1{address}", follow=True)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert set(response.json()) == {"type", "title", "title_en", "status", "faults"}


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "offset=-1", "offset=99999999999", "status=splendid", "level=village",
              "org=21", "county=2103021", "target=No_Such", "target=%00", "org=210302%0A"],
)  # fmt: skip
def test_a_parameter_that_is_not_allowed_is_named(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/board?{query}")
    assert response.status_code == 422
    assert [fault["where"] for fault in response.json()["faults"]] == [query.split("=")[0]]


def test_beyond_the_end_the_page_is_empty_and_there_is_no_next(client: Client) -> None:
    page = got(client, "/board?offset=9999999")
    assert (page["items"], page["next_offset"]) == ([], None)
    assert page["total"] > 0


@pytest.mark.parametrize(
    ("address", "most"),
    [("/publication", 4), ("/areas", 10), ("/targets", 3), ("/clauses", 3), ("/packs", 3), ("/organisations", 3)],
)
def test_an_answer_takes_few_queries(
    client: Client, django_assert_max_num_queries: Any, address: str, most: int
) -> None:
    client.get(f"/api/v1{address}")
    with django_assert_max_num_queries(most):
        assert client.get(f"/api/v1{address}").status_code == 200
