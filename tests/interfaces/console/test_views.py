"""The workbench over the small city: everybody sees their scope, few queries, everything else is a 404."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from daylight.appraisal.contract import Status
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from tests.interfaces.markup import Page, chinese_not_marked, faults_of

pytestmark = pytest.mark.django_db
#: What a page may ask the database for, the session and the reader's own included.
QUERIES = 20
FIXED = (
    "/", "/targets/", "/targets/?status=missed", "/targets/classes-66-gone/", "/targets/classes-66-gone/rows/",
    "/targets/classes-66-gone/rows/?short=1", "/clauses/", "/clauses/c2-3-2/", "/schools/", "/schools/?status=missed",
    "/search/", "/search/?q=2018", "/today/", "/publications/", "/board/reform/210300/", "/board/culture/210300/",
)  # fmt: skip
CITY_ONLY = ("/board/reform/210381/", "/targets/classes-66-gone/?org=210381", "/counties/210381/", "/counties/210302/")


@pytest.fixture
def others_school(published: None, head_viewer: Viewer) -> str:
    """A school that is not the head's."""
    found = selectors.organisations(Viewer.public()).items
    return next(item.org.code for item in found if item.org.code != head_viewer.org_code)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


# ---------------------------------------------------------------- who comes in


@pytest.mark.parametrize("address", [*FIXED[1:], "/records/1/"])
def test_who_is_not_signed_in_is_asked_to_and_comes_back(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/?next=")


def test_who_comes_to_the_front_door_without_signing_in_sees_the_public_board(client: Client) -> None:
    assert client.get("/")["Location"] == "/open/"


def test_before_the_first_board_the_pages_say_so(client_of: Any) -> None:
    for address in ("/", "/clauses/", "/schools/"):
        assert "还没有发布目标板" in text(client_of("city").get(address))


# ---------------------------------------------------------------- what is shown


@pytest.mark.usefixtures("published")
class TestPublished:
    """Once a board is published."""

    @pytest.mark.parametrize("address", [*FIXED, *CITY_ONLY])
    def test_a_page_opens_with_few_queries_and_without_a_fault(
        self, client_of: Any, django_assert_max_num_queries: Any, address: str
    ) -> None:
        client = client_of("city")
        with django_assert_max_num_queries(QUERIES):
            response = client.get(address)
        assert response.status_code == 200
        assert faults_of(response.content.decode()) == []
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.parametrize("address", [*FIXED, *CITY_ONLY])
    def test_an_english_page_has_no_chinese_but_what_is_marked(self, client_of: Any, address: str) -> None:
        client = client_of("city")
        client.cookies["django_language"] = "en"
        assert chinese_not_marked(client.get(address).content.decode()) == []

    @pytest.mark.parametrize("account", ["city", "county-210302", "head", "teacher", "expert"])
    @pytest.mark.parametrize("address", ["/", "/clauses/", "/today/", "/targets/", "/search/?q=1"])
    def test_every_role_has_its_pages(self, client_of: Any, account: str, address: str) -> None:
        assert client_of(account).get(address).status_code == 200

    def test_a_school_has_its_sheet_with_few_queries(
        self, client_of: Any, django_assert_max_num_queries: Any, head_viewer: Viewer
    ) -> None:
        client = client_of("head")
        with django_assert_max_num_queries(QUERIES):
            response = client.get(f"/schools/{head_viewer.org_code}/")
        assert faults_of(response.content.decode()) == []
        told = text(response)
        assert "在本县（市）区的位置" in told
        assert "各班人数" in told

    def test_the_figures_of_the_sentence_are_those_of_the_board(self, client_of: Any, city_viewer: Viewer) -> None:
        page = Page(client_of("city").get("/").content.decode())
        (sentence,) = page.named("h1")
        counts = selectors.board(city_viewer).counts
        assert re.findall(r"\d+", sentence.text) == [str(counts.total), *(str(n) for _, n in counts.good_first())]

    def test_every_link_of_the_board_leads_somewhere(self, client_of: Any) -> None:
        client = client_of("city")
        links = {one.attributes["href"] for one in Page(client.get("/").content.decode()).named("a")}
        inside = sorted({link.partition("#")[0] for link in links if link.startswith("/") and "language" not in link})
        assert len(inside) > 80
        sample = inside[::6]
        assert {link: status for link in sample if (status := client.get(link).status_code) != 200} == {}

    # ------------------------------------------------------------ scope

    @pytest.mark.parametrize(
        "address", ["/counties/210381/", "/board/reform/210381/", "/targets/classes-66-gone/?org=210381"]
    )
    @pytest.mark.parametrize("account", ["county-210302", "head", "teacher"])
    def test_another_county_is_not_there(self, client_of: Any, account: str, address: str) -> None:
        assert client_of(account).get(address).status_code == 404

    def test_another_school_is_not_there_for_a_head(self, client_of: Any, others_school: str) -> None:
        for address in (f"/schools/{others_school}/", f"/targets/classes-66-gone/rows/?org={others_school}"):
            assert client_of("head").get(address).status_code == 404

    def test_the_rows_of_the_city_are_not_a_schools_to_see(self, client_of: Any) -> None:
        assert client_of("head").get("/targets/classes-66-gone/rows/?org=210300").status_code == 404

    def test_a_county_sees_its_own_schools_only(self, client_of: Any) -> None:
        page = Page(client_of("county-210302").get("/schools/").content.decode())
        rows = [one for one in page.named("td") if one.attributes.get("data-label") == "县（市）区"]
        assert {row.text for row in rows} == {"铁东"}

    def test_the_columns_of_a_county_are_the_city_and_itself(self, client_of: Any) -> None:
        page = Page(client_of("county-210302").get("/").content.decode())
        heads = [
            one.text for one in page.named("th") if any("heat" in a.attributes.get("class", "") for a in one.above)
        ]
        assert heads[:3] == ["方面", "全市", "铁东"]

    @pytest.mark.parametrize(
        "address",
        [
            "/targets/none/", "/clauses/none/", "/schools/1/", "/schools/210302/", "/counties/2103020001/",
            "/board/none/210300/", "/board/reform/1/", "/today/none/", "/records/999999999/", "/nowhere/",
        ],
    )  # fmt: skip
    def test_what_is_not_there_is_a_404_that_helps(self, client_of: Any, address: str) -> None:
        response = client_of("city").get(address)
        assert response.status_code == 404
        assert "这里没有这一页" in response.content.decode()
        assert faults_of(response.content.decode()) == []

    @pytest.mark.parametrize("address", ["/", "/targets/classes-66-gone/", "/schools/"])
    def test_pages_that_show_are_only_read(self, client_of: Any, address: str) -> None:
        assert client_of("city").post(address).status_code == 405

    # ------------------------------------------------------------ lists

    def test_a_list_alone_is_a_part_of_the_page(self, client_of: Any) -> None:
        client = client_of("city")
        whole = client.get("/schools/?q=小学").content.decode()
        part = client.get("/schools/?q=小学", headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert part.strip() in whole

    @pytest.mark.parametrize("status", list(Status))
    def test_schools_of_a_status_have_a_target_of_it(self, client_of: Any, city_viewer: Viewer, status: Status) -> None:
        told = text(client_of("city").get(f"/schools/?status={status}"))
        total = selectors.organisations(city_viewer, status=status).total
        assert f"{total} 所学校" in told

    @pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "1" * 30, ""])
    def test_a_page_that_is_not_there_is_the_nearest(self, client_of: Any, page: str) -> None:
        assert client_of("city").get(f"/schools/?page={page}").status_code == 200
        assert client_of("city").get(f"/targets/classes-66-gone/rows/?page={page}").status_code == 200

    def test_a_strange_filter_finds_nothing_and_breaks_nothing(self, client_of: Any) -> None:
        for query in ("county=x", "status=x", "stage=x", "q=%25%27%22", "q=" + "长" * 200):
            assert client_of("city").get(f"/schools/?{query}").status_code == 200
        assert client_of("city").get("/targets/?status=x").status_code == 200

    def test_a_school_is_found_by_its_name(self, client_of: Any, others_school: str, city_viewer: Viewer) -> None:
        name = selectors.organisation(city_viewer, others_school).brief.org.name
        assert f'href="/schools/{others_school}/"' in client_of("city").get("/search/", {"q": name}).content.decode()

    # ------------------------------------------------------------ rows taken along

    def test_the_rows_can_be_taken_along_by_those_who_see_people(self, client_of: Any) -> None:
        response = client_of("city").get("/targets/classes-66-gone/rows/?format=csv")
        assert response["Content-Type"].startswith("text/csv")
        assert 'filename="classes-66-gone-210300-1.csv"' in response["Content-Disposition"]
        lines = response.content.decode("utf-8-sig").splitlines()
        assert len(lines) > 1

    def test_an_expert_may_read_the_rows_and_not_take_them_along(self, client_of: Any) -> None:
        client = client_of("expert")
        assert "format=csv" not in client.get("/targets/classes-66-gone/rows/").content.decode()
        response = client.get("/targets/classes-66-gone/rows/?format=csv")
        assert response.status_code == 403
        assert "您不能做这件事" in response.content.decode()
