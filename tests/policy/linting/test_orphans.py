"""What nobody needs is named, and what somebody needs is not."""

from __future__ import annotations

from daylight.policy.linting.orphans import orphans

from ..items import clause, duty, english, head, pack, reading, record, role, target, told


def busy(**lists: object) -> list[tuple[str, str]]:
    return told(orphans(pack(**{"duties": (duty(),), **lists})))


def test_a_pack_in_which_everything_is_used_has_no_finding() -> None:
    assert busy() == []


def test_a_clause_needs_a_duty_or_a_target() -> None:
    assert busy(duties=(), roles=()) == [("orphan.clause", "clauses c1")]
    assert busy(duties=(), roles=(), targets=(target(),)) == []
    assert busy(duties=(), roles=(), clauses=(clause(kind="safeguard"),)) == [("orphan.clause", "clauses c1")]


def test_context_and_principles_ask_for_nothing() -> None:
    for kind in ("context", "principle"):
        assert busy(duties=(), roles=(), clauses=(clause(kind=kind),)) == []


def test_work_below_a_clause_is_its_work_and_work_above_is_not() -> None:
    top, leaf = clause("c1", "一"), clause("c2", "一(一)", parent="c1")
    assert busy(clauses=(top, leaf), duties=(duty(clause="c2"),)) == []
    assert busy(clauses=(top, leaf), duties=(duty(clause="c1"),)) == [("orphan.clause", "clauses c2")]


def test_a_kind_of_record_is_needed_by_evidence_or_by_a_measure() -> None:
    assert busy(records=(record(),)) == [("orphan.records", "records trip")]
    assert busy(records=(record(),), duties=(duty(evidence=({"record": "trip"},)),)) == []
    assert busy(records=(record(),), targets=(target(evidence=[{"record": "trip"}]),)) == []
    assert (
        busy(records=(record(),), targets=(target(measure={"name": "record_count", "params": {"kind": "trip"}}),)) == []
    )
    followed = target(measure={"name": "staff_followed_up", "params": {"first": "a", "then": "trip"}})
    assert busy(records=(record(),), targets=(followed,)) == []


def test_a_role_needs_a_duty_and_a_reading_a_target() -> None:
    assert busy(roles=(role(), role("dean"))) == [("orphan.roles", "roles dean")]
    assert busy(readings=(reading(),)) == [("orphan.readings", "readings r1")]
    assert busy(readings=(reading(targets=("t1",)),)) == []
    assert busy(readings=(reading(),), targets=(target(readings=["r1"]),)) == []


def test_an_area_needs_a_clause() -> None:
    assert busy(clauses=(clause(area=None),)) == [("orphan.areas", "areas order")]
    assert busy(head=head(areas=()), clauses=(clause(area=None),)) == []


def test_only_idle_clauses_are_errors() -> None:
    lists = {"duties": (), "records": (record(),)}
    assert english(orphans(pack(**lists))) == [
        "error: clauses c1: nothing follows from 一: write a duty, or make its kind context or principle.",
        "warning: records trip: no duty or target asks for it.",
        "warning: roles school-head: no duty is this role's.",
    ]
