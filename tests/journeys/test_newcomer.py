"""A newcomer, without account: from what is red on the public board to the sentence of the notice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .conftest import PHONE

Visit = Callable[..., Any]


def test_a_newcomer_at_the_front_door_lands_on_the_public_board(visit: Visit) -> None:
    page = visit("/")
    assert page.url.endswith("/open/")
    heading = page.get_by_role("heading", level=1).inner_text()
    assert re.match(r"\d+ 项目标：", heading)
    assert "未达成" in heading


def test_a_newcomer_follows_a_red_cell_to_the_sentence_of_the_notice(visit: Visit) -> None:
    page = visit("/open/")
    cell = page.locator("a.cell.missed").first
    area = cell.locator("xpath=ancestor::tr/th").inner_text().split()[-1]
    cell.click()
    page.wait_for_url("**/open/areas/**")
    assert area in page.locator("h1").inner_text() or page.get_by_role("table").is_visible()

    row = page.locator("tr", has=page.locator(".badge.missed")).first
    target = row.locator("th a").inner_text()
    row.locator("th a").click()
    page.wait_for_url("**/open/targets/**")
    assert target in page.get_by_role("heading", level=1).inner_text()
    assert "未达成" in page.locator(".lead").inner_text()

    clause = page.locator(".chain a").first
    words = clause.inner_text()
    clause.click()
    page.wait_for_url("**/open/clauses/**")
    assert page.get_by_role("heading", level=1).inner_text() == words
    assert page.get_by_role("heading", name="用我们的话说").is_visible()
    assert page.get_by_role("link", name=target, exact=True).is_visible(), "the way back"


def test_a_newcomer_opens_a_county_from_the_map_and_comes_to_its_schools(visit: Visit) -> None:
    page = visit("/open/")
    page.locator("svg.map a[aria-label^='岫岩']").click()
    page.wait_for_url("**/open/counties/210323/")
    page.get_by_role("link", name="看全部学校").click()
    assert page.get_by_label("县（市）区").input_value() == "210323"
    rows = page.locator("table.rows tbody tr")
    assert rows.count() >= 1
    counties = page.locator("td[data-label='县（市）区']").all_inner_texts()
    assert {text.strip() for text in counties} == {"岫岩满族自治县"}


def test_on_a_phone_the_heat_map_is_a_list_by_area_that_leads_the_same_way(visit: Visit) -> None:
    page = visit("/open/", size=PHONE, has_touch=True)
    cells = page.locator("table.heat a.cell")
    left = {round(cells.nth(place).bounding_box()["x"]) for place in range(4)}
    assert len(left) == 2, "two cells beside each other"
    cells.first.tap()
    page.wait_for_url("**/open/areas/**")


def test_a_newcomer_reads_an_older_board_and_is_told_that_it_is_old(visit: Visit) -> None:
    page = visit("/open/downloads/")
    page.get_by_role("link", name="当时的").first.click()
    assert page.get_by_text("这是较早的一次发布").is_visible()
    assert "2017-12-31" in page.locator(".lead .facts").inner_text()
    page.get_by_role("link", name="看现行的").click()
    assert "2018-10-15" in page.locator(".lead .facts").inner_text()
