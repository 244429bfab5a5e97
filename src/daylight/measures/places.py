"""Where units belong (单元归属): which organisations are there on a day, and for which a row counts.

Lives here: validity, campuses counted with their school, schools of a stage.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from daylight.measures.contract import Moment, Tables
from daylight.measures.kept import kept


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


@kept
def organisations(tables: Tables, day: date) -> ibis.Table:
    """Return cities, counties and schools valid on a day (当日机构), campuses left out."""
    table = tables["organisation"]
    here = table.filter(is_valid(table, day), table.kind != "campus")
    return here.select("org_id", "kind", "name", "parent_id", "has_primary", "has_junior")


@kept
def places(tables: Tables, day: date) -> ibis.Table:
    """Return the places valid on a day (当日办学点与机构).

    Returns
    -------
    ibis.Table
        ``place_id``; ``counts_for``, the organisation itself or a campus's school; ``organisation``, the
        place's own name.
    """
    table = valid_on(tables["organisation"], day)
    above = (table.kind == "campus").ifelse(table.parent_id, table.org_id)
    return table.select(place_id="org_id", counts_for=above, organisation="name")


def placed(table: ibis.Table, tables: Tables, day: date, at: str = "org_id") -> ibis.Table:
    """Return rows with the organisation they count for (归入机构); those of closed ones are left out.

    Parameters
    ----------
    at : str
        The column that names the place. It is replaced by ``org_id``, for which the row counts, and
        ``organisation``, the name of the place.
    """
    where = places(tables, day)
    found = table.join(where, table[at] == where.place_id)
    return found.drop(at, "place_id").rename(org_id="counts_for")


def of_stage(table: ibis.Table, stage: str | None) -> ibis.Table:
    """Return the organisations that teach a stage, or all (按学段筛选)."""
    return table if stage is None else table.filter(table[f"has_{stage}"])


def on_roll(tables: Tables, moment: Moment, org_kind: str, stage: str | None) -> ibis.Table:
    """Return every organisation of which something was owed (应计机构).

    Notes
    -----
    All that are valid on the day whose state counts, so that one without any record is still there.
    """
    table = of_stage(organisations(tables, moment.state_on), stage)
    return table.filter(table.kind == org_kind).select("org_id", "parent_id", organisation="name")
