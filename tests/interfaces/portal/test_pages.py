"""The public pages: the same for everybody, cheap to read again, quiet about what is hidden."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors as reporting

pytestmark = pytest.mark.django_db
#: What a page may ask the database for, the session and the reader's own included.
QUERIES = 20
NUMERAL = "[一二三四五六七八九十]"
FIXED = ("/open/", "/open/targets/", "/open/clauses/", "/open/schools/", "/open/schools/?near=122.99,41.11",
         "/open/downloads/", "/open/search/?q=2018", "/open/areas/reform/210300/", "/open/areas/reform/210381/",
         "/open/targets/classes-66-gone/", "/open/targets/classes-66-gone/?org=210381", "/open/clauses/c2-3-2/",
         "/open/counties/210381/", "/open/schools/map.svg")  # fmt: skip


def text_of(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, (address, response.status_code)
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def school(published: None) -> str:
    """The code of a school on the board."""
    return reporting.organisations(Viewer.public()).items[0].org.code


def test_before_anything_is_published_the_page_says_so(client: Client) -> None:
    for address in ("/open/", "/open/clauses/", "/open/schools/", "/open/downloads/"):
        assert "还没有发布目标板" in text_of(client, address)


@pytest.mark.usefixtures("published")
class TestPublished:
    """Once a board is published."""

    @pytest.mark.parametrize("address", FIXED)
    def test_a_page_opens_with_few_queries(
        self, client: Client, django_assert_max_num_queries: Any, address: str
    ) -> None:
        client.get(address)
        with django_assert_max_num_queries(QUERIES):
            response = client.get(address)
        assert response.status_code == 200

    def test_a_schools_page_opens_with_few_queries(
        self, client: Client, django_assert_max_num_queries: Any, school: str
    ) -> None:
        client.get(f"/open/schools/{school}/")
        with django_assert_max_num_queries(QUERIES):
            assert client.get(f"/open/schools/{school}/").status_code == 200

    @pytest.mark.parametrize("address", FIXED)
    def test_who_has_a_page_already_is_not_sent_it_again_and_costs_little(
        self, client: Client, django_assert_max_num_queries: Any, address: str
    ) -> None:
        first = client.get(address)
        assert first["Cache-Control"] == "no-cache, public"
        with django_assert_max_num_queries(2):
            again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_a_page_in_another_language_or_for_somebody_signed_in_is_another_page(
        self, client: Client, client_of: Any
    ) -> None:
        first = client.get("/open/")
        held = {"If-None-Match": first["ETag"]}
        english = client.get("/open/", headers={**held, "Accept-Language": "en"})
        assert english.status_code == 200
        assert {"Cookie", "Accept-Language"} <= {word.strip() for word in english["Vary"].split(",")}
        signed_in = client_of("head").get("/open/", headers=held)
        assert signed_in.status_code == 200
        assert "private" in signed_in["Cache-Control"]

    def test_another_publication_is_another_page(self, client: Client) -> None:
        from daylight.apps.reporting.models import Publication

        first = client.get("/open/")
        Publication.objects.update(root_hash="0" * 64)
        again = client.get("/open/", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 200
        assert again["ETag"] != first["ETag"]

    def test_a_notice_attached_later_is_seen_at_once(self, client: Client) -> None:
        first = client.get("/open/clauses/c2-3-2/")
        assert "原文" not in text_of(client, "/open/clauses/c2-3-2/").replace("原文这样理解", "").replace("原文里", "")
        place = Path(settings.DAYLIGHT_HOME) / "notices" / "anshan-2017-066.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text("二、具体措施\n（三）深化改革\n2. 消除大班额。这是试写的一段。\n", encoding="utf-8")
        try:
            again = client.get("/open/clauses/c2-3-2/", headers={"If-None-Match": first["ETag"]})
            assert again.status_code == 200
            assert "这是试写的一段" in again.content.decode()
        finally:
            place.unlink()

    def test_the_board_opens_with_how_many_targets_stand_where(self, client: Client) -> None:
        view = reporting.board(Viewer.public())
        heading = re.search(r"<h1>(.*?)</h1>", client.get("/open/").content.decode(), re.S)
        assert heading
        told = re.sub(r"<[^>]+>|\s", "", heading[1])
        assert told.startswith(f"{view.counts.total}项目标：")
        for status, number in view.counts.items():
            assert (f"{number}项" in told) == bool(number), status

    def test_every_cell_of_the_heat_map_leads_to_a_page(self, client: Client) -> None:
        found = re.findall(r'<a class="cell [\w -]+"[^>]* href="([^"]+)"', client.get("/open/").content.decode())
        view = reporting.board(Viewer.public())
        assert len(found) == sum(cell.status is not None for row in view.rows for cell in row.cells)
        assert {client.get(address).status_code for address in found} == {200}

    def test_every_page_says_as_of_when_and_from_which_snapshot(self, client: Client) -> None:
        frame = reporting.frame(Viewer.public())
        assert frame is not None
        for address in FIXED[:-1]:
            if "search" not in address:
                told = text_of(client, address)
                assert "2018-10-15" in told
                assert frame.short_hash in told

    def test_every_link_of_the_pages_leads_somewhere(self, client: Client, school: str) -> None:
        pages = [*FIXED[:-1], f"/open/schools/{school}/"]
        found = {
            unescape(link).split("#")[0]
            for page in pages for link in re.findall(r'href="(/open/[^"]*|\?[^"]*)"', client.get(page).content.decode())
            if link.startswith("/")
        }  # fmt: skip
        assert len(found) > 60
        broken = [link for link in sorted(found) if client.get(link).status_code != 200]
        assert broken == []

    @pytest.mark.parametrize(
        "address",
        ["/open/areas/no-such/210300/", "/open/areas/reform/999999/", "/open/targets/no/", "/open/clauses/no-such/",
         "/open/schools/210381/", "/open/counties/2103810001/", "/open/counties/210300/", "/open/schools/0/",
         "/open/targets/classes-66-gone/?org=0", "/open/?publication=999", "/open/?publication=x", "/open/nowhere/"],
    )  # fmt: skip
    def test_what_is_not_there_is_not_found(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize(
        "query", ["page=0", "page=99999999", "page=x", "page=²", "status=red", "stage=x", "near=x"]
    )
    def test_nonsense_in_an_address_gives_the_plain_page(self, client: Client, query: str) -> None:
        for address in ("/open/schools/", "/open/targets/classes-66-gone/", "/open/targets/"):
            assert client.get(f"{address}?{query}").status_code == 200

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_the_pages_are_only_for_reading(self, client: Client, method: str) -> None:
        assert getattr(client, method)("/open/").status_code == 405

    def test_an_older_board_stays_readable_and_says_that_it_is_old(self, client: Client) -> None:
        number = reporting.publications(Viewer.public())[0].id
        assert "这是较早的一次发布" in text_of(client, f"/open/?publication={number}")
        assert "这是较早的一次发布" not in text_of(client, "/open/")

    def test_a_hidden_value_is_told_as_too_few_and_its_status_stays(self, client: Client) -> None:
        from daylight.apps.reporting.models import BoardCell

        cell = BoardCell.objects.filter(level="county", value__isnull=False, status="met").first()
        assert cell is not None
        BoardCell.objects.filter(pk=cell.pk).update(hidden=True, value=0.123456, pupils=4)
        told = text_of(client, f"/open/targets/{cell.target_id}/?org={cell.organisation.code}")
        assert "人数过少，不公布" in told
        assert "达成" in told
        assert "12.3" not in told

    def test_a_signed_in_head_sees_here_what_the_public_sees(self, client: Client, client_of: Any) -> None:
        from daylight.apps.reporting.models import BoardCell

        BoardCell.objects.filter(level="school").update(hidden=True)
        head = client_of("head")
        code = reporting.organisations(Viewer.public()).items[0].org.code
        told = text_of(head, f"/open/schools/{code}/")
        assert told.count("人数过少，不公布") == text_of(client, f"/open/schools/{code}/").count("人数过少，不公布") > 5

    def test_a_school_is_found_by_part_of_its_name_by_county_and_by_stage(self, client: Client) -> None:
        one = reporting.organisations(Viewer.public()).items[0]
        name = one.org.name
        assert name in text_of(client, f"/open/schools/?q={name[:2]}")
        other = next(code for code in ("210302", "210381") if code != one.org.county_code)
        assert name not in text_of(client, f"/open/schools/?q={name}&county={other}")
        assert "没有找到" in text_of(client, "/open/schools/?q=没有这样的学校")

    def test_the_school_nearest_to_a_point_comes_first(self, client: Client) -> None:
        placed = [item for item in reporting.organisations(Viewer.public()).items if item.lon is not None]
        for item in placed[:3]:
            near = reporting.organisations(Viewer.public(), near=(item.lon or 0.0, item.lat or 0.0)).items
            assert near[0].distance_km == 0.0
            assert [one.distance_km for one in near] == sorted(one.distance_km or 0.0 for one in near)
            told = text_of(client, f"/open/schools/?near={item.lon},{item.lat}")
            assert "0.0 公里" in told

    def test_a_schools_page_counts_what_is_done_and_what_is_not(self, client: Client, school: str) -> None:
        counts = reporting.organisation(Viewer.public(), school).brief.counts
        told = re.sub(r"\s+", "", text_of(client, f"/open/schools/{school}/"))
        assert f"提了{counts.total}项可以量的要求" in told
        assert f"{counts.met + counts.on_track}项做到了或按计划在做" in told

    def test_the_map_to_tap_on_is_an_image_with_a_dot_for_every_school(self, client: Client) -> None:
        response = client.get("/open/schools/map.svg")
        assert response["Content-Type"] == "image/svg+xml"
        assert response.content.decode().count("<circle") == len(reporting.map_points(Viewer.public())) > 5

    def test_a_search_finds_schools_targets_and_clauses(self, client: Client) -> None:
        assert "/open/clauses/" in client.get("/open/search/?q=大班额").content.decode()
        assert "没有找到" in text_of(client, "/open/search/?q=没有这样的词")
        assert text_of(client, "/open/search/")

    def test_what_was_searched_for_cannot_become_part_of_the_page(self, client: Client) -> None:
        for address in ("/open/search/?q=", "/open/schools/?q="):
            page = client.get(address + "<script>alert(1)</script>").content.decode()
            assert "<script>alert" not in page

    @pytest.mark.parametrize("address", FIXED[:-1])
    def test_an_english_page_says_in_chinese_only_names_and_the_notices_own_words(
        self, client: Client, address: str
    ) -> None:
        page = client.get(address, headers={"Accept-Language": "en"}).content.decode()
        assert '<html lang="en"' in page
        page = re.sub(r'<(\w+)[^>]* lang="zh[\w-]*"[^>]*>.*?</\1>', " ", page, flags=re.S)
        told = unescape(re.sub(r"<[^>]+>", " ", page))
        told = re.sub(rf"{NUMERAL}+(\({NUMERAL}+\))?\d*(·{NUMERAL}+)?|[一-鿿]{{2,4}}〔\d{{4}}〕\d+号", " ", told)
        schools = {item.org.name for item in reporting.organisations(Viewer.public()).items}
        for name in sorted(schools, key=len, reverse=True):
            told = told.replace(name, " ")
        left = set(re.findall(r"[一-鿿]+", told)) - {"中文"}
        assert sorted(left) == []
