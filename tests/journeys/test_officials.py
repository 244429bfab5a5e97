"""Those who are signed in: the city down to the rows, a head at the day's work, a county that stays in its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import sign_in

Visit = Callable[..., Any]
#: Classes of 66 and more: the target on which the notice is hardest, computed from single classes.
TARGET = "/targets/classes-66-gone/"


def test_a_city_official_goes_from_the_board_to_the_rows_behind_a_number(visit: Visit) -> None:
    page = visit("/", account="city")
    assert re.match(r"\d+ 项目标", page.get_by_role("heading", level=1).inner_text())
    page.locator("table.heat a.cell[href='/board/reform/210300/']").click()
    page.locator(f"main a[href^='{TARGET}']").first.click()
    page.wait_for_url(f"**{TARGET}*")

    counties = page.locator("table.rows", has=page.locator("a[href='?org=210381']"))
    counties.locator("a[href='?org=210381']").click()
    page.wait_for_url("**org=210381")
    assert "海城" in page.locator(".lead").inner_text()

    school = page.locator("#list tbody th a").first
    name = school.inner_text()
    school.click()
    page.wait_for_url(re.compile(r"org=\d{10}"))
    assert name in page.locator(".lead").inner_text()

    page.locator(".chain a", has_text="看构成这个数的每一行").click()
    page.wait_for_url("**/rows/**")
    assert page.locator("table.rows tbody tr").count() >= 1
    page.get_by_text("看语句").click()
    assert "SELECT" in page.locator("pre").inner_text().upper()


def test_a_city_official_follows_a_target_to_its_clause_and_its_duties(visit: Visit) -> None:
    page = visit(TARGET, account="city")
    page.locator(".chain a").first.click()
    page.wait_for_url("**/clauses/c2-3-2/")
    assert page.locator("main").get_by_text("消除大班额年度计划").first.is_visible()


def test_a_head_sees_what_is_owed_today_and_files_one_thing(visit: Visit) -> None:
    page = visit("/today/", account="head")
    filing = page.locator("main a", has_text="填报").first
    duty = filing.locator("xpath=ancestor::li").locator("a").first.inner_text()
    filing.click()
    page.wait_for_url("**/today/*/")
    assert duty in page.locator(".lead").inner_text()
    topic = page.locator("select[name='topic']")
    if topic.count():
        topic.select_option(index=1)
    page.get_by_role("button", name="报送").click()
    page.wait_for_url("**/records/*/")
    assert page.get_by_role("status").filter(has_text="已报送").is_visible()
    record = page.url

    page.goto("/today/")
    assert page.get_by_role("heading", level=1).is_visible()
    page.get_by_role("button", name="退出").click()
    sign_in(page, "city")
    page.goto(record)
    assert page.get_by_role("heading", level=1).is_visible(), "the city sees what was filed"


def test_a_head_who_files_what_cannot_be_is_told_in_place(visit: Visit, watch: Any) -> None:
    watch.expected.add(422)
    page = visit("/today/", account="head")
    page.locator("main a", has_text="填报").first.click()
    page.locator("input[name='happened_on']").fill("")
    page.get_by_role("button", name="报送").click()
    assert page.locator("main .say-missed, main .errors").first.is_visible()
    assert "/records/" not in page.url


def test_a_county_official_cannot_open_another_county(visit: Visit, watch: Any) -> None:
    watch.expected.add(404)
    page = visit("/", account="county-210302")
    assert page.goto("/counties/210302/").status == 200
    missing = page.goto("/counties/999999/")
    assert missing.status == 404
    words = page.locator("main").inner_text()
    for address in ("/counties/210381/", "/board/reform/210381/", f"{TARGET}?org=210381", f"{TARGET}rows/?org=210381"):
        assert page.goto(address).status == 404, address
        assert page.locator("main").inner_text() == words, "as a page that does not exist"
    assert page.locator("main a[href*='210381']").count() == 0


def test_a_county_official_cannot_open_a_school_of_another_county(visit: Visit, watch: Any) -> None:
    watch.expected.add(404)
    page = visit("/open/schools/?county=210381", account="county-210302")
    code = re.search(r"\d{10}", page.locator("table.rows tbody th a").first.get_attribute("href") or "")
    assert code
    assert page.goto(f"/open/schools/{code[0]}/").status == 200, "the public part stays public"
    assert page.goto(f"/schools/{code[0]}/").status == 404


@pytest.mark.parametrize("address", ["/", "/today/", "/schools/", f"{TARGET}rows/", "/records/1/"])
def test_without_signing_in_nothing_of_the_workbench_is_seen(visit: Visit, address: str) -> None:
    page = visit(address)
    assert page.url.endswith("/open/") or "/sign-in/?next=" in page.url


def test_somebody_with_the_wrong_password_is_told_and_comes_in_with_the_right_one(visit: Visit, watch: Any) -> None:
    watch.expected.add(422)
    page = visit("/targets/classes-66-gone/")
    page.get_by_label("账号").fill("expert")
    page.get_by_label("密码").fill("not it")
    page.get_by_role("button", name="登录").click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_label("密码").fill("sunshine-expert")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{TARGET}")


def test_who_signs_out_is_out(visit: Visit) -> None:
    page = visit("/", account="teacher")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/open/")
    page.goto("/today/")
    assert "/sign-in/" in page.url
