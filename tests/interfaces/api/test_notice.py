"""Packs, targets and clauses over HTTP: public, in both languages, in pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from daylight.apps.rulebook import selectors as rulebook
from daylight.policy.schema import Pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack() -> Pack:
    return rulebook.pack()


def got(client: Client, address: str) -> Any:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 200, response.content
    return response.json()


def test_the_citys_own_pack_is_listed_first_with_its_digest(client: Client) -> None:
    first = got(client, "/packs")[0]
    assert first["id"] == "anshan-2017-066"
    assert first["number"] == "鞍教发〔2017〕66号"
    assert len(first["digest"]) == 64
    assert set(first["title"]) == {"zh", "en"}


def test_targets_come_in_the_packs_order_and_in_pages_that_join_without_gap(client: Client, pack: Pack) -> None:
    told: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = got(client, f"/targets?limit=7&offset={offset}")
        assert page["total"] == len(pack.targets)
        told += [item["id"] for item in page["items"]]
        offset = page["next_offset"]
    assert told == [target.id for target in pack.targets]


def test_targets_may_be_asked_for_by_area(client: Client, pack: Pack) -> None:
    by_area = {area.id: got(client, f"/targets?limit=200&area={area.id}")["items"] for area in pack.head.areas}
    assert all(item["area"] == area for area, items in by_area.items() for item in items)
    assert sum(len(items) for items in by_area.values()) == len(pack.targets)


def test_a_target_tells_its_measure_and_its_dated_thresholds(client: Client, pack: Pack) -> None:
    target = pack.targets[0]
    told = got(client, f"/targets/{target.id}")
    assert told["title"] == {"zh": target.zh, "en": target.en}
    assert told["definition"] == {"zh": target.definition_zh, "en": target.definition_en}
    assert told["measure"]["name"] == target.measure.name
    points = [(point["due"], point["value"]) for series in told["series"] for point in series["points"]]
    assert points == [(p.due.isoformat(), p.value) for series in target.series for p in series.points]


def test_a_target_tells_how_open_wording_is_read(client: Client, pack: Pack) -> None:
    target = next(target for target in pack.targets if target.readings)
    wordings = {reading.zh for reading in pack.readings if reading.id in target.readings}
    assert {reading["zh"] for reading in got(client, f"/targets/{target.id}")["readings"]} == wordings


def test_every_clause_is_told_with_what_follows_from_it(client: Client, pack: Pack) -> None:
    target = pack.targets[0]
    told = got(client, f"/clauses/{target.clause}")
    assert target.id in {item["id"] for item in told["targets"]}
    assert {item["id"] for item in told["duties"]} == {duty.id for duty in pack.duties if duty.clause == target.clause}
    assert set(told["text"]) == {"zh", "en"}


def test_clauses_may_be_asked_for_by_area_which_they_inherit(client: Client, pack: Pack) -> None:
    area = pack.head.areas[2].id
    told = got(client, f"/clauses?limit=200&area={area}")
    assert told["total"] >= 2
    assert {item["area"] for item in told["items"]} == {area}


MISSING = ("/targets/no-such", "/clauses/no-such", "/targets?pack=no-such", "/nowhere", "/x/y")


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_a_problem_and_not_a_page(client: Client, address: str) -> None:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "offset=-1", "area=铁东", "limit=many"])
def test_a_parameter_out_of_bounds_is_named(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/targets?{query}")
    assert response.status_code == 422
    assert response.json()["faults"][0]["where"] == query.split("=")[0]


def test_nothing_can_be_written(client: Client) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/api/v1/targets").status_code == 405


def test_a_reader_who_has_the_targets_is_not_sent_them_again(client: Client) -> None:
    first = client.get("/api/v1/targets")
    again = client.get("/api/v1/targets", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v1/targets?limit=3", headers={"If-None-Match": first["ETag"]}).status_code == 200
