"""What leads nowhere is named once, at the place where it is written."""

from __future__ import annotations

import pytest

from daylight.policy.linting.references import kinds_measured, references

from ..items import case, clause, duty, english, excuse, head, pack, reading, record, role, target, told


def test_a_pack_in_which_everything_is_there_has_no_finding() -> None:
    whole = pack(
        duties=(duty(evidence=({"record": "trip", "parts": ["plan"]},), targets=("t1",)),),
        targets=(target(readings=["r1"], evidence=[{"record": "trip"}]),),
        records=(record(clause="c1"),), readings=(reading(targets=("t1",)),), excuses=(excuse(),), cases=(case(),),
    )  # fmt: skip
    assert told(references(whole)) == []


@pytest.mark.parametrize(
    ("lists", "place"),
    [
        ({"duties": (duty(clause="c9"),)}, "duties d1.clause"),
        ({"targets": (target(clause="c9"),)}, "targets t1.clause"),
        ({"readings": (reading(clause="c9"),)}, "readings r1.clause"),
        ({"excuses": (excuse(clause="c9"),)}, "excuses e1.clause"),
        ({"records": (record(clause="c9"),)}, "records trip.clause"),
        ({"clauses": (clause(), clause("c2", "一(一)", parent="c9"))}, "clauses c2.parent"),
        ({"clauses": (clause(area="art"),)}, "clauses c1.area"),
        ({"duties": (duty(role="dean"),)}, "duties d1.role"),
        ({"duties": (duty(evidence=({"record": "trap"},)),)}, "duties d1.evidence[0].record"),
        ({"duties": (duty(targets=("t9",)),)}, "duties d1.targets"),
        ({"targets": (target(readings=["r9"]),)}, "targets t1.readings"),
        ({"readings": (reading(targets=("t9",)),)}, "readings r1.targets"),
        ({"cases": (case(target="t9"),)}, "cases k1.target"),
    ],
)
def test_an_id_that_is_not_there_is_named(lists: dict[str, object], place: str) -> None:
    assert told(references(pack(**lists))) == [("reference.unknown", place)]


def test_it_is_said_in_english_with_the_nearest() -> None:
    found = references(pack(duties=(duty(clause="c2", role="school-haed"),)))
    assert english(found) == [
        "error: duties d1.clause: there is no clause “c2”. Allowed: c1.",
        "error: duties d1.role: there is no role “school-haed”. Nearest: school-head. Allowed: school-head.",
    ]


def test_a_role_of_another_level_is_named() -> None:
    lists = {"duties": (duty(owed_by="county"),)}
    assert english(references(pack(**lists))) == [
        "error: duties d1.role: the role school-head is of the school, the duty of the county."
    ]
    assert told(references(pack(duties=(duty(owed_by="county", role="b"),), roles=(role("b", "county"),)))) == []


def test_a_part_is_looked_for_in_its_own_kind_of_record() -> None:
    kinds = (record(), record("visit", parts=[{"id": "report", "zh": "报告", "en": "Report"}]))
    wrong = pack(records=kinds, duties=(duty(evidence=({"record": "trip", "parts": ["report"]},)),))
    assert told(references(wrong)) == [("reference.unknown", "duties d1.evidence[0].parts")]


@pytest.mark.parametrize(
    ("params", "places"),
    [
        ({"kind": "trip"}, []),
        ({"kind": "trip", "parts": ["plan"], "topics": ["nature"]}, []),
        ({"kind": "trip", "topic": "nature"}, []),
        ({"kind": "trap"}, ["kind"]),
        ({"kind": "trip", "parts": ["plan", "map"]}, ["parts"]),
        ({"kind": "trip", "topics": ["sea", "nature"]}, ["topics"]),
        ({"kind": "trip", "topic": "sea"}, ["topics"]),
        ({"first": "trip", "then": "trap"}, ["then"]),
        ({"first": "trap", "then": "trip"}, ["first"]),
        ({"stage": "primary"}, []),
    ],
)
def test_what_a_measure_counts_is_looked_for(params: dict[str, object], places: list[str]) -> None:
    one = target(measure={"name": "record_count", "params": params})
    found = told(references(pack(records=(record(),), targets=(one,))))
    assert found == [("reference.unknown", f"targets t1.measure.params.{place}") for place in places]


def test_tallies_are_of_kinds_that_no_list_declares() -> None:
    assert kinds_measured(target()) == []
    counted = target(measure={"name": "record_count", "params": {"kind": "trip"}})
    assert kinds_measured(counted) == [("kind", "trip")]


def test_a_circle_of_parents_is_named() -> None:
    one, other = clause("a", "一", parent="b"), clause("b", "一(一)", parent="a")
    found = told(references(pack(clauses=(one, other))))
    assert ("reference.circle", "clauses a.parent") in found


def test_a_clause_inherits_its_area_and_needs_one_where_it_asks_for_work() -> None:
    top, leaf = clause("c1", "一"), clause("c2", "一(一)", parent="c1", area=None)
    assert told(references(pack(clauses=(top, leaf)))) == []
    bare = clause("c1", "一", area=None)
    assert told(references(pack(clauses=(bare, leaf)))) == [
        ("reference.area", "clauses c1.area"), ("reference.area", "clauses c2.area"),
    ]  # fmt: skip
    context = clause("c1", "一", area=None, kind="context")
    assert told(references(pack(clauses=(context,)))) == []
    assert told(references(pack(head=head(areas=()), clauses=(bare,)))) == []


def test_a_clause_stands_below_its_parents_number() -> None:
    top, leaf = clause("c1", "一"), clause("c2", "二(一)", parent="c1")
    assert english(references(pack(clauses=(top, leaf)))) == [
        "error: clauses c2.ref: 二(一) is not below its parent's 一."
    ]
