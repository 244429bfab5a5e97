"""Names of places in both languages, and the boundaries that lie with the pages."""

from __future__ import annotations

import pytest
from django.utils import translation

from daylight.apps.reporting.types import OrgRef
from daylight.interfaces.kit import places

XIUYAN = OrgRef("210323", "岫岩满族自治县", "county", "210323")
SCHOOL = OrgRef("2103020001", "钢都小学", "school", "210302")
CITY = OrgRef("210300", "鞍山市", "city")


@pytest.mark.parametrize(
    ("language", "org", "name", "short"),
    [
        ("zh-hans", XIUYAN, "岫岩满族自治县", "岫岩"), ("en", XIUYAN, "Xiuyan Manchu Autonomous County", "Xiuyan"),
        ("zh-hans", CITY, "鞍山市", "鞍山市"), ("en", CITY, "Anshan", "Anshan"), ("en", SCHOOL, "钢都小学", "钢都小学"),
    ],
)  # fmt: skip
def test_a_place_has_its_name_in_the_language_of_the_page(language: str, org: OrgRef, name: str, short: str) -> None:
    with translation.override(language):
        assert places.name_of(org) == name
        assert places.short_name_of(org) == short


def test_a_chinese_name_on_an_english_page_is_known_as_such() -> None:
    with translation.override("en"):
        assert places.is_chinese(SCHOOL)
        assert not places.is_chinese(XIUYAN)
    with translation.override("zh-hans"):
        assert not places.is_chinese(SCHOOL)


def test_a_county_leads_to_its_city() -> None:
    assert places.city_of("210323") == "210300"
    assert places.city_of("110101") is None


def test_the_boundaries_hold_seven_counties_with_names_in_both_languages() -> None:
    told = [feature["properties"] for feature in places.atlas()["210300"]["features"]]
    assert len({one["adcode"] for one in told}) == 7
    assert all(one["name"] and one["name_en"] and one["short_en"] for one in told)


def test_the_boundaries_say_where_they_come_from() -> None:
    assert places.atlas()["210300"]["source"]
