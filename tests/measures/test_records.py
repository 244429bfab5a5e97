"""Which records count: by kind, day, status, level, topic and parts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import (
    IRON,
    RIVER,
    STATION,
    TAIAN,
    XINHUA,
    YEAR,
    Row,
    column,
    lake,
    measured,
    moment,
    organisation,
    parts,
    sums,
    town,
)
from . import record as visit

IN_YEAR = moment(start=YEAR.start, end=YEAR.end, state_on=date(2018, 8, 31), as_of=date(2018, 10, 15))


def count(*records: Row, evidence: list[Row] | None = None, **params: Any) -> dict[int, float]:
    """Return how many records count for each organisation."""
    tables = lake(record=records, evidence=evidence or [])
    found: dict[int, float] = sums(measured("record_count", tables, IN_YEAR, kind="visit", **params), "numerator")
    return found


# ---------------------------------------------------------------- what counts


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2017, 8, 31), 0), (date(2017, 9, 1), 1), (date(2018, 8, 31), 1), (date(2018, 9, 1), 0)],
)
def test_the_first_day_of_the_span_counts_and_its_end_does_not(day: date, counts: int) -> None:
    assert count(visit(1, STATION, day)).get(STATION, 0) == counts


def test_a_record_counts_for_the_day_it_happened_else_was_approved_else_filed() -> None:
    inside, outside = date(2018, 3, 1), date(2016, 3, 1)
    assert count(visit(1, STATION, inside, approved_on=outside, filed_on=outside)) == {STATION: 1}
    assert count(visit(1, STATION, outside, approved_on=inside, filed_on=inside)) == {}
    assert count(visit(1, STATION, None, approved_on=inside, filed_on=outside)) == {STATION: 1}
    assert count(visit(1, STATION, None, approved_on=outside, filed_on=inside)) == {}
    assert count(visit(1, STATION, None, filed_on=inside)) == {STATION: 1}
    assert count(visit(1, STATION, None, due_on=inside, closed_on=inside)) == {}


@pytest.mark.parametrize(
    ("status", "counts"), [("draft", 0), ("filed", 1), ("returned", 0), ("approved", 1), ("closed", 1)]
)
def test_drafts_and_what_was_sent_back_do_not_count(status: str, counts: int) -> None:
    assert count(visit(1, STATION, status=status)).get(STATION, 0) == counts


def test_a_pack_may_ask_for_approval() -> None:
    records = [visit(1, STATION), visit(2, STATION, status="approved")]
    assert count(*records, statuses=["approved"]) == {STATION: 1}


def test_another_kind_level_or_topic_does_not_count() -> None:
    records = [
        visit(1, STATION, topic="a", level="city"), visit(2, STATION, topic="b"), visit(3, STATION),
        visit(4, STATION, kind="trip"),
    ]  # fmt: skip
    assert count(*records) == {STATION: 3}
    assert count(*records, topic="a") == {STATION: 1}
    assert count(*records, level="city") == {STATION: 1}
    assert count(*records, level="school", topic="a") == {}


def test_every_part_must_be_there() -> None:
    records = [visit(n, STATION) for n in (1, 2, 3, 4)]
    evidence = [*parts(1, "plan", "photo"), *parts(2, "plan"), *parts(3, "plan", "photo", "other"), *parts(9, "photo")]
    assert count(*records, evidence=evidence) == {STATION: 4}
    assert count(*records, evidence=evidence, parts=["plan"]) == {STATION: 3}
    assert count(*records, evidence=evidence, parts=["plan", "photo"]) == {STATION: 2}
    assert count(*records, evidence=evidence, parts=["plan", "plan"]) == {STATION: 3}


def test_a_part_handed_in_twice_is_one_part() -> None:
    assert count(visit(1, STATION), evidence=parts(1, "plan", "plan"), parts=["plan", "photo"]) == {}


def test_a_campus_counts_for_its_school_and_a_closed_school_not_at_all() -> None:
    places = [
        *town(), organisation(110, "campus", STATION), organisation(109, "school", IRON, valid_to=date(2018, 8, 31)),
    ]  # fmt: skip
    tables = lake(organisation=places, record=[visit(1, 110), visit(2, 109), visit(3, STATION)])
    assert sums(measured("record_count", tables, IN_YEAR, kind="visit"), "numerator") == {STATION: 2}


# ---------------------------------------------------------------- counting distinct things

PAIRED = [
    visit(1, STATION, staff_id=7, partner_org_id=RIVER), visit(2, STATION, staff_id=7, partner_org_id=RIVER),
    visit(3, STATION, staff_id=8, partner_org_id=TAIAN), visit(4, XINHUA, staff_id=8, partner_org_id=RIVER),
    visit(5, XINHUA),
]  # fmt: skip


@pytest.mark.parametrize(
    ("per", "counts"),
    [
        ("record", {STATION: 3, XINHUA: 2}), ("organisation", {STATION: 1, XINHUA: 1}), ("staff", {STATION: 2}),
        ("partner", {STATION: 2}),
    ],
)  # fmt: skip
def test_distinct_things_are_counted_once_in_the_whole_city(per: str, counts: dict[int, float]) -> None:
    assert count(*PAIRED, per=per) == counts


def test_a_row_tells_who_with_whom_how_often_and_when_last() -> None:
    days = [date(2018, 1, 9), date(2018, 5, 9)]
    records = [visit(n, STATION, day, staff_id=7, partner_org_id=RIVER, subject="maths") for n, day in enumerate(days)]
    (row,) = measured("record_count", lake(record=records), IN_YEAR, kind="visit", per="staff")
    assert row["unit"] == "7"
    names = [row[name] for name in ("organisation", "partner", "subject", "staff")]
    assert names == ["school 100", "school 102", "maths", 7]
    assert (row["times"], row["last_on"]) == (2, days[1])


def test_quantities_are_added_and_a_missing_one_is_nothing() -> None:
    records = [visit(1, STATION, quantity=30.0), visit(2, STATION, quantity=None), visit(3, XINHUA, quantity=12.5)]
    rows = measured("record_quantity", lake(record=records), IN_YEAR, kind="visit")
    assert sums(rows) == {STATION: (30, 2), XINHUA: (12.5, 1)}


RECORDS = st.lists(
    st.tuples(
        st.sampled_from([STATION, XINHUA, IRON]),
        st.one_of(st.none(), st.dates(date(2017, 8, 25), date(2017, 9, 6))),
        st.sampled_from(["draft", "filed", "returned", "approved", "closed"]),
        st.one_of(st.none(), st.integers(1, 3)),
    ),
    max_size=15,
)


def drawn_rows(drawn: list[tuple[int, date | None, str, int | None]], first: int = 1) -> list[Row]:
    return [
        visit(n, org, day, status=status, staff_id=staff) for n, (org, day, status, staff) in enumerate(drawn, first)
    ]


@settings(max_examples=30, deadline=None)
@given(RECORDS, st.sampled_from(["record", "organisation", "staff"]))
def test_counts_agree_with_plain_python(drawn: list[tuple[int, date | None, str, int | None]], per: str) -> None:
    good = [(org, n, staff) for n, (org, day, status, staff) in enumerate(drawn)
            if day and YEAR.start <= day < YEAR.end and status in ("filed", "approved", "closed")]  # fmt: skip
    expected = len({{"record": n, "organisation": org, "staff": staff}[per] for org, n, staff in good} - {None})
    assert sum(count(*drawn_rows(drawn), per=per).values()) == expected


@settings(max_examples=20, deadline=None)
@given(RECORDS, RECORDS, st.integers(1, 10**6))
def test_more_records_never_lower_a_count_and_their_ids_do_not_matter(
    drawn: list[tuple[int, date | None, str, int | None]], more: list[tuple[int, date | None, str, int | None]], by: int
) -> None:
    before, after = count(*drawn_rows(drawn)), count(*drawn_rows(drawn + more))
    assert all(after[org] >= counted for org, counted in before.items())
    assert count(*drawn_rows(drawn, first=by)[::-1]) == before


# ---------------------------------------------------------------- in order

GONE = date(2018, 5, 10)
EARLIER, SAME_DAY = date(2018, 5, 9), GONE
GATE = {"kind": "visit", "parts": ["plan", "emergency-plan"], "before": "happened_on", "approved": True}


def orderly(evidence: list[Row], **trip: Any) -> list[float]:
    """Return whether a trip is in order, as 0 or 1."""
    kept = {"filed_on": EARLIER, "approved_on": EARLIER, "status": "approved", **trip}
    tables = lake(record=[visit(1, STATION, GONE, **kept)], evidence=evidence)
    return column(measured("records_in_order", tables, IN_YEAR, **GATE), "numerator")


BOTH = parts(1, "plan", "emergency-plan")


@pytest.mark.parametrize(
    ("trip", "evidence", "expected"),
    [
        ({}, BOTH, 1),
        ({}, parts(1, "plan"), 0),
        ({}, [], 0),
        ({"filed_on": SAME_DAY}, BOTH, 0),
        ({"approved_on": SAME_DAY}, BOTH, 0),
        ({"approved_on": None}, BOTH, 0),
        ({"filed_on": None}, BOTH, 0),
        ({"status": "draft"}, BOTH, 0),
        ({"status": "returned"}, BOTH, 0),
        ({"status": "closed"}, BOTH, 1),
    ],
)
def test_no_trip_is_in_order_without_plans_filing_and_approval_before_it(
    trip: dict[str, Any], evidence: list[Row], expected: int
) -> None:
    assert orderly(evidence, **trip) == [expected]


def test_without_a_day_to_be_before_filing_is_enough() -> None:
    records = [
        visit(1, STATION, None, filed_on=GONE), visit(2, STATION, None, filed_on=GONE, approved_on=GONE),
        visit(3, STATION, GONE),
    ]  # fmt: skip
    tables = lake(record=records)
    assert column(measured("records_in_order", tables, IN_YEAR, kind="visit"), "numerator") == [1, 1, 0]
    asked = measured("records_in_order", tables, IN_YEAR, kind="visit", approved=True)
    assert column(asked, "numerator") == [0, 1, 0]


def test_only_what_happened_in_the_span_must_be_in_order() -> None:
    tables = lake(record=[visit(1, STATION, date(2018, 9, 1)), visit(2, STATION, date(2017, 9, 1))])
    rows = measured("records_in_order", tables, IN_YEAR, kind="visit")
    assert column(rows, "unit") == ["2"]


def test_a_row_says_how_many_parts_are_missing() -> None:
    tables = lake(record=[visit(1, STATION), visit(2, STATION)], evidence=parts(1, "plan"))
    assert column(measured("records_in_order", tables, IN_YEAR, **GATE), "missing") == [1, 2]


# ---------------------------------------------------------------- closed


@pytest.mark.parametrize(
    ("due_on", "closed_on", "found"),
    [
        (date(2018, 4, 1), date(2018, 3, 30), [(1, 1)]),
        (date(2018, 4, 1), date(2018, 4, 1), [(1, 1)]),
        (date(2018, 4, 1), date(2018, 4, 2), [(1, 0)]),
        (date(2018, 4, 1), None, [(0, 0)]),
        (date(2018, 10, 15), None, [(0, 0)]),
        (date(2018, 10, 15), date(2018, 10, 15), [(1, 1)]),
        (date(2018, 10, 15), date(2018, 10, 16), [(0, 0)]),
        (date(2018, 10, 16), None, []),
        (None, None, []),
    ],
)
def test_what_is_due_must_be_closed(due_on: date | None, closed_on: date | None, found: list[tuple[int, int]]) -> None:
    tables = lake(record=[visit(1, STATION, due_on=due_on, closed_on=closed_on)])
    late = column(measured("records_closed", tables, IN_YEAR, kind="visit"), "numerator")
    on_time = column(measured("records_closed", tables, IN_YEAR, kind="visit", on_time=True), "numerator")
    assert list(zip(late, on_time, strict=True)) == found


def test_a_closing_without_its_proof_does_not_count() -> None:
    due = {"due_on": date(2018, 4, 1), "closed_on": date(2018, 4, 1)}
    tables = lake(record=[visit(1, STATION, **due), visit(2, STATION, **due)], evidence=parts(1, "measure", "proof"))
    rows = measured("records_closed", tables, IN_YEAR, kind="visit", parts=["measure", "proof"])
    assert sums(rows) == {STATION: (1, 2)}


def test_a_draft_need_not_be_closed() -> None:
    tables = lake(record=[visit(1, STATION, due_on=date(2018, 4, 1), status="draft")])
    assert measured("records_closed", tables, IN_YEAR, kind="visit") == []
