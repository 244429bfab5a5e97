"""Tapping on the map: the place that was tapped, in both of its frames, and nothing for nonsense."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.utils import translation

from daylight.apps.reporting.types import MapPoint, OrgRef
from daylight.interfaces.kit import citymap
from daylight.interfaces.portal import tapmap

ANSHAN = "210300"
SVG = "{http://www.w3.org/2000/svg}"
#: 岫岩县城 lies outside the inset, 铁东区 is enlarged in it.
XIUYAN, TIEDONG = (123.28, 40.29), (122.99, 41.11)


def tapped(x: float, y: float) -> tuple[float, float] | None:
    return tapmap.point(QueryDict(f"at.x={x}&at.y={y}"), ANSHAN)


def shown(lon: float, lat: float, *, enlarged: bool = False) -> tuple[float, float]:
    """Return where a place is on the image, in its own pixels."""
    sheet = citymap.sheet(ANSHAN)
    projection = sheet.enlarged if enlarged else sheet.whole
    assert projection is not None
    x, y = projection.drawn(lon, lat)
    return x / tapmap.SCALE, y / tapmap.SCALE


def test_a_tap_on_the_map_is_the_place_that_is_drawn_there() -> None:
    assert tapped(*shown(*XIUYAN)) == pytest.approx(XIUYAN, abs=1e-3)


def test_a_tap_on_the_enlarged_districts_is_the_place_that_is_drawn_there() -> None:
    assert tapped(*shown(*TIEDONG, enlarged=True)) == pytest.approx(TIEDONG, abs=1e-3)


def test_a_step_on_the_enlarged_map_is_a_shorter_way() -> None:
    x, y = shown(*TIEDONG, enlarged=True)
    far_x, far_y = shown(*XIUYAN)
    near, far = tapped(x + 1, y), tapped(far_x + 1, far_y)
    assert near is not None
    assert far is not None
    assert near[0] - TIEDONG[0] < (far[0] - XIUYAN[0]) / 1.5


def test_a_place_may_be_asked_for_in_figures() -> None:
    assert tapmap.point(QueryDict("near=122.99,41.11"), ANSHAN) == (122.99, 41.11)


@pytest.mark.parametrize(
    "asked",
    ["", "near=", "near=122.99", "near=a,b", "near=1,2,3", "near=200,41", "near=nan,nan", "at.x=1", "at.x=a&at.y=2",
     "at.x=nan&at.y=1", "at.x=inf&at.y=1", "at.x=1e300&at.y=1"],
)  # fmt: skip
def test_nonsense_is_no_place(asked: str) -> None:
    assert tapmap.point(QueryDict(asked), ANSHAN) is None


def test_a_city_without_boundaries_has_no_map_but_takes_figures() -> None:
    assert tapmap.size("110000") is None
    assert tapmap.point(QueryDict("at.x=1&at.y=1"), "110000") is None
    assert tapmap.point(QueryDict("near=116.4,39.9"), "110000") == (116.4, 39.9)


def drawn(*schools: MapPoint, name: str = "岫岩满族自治县") -> ElementTree.Element:
    counties = [OrgRef("210323", name, "county", "210323")]
    with translation.override("zh-hans"):
        return ElementTree.fromstring(tapmap.drawing(ANSHAN, counties, schools))


def test_the_image_is_as_big_as_the_page_says() -> None:
    size, image = tapmap.size(ANSHAN), drawn()
    assert size is not None
    assert (image.get("width"), image.get("height")) == (str(size.width), str(size.height))
    assert size.width <= 330, "it must fit a phone of 390 unscaled"


def test_every_school_is_a_dot_where_it_lies() -> None:
    rural = MapPoint(OrgRef("2103230001", "甲", "school", "210323"), *XIUYAN, None)
    urban = MapPoint(OrgRef("2103020001", "乙", "school", "210302"), *TIEDONG, None)
    dots = [(float(d.get("cx", "")), float(d.get("cy", ""))) for d in drawn(rural, urban).iter(f"{SVG}circle")]
    sheet = citymap.sheet(ANSHAN)
    assert sheet.enlarged is not None
    assert dots[0] == pytest.approx(sheet.whole.drawn(*XIUYAN), abs=0.1)
    assert dots[1] == pytest.approx(sheet.enlarged.drawn(*TIEDONG), abs=0.1)


def test_counties_are_named_and_names_cannot_break_out() -> None:
    assert "岫岩" in [text.text for text in drawn().iter(f"{SVG}text")]
    assert "<b>县" in [text.text for text in drawn(name="<b>县县").iter(f"{SVG}text")]


def test_the_image_holds_no_style_that_the_pages_policy_would_refuse() -> None:
    assert not [part for part in drawn().iter() if part.get("style") or part.tag.endswith("style")]
