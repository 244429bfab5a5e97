"""Places (地方): the boundaries that lie with the pages, and the places' names in English.

The boundaries are data: another city lays another file beside this one.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from daylight.apps.reporting.types import OrgRef
from daylight.interfaces.kit.language import spoken

BOUNDARIES: Final = Path(__file__).parent / "static" / "kit" / "boundaries"


@lru_cache(maxsize=1)
def atlas() -> dict[str, dict[str, Any]]:
    """Return the boundary files by the city's code (行政区划边界)."""
    files = sorted(BOUNDARIES.glob("*.geojson"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


@lru_cache(maxsize=1)
def _english() -> dict[str, tuple[str, str]]:
    named = [told for city in atlas().values() for told in (city["city"], *_properties(city))]
    return {told["adcode"]: (told["name_en"], told["short_en"]) for told in named}


def _properties(city: dict[str, Any]) -> list[dict[str, Any]]:
    return [feature["properties"] for feature in city["features"]]


def city_of(code: str) -> str | None:
    """Return the code of the city whose boundaries hold a county, None where there are none."""
    return next((city for city, told in atlas().items() if code in (p["adcode"] for p in _properties(told))), None)


def name_of(org: OrgRef) -> str:
    """Return an organisation's name in the language of the page; schools keep their own (机构名称)."""
    known = _english().get(org.code)
    return known[0] if known and spoken() == "en" else org.name


def short_name_of(org: OrgRef) -> str:
    """Return an organisation's name as a column head tells it (简称)."""
    known = _english().get(org.code)
    return known[1] if known and spoken() == "en" else org.short


def is_chinese(org: OrgRef) -> bool:
    """Tell whether the name shown is Chinese on an English page, so that it is marked as such."""
    return spoken() == "en" and org.code not in _english()
