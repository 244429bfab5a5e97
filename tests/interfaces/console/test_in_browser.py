"""The pages in a real browser: they fit a phone, obey the policy, and axe finds nothing serious."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.interfaces.console import handmade
from tests.interfaces.console.pages_served import served

pytestmark = pytest.mark.journey
NAMES = sorted(handmade.pages())
DESK, PHONE = (1280, 900), (390, 844)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
TOO_WIDE = """() => [...document.querySelectorAll('main *, header *')]
  .filter(e => !e.closest("svg, .leaflet-container, thead") && e.getBoundingClientRect().right > innerWidth + 1)
  .filter(e => getComputedStyle(e).position !== 'absolute').map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as told:
        yield told


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    named = os.environ.get("DAYLIGHT_CHROMIUM") or next((p for p in map(shutil.which, CHROMIUM) if p), None)
    if named is None:
        pytest.skip("there is no Chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=named, args=["--no-sandbox"])
        yield started
        started.close()


class Tab:
    """A tab that remembers what went wrong."""

    def __init__(self, browser: Any, size: tuple[int, int], **more: Any) -> None:
        seen = {"viewport": {"width": size[0], "height": size[1]}, "locale": "zh-CN", **more}
        self.context = browser.new_context(**seen)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("requestfailed", lambda asked: self.wrong.append(asked.url))

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def serious(self) -> list[str]:
        """What axe finds, from serious on."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {node['html'][:90]}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_obeys_the_policy_and_can_be_read_by_everybody(
    browser: Any, address: str, name: str, size: tuple[int, int]
) -> None:
    with Tab(browser, size) as tab:
        tab.page.goto(f"{address}/by-hand/{name}/", wait_until="networkidle")
        assert tab.wrong == []
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert tab.page.evaluate(TOO_WIDE) == []
        assert tab.serious() == []


@pytest.mark.parametrize("name", ["board", "target", "school", "today"])
def test_in_the_dark_a_page_can_be_read_as_well(browser: Any, address: str, name: str) -> None:
    with Tab(browser, DESK, color_scheme="dark") as tab:
        tab.page.goto(f"{address}/by-hand/{name}/", wait_until="networkidle")
        assert tab.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 22, 18)"
        assert tab.serious() == []


def test_control_k_goes_to_the_search_box(browser: Any, address: str) -> None:
    with Tab(browser, DESK) as tab:
        tab.page.goto(f"{address}/by-hand/board/")
        tab.page.keyboard.press("Control+k")
        assert tab.page.evaluate("document.activeElement.id") == "find"


def test_the_first_tab_leads_to_the_content_and_focus_is_seen(browser: Any, address: str) -> None:
    with Tab(browser, DESK) as tab:
        tab.page.goto(f"{address}/by-hand/board/")
        tab.page.keyboard.press("Tab")
        assert tab.page.evaluate("document.activeElement.className") == "skip"
        assert tab.page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        tab.page.keyboard.press("Enter")
        assert tab.page.evaluate("document.activeElement.id") == "content"


def test_every_county_of_the_map_can_be_reached_by_keyboard(browser: Any, address: str) -> None:
    with Tab(browser, DESK) as tab:
        tab.page.goto(f"{address}/by-hand/board/")
        links = tab.page.locator("svg.map a[aria-label]")
        assert links.count() == 7
        for place in range(7):
            links.nth(place).focus()
            assert tab.page.evaluate("document.activeElement.getAttribute('href')").startswith("/counties/")


def test_the_map_of_schools_is_drawn_without_another_host(browser: Any, address: str) -> None:
    with Tab(browser, DESK) as tab:
        asked: list[str] = []
        tab.page.on("request", lambda request: asked.append(request.url))
        tab.page.goto(f"{address}/by-hand/county/", wait_until="networkidle")
        assert tab.page.locator(".schools-map path.school").count() == 7
        assert tab.page.locator(".schools-map path.county").count() == 1
        assert {url.split("/")[2] for url in asked} == {address.split("/")[2]}


def test_losing_the_network_is_told(browser: Any, address: str) -> None:
    with Tab(browser, DESK) as tab:
        tab.page.goto(f"{address}/by-hand/board/")
        assert not tab.page.locator("[data-offline]").is_visible()
        tab.context.set_offline(True)
        tab.page.locator("[data-offline]").wait_for(state="visible")
        tab.context.set_offline(False)
        tab.page.locator("[data-offline]").wait_for(state="hidden")


def test_on_a_phone_the_heat_map_is_a_list_by_area(browser: Any, address: str) -> None:
    with Tab(browser, PHONE) as tab:
        tab.page.goto(f"{address}/by-hand/board/")
        cell = tab.page.locator(".heat a.cell").first
        assert cell.evaluate("e => getComputedStyle(e, '::before').content") == '"鞍山市"'
        box = cell.bounding_box()
        assert box["height"] >= 40


def test_on_a_phone_a_tables_cells_carry_their_heads(browser: Any, address: str) -> None:
    with Tab(browser, PHONE) as tab:
        tab.page.goto(f"{address}/by-hand/schools/")
        cell = tab.page.locator(".rows td").first
        assert cell.evaluate("e => getComputedStyle(e, '::before').content") == '"县（市）区"'


def test_on_paper_there_is_no_navigation_and_the_ground_is_white(browser: Any, address: str) -> None:
    with Tab(browser, DESK, color_scheme="dark") as tab:
        tab.page.goto(f"{address}/by-hand/school/")
        tab.page.emulate_media(media="print")
        assert not tab.page.locator("header.top").is_visible()
        assert tab.page.locator(".multiples svg").first.is_visible()
        assert tab.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_without_scripts_everything_can_be_read(browser: Any, address: str) -> None:
    with Tab(browser, DESK, java_script_enabled=False) as tab:
        tab.page.goto(f"{address}/by-hand/target/")
        assert tab.page.locator("a[rel=next]").get_attribute("href") == "?page=3"
        tab.page.goto(f"{address}/by-hand/county/")
        assert "学校都在下方的表里" in tab.page.locator(".schools-map").inner_text()
