"""A parent looks for a school: by name, in the county, by tapping where the family lives."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .conftest import PHONE

Visit = Callable[..., Any]


def test_a_parent_finds_a_school_by_two_characters_of_its_name_and_reads_how_it_stands(visit: Visit) -> None:
    page = visit("/open/schools/", size=PHONE)
    name = page.locator("table.rows tbody th a").first.inner_text()
    page.get_by_label("校名，写一部分就行").fill(name[:2])
    page.get_by_role("button", name="查找").click()
    assert re.search(r"找到 \d+ 所学校", page.get_by_role("heading", level=1).inner_text())
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_url(re.compile(r"/open/schools/\d+/$"))
    assert page.get_by_role("heading", level=1).inner_text() == name
    told = page.locator(".lead").inner_text()
    assert re.search(r"提了 \d+ 项可以量的要求，\d+ 项做到了或按计划在做", told)


def test_a_parent_whose_word_finds_nothing_is_told_what_to_try(visit: Visit) -> None:
    page = visit("/open/schools/")
    page.get_by_label("校名，写一部分就行").fill("没有这样的学校")
    page.get_by_label("校名，写一部分就行").press("Enter")
    assert page.get_by_text("只写校名里的两个字").is_visible()


def test_a_parent_taps_the_map_and_gets_the_nearest_schools(visit: Visit) -> None:
    page = visit("/open/schools/", size=PHONE, has_touch=True)
    image = page.locator("form.tap input")
    box = image.bounding_box()
    assert box["width"] <= PHONE["width"] - 30
    image.click(position={"x": 215, "y": 250})
    page.wait_for_url("**/open/schools/?at.x=215&at.y=250")
    assert page.get_by_role("heading", name="离这里最近的学校").is_visible()
    first = page.locator("table.rows tbody tr").first
    assert "岫岩" in first.locator("td[data-label='县（市）区']").inner_text()
    far = [float(text.split()[0]) for text in page.locator("td[data-label='距离']").all_inner_texts()]
    assert far == sorted(far)


def test_a_parent_without_script_finds_the_school_all_the_same(visit: Visit) -> None:
    page = visit("/open/", java_script_enabled=False)
    page.get_by_role("link", name="找一所学校").click()
    page.locator("form.tap input").click(position={"x": 215, "y": 250})
    page.locator("table.rows tbody th a").first.click()
    page.wait_for_url(re.compile(r"/open/schools/\d+/$"))
    assert page.get_by_role("heading", name="哪里还没有做到").is_visible()


def test_a_parent_uses_the_box_at_the_top(visit: Visit) -> None:
    page = visit("/open/")
    page.keyboard.press("Control+k")
    page.keyboard.type("大班额")
    page.keyboard.press("Enter")
    page.wait_for_url("**/open/search/?q=*")
    assert page.locator("main .list a[href*='/open/targets/']").count() >= 1
