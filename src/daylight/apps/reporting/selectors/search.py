"""One box for schools, counties, clauses and targets (检索): inside the scope only."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting.models import BoardOrganisation
from daylight.apps.reporting.scope import Desk, desk
from daylight.apps.reporting.types import Hit
from daylight.apps.reporting.words import LEVEL, typed
from daylight.kernel.text import Text

PER_KIND = 8


def search(viewer: Viewer, words: str) -> tuple[Hit, ...]:
    """Return what matches some words (检索): schools and counties, targets, clauses; a few of each.

    Raises
    ------
    NothingPublished, NotThere
    """
    wanted = typed(words)
    if not wanted:
        return ()
    at = desk(viewer)
    return (*_organisations(at, wanted), *_targets(at, wanted), *_clauses(at, wanted))


def _organisations(at: Desk, wanted: str) -> Iterator[Hit]:
    named = Q(name__icontains=wanted) | Q(code=wanted)
    found = list(at.organisations.filter(named).exclude(level="city").order_by("level", "name", "code")[:PER_KIND])
    counties = {org.code: org.name for org in at.organisations.filter(level="county")} if found else {}
    for org in found:
        yield Hit(org.level, org.code, Text(org.name, org.name), _where(org, counties))


def _where(org: BoardOrganisation, counties: dict[str, str]) -> Text:
    """Return a school's county, for names repeat between counties; of others what they are."""
    county = counties.get(org.county_code or "") if org.level == "school" else None
    return Text(county, county) if county else LEVEL[org.level]


def _targets(at: Desk, wanted: str) -> list[Hit]:
    found = [
        Hit("target", ref.id, ref.name, Text(ref.clause.ref, ref.clause.ref))
        for ref in at.book.target_refs.values()
        if matches(wanted, ref.name, ref.id)
    ]
    return found[:PER_KIND]


def _clauses(at: Desk, wanted: str) -> list[Hit]:
    found = [
        Hit("clause", clause.id, Text(clause.title_zh, clause.title_en), Text(clause.ref, clause.ref))
        for clause in at.book.pack.clauses
        if matches(wanted, Text(clause.title_zh, clause.title_en), f"{clause.ref} {clause.zh} {clause.en}")
    ]
    return found[:PER_KIND]


def matches(wanted: str, text: Text, also: str = "") -> bool:
    """Tell whether some words stand in a text, in either language, whatever their case."""
    return any(wanted.casefold() in told.casefold() for told in (text.zh, text.en, also))
