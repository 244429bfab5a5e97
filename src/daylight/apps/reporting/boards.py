"""Boards as they are stored (存板): from appraised Arrow tables to rows of organisations and cells.

Lives here: shaping only. Must not: judging, which the appraisal does, nor transactions, which the
service holds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa

from daylight.appraisal.contract import Status
from daylight.apps.registry import bulk
from daylight.apps.reporting import suppression
from daylight.apps.reporting.models import BoardCell, BoardOrganisation, Publication
from daylight.apps.reporting.suppression import Key

#: Columns of the board that are stored as they are.
FIGURES: Final = (
    "target_id", "level", "county_code", "numerator", "denominator", "base_numerator", "base_denominator",
    "pupils", "value", "threshold", "goal", "due_on", "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sizes:
    """How big a school is on a day (学校规模)."""

    pupils: int = 0
    classes: int = 0
    largest_class: int = 0


@dataclass(frozen=True, slots=True)
class Appraised:
    """A board of one day, and which of its cells the public does not get (一日之板)."""

    day: date
    table: pa.Table
    hidden: frozenset[Key]


def appraised(day: date, table: pa.Table, people: frozenset[str], below: int) -> Appraised:
    """Return a day's board with its hidden cells; ``people`` are the targets that count persons."""
    return Appraised(day, table, frozenset(suppression.hidden(list(_counts(table, people)), below)))


def _counts(table: pa.Table, people: frozenset[str]) -> Iterator[suppression.Count]:
    figures = ("numerator", "denominator", "pupils", "base_numerator", "base_denominator")
    columns = [table.column(name).to_pylist() for name in ("target_id", "org_code", "level", "county_code", *figures)]
    city = next((code for code, level in zip(columns[1], columns[2], strict=True) if level == "city"), None)
    for target, code, level, county, *told in zip(*columns, strict=True):
        parent = {"school": county, "county": city}.get(level)
        yield suppression.Count(target, code, parent, target in people, *told)


def sizes_on(snapshot: Any, day: date) -> dict[int, Sizes]:
    """Return each school's size on a day from the frozen memberships (快照中的学校规模)."""
    seated = snapshot.tables()["class_membership"]
    ends = seated.valid_to.isnull() | (seated.valid_to > day)
    by_class = seated.filter((seated.valid_from <= day) & ends).group_by(["school_id", "class_id"]).agg(
        pupils=lambda rows: rows.count()
    )  # fmt: skip
    by_school = by_class.group_by("school_id").agg(
        pupils=by_class.pupils.sum(), classes=by_class.count(), largest=by_class.pupils.max()
    )
    rows = by_school.to_pyarrow().to_pylist()
    return {row["school_id"]: Sizes(int(row["pupils"]), int(row["classes"]), int(row["largest"])) for row in rows}


def store_organisations(
    publication: Publication, known: pa.Table, board: pa.Table, sizes: Mapping[int, Sizes]
) -> dict[int, int]:
    """Store the organisations on the board (存机构) and return their rows' ids by organisation id."""
    counts = _status_counts(board)
    sizes = {**sizes, **_summed(known, sizes)}
    rows = [
        BoardOrganisation(
            publication=publication, org_id=row["org_id"], code=row["code"], name=row["name"], level=row["kind"],
            county_code=row["county_code"], has_primary=bool(row["has_primary"]), has_junior=bool(row["has_junior"]),
            urban_rural=row["urban_rural"], lon=row["lon"], lat=row["lat"], **counts.get(row["org_id"], {}),
            **_size_fields(sizes.get(row["org_id"], Sizes())),
        )
        for row in known.to_pylist()
        if row["org_id"] in counts
    ]  # fmt: skip
    made = BoardOrganisation.objects.bulk_create(rows, batch_size=500)
    return {row.org_id: int(row.pk) for row in made}


def _size_fields(size: Sizes) -> dict[str, int]:
    return {"pupils": size.pupils, "classes": size.classes, "largest_class": size.largest_class}


def _summed(known: pa.Table, sizes: Mapping[int, Sizes]) -> dict[int, Sizes]:
    """Return the sizes of counties and the city, summed from their schools."""
    rows = known.to_pylist()
    above = {row["code"]: row["org_id"] for row in rows if row["kind"] == "county"}
    cities = [row["org_id"] for row in rows if row["kind"] == "city"]
    sums: dict[int, list[Sizes]] = {}
    for row in rows:
        if row["kind"] == "school" and row["org_id"] in sizes:
            for org_id in (*cities, *filter(None, [above.get(row["county_code"])])):
                sums.setdefault(org_id, []).append(sizes[row["org_id"]])
    return {
        org_id: Sizes(sum(s.pupils for s in found), sum(s.classes for s in found), max(s.largest_class for s in found))
        for org_id, found in sums.items()
    }


def _status_counts(board: pa.Table) -> dict[int, dict[str, int]]:
    pairs = zip(board.column("org_id").to_pylist(), board.column("status").to_pylist(), strict=True)
    counts: dict[int, dict[str, int]] = {}
    for (org_id, status), number in Counter(pairs).items():
        counts.setdefault(org_id, {})[Status(status).value] = number
    return counts


def store_cells(
    publication: Publication, days: Sequence[Appraised], row_ids: Mapping[int, int], area_of: Callable[[str], str]
) -> int:
    """Store the cells of the last day with the path through all days (存格) and return how many."""
    last = days[-1]
    keys = _keys(last.table)
    columns: dict[str, Any] = {name: last.table.column(name) for name in FIGURES}
    columns["organisation_id"] = _chunked([row_ids[org_id] for org_id in last.table.column("org_id").to_pylist()])
    columns["area"] = _chunked([area_of(target) for target, _ in keys])
    columns["hidden"] = _chunked([key in last.hidden for key in keys])
    columns["path"] = _chunked(list(_paths(keys, days)))
    return bulk.insert(BoardCell._meta.db_table, columns, {"publication_id": publication.pk})


def _chunked(values: list[Any]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values)])


def _keys(table: pa.Table) -> list[Key]:
    return list(zip(table.column("target_id").to_pylist(), table.column("org_code").to_pylist(), strict=True))


def _paths(keys: Sequence[Key], days: Sequence[Appraised]) -> Iterator[str]:
    """Yield each cell's path as JSON: ``[day, value, status, hidden]``, oldest first."""
    points = [(board.day.isoformat(), board.hidden, _by_key(board.table)) for board in days]
    for key in keys:
        path = [
            [day, *found[key], int(key in small)] for day, small, found in points if key in found
        ]  # fmt: skip
        yield json.dumps(path, separators=(",", ":"))


def _by_key(table: pa.Table) -> dict[Key, tuple[float | None, str]]:
    told = zip(table.column("value").to_pylist(), table.column("status").to_pylist(), strict=True)
    return dict(zip(_keys(table), told, strict=True))
