"""Staff and their posts over time (教职工): heads, deputies, teachers by subject, support, researchers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa

from daylight.demo.calibration import Calibration
from daylight.demo.columns import NONE, coded, column, day, lake_table
from daylight.demo.names import people_names
from daylight.demo.numbers import identity_numbers
from daylight.demo.roll import Roll
from daylight.demo.schools import CITY_ID, FIRST_COUNTY_ID, JUNIOR, PRIMARY, VILLAGE, Schools, county_codes
from daylight.demo.streams import Array, apportion, stream
from daylight.kernel.codes import SUBJECTS

POSTS: Final = ("head", "deputy", "teacher", "support", "researcher")
HEAD, DEPUTY, TEACHER, SUPPORT, RESEARCHER = range(5)
#: Subjects by place; the last stands for none.
SUBJECT_CODES: Final = (*SUBJECTS, None)
NO_SUBJECT: Final = len(SUBJECT_CODES) - 1
NO_STAGE: Final = 2


@dataclass(slots=True)
class Posts:
    """Posts (岗位), row by row; ``county`` is -1 for the city's own."""

    staff: Array
    org: Array
    school: Array           # row of the school, -1 for offices
    county: Array
    post: Array
    stage: Array
    subject: Array
    above: Array
    backbone: Array
    start: Array
    end: Array

    def on(self, when: date) -> Array:
        """Return the rows valid on a day."""
        return np.flatnonzero((self.start <= day(when)) & ((self.end == NONE) | (self.end > day(when))))


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who held a post (教职工): posts, and for each person county, sex, birthday."""

    posts: Posts
    county: Array
    women: Array
    born: Array


def build_staff(c: Calibration, roll: Roll, scale: float, seed: int) -> Staff:
    """Draw the staff of schools and offices, and their coming and going (生成教职工)."""
    rng = stream(seed, "staff")
    start = _start_of_history(c)
    parts = [_stage_posts(c, roll, stage, rng, start) for stage in (PRIMARY, JUNIOR)]
    parts.append(_leaders(c, roll, rng, start))
    parts.append(_offices(c, scale, rng, start))
    posts = _joined(parts)
    posts.staff = np.arange(len(posts.org))
    for year in c.years[1:]:
        posts = _year(c, posts, stream(seed, "turnover", year), day(date(year, 9, 1)))
    return _persons(c, posts, seed)


def _start_of_history(c: Calibration) -> date:
    return date(c.city["first_year"], 9, 1)


def _joined(parts: list[Posts]) -> Posts:
    return Posts(*(np.concatenate([getattr(part, name) for part in parts]) for name in Posts.__slots__))


def _posts(size: int, **columns: Any) -> Posts:
    """Return posts whose columns are arrays or one value for all."""
    return Posts(**{name: np.full(size, columns[name]) for name in Posts.__slots__})


def pupils_by_school(roll: Roll, stage: int, when: date) -> Array:
    """Return the pupils of each school in a stage on a day (在校生数)."""
    _, room, start, end = roll.seats()
    here = (start <= day(when)) & ((end == NONE) | (end > day(when))) & (roll.classes.stage[room] == stage)
    return np.bincount(roll.classes.school[room[here]], minlength=len(roll.schools.county))


def _stage_posts(c: Calibration, roll: Roll, stage: int, rng: np.random.Generator, start: date) -> Posts:
    """Share the teachers of a stage out over its schools, and over subjects in each (教师定岗)."""
    schools, own = roll.schools, roll.schools.of(stage)
    pupils = pupils_by_school(roll, stage, date(start.year, 9, 30))[own]
    wanted = pupils.sum() / (c.city["primary_pupils"], c.city["junior_pupils"])[stage]
    total = round((c.city["primary_staff"], c.city["junior_staff"])[stage] * wanted)
    total -= round(_leader_count(c, roll, stage).sum())
    teachers = np.maximum(apportion(total, pupils + 60 * (1 + stage)), 4 + 6 * stage)
    school = np.repeat(own, teachers)
    subject = np.concatenate([_subjects(c, stage, int(count), rng) for count in teachers])
    subject = _with_gaps(c, stage, schools, school, subject, rng)
    size, place, county = len(school), schools.place[school], schools.county[school]
    return _posts(
        size, staff=0, org=schools.ids[school], school=school, county=county, post=TEACHER, stage=stage,
        subject=subject, above=_chance(c, rng, "above_standard", stage, place),
        backbone=_chance(c, rng, "backbone", stage, place), start=_began(rng, size, start), end=NONE,
    )  # fmt: skip


def _chance(c: Calibration, rng: np.random.Generator, name: str, stage: int, place: Array) -> Array:
    drawn: Array = rng.random(len(place)) < np.asarray(c.staff[name])[stage][place]
    return drawn


def _began(rng: np.random.Generator, size: int, start: date) -> Array:
    """Return Septembers in which those of the first census began."""
    years = start.year - rng.integers(0, 12, size)
    septembers = (years - 1970) * 12 + 8
    return septembers.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _subjects(c: Calibration, stage: int, count: int, rng: np.random.Generator) -> Array:
    """Return the subjects of a school's teachers: by the shares, the odd ones drawn."""
    shares = c.staff[("primary", "junior")[stage]]
    weights = np.array([shares.get(subject, 0.0) for subject in SUBJECTS])
    exact = weights / weights.sum() * count
    whole = np.floor(exact).astype(np.int64)
    odd = np.argsort(-(exact - whole + rng.random(len(weights)) * 0.3 * (weights > 0)), kind="stable")
    whole[odd[: count - int(whole.sum())]] += 1
    return np.repeat(np.arange(len(weights)), whole)


def _with_gaps(
    c: Calibration, stage: int, schools: Schools, school: Array, subject: Array, rng: np.random.Generator
) -> Array:
    """Let some junior schools have nobody for a subject: its teachers teach Chinese instead (结构性缺编)."""
    if stage == PRIMARY:
        return subject
    codes, found = list(SUBJECTS), subject.copy()
    weakness = np.array([county.weakness for county in c.counties])[schools.county]
    for name, share in sorted(c.staff["gaps"].items()):
        short = rng.random(len(weakness)) < share * weakness * (0.5 + (schools.place == VILLAGE))
        found[short[school] & (subject == codes.index(name))] = codes.index("chinese")
    return found


def _leader_count(c: Calibration, roll: Roll, stage: int) -> Array:
    """Return how many heads and deputies count in a stage; those of nine-year schools count in junior."""
    schools = roll.schools
    both = schools.primary & schools.junior
    here = schools.junior if stage == JUNIOR else schools.primary & ~both
    return np.where(here, 1 + _deputies(c, roll), 0)


def _deputies(c: Calibration, roll: Roll) -> Array:
    when = date(c.city["first_year"], 9, 30)
    pupils = sum(pupils_by_school(roll, stage, when) for stage in (PRIMARY, JUNIOR))
    return np.searchsorted(c.staff["deputies_from"], pupils, side="right")


def _leaders(c: Calibration, roll: Roll, rng: np.random.Generator, start: date) -> Posts:
    """Give each school its head, its deputies and, where it is large, somebody in support (领导与教辅)."""
    schools = roll.schools
    deputies = _deputies(c, roll)
    support = (deputies > 1).astype(np.int64)
    school = np.repeat(np.arange(len(deputies)), 1 + deputies + support)
    rows = zip(deputies.tolist(), support.tolist(), strict=True)
    post = np.array([kind for d, s in rows for kind in [HEAD, *[DEPUTY] * d, *[SUPPORT] * s]])
    stage = np.where(schools.junior, JUNIOR, PRIMARY)[school]
    leads = post != SUPPORT
    return _posts(
        len(school), staff=0, org=schools.ids[school], school=school, county=schools.county[school], post=post,
        stage=np.where(leads, stage, NO_STAGE), subject=NO_SUBJECT, above=leads & (rng.random(len(post)) < 0.97),
        backbone=leads & (rng.random(len(post)) < 0.5), start=_began(rng, len(school), start), end=NONE,
    )  # fmt: skip


def _offices(c: Calibration, scale: float, rng: np.random.Generator, start: date) -> Posts:
    """Give the city's and the counties' offices their researchers (教研员), one subject each."""
    counts = [c.staff["researchers_city"], *[c.staff["researchers_county"]] * len(c.counties)]
    county = np.repeat(np.arange(-1, len(c.counties)), counts)
    order = np.concatenate([np.arange(count) for count in counts])
    taught = [list(SUBJECTS).index(name) for name in c.staff["junior"]] + [list(SUBJECTS).index("science")]
    return _posts(
        len(county), staff=0, org=np.where(county < 0, CITY_ID, FIRST_COUNTY_ID + county), school=-1, county=county,
        post=RESEARCHER, stage=np.where(order % 2, PRIMARY, JUNIOR), subject=np.asarray(taught)[order % len(taught)],
        above=True, backbone=True, start=_began(rng, len(county), start), end=NONE,
    )  # fmt: skip


def _year(c: Calibration, posts: Posts, rng: np.random.Generator, on: int) -> Posts:
    """Let some retire and others come in their place, and some move within the county (人员流动)."""
    drawn = rng.random(len(posts.org))
    running = (posts.end == NONE) & (posts.post != RESEARCHER)
    leaves = running & (drawn < c.staff["turnover"])
    moves = running & (posts.post == TEACHER) & (drawn > 1 - c.staff["move"])
    places = np.flatnonzero(leaves)
    posts.end = np.where(leaves, on, posts.end)
    come = Posts(*(getattr(posts, name)[places] for name in Posts.__slots__))
    come.staff = posts.staff.max() + 1 + np.arange(len(places))
    come.start, come.end = np.full(len(places), on), np.full(len(places), NONE)
    return _swapped(rng, _joined([posts, come]), np.flatnonzero(moves), on)


def _swapped(rng: np.random.Generator, posts: Posts, movers: Array, on: int) -> Posts:
    """Let movers change places with the next mover of their county, stage and subject (交流轮岗)."""
    group = (posts.county[movers] * 3 + posts.stage[movers]) * 100 + posts.subject[movers]
    order = np.lexsort((rng.random(len(movers)), group))
    movers, group = movers[order], group[order]
    pairs = np.flatnonzero((group[:-1] == group[1:]) & (np.arange(len(group) - 1) % 2 == 0))
    one, other = movers[pairs], movers[pairs + 1]
    apart = posts.school[one] != posts.school[other]
    one, other = one[apart], other[apart]
    both, swapped = np.r_[one, other], np.r_[other, one]
    new = Posts(*(getattr(posts, name)[both] for name in Posts.__slots__))
    new.org, new.school = posts.org[swapped], posts.school[swapped]
    new.start, new.end = np.full(len(both), on), np.full(len(both), NONE)
    posts.end[both] = on
    return _joined([posts, new])


def _persons(c: Calibration, posts: Posts, seed: int) -> Staff:
    rng = stream(seed, "persons")
    size = int(posts.staff.max()) + 1
    first = np.full(size, len(posts.org))
    np.minimum.at(first, posts.staff, np.arange(len(posts.org)))
    women = rng.random(size) < np.asarray([*c.staff["women"], 0.5])[posts.stage[first]]
    later = posts.start[first] >= day(date(c.city["first_year"] + 1, 9, 1))
    begun = np.where(later, 22, 23) + (rng.random(size) ** 1.5 * np.where(later, 14, 26)).astype(np.int64)
    born = posts.start[first] - begun * 365 - 200 - rng.integers(0, 365, size)
    return Staff(posts, posts.county[first], women, born)


def staff_tables(c: Calibration, staff: Staff, seed: int) -> tuple[pa.Table, pa.Table]:
    """Return the lake's table of posts, and the people behind them (岗位表与教职工)."""
    posts, counties = staff.posts, len(c.counties)
    lake = lake_table(
        "staff_post", post_id=1 + np.arange(len(posts.org)), staff_id=1 + posts.staff, org_id=posts.org,
        county_code=coded([*county_codes(c), None], posts.county % (counties + 1)), post=coded(POSTS, posts.post),
        stage=coded(["primary", "junior", None], posts.stage), subject=coded(SUBJECT_CODES, posts.subject),
        above_standard=pa.array(posts.above.astype(bool)), backbone=pa.array(posts.backbone.astype(bool)),
        valid_from=posts.start, valid_to=posts.end,
    )  # fmt: skip
    rng = stream(seed, "staff people")
    county = np.where(staff.county < 0, counties, staff.county)
    identity = identity_numbers(county, staff.born, staff.women, rng.random(len(staff.born)))
    people = pa.table({
        "staff_id": pa.array(1 + np.arange(len(staff.born))), "name": people_names(rng, staff.women, 0.08),
        "sex": coded(["1", "2"], staff.women), "born_on": column(staff.born, pa.date32()),
        "identity_number": pa.array(identity.tolist()),
    })  # fmt: skip
    return lake, people
