"""Counts that organisations report (统计上报): how many should, how many did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from daylight.demo.casework.desk import Desk, on
from daylight.demo.columns import coded, day, lake_table, school_years
from daylight.demo.schools import FIRST_COUNTY_ID, JUNIOR, PRIMARY, county_codes
from daylight.demo.staff import pupils_by_school
from daylight.demo.streams import Array

_Rows = tuple[Array, Array, Array, Array, Array]


def tally_table(desk: Desk) -> pa.Table:
    """Return the lake's table of counts (统计表), in the order of day, kind and organisation."""
    kinds = list(desk.numbers["tallies"])
    parts = [_counting(desk, kind, when, place) for kind in kinds for place, when in enumerate(_days(desk, kind))]
    org, county, eligible, covered, when = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    named = np.concatenate([
        np.full(len(part[0]), at) for part, at in zip(parts, _places(desk, kinds), strict=True)
    ])  # fmt: skip
    order = np.lexsort((org, named, when))
    year, term = school_years(when[order])
    return lake_table(
        "tally", tally_id=1 + np.arange(len(order)), kind=coded(kinds, named[order]), org_id=org[order],
        county_code=coded(county_codes(desk.c), county[order]), school_year=year, term=term, counted_on=when[order],
        eligible=eligible[order], covered=covered[order],
    )  # fmt: skip


def _places(desk: Desk, kinds: list[str]) -> Iterator[int]:
    for place, kind in enumerate(kinds):
        yield from [place] * len(_days(desk, kind))


def _days(desk: Desk, kind: str) -> list[date]:
    """Return the days on which a kind is counted."""
    rule, years = desk.numbers["tallies"][kind], desk.c.years
    if rule["per"] == "census":
        days = [date(year, 9, 30) for year in years]
    elif rule["per"] == "term":
        days = [on(year, month_day) for year in years for month_day in ("12-20", "06-20")]
    else:
        days = [on(year, rule["counted"]) for year in years]
    return [when for when in days if when <= desk.c.day]


def _counting(desk: Desk, kind: str, when: date, place: int) -> _Rows:
    rule, rng = desk.numbers["tallies"][kind], desk.rng("tally", kind, when.isoformat())
    if rule["of"] == "county":
        return _children(desk, rule, when)
    own = desk.with_stage(rule.get("stage"))
    eligible = _eligible(desk, rule, rng, own, when)
    own, eligible = own[eligible > 0], eligible[eligible > 0]
    share = _level_share(desk, kind, rule, own, place) if "share" in rule else _short_share(desk, kind, rule, rng, own)
    covered = np.floor(eligible * share + 0.5).astype(np.int64).clip(0, eligible)
    schools = desk.schools
    return schools.ids[own], schools.county[own], eligible, covered, np.full(len(own), day(when))


def _eligible(desk: Desk, rule: Mapping[str, Any], rng: np.random.Generator, own: Array, when: date) -> Array:
    """Return how many should: pupils, pupils entitled, or staff of each school."""
    if rule["of"] == "staff":
        posts = desk.staff.posts
        held = posts.on(when)
        held = held[posts.school[held] >= 0]
        return np.bincount(posts.school[held], minlength=len(desk.schools.county))[own]
    stages = [JUNIOR] if rule.get("stage") == "junior" else [PRIMARY, JUNIOR]
    pupils: Array = np.sum([pupils_by_school(desk.roll, stage, when) for stage in stages], axis=0)[own]
    if rule["of"] == "entitled":
        share = np.asarray(rule["entitled"])[desk.schools.place[own]] * (0.7 + 0.6 * rng.random(len(own)))
        return np.floor(pupils * share).astype(np.int64)
    return pupils


def _short_share(desk: Desk, kind: str, rule: Mapping[str, Any], rng: np.random.Generator, own: Array) -> Array:
    """Return the share covered: all, in most schools; some are often the ones that fall short."""
    habit = desk.rng("tally habit", kind).random(len(desk.schools.county))[own]
    drawn = np.where(rng.random(len(own)) < desk.numbers["general"]["persistent"], habit, rng.random(len(own)))
    low, high = rule["short"]
    return np.where(drawn < rule["partly"] * desk.laxity(own), 1 - low - (high - low) * rng.random(len(own)), 1.0)


def _level_share(desk: Desk, kind: str, rule: Mapping[str, Any], own: Array, place: int) -> Array:
    """Return the share covered where it is a level of its own that rises from year to year."""
    schools = desk.schools
    base = desk.rng("tally base", kind).standard_normal(len(schools.county)).clip(-2, 2)[own]
    noise = desk.rng("tally noise", kind, place).standard_normal(len(schools.county)).clip(-2, 2)[own]
    rise = np.array([rule["rise"].get(county.code, 0.0) for county in desk.c.counties])[schools.county[own]]
    found: Array = rule["share"] + rule["spread"] * (base + 0.25 * noise) + rise * place
    return found.clip(0.05, 0.998)


def _children(desk: Desk, rule: Mapping[str, Any], when: date) -> _Rows:
    """Return each county's children of school age, and those placed (适龄儿童)."""
    counties = np.arange(len(desk.c.counties))
    pupils = np.sum([pupils_by_school(desk.roll, stage, when) for stage in (PRIMARY, JUNIOR)], axis=0)
    covered = np.bincount(desk.schools.county, weights=pupils, minlength=len(counties)).astype(np.int64)
    share = np.array([rule["unplaced"][county.code] for county in desk.c.counties])
    missing = np.ceil(covered * share).astype(np.int64)
    return FIRST_COUNTY_ID + counties, counties, covered + missing, covered, np.full(len(counties), day(when))
