"""Where a clause stands (条款归属): those above it, and the area of work to which it belongs."""

from __future__ import annotations

from collections.abc import Mapping

from daylight.policy.schema import Clause


def lineage(clause_id: str | None, clauses: Mapping[str, Clause]) -> list[Clause]:
    """Return a clause and those above it, itself first (上级链).

    Parameters
    ----------
    clause_id : str or None
        Where to begin; nothing stands above a clause that the pack has not.
    clauses : mapping
        The pack's clauses by id.

    Notes
    -----
    Parents that go round in a circle, which lint refuses, are told once each.
    """
    line: list[Clause] = []
    here = clauses.get(clause_id or "")
    while here is not None and not any(here is below for below in line):
        line.append(here)
        here = clauses.get(here.parent or "")
    return line


def area_of(clause_id: str | None, clauses: Mapping[str, Clause]) -> str | None:
    """Return the area of a clause (所属方面): its own, or that of the nearest clause above; None for none."""
    return next((clause.area for clause in lineage(clause_id, clauses) if clause.area), None)
