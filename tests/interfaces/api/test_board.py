"""The published board over HTTP: everybody their scope, the root hash beside it, small numbers hidden."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from daylight.appraisal.contract import STATUS_TEXT, Status

pytestmark = pytest.mark.django_db


def got(client: Client, address: str) -> Any:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 200, response.content
    return response.json()


def everything(client: Client, query: str = "") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    offset: int | None = 0
    while offset is not None:
        page = got(client, f"/board?limit=200&offset={offset}{query}")
        rows += page["items"]
        offset = page["next_offset"]
    assert len(rows) == page["total"]
    return rows


def test_before_the_first_publication_the_board_is_not_there(client: Client) -> None:
    for address in ("/board", "/publication", "/areas"):
        response = client.get(f"/api/v1{address}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.usefixtures("published")
class TestPublished:
    """Once a board is published."""

    def test_the_publication_names_snapshot_and_pack(self, client: Client) -> None:
        told = got(client, "/publication")
        assert len(told["root_hash"]) == 64
        assert told["pack"] == "anshan-2017-066"
        assert told["as_of"] == "2018-10-15"
        assert told["scope"] == "210300"

    def test_every_page_of_the_board_carries_the_root_hash(self, client: Client) -> None:
        assert got(client, "/board?limit=1")["publication"] == got(client, "/publication")

    def test_the_pages_of_the_board_join_without_gap_or_repetition(self, client: Client) -> None:
        rows = everything(client, "&level=county")
        keys = [(row["target"], row["org_code"]) for row in rows]
        assert len(keys) == len(set(keys)) > 0
        assert keys == sorted(keys)

    @pytest.mark.parametrize(
        ("query", "name", "value"),
        [
            ("level=city", "level", "city"),
            ("org=210311", "org_code", "210311"),
            ("county=210323", "county_code", "210323"),
        ],
    )
    def test_the_board_may_be_narrowed(self, client: Client, query: str, name: str, value: str) -> None:
        items = got(client, f"/board?{query}")["items"]
        assert items
        assert {item[name] for item in items} == {value}

    def test_the_board_may_be_narrowed_by_status_and_target(self, client: Client) -> None:
        row = got(client, "/board?level=city&limit=1")["items"][0]
        found = got(client, f"/board?level=city&status={row['status']}&target={row['target']}")
        assert found["items"] == [row]

    def test_a_status_is_told_as_word_and_sign_in_both_languages(self, client: Client) -> None:
        row = got(client, "/board?level=city&limit=1")["items"][0]
        text = STATUS_TEXT[Status(row["status"])]
        assert row["status_text"] == {"zh": text.zh, "en": text.en}
        assert len(row["status_sign"]) == 1

    def test_the_public_gets_no_figure_of_a_suppressed_line(self, client: Client) -> None:
        hidden = [row for row in everything(client) if row["suppressed"]]
        assert all(row[name] is None for row in hidden for name in ("value", "numerator", "denominator", "pupils"))

    def test_the_areas_count_every_target_of_the_city_once(self, client: Client) -> None:
        city = [item for item in got(client, "/areas")["items"] if item["level"] == "city"]
        counted = sum(sum(item["counts"].values()) for item in city)
        assert counted == got(client, "/board?level=city&limit=1")["total"]

    def test_a_head_sees_no_other_school(self, client_of: Any) -> None:
        schools = {row["org_code"] for row in everything(client_of("head"), "&level=school")}
        assert len(schools) == 1

    def test_a_county_official_sees_no_school_of_another_county(self, client_of: Any) -> None:
        client = client_of("county-210302")
        assert {row["county_code"] for row in everything(client, "&level=school")} == {"210302"}
        assert got(client, "/board?level=school&county=210311")["total"] == 0

    def test_a_reader_who_has_the_board_is_not_sent_it_again_until_the_scope_changes(
        self, client: Client, client_of: Any
    ) -> None:
        first = client.get("/api/v1/board")
        assert first["Cache-Control"] == "no-cache, public"
        assert client.get("/api/v1/board", headers={"If-None-Match": first["ETag"]}).status_code == 304
        head = client_of("head").get("/api/v1/board", headers={"If-None-Match": first["ETag"]})
        assert head.status_code == 200
        assert "private" in head["Cache-Control"]

    def test_a_page_of_the_board_takes_few_queries(self, client: Client, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(12):
            client.get("/api/v1/board?limit=200")
