"""Reading every page: in two languages, by keyboard, on a phone, on paper, with a screen reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import PHONE
from .pages import PAGES

Visit = Callable[..., Any]
WHO = pytest.mark.parametrize("account", list(PAGES), ids=lambda account: account or "public")
CHINESE = re.compile(r"[一-鿿]")
#: How far a page reaches, and what reaches furthest beyond the right edge.
REACH = """() => {
  const wide = document.documentElement.clientWidth;
  const far = [...document.querySelectorAll('body *')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && box.right > wide + 1 && !one.closest('svg, .vh');
  });
  const scrolls = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - wide;
  return [scrolls, far.slice(0, 3).map(one => one.outerHTML.slice(0, 120))];
}"""


def opened(page: Any, account: str | None) -> Iterator[str]:
    """Open every page of somebody's in turn, and yield its address."""
    for address in PAGES[account]:
        yield go(page, address)


def go(page: Any, address: str) -> str:
    """Open a page; a school or a filing is the first that a list leads to."""
    if "SCHOOL" in address:
        page.goto(address.split("SCHOOL")[0])
        address = page.locator("table.rows tbody th a").first.get_attribute("href")
    elif address == "FILING":
        page.goto("/today/")
        address = page.locator("main a", has_text=re.compile("填报|File")).first.get_attribute("href")
    elif "OWN" in address:
        page.goto("/")
        address = page.locator("main a[href*='org=']").first.get_attribute("href")
        address = f"/schools/{re.search(r'[0-9]{10}', address)[0]}/"
    answer = page.goto(address)
    assert answer.status == 200, address
    return address


@WHO
def test_no_page_has_a_serious_fault_for_those_who_use_a_screen_reader(visit: Visit, account: str | None) -> None:
    # The examiner sets styles of its own while it looks, so the pages' policy is off for it.
    page, faults = visit("/open/", account=account, watched=False, bypass_csp=True), []
    for address in opened(page, account):
        for found in Axe().run(page).response["violations"]:
            if found["impact"] in ("serious", "critical"):
                faults.append((address, found["id"], found["nodes"][0]["html"][:160]))
    assert faults == []


@WHO
def test_no_page_scrolls_sideways_on_a_phone(visit: Visit, account: str | None) -> None:
    page, faults = visit("/open/", account=account, size=PHONE, has_touch=True, is_mobile=True), []
    for address in opened(page, account):
        scrolls, far = page.evaluate(REACH)
        if scrolls > 0:
            faults.append((address, scrolls, far))
    assert faults == []


@WHO
def test_every_page_prints_on_a4_without_what_is_only_for_the_screen(visit: Visit, account: str | None) -> None:
    page, faults = visit("/open/", account=account, size={"width": 703, "height": 1000}), []
    page.emulate_media(media="print", color_scheme="dark")
    for address in opened(page, account):
        scrolls, far = page.evaluate(REACH)
        shown = page.locator(".top:visible, .filters:visible, .pager:visible, .skip:visible").count()
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        if scrolls > 0 or shown or paper != "rgb(255, 255, 255)":
            faults.append((address, scrolls, far, shown, paper))
    assert faults == []


def test_the_board_becomes_a_pdf_of_few_pages(visit: Visit) -> None:
    page = visit("/open/")
    content = page.pdf(format="A4", prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    assert 1 <= pages <= 4


def test_a_reader_switches_to_english_and_back_and_stays_on_the_page(visit: Visit) -> None:
    page = visit("/open/targets/classes-66-gone/?org=210381")
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/open/targets/classes-66-gone/?org=210381")
    assert page.locator("html").get_attribute("lang") == "en"
    assert not CHINESE.search(page.get_by_role("heading", level=1).inner_text())
    page.locator("nav .words a").first.click()
    assert re.match(r"\d+ targets: ", page.get_by_role("heading", level=1).inner_text()), "kept for the next page"
    page.go_back()
    page.get_by_role("link", name="中文").click()
    assert page.get_by_role("heading", level=1).inner_text() == title


def test_a_reader_whose_browser_speaks_english_is_spoken_to_in_english(visit: Visit) -> None:
    page = visit("/open/", locale="en-GB")
    assert re.match(r"\d+ targets: ", page.get_by_role("heading", level=1).inner_text())


@WHO
def test_every_page_is_there_in_english(visit: Visit, account: str | None) -> None:
    page, left = visit("/open/", account=account), {}
    page.goto("/language/en/?next=/open/")
    for address in opened(page, account):
        assert page.locator("html").get_attribute("lang") == "en"
        told = page.evaluate(
            """() => {
              const copy = document.body.cloneNode(true);
              copy.querySelectorAll('[lang^=zh], option, code, script, svg').forEach(one => one.remove());
              return copy.textContent;
            }"""
        )
        words = set(re.findall(r"[一-鿿]{2,}", re.sub(r"[一-鿿]{2,4}〔\d{4}〕\d+号", "", told)))
        if words:
            left[address] = sorted(words)
    assert left == {}


def focused(page: Any) -> str:
    """Return what has the focus, and that it is seen to have it."""
    return str(page.evaluate(
        """() => {
          const one = document.activeElement, style = getComputedStyle(one);
          const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
            || one.closest('svg') || one.classList.contains('skip');
          return (seen ? '' : 'UNSEEN ') + (one.getAttribute('href') || one.name || one.tagName);
        }"""
    ))  # fmt: skip


def test_by_keyboard_alone_a_reader_skips_the_top_and_reaches_a_target(visit: Visit) -> None:
    page = visit("/open/")
    page.keyboard.press("Tab")
    assert focused(page) == "#content"
    page.keyboard.press("Enter")
    passed = []
    while not passed or "/open/areas/" not in passed[-1]:
        page.keyboard.press("Tab")
        passed.append(focused(page))
        assert len(passed) < 40, passed
    page.keyboard.press("Enter")
    page.wait_for_url("**/open/areas/**")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    passed = []
    while not passed or "/open/targets/" not in passed[-1]:
        page.keyboard.press("Tab")
        passed.append(focused(page))
        assert len(passed) < 40, passed
    page.keyboard.press("Enter")
    page.wait_for_url("**/open/targets/**")
    assert [name for name in passed if name.startswith("UNSEEN")] == []


@WHO
def test_by_keyboard_everything_on_a_page_is_reached_and_seen_and_nothing_holds_the_focus(
    visit: Visit, account: str | None
) -> None:
    page = visit("/open/" if account is None else "/", account=account)
    passed: list[str] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        at = focused(page)
        if at == "UNSEEN BODY" or (len(passed) > 20 and at == passed[0]):
            break
        passed.append(at)
    else:
        pytest.fail(f"the focus does not come round: {passed[-5:]}")
    assert [name for name in passed if name.startswith("UNSEEN")] == []
    wanted = "main a:not([tabindex='-1']), main button, main input:not([type=hidden]), main select"
    assert len(passed) >= page.locator(wanted).count()


def test_without_script_the_pages_for_everybody_say_the_same(visit: Visit) -> None:
    plain = visit("/open/", java_script_enabled=False)
    full = visit("/open/")
    for address in ("/open/", "/open/targets/classes-66-gone/", "/open/schools/", "/open/clauses/c2-3-2/"):
        plain.goto(address)
        full.goto(address)
        assert plain.locator("main").inner_text() == full.locator("main").inner_text()
