"""The same board in pandas (pandas 对照): written as a careful analyst would, sharing no measure with the house.

It reads the same Parquet files, keeps what several targets need, and gives the same sums; days,
roll-up and judgement are the appraisal's own, so that only the measuring is compared.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from daylight.appraisal.places import Places, places_of
from daylight.appraisal.sums import Totals
from daylight.kernel.calendar import census_on_or_before, school_year_of, term_of
from daylight.lake.manifest import Manifest
from daylight.measures.contract import Measure, Moment

FILED = ("filed", "approved", "closed")
SAME = 1e-9
COLUMN_OF = {
    "teaching_area": "teaching_area_m2", "sports_area": "sports_area_m2", "equipment_value": "equipment_value_yuan",
    "multimedia_rooms": "multimedia_rooms", "computers": "computers", "books": "books",
}  # fmt: skip
PER_HUNDRED = {
    "above_standard_teachers", "backbone_teachers", "arts_pe_teachers", "multimedia_rooms", "computers", "teachers",
}  # fmt: skip
FIGURES = ["numerator", "denominator", "base_numerator", "base_denominator", "square", "pupils"]


class Frames:
    """The snapshot's tables as data frames, each read once (数据框)."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder, self.manifest = folder, manifest
        self._read: dict[str, pd.DataFrame] = {}
        self._kept: dict[tuple[Any, ...], pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            files = [self.folder / file.path for file in self.manifest.tables[name].files]
            self._read[name] = pd.concat([pd.read_parquet(file) for file in files], ignore_index=True)
        return self._read[name]

    def kept(self, key: tuple[Any, ...], make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Return a frame that several targets need, made once."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def forget(self) -> None:
        """Forget what was worked out; the tables that were read stay."""
        self._kept.clear()

    def valid(self, name: str, day: date) -> pd.DataFrame:
        """Return the rows valid on a day."""
        return self.kept(("valid", name, day), lambda: valid(self[name], day))

    def here(self, day: date) -> pd.DataFrame:
        """Return places valid on a day with the organisation they count for."""
        return self.kept(("here", day), lambda: self._here(day))

    def _here(self, day: date) -> pd.DataFrame:
        found = valid(self["organisation"], day)
        campus = found["kind"] == "campus"
        at = found["org_id"].where(~campus, found["parent_id"]).astype("int64")
        return pd.DataFrame({"place": found["org_id"], "counts_for": at})

    def placed(self, rows: pd.DataFrame, day: date, at: str = "org_id") -> pd.DataFrame:
        """Return rows with ``org_id`` the organisation they count for."""
        found = rows.merge(self.here(day), left_on=at, right_on="place")
        return found.drop(columns=[*(["org_id"] if "org_id" in found else []), "place"]).rename(
            columns={"counts_for": "org_id"}
        )

    def classes(self, day: date) -> pd.DataFrame:
        """Return the classes of a day with their size."""
        return self.kept(("classes", day), lambda: self._classes(day))

    def _classes(self, day: date) -> pd.DataFrame:
        sizes = self.valid("class_membership", day).groupby("class_id").size().rename("size").reset_index()
        found = self.valid("homeroom_class", day).merge(sizes, on="class_id")
        return self.placed(found, day, at="school_id")

    def enrolled(self, day: date, kind: str, stage: str | None) -> pd.Series:
        """Return the pupils of each organisation of a kind."""
        found = self.classes(day)
        found = found if stage is None else found[found["stage"] == stage]
        sums = found.groupby("org_id")["size"].sum()
        parent = self["organisation"].set_index("org_id")["parent_id"]
        for _ in range({"school": 0, "county": 1, "city": 2}[kind]):
            sums = sums.groupby(sums.index.map(parent)).sum()
        return sums

    def roll(self, day: date, kind: str, stage: str | None) -> pd.DataFrame:
        """Return every organisation of a kind that is there on the day, with its pupils."""
        found = self.valid("organisation", day)
        found = found[found["kind"] == kind]
        found = found if stage is None else found[found[f"has_{stage}"].astype(bool)]
        pupils = self.enrolled(day, kind, stage)
        return pd.DataFrame({"org_id": found["org_id"], "enrolled": found["org_id"].map(pupils).fillna(0)})


def valid(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the rows valid on a day, both ends open where null."""
    at = pd.Timestamp(day)
    begun, ends = pd.to_datetime(rows["valid_from"]), pd.to_datetime(rows["valid_to"])
    return rows[(begun.isna() | (begun <= at)) & (ends.isna() | (ends > at))]


class PandasSums:
    """What the appraisal asks of a back end, answered by pandas (pandas 汇总)."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.frames = Frames(folder, manifest)

    @cached_property
    def places(self) -> Places:
        """Return the organisations."""
        import pyarrow as pa

        table = self.frames["organisation"]
        return places_of(pa.Table.from_pandas(table, preserve_index=False))

    def totals(self, measure: Measure, moment: Moment, params: Mapping[str, object]) -> dict[int, Totals]:
        """Return every organisation's sums."""
        given = measure.params.model_validate(dict(params))
        rows = MEASURES[measure.name](self.frames, moment, given)
        return rolled(rows, self.places)


def rolled(rows: pd.DataFrame, places: Places) -> dict[int, Totals]:
    """Sum unit rows to organisations, counties and the city."""
    grouped = rows.groupby("org_id")[FIGURES].sum()
    grouped["units"] = rows.groupby("org_id").size()
    found: dict[int, list[tuple[float, ...]]] = {}
    for org_id, *sums in grouped.itertuples():
        for above in places.counted_for.get(org_id, ()):
            found.setdefault(above, []).append(tuple(sums))
    return {above: _summed(parts) for above, parts in found.items()}


def _summed(parts: list[tuple[float, ...]]) -> Totals:
    *sums, counts = (math.fsum(column) for column in zip(*parts, strict=True))
    return Totals(*sums, units=int(counts))


def units(rows: pd.DataFrame, numerator: Any, **figures: Any) -> pd.DataFrame:
    """Return unit rows: organisation and figures."""
    told = {"denominator": 1.0, **dict.fromkeys(FIGURES[2:], 0.0), **figures}
    made = {"org_id": rows["org_id"].to_numpy(), "numerator": _numbers(numerator)}
    return pd.DataFrame(made | {name: _numbers(value) for name, value in told.items()})


def _numbers(value: Any) -> Any:
    return np.nan_to_num(np.asarray(value, dtype="float64")) if not np.isscalar(value) else float(value)


# ---------------------------------------------------------------- classes


def _of_stage(rows: pd.DataFrame, stage: str | None) -> pd.DataFrame:
    return rows if stage is None else rows[rows["stage"] == stage]


def class_size_reduced(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    now = _of_stage(frames.classes(moment.state_on), params.stage)[["class_id", "org_id", "size"]]
    then = _of_stage(frames.classes(moment.base_on), params.stage) if moment.base_on else now.iloc[:0]
    both = now.merge(then[["class_id", "org_id", "size"]], on=["class_id", "org_id"], how="outer").fillna(0)
    big, was_big = both["size_x"] >= params.at_least, both["size_y"] >= params.at_least
    return units(
        both, big, denominator=both["size_x"] > 0, base_numerator=was_big, base_denominator=both["size_y"] > 0,
        pupils=both["size_x"] * big,
    )  # fmt: skip


def class_size_count(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    found = _of_stage(frames.classes(moment.state_on), params.stage)
    big = found["size"] >= params.at_least
    return units(found, big, pupils=found["size"] * big)


def class_size_within(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    found = _of_stage(frames.classes(moment.state_on), params.stage)
    fits = found["size"] <= params.at_most
    return units(found, fits, pupils=found["size"] * ~fits)


def classes_formed(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    found = _of_stage(frames.classes(moment.state_on), params.stage)
    if params.first_grade_only:
        found = found[found["entry_year"] == school_year_of(moment.state_on)]
    formed = found["formed_by"] == params.formed_by
    return units(found, formed, pupils=found["size"] * ~formed)


# ---------------------------------------------------------------- tallies


def _tallies(frames: Frames, kind: str) -> pd.DataFrame:
    rows = frames["tally"]
    return rows[rows["kind"] == kind]


def _latest(rows: pd.DataFrame) -> pd.DataFrame:
    last = rows[rows["counted_on"] == rows.groupby("org_id")["counted_on"].transform("max")]
    whole = last["grade"].isna()
    use = whole | ~whole.groupby(last["org_id"]).transform("any")
    return last[use].groupby("org_id", as_index=False)[["eligible", "covered"]].sum()


def _between(rows: pd.DataFrame, column: str, moment: Moment) -> pd.DataFrame:
    days = pd.to_datetime(rows[column])
    return rows[(days >= pd.Timestamp(moment.span.start)) & (days < pd.Timestamp(moment.span.end))]


def tally_share(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows = _between(_tallies(frames, params.kind), "counted_on", moment)
    rows = rows if params.grade is None else rows[rows["grade"] == params.grade]
    found = frames.placed(_latest(rows), moment.state_on)
    missing = found["eligible"] - found["covered"] if params.of == "pupils" else 0.0
    return units(found, found["covered"], denominator=found["eligible"], pupils=missing)


def tally_change(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows = _tallies(frames, params.kind)
    base_on = pd.Timestamp(moment.base_on or moment.span.start)
    before = rows[pd.to_datetime(rows["counted_on"]) <= base_on]
    now, then = _latest(_between(rows, "counted_on", moment)), _latest(before)
    found = frames.placed(now.merge(then, on="org_id", suffixes=("", "_base")), moment.state_on)
    fell = found["covered"] * found["eligible_base"] <= found["covered_base"] * found["eligible"]
    return units(
        found, found["covered"], denominator=found["eligible"], base_numerator=found["covered_base"],
        base_denominator=found["eligible_base"],
        pupils=(found["eligible"] - found["covered"]) * fell if params.of == "pupils" else 0.0,
    )  # fmt: skip


# ---------------------------------------------------------------- records


def in_span(frames: Frames, moment: Moment, kind: str) -> pd.DataFrame:
    """Return a kind's records of the span with the day for which they count."""
    every = frames.kept(("dated",), lambda: _dated(frames["record"]))
    return _between(every[every["kind"] == kind], "dated", moment)


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    day = rows["happened_on"].fillna(rows["approved_on"]).fillna(rows["filed_on"])
    return rows.assign(dated=pd.to_datetime(day))


def held(frames: Frames, rows: pd.DataFrame, parts: tuple[str, ...]) -> pd.Series:
    """Return how many of the parts each record holds."""
    evidence = frames["evidence"]
    some = evidence[evidence["part"].isin(parts) & evidence["record_id"].isin(rows["record_id"])]
    return rows["record_id"].map(some.groupby("record_id")["part"].nunique()).fillna(0)


def filed(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    """Return the records of the span that count."""
    rows = in_span(frames, moment, params.kind)
    rows = rows[rows["status"].isin(params.statuses)]
    for name in ("level", "topic"):
        if (value := getattr(params, name)) is not None:
            rows = rows[rows[name] == value]
    return rows[held(frames, rows, params.parts) == len(set(params.parts))] if params.parts else rows


def record_count(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows = frames.placed(filed(frames, moment, params), moment.state_on)
    keys = {"record": "record_id", "organisation": "org_id", "staff": "staff_id", "partner": "partner_org_id"}
    counted = rows.dropna(subset=[keys[params.per]]).groupby(keys[params.per])["org_id"].min().rename("counts_for")
    return units(pd.DataFrame({"org_id": counted.to_numpy()}), np.ones(len(counted)))


def record_quantity(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows = frames.placed(filed(frames, moment, params), moment.state_on)
    return units(rows, rows["quantity"])


def records_in_order(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows = frames.placed(in_span(frames, moment, params.kind), moment.state_on)
    good = (held(frames, rows, params.parts) == len(set(params.parts))) & rows["status"].isin(params.statuses)
    for name in ("filed_on", "approved_on") if params.approved else ("filed_on",):
        day = pd.to_datetime(rows[name])
        good &= (day < pd.to_datetime(rows[params.before])) if params.before else day.notna()
    return units(rows, good)


def records_closed(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows, day = in_span(frames, moment, params.kind), pd.Timestamp(moment.as_of)
    rows = rows[rows["status"].isin(params.statuses) & (pd.to_datetime(rows["due_on"]) <= day)]
    whole = held(frames, rows, params.parts) == len(set(params.parts))
    closed = pd.to_datetime(rows["closed_on"])
    good = whole & (closed <= day)
    if params.on_time:
        good &= closed <= pd.to_datetime(rows["due_on"])
    rows = rows.assign(good=good)
    found = frames.placed(rows, moment.state_on)
    return units(found, found["good"])


# ---------------------------------------------------------------- coverage


def _having(frames: Frames, moment: Moment, params: Any) -> tuple[pd.DataFrame, pd.Series]:
    times = frames.placed(filed(frames, moment, params), moment.state_on).groupby("org_id").size()
    roll = frames.roll(moment.state_on, params.org_kind, params.stage)
    return roll, roll["org_id"].map(times).fillna(0) >= params.at_least


def organisations_with_records(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    roll, enough = _having(frames, moment, params)
    return units(roll, enough, pupils=roll["enrolled"] * ~enough)


def organisations_counted(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    roll, enough = _having(frames, moment, params)
    return units(roll, enough)


def topics_covered(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows = frames.placed(filed(frames, moment, params), moment.state_on)
    roll = frames.roll(moment.state_on, params.org_kind, params.stage)
    topics = list(dict.fromkeys(params.topics))
    pairs = set(zip(rows["org_id"], rows["topic"], strict=True))
    there = np.array([[(org, topic) in pairs for topic in topics] for org in roll["org_id"]], dtype=bool)
    there = there.reshape(len(roll), len(topics))
    whole = there.all(axis=1)
    short = roll["enrolled"].to_numpy() * ~whole
    if params.each == "organisation":
        return units(roll, whole, pupils=short)
    pupils = np.zeros(there.shape)
    pupils[np.arange(len(roll)), (~there).argmax(axis=1)] = short
    repeated = pd.DataFrame({"org_id": np.repeat(roll["org_id"].to_numpy(), len(topics))})
    return units(repeated, there.ravel(), pupils=pupils.ravel())


def _covered(wanted: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    keys = list(wanted.columns)
    have = rows[keys].drop_duplicates().assign(have=True)
    found = wanted.merge(have, on=keys, how="left")
    return units(found, found["have"].notna())


def subjects_covered(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows = frames.placed(filed(frames, moment, params), moment.state_on)
    rolls = pd.concat([frames.roll(moment.state_on, kind, None) for kind in sorted(set(params.org_kinds))])
    subjects = pd.DataFrame({"subject": sorted(set(params.subjects))})
    return _covered(rolls[["org_id"]].merge(subjects, how="cross"), rows)


def subject_grades_covered(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows = frames.placed(filed(frames, moment, params), moment.state_on)
    pairs = [(int(grade), name) for grade, names in params.subjects_by_grade.items() for name in sorted(set(names))]
    wanted = pd.DataFrame(pairs, columns=["grade", "subject"])
    city = frames.roll(moment.state_on, "city", None)[["org_id"]]
    return _covered(city.merge(wanted, how="cross"), rows.astype({"grade": "float64"}))


# ---------------------------------------------------------------- staff


def _in_post(frames: Frames, moment: Moment, posts: Any, subjects: Any = None) -> pd.DataFrame:
    rows = frames.valid("staff_post", moment.state_on)
    rows = rows[rows["post"].isin(list(posts))]
    rows = rows if subjects is None else rows[rows["subject"].isin(list(subjects))]
    return frames.placed(rows, moment.state_on)


def staff_with_records(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    people = _in_post(frames, moment, params.posts, params.subjects)[["org_id", "staff_id"]].drop_duplicates()
    times = filed(frames, moment, params).groupby("staff_id").size()
    return units(people, people["staff_id"].map(times).fillna(0) >= params.at_least)


def staff_followed_up(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    first, then = (in_span(frames, moment, kind) for kind in (params.first, params.then))
    first, then = (rows[rows["status"].isin(params.statuses) & rows["staff_id"].notna()] for rows in (first, then))
    people = frames.placed(first, moment.state_on)[["org_id", "staff_id"]].drop_duplicates()
    return units(people, people["staff_id"].isin(then["staff_id"]))


def subjects_staffed(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    subjects = list(dict.fromkeys(params.subjects))
    rows = _in_post(frames, moment, ["teacher"], subjects)
    rows = rows[(rows["stage"] == params.stage) | rows["stage"].isna()]
    roll = frames.roll(moment.state_on, "school", params.stage)
    pairs = set(zip(rows["org_id"], rows["subject"], strict=True))
    there = np.array([[(org, name) in pairs for name in subjects] for org in roll["org_id"]], dtype=bool)
    pupils = np.zeros(there.shape)
    pupils[np.arange(len(roll)), (~there).argmax(axis=1)] = roll["enrolled"].to_numpy() * ~there.all(axis=1)
    repeated = pd.DataFrame({"org_id": np.repeat(roll["org_id"].to_numpy(), len(subjects))})
    return units(repeated, there.ravel(), pupils=pupils.ravel())


# ---------------------------------------------------------------- courses


def in_term(frames: Frames, moment: Moment) -> pd.DataFrame:
    """Return the weekly lessons of the span's last term."""
    day = moment.span.end - timedelta(days=1)
    year, term = school_year_of(day), term_of(day)
    rows = frames["class_course"]
    return frames.kept(("term", year, term), lambda: rows[(rows["school_year"] == year) & (rows["term"] == term)])


def _with_size(frames: Frames, rows: pd.DataFrame, moment: Moment) -> pd.DataFrame:
    sizes = frames.valid("class_membership", moment.state_on).groupby("class_id").size()
    return frames.placed(rows.assign(size=rows["class_id"].map(sizes).fillna(0)), moment.state_on, at="school_id")


def weekly_lessons_within(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    limits = {int(grade): limit for grade, limit in params.limits.items()}
    sums = in_term(frames, moment).groupby(["class_id", "school_id", "grade"], as_index=False)["weekly_lessons"].sum()
    found = _with_size(frames, sums[sums["grade"].isin(limits)], moment)
    fits = found["weekly_lessons"] <= found["grade"].map(limits) + SAME
    return units(found, fits, pupils=found["size"] * ~fits)


def subject_lessons_kept(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    lessons = in_term(frames, moment)
    classes = lessons[["class_id", "school_id", "grade"]].drop_duplicates()
    parts = []
    for number, rule in enumerate(params.minimums):
        sums = lessons[lessons["subject"].isin(rule.subjects)].groupby("class_id")["weekly_lessons"].sum()
        of_grade = classes[classes["grade"].isin(rule.grades)]
        kept = of_grade["class_id"].map(sums).fillna(0) >= rule.lessons - SAME
        parts.append(of_grade.assign(rule=number, kept=kept))
    found = _with_size(frames, pd.concat(parts), moment)
    broken = found[~found["kept"]]
    first = found["class_id"].map(broken.groupby("class_id")["rule"].min()) == found["rule"]
    return units(found, found["kept"], pupils=found["size"] * first)


def practice_share(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    rows = in_term(frames, moment)
    rows = rows[rows["weekly_lessons"] > 0]
    rows = rows if params.subjects is None else rows[rows["subject"].isin(params.subjects)]
    enough = rows["practice_lessons"] >= rows["weekly_lessons"] * params.at_least - SAME
    gaps = rows[~enough].groupby("class_id")["subject"].min()
    found = _with_size(frames, rows.assign(enough=enough, first=rows["class_id"].map(gaps) == rows["subject"]), moment)
    return units(found, found["enough"], pupils=found["size"] * found["first"])


# ---------------------------------------------------------------- resources, pupils


def _indicators(frames: Frames, moment: Moment, stage: str) -> pd.DataFrame:
    return frames.kept(("indicators", moment.state_on, stage), lambda: _made_indicators(frames, moment, stage))


def _made_indicators(frames: Frames, moment: Moment, stage: str) -> pd.DataFrame:
    day = moment.state_on
    pupils = frames.enrolled(day, "school", stage).rename("enrolled").reset_index()
    posts = frames.valid("staff_post", day)
    posts = frames.placed(posts[(posts["post"] == "teacher") & (posts["stage"] == stage)], day)
    posts = posts.assign(arts=posts["subject"].isin(["music", "art", "pe"]))
    people = posts.groupby(["org_id", "staff_id"])[["above_standard", "backbone", "arts"]].max().reset_index()
    staff = people.groupby("org_id").agg(
        above_standard_teachers=("above_standard", "sum"), backbone_teachers=("backbone", "sum"),
        arts_pe_teachers=("arts", "sum"), teachers=("staff_id", "count"),
    )  # fmt: skip
    rooms = frames["school_resource"]
    year = school_year_of(census_on_or_before(day))
    rooms = frames.placed(rooms[(rooms["school_year"] == year) & (rooms["stage"] == stage)], day, at="school_id")
    sums = rooms.groupby("org_id")[list(COLUMN_OF.values())].sum(min_count=1)
    sums = sums.rename(columns={column: name for name, column in COLUMN_OF.items()})
    return pupils.merge(staff, left_on="org_id", right_index=True, how="left").merge(
        sums, left_on="org_id", right_index=True, how="left"
    )


def resources_met(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    found = _indicators(frames, moment, params.stage)
    met, least = np.zeros(len(found)), np.zeros(len(found))
    for name, need in params.needs.items():
        scale = 100.0 if name in PER_HUNDRED else 1.0
        each = found[name].astype("float64").fillna(0.0) * scale / found["enrolled"]
        met += each >= need - SAME
        least += each >= need * params.floor - SAME
    enough = (met >= params.at_least) & (least == len(params.needs))
    return units(found, enough, pupils=found["enrolled"] * ~enough)


def resource_variation(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    found = _indicators(frames, moment, params.stage)
    if params.indicator in COLUMN_OF:
        found = found[found[params.indicator].notna()]
    amount = found[params.indicator].astype("float64").fillna(0.0)
    pupils = found["enrolled"].astype("float64")
    return units(found, amount, denominator=pupils, square=amount * amount / pupils)


def pupils_numbered(frames: Frames, moment: Moment, params: Any) -> pd.DataFrame:
    day = moment.state_on
    here = frames.placed(frames.valid("homeroom_class", day)[["class_id", "school_id"]], day, at="school_id")
    seats = frames.valid("class_membership", day)[["pupil_id", "class_id"]]
    kinds = frames["pupil"].set_index("pupil_id")["number_kind"]
    twice = seats["pupil_id"].duplicated(keep=False) if params.unique else False
    good = seats["pupil_id"].map(kinds).isin(params.kinds) & ~pd.Series(twice, index=seats.index)
    found = seats.assign(good=good).merge(here, on="class_id")
    return units(found, found["good"], pupils=~found["good"])


MEASURES: dict[str, Callable[[Frames, Moment, Any], pd.DataFrame]] = {
    function.__name__: function
    for function in (
        class_size_reduced, class_size_count, class_size_within, classes_formed, tally_share, tally_change,
        record_count, record_quantity, records_in_order, records_closed, organisations_with_records,
        organisations_counted, topics_covered, subjects_covered, subject_grades_covered, staff_with_records,
        staff_followed_up, subjects_staffed, weekly_lessons_within, subject_lessons_kept, practice_share,
        resources_met, resource_variation, pupils_numbered,
    )
}  # fmt: skip
