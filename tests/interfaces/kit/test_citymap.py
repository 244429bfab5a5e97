"""The map of the city: real borders, a link for each county, an inset for the four districts."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.utils import translation

from daylight.apps.reporting.types import MapShare, OrgRef, StatusCounts
from daylight.interfaces.kit import citymap, palette, places

NAMES = {
    "210302": "铁东区", "210303": "铁西区", "210304": "立山区", "210311": "千山区", "210321": "台安县",
    "210323": "岫岩满族自治县", "210381": "海城市",
}  # fmt: skip
DISTRICTS = ("210302", "210303", "210304", "210311")


@pytest.fixture(autouse=True)
def chinese() -> object:
    with translation.override("zh-hans"):
        yield


def share(code: str, met: int, missed: int = 0) -> MapShare:
    return MapShare(OrgRef(code, NAMES[code], "county", code), StatusCounts(met=met, missed=missed))


def drawn(*shares: MapShare, here: str | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(citymap.city_map(shares, lambda code: f"/counties/{code}/", here))


def all_counties() -> list[MapShare]:
    return [share(code, n, 6 - n) for n, code in enumerate(NAMES)]


def test_every_county_is_a_link_with_its_name_and_share() -> None:
    links = [link for link in drawn(*all_counties()).findall("a") if "aria-label" in link.attrib]
    assert sorted(link.attrib["href"] for link in links) == [f"/counties/{code}/" for code in sorted(NAMES)]
    told = {link.attrib["aria-label"] for link in links}
    assert "铁东区：在轨与达成 0%" in told
    assert "海城市：在轨与达成 100%" in told


def test_the_districts_are_named_in_the_inset_and_skipped_on_the_whole_map() -> None:
    skipped = [link for link in drawn(*all_counties()).findall("a") if link.attrib.get("aria-hidden")]
    assert sorted(link.attrib["href"][10:16] for link in skipped) == sorted(DISTRICTS)
    assert {link.attrib["tabindex"] for link in skipped} == {"-1"}


def test_the_colour_is_the_step_of_the_share() -> None:
    told = drawn(share("210381", 1, 1), share("210321", 4))
    steps = {link.attrib["href"][10:16]: link.find("path").attrib["class"] for link in told.findall("a")}  # type: ignore[union-attr]
    assert steps == {"210381": f"step-{palette.step_of(0.5)}", "210321": "step-5"}


def test_a_county_outside_the_scope_is_drawn_without_colour_and_link() -> None:
    told = drawn(share("210381", 1))
    assert len(told.findall("a")) == 1
    assert len([path for path in told.findall("path") if path.attrib["class"] == "step-none"]) == 6 + 4


def test_a_county_of_which_nothing_is_judged_has_a_dash() -> None:
    assert "海城市：在轨与达成 —" in drawn(share("210381", 0)).findall("a")[0].attrib["aria-label"]


def test_the_county_at_hand_is_marked() -> None:
    told = drawn(*all_counties(), here="210321")
    assert [group.attrib["class"] for group in told.iter("g")] == ["here"]


def test_a_city_without_borders_has_no_map() -> None:
    assert citymap.city_map([MapShare(OrgRef("110101", "东城区", "county"), StatusCounts(met=1))], str) == ""
    assert citymap.city_map([], str) == ""


def test_the_whole_map_keeps_the_proportions_of_the_ground() -> None:
    sheet = citymap.sheet("210300")
    shapes = [feature["geometry"] for feature in places.atlas()["210300"]["features"]]
    _left, _top, width, height = citymap.frame_of(shapes)
    assert sheet.height == pytest.approx((citymap.MAIN - 2) * height / width + 2)


def test_the_inset_enlarges_and_does_not_leave_its_frame() -> None:
    sheet = citymap.sheet("210300")
    assert {outline.code for outline in sheet.inset} == set(DISTRICTS)
    x, y, width, height = citymap.INSET
    for outline in sheet.inset:
        assert x < outline.x < x + width
        assert y < outline.y < y + height
    assert sheet.lens[2] < width / 1.5


def test_the_inset_covers_no_county() -> None:
    sheet = citymap.sheet("210300")
    x, y, width, height = citymap.INSET
    corners = [
        tuple(map(float, pair.split()))
        for outline in sheet.main
        for pair in outline.border.replace("M", "").replace("Z", "L").split("L")
        if pair
    ]
    assert [corner for corner in corners if x < corner[0] < x + width and y < corner[1] < y + height] == []


def test_a_name_stands_inside_its_county() -> None:
    from shapely import Point, Polygon

    for outline in citymap.sheet("210300").main:
        ring = [tuple(map(float, pair.split())) for pair in outline.border.strip("MZ").split("L")]
        assert Polygon(ring).contains(Point(outline.x, outline.y))


def test_the_map_speaks_english() -> None:
    with translation.override("en"):
        told = drawn(share("210381", 1))
    assert told.findall("a")[0].attrib["aria-label"] == "Haicheng City: 100% met or on track"
