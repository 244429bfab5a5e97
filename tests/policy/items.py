"""Items of a pack with plain values for all that a test does not care about."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.policy.linting.finding import Finding
from daylight.policy.schema import (
    Area,
    Case,
    Clause,
    Duty,
    Excuse,
    Pack,
    PackHead,
    Reading,
    RecordKind,
    Role,
    Target,
    Term,
)  # fmt: skip

NAMED = {"zh": "甲", "en": "A"}


def head(**more: Any) -> PackHead:
    """Return a pack's head with one area."""
    area = Area(id="order", zh="规范", en="Order", short_zh="规范", short_en="Order", numeral="一")
    plain: dict[str, Any] = {
        "id": "town", "number": "小教发〔2018〕1号", "issuer_zh": "小城教育局", "issuer_en": "Bureau",
        "issued_on": date(2018, 1, 2), "org_code": "210300", "areas": (area,), **NAMED,
    }  # fmt: skip
    return PackHead(**{**plain, **more})


def clause(id: str = "c1", ref: str = "一", **more: Any) -> Clause:
    """Return a clause."""
    return Clause(**{"id": id, "ref": ref, "title_zh": "甲", "title_en": "A", "area": "order", **NAMED, **more})


def duty(id: str = "d1", **more: Any) -> Duty:
    """Return a duty of schools."""
    plain = {"clause": "c1", "owed_by": "school", "role": "school-head", "cadence": "term", "capability": "甲"}
    return Duty(**{"id": id, **plain, **NAMED, **more})


def target(id: str = "t1", **more: Any) -> Target:
    """Return a target of the city: at least half by the end of 2018."""
    plain: dict[str, Any] = {
        "clause": "c1", "binding": "binding", "responsible": "city", "comparator": "at_least",
        "measure": {"name": "tally_share", "params": {"kind": "sport"}}, "period": {"kind": "standing"},
        "series": [points("city", ("2018-12-31", 0.5))], "rounding": {"unit": "percent"}, "cadence": "year",
        "definition_zh": "甲。", "definition_en": "A.",
    }  # fmt: skip
    return Target.model_validate({"id": id, **plain, **NAMED, **more})


def points(level: str, *due: tuple[str, float], org_codes: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the thresholds of a level as a file has them."""
    return {"level": level, "org_codes": org_codes, "points": [{"due": day, "value": value} for day, value in due]}


def record(id: str = "trip", **more: Any) -> RecordKind:
    """Return a kind of record with one part and one topic."""
    part = {"id": "plan", **NAMED}
    return RecordKind.model_validate(
        {"id": id, "filed_by": "school", "parts": [part], "topics": [{**part, "id": "nature"}], **NAMED, **more}
    )


def role(id: str = "school-head", level: Any = "school") -> Role:
    """Return a role."""
    return Role(id=id, level=level, **NAMED)


def reading(id: str = "r1", **more: Any) -> Reading:
    """Return a reading."""
    return Reading(**{"id": id, "clause": "c1", "question_zh": "问", "question_en": "Q", **NAMED, **more})


def excuse(id: str = "e1", figure: str = "50%", **more: Any) -> Excuse:
    """Return an excuse."""
    return Excuse(**{"id": id, "clause": "c1", "figure": figure, **NAMED, **more})


def term(id: str = "w1", name: str = "StudyTrip") -> Term:
    """Return a glossary entry."""
    return Term(id=id, name=name, **NAMED)


def case(id: str = "k1", **more: Any) -> Case:
    """Return a worked case."""
    return Case(**{"id": id, "target": "t1", "as_of": date(2018, 10, 15), "given": {}, "expect": (), **NAMED, **more})


def pack(**lists: Any) -> Pack:
    """Return a pack of some items."""
    return Pack(**{"head": head(), "clauses": (clause(),), "roles": (role(),), **lists})


def told(findings: Any) -> list[tuple[str, str]]:
    """Return code and place of every finding."""
    return [(finding.code, finding.place) for finding in findings]


def english(findings: Any) -> list[str]:
    """Return every finding in English."""
    return [finding.says("en") for finding in findings if isinstance(finding, Finding)]
