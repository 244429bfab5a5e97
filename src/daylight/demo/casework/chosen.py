"""Schools that the city chose (遴选): standard-reaching and pilot schools, charters, and pairs of town and country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np

from daylight.demo.casework.batch import APPROVED, FILED, LEVELS, RETURNED, Batch
from daylight.demo.casework.desk import Desk, between, drawn_between, workdays
from daylight.demo.columns import NONE
from daylight.demo.schools import SEAT
from daylight.demo.staff import SUBJECT_CODES, TEACHER
from daylight.demo.streams import Array

_CITY = LEVELS.index("city")


def batches(desk: Desk) -> Iterator[Batch]:
    """Yield the records of schools chosen, and of pairs."""
    for kind, rule in desk.numbers["selected"].items():
        yield from _selected(desk, kind, rule)
    yield from _pairs(desk)


def _order(desk: Desk, rng: np.random.Generator, rows: Array) -> Array:
    """Return schools with the more diligent ones before, by and large."""
    return rows[np.argsort(desk.laxity(rows) * 0.5 + rng.random(len(rows)), kind="stable")]


def _selected(desk: Desk, kind: str, rule: Mapping[str, Any]) -> Iterator[Batch]:
    rng = desk.rng("selected", kind)
    left = _order(desk, rng, desk.with_stage(rule.get("stage")))
    for wave in rule["waves"]:
        own = _of_county(desk, left, wave.get("county"))[: _count(desk, wave["count"], "county" in wave)]
        left = left[~np.isin(left, own)]
        yield _wave(desk, rng, kind, rule["parts"], own, wave["dates"], APPROVED)
    if rule["returned"]:
        own = _of_county(desk, left, rule.get("returned_county"))[: desk.count(rule["returned"])]
        yield _wave(desk, rng, kind, rule["parts"], own, rule["waves"][0]["dates"], RETURNED)


def _count(desk: Desk, number: int, fixed: bool) -> int:
    """Return how many are chosen; where the notice names the counties, as many in a small city."""
    return number if fixed else desk.count(number)


def _of_county(desk: Desk, rows: Array, code: str | None) -> Array:
    return rows if code is None else rows[desk.schools.county[rows] == desk.county_place(code)]


def _wave(
    desk: Desk, rng: np.random.Generator, kind: str, parts: list[str], own: Array, dates: list[date], status: int
) -> Batch:
    approved = between(rng, dates, len(own))
    filed = workdays(approved - rng.integers(12, 30, len(own)))
    there = np.ones(len(own), bool)
    return Batch(
        kind, desk.schools.ids[own], desk.schools.county[own], np.full(len(own), status), np.full(len(own), _CITY),
        filed_on=filed, approved_on=approved if status == APPROVED else None, parts=dict.fromkeys(parts, there),
    )  # fmt: skip


def _pairs(desk: Desk) -> Iterator[Batch]:
    """Yield school pairs, and what came of them: teacher pairs, model lessons, lists of pupils (手拉手)."""
    rule, rng, schools = desk.numbers["pairing"], desk.rng("pairs"), desk.schools
    city, rural = (np.isin(schools.county, [desk.county_place(code) for code in rule[side]])
                   for side in ("city", "rural"))  # fmt: skip
    own = rng.permutation(np.flatnonzero(city))[: desk.count(rule["schools"])]
    away = np.flatnonzero(rural & (schools.place != SEAT))
    away = away if len(away) else np.flatnonzero(rural)
    partner = rng.permutation(np.resize(rng.permutation(away), len(own)))
    agreed = np.sort(between(rng, rule["dates"], len(own)))
    yield _pair_batch(desk, "school-pairing", own, partner, agreed, ["agreement"])
    yield from _after(desk, rng, own, partner, agreed)


def _pair_batch(
    desk: Desk, kind: str, own: Array, partner: Array, days: Array, parts: list[str], **more: Any
) -> Batch:
    schools, size = desk.schools, len(own)
    return Batch(
        kind, schools.ids[own], schools.county[own], np.full(size, FILED), np.zeros(size, np.int64), happened_on=days,
        filed_on=workdays(days + 2), partner_org_id=schools.ids[partner],
        parts=dict.fromkeys(parts, np.ones(size, bool)), **more,
    )  # fmt: skip


def _after(desk: Desk, rng: np.random.Generator, own: Array, partner: Array, agreed: Array) -> Iterator[Batch]:
    rule, last = desk.numbers["pairing"], rule_end(desk)
    for kind, number, parts in (
        ("teacher-pairing", rule["teachers"], ["agreement"]),
        ("model-lesson", rule["lessons"], ["lesson-plan", "video"]),
    ):  # fmt: skip
        teacher, pair = _teachers(desk, rng, own, desk.count(number))
        days = _days_after(rng, agreed[pair], last)
        posts = desk.staff.posts
        yield _pair_batch(
            desk, kind, own[pair], partner[pair], days, parts, staff_id=1 + posts.staff[teacher],
            subjects=SUBJECT_CODES, subject=posts.subject[teacher],
        )  # fmt: skip
    lists = rng.permutation(len(own))[: desk.count(rule["lists"])]
    pupils = drawn_between(rng, rule["pupils"], len(lists)).astype(float)
    days = _days_after(rng, agreed[lists], last)
    yield _pair_batch(desk, "pupil-pairing", own[lists], partner[lists], days, ["list"], quantity=pupils)


def rule_end(desk: Desk) -> date:
    """Return the last day on which pairs did something."""
    last: date = desk.numbers["pairing"]["dates"][1]
    return last


def _days_after(rng: np.random.Generator, agreed: Array, last: date) -> Array:
    """Return working days after an agreement, up to the last."""
    end = between(rng, (last, last), 1)[0]
    days = agreed + (rng.random(len(agreed)) * (end - agreed - 3)).clip(0).astype(np.int64)
    found: Array = np.minimum(workdays(days), end)
    return found


def _teachers(desk: Desk, rng: np.random.Generator, own: Array, count: int) -> tuple[Array, Array]:
    """Draw teachers of the paired schools, each once: their posts, and the pair each belongs to."""
    posts = desk.staff.posts
    running = np.flatnonzero((posts.end == NONE) & (posts.post == TEACHER) & np.isin(posts.school, own))
    drawn = rng.permutation(running)[:count]
    order = np.argsort(own, kind="stable")
    return drawn, order[np.searchsorted(own[order], posts.school[drawn])]
