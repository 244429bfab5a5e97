"""Where units belong (单元归属): which organisations are there on a day, and for which a row counts.

Lives here: validity, campuses counted with their school, schools of a stage.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from daylight.measures.contract import Moment, Tables


def valid_on(table: ibis.Table, day: date) -> ibis.Table:
    """Return the rows that are valid on a day (当日有效): ``valid_to`` itself is outside.

    Parameters
    ----------
    table : ibis.Table
        Has ``valid_from`` and ``valid_to``; null is open at either end.
    day : date
    """
    return table.filter(is_valid(table, day))


def is_valid(table: ibis.Table, day: date) -> Any:
    """Tell for each row whether it is valid on a day (是否有效)."""
    started = (table.valid_from <= ibis.literal(day)).fill_null(True)
    return started & (table.valid_to > ibis.literal(day)).fill_null(True)


def organisations(tables: Tables, day: date) -> ibis.Table:
    """Return cities, counties and schools valid on a day (当日机构): ``org_id, kind, name, parent_id, stages``."""
    table = tables["organisation"]
    here = table.filter(is_valid(table, day), table.kind != "campus")
    return here.select("org_id", "kind", "name", "parent_id", "has_primary", "has_junior", "valid_from")


def places(tables: Tables, day: date) -> ibis.Table:
    """Return for each place valid on a day the organisation it counts for (归属机构).

    Returns
    -------
    ibis.Table
        ``place_id``; ``org_id, kind, name`` of the organisation itself, or of a campus's school.
    """
    here = organisations(tables, day).select("org_id", "kind", "name")
    table = tables["organisation"]
    campus = table.filter(is_valid(table, day), table.kind == "campus")
    campus = campus.select(place_id=campus.org_id, school_id=campus.parent_id)
    lodged = campus.join(here, campus.school_id == here.org_id).select("place_id", "org_id", "kind", "name")
    itself = here.mutate(place_id=here.org_id).select("place_id", "org_id", "kind", "name")
    return itself.union(lodged, distinct=False)


def placed(table: ibis.Table, tables: Tables, day: date, at: str = "org_id") -> ibis.Table:
    """Return rows with the organisation they count for (归入机构); those of closed ones are left out.

    Parameters
    ----------
    at : str
        The column that names the place; its rows get ``org_id``, ``kind_of_org`` and ``organisation``.
    """
    where = places(tables, day).select(
        place_id="place_id", counts_for="org_id", kind_of_org="kind", organisation="name"
    )
    found = table.join(where, table[at] == where.place_id).drop("place_id")
    kept = found.drop("org_id") if "org_id" in found.columns else found
    return kept.rename(org_id="counts_for")


def of_stage(table: ibis.Table, stage: str | None) -> ibis.Table:
    """Return the organisations that teach a stage, or all (按学段筛选)."""
    return table if stage is None else table.filter(table[f"has_{stage}"])


def on_roll(tables: Tables, moment: Moment, org_kind: str, stage: str | None) -> ibis.Table:
    """Return every organisation of which something was owed (应计机构).

    Notes
    -----
    Valid on the day whose state counts, and opened before the span ended: a school that opened in
    autumn owed nothing in spring.
    """
    table = of_stage(organisations(tables, moment.state_on), stage)
    opened = (table.valid_from < ibis.literal(moment.span.end)).fill_null(True)
    return table.filter(table.kind == org_kind, opened).select("org_id", "parent_id", organisation="name")
