"""The notice over HTTP (通知): installed packs, their clauses and targets; public as they are."""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.rulebook import selectors as rulebook
from daylight.interfaces.api import schemas
from daylight.interfaces.api.paging import Limit, Offset, page
from daylight.interfaces.api.problems import Problem
from daylight.interfaces.kit.freshness import fresh
from daylight.kernel.text import Text
from daylight.policy.lineage import area_of
from daylight.policy.schema import Clause, Duty, Item, Pack, Target

ID: Final = r"^[a-z0-9][a-z0-9-]*$"
ItemId = Annotated[str, Path(pattern=ID, max_length=64)]
PackId = Annotated[
    str | None, Query(pattern=ID, max_length=64, description="政策包，缺省为本市的 · a pack; the city's own by default")
]
AreaId = Annotated[str | None, Query(pattern=ID, max_length=64, description="工作方面 · an area of work")]
PROBLEMS: Final[dict[int, Any]] = {404: Problem, 422: Problem}
router = Router(tags=["通知 The notice"])


def version(viewer: Viewer) -> str:
    """Return what every answer here depends on: the digests of the installed packs."""
    return " ".join(sorted(rulebook.installed_digests().values()))


def pack_named(pack_id: str | None) -> Pack:
    """Return a pack, or say that there is none."""
    try:
        return rulebook.pack(pack_id)
    except rulebook.PackNotInstalled as error:
        raise Http404 from error


def found(items: tuple[Any, ...], item_id: str) -> Any:
    """Return the item of an id, or say that there is none."""
    for item in items:
        if item.id == item_id:
            return item
    raise Http404


def title(item: Item) -> schemas.Words:
    """Return an item's own wording."""
    return schemas.Words(zh=item.zh, en=item.en)


def area_in(pack: Pack, clause_id: str) -> str | None:
    """Return the area of work of a clause of a pack (所属方面)."""
    return area_of(clause_id, {clause.id: clause for clause in pack.clauses})


def target_brief(pack: Pack, target: Target) -> dict[str, Any]:
    """Return a target as it stands in a list."""
    return {
        "id": target.id,
        "title": title(target),
        "clause": target.clause,
        "area": area_in(pack, target.clause),
        "binding": target.binding,
        "responsible": target.responsible,
        "comparator": target.comparator,
    }


def target_whole(pack: Pack, target: Target) -> dict[str, Any]:
    """Return a target with everything that decides it."""
    readings = [reading for reading in pack.readings if reading.id in target.readings]
    return target_brief(pack, target) | {
        "definition": schemas.Words(zh=target.definition_zh, en=target.definition_en),
        "measure": {"name": target.measure.name, "params": target.measure.params},
        "period": target.period.kind,
        "path": target.path,
        "series": [series_shown(series) for series in target.series],
        "readings": [title(reading) for reading in readings],
    }


def series_shown(series: Any) -> dict[str, Any]:
    """Return the dated thresholds of a level."""
    points = [
        {"due": point.due, "value": point.value, "note": schemas.words(Text(point.note_zh, point.note_en))}
        for point in series.points
    ]
    return {"level": series.level, "org_codes": list(series.org_codes), "points": points}


def clause_brief(pack: Pack, clause: Clause) -> dict[str, Any]:
    """Return a clause as it stands in a list."""
    return {
        "id": clause.id,
        "ref": clause.ref,
        "title": schemas.Words(zh=clause.title_zh, en=clause.title_en),
        "parent": clause.parent,
        "area": area_in(pack, clause.id),
        "kind": clause.kind,
    }


def clause_whole(pack: Pack, clause: Clause) -> dict[str, Any]:
    """Return a clause in our words, with its duties and targets."""
    return clause_brief(pack, clause) | {
        "text": title(clause),
        "duties": [duty_brief(duty) for duty in pack.duties if duty.clause == clause.id],
        "targets": [target_brief(pack, target) for target in pack.targets if target.clause == clause.id],
    }


def duty_brief(duty: Duty) -> dict[str, Any]:
    """Return a duty as it stands under its clause."""
    return {
        "id": duty.id,
        "title": title(duty),
        "owed_by": duty.owed_by,
        "cadence": duty.cadence,
        "binding": duty.binding,
    }


@router.get("/packs", response=list[schemas.PackBrief], operation_id="packs", summary="政策包 · installed packs")
@decorate_view(fresh(version))
def packs(request: HttpRequest) -> Any:
    """List the packs, the city's own first."""
    return [
        {"id": row.pack_id, "digest": row.digest, "number": row.number, "title": {"zh": row.zh, "en": row.en},
         "org_code": row.org_code}
        for row in rulebook.installed_packs()
    ]  # fmt: skip


@router.get(
    "/targets", response={200: schemas.Listing[schemas.TargetBrief], **PROBLEMS}, operation_id="targets",
    summary="目标 · targets",
)  # fmt: skip
@decorate_view(fresh(version))
def targets(
    request: HttpRequest, pack: PackId = None, area: AreaId = None, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """List the targets of a pack, in its own order."""
    whole = pack_named(pack)
    rows = [target for target in whole.targets if area is None or area_in(whole, target.clause) == area]
    return page(rows, limit, offset, lambda target: target_brief(whole, target))


@router.get(
    "/targets/{target_id}", response={200: schemas.TargetWhole, **PROBLEMS}, operation_id="target",
    summary="一项目标 · one target",
)  # fmt: skip
@decorate_view(fresh(version))
def target(request: HttpRequest, target_id: ItemId, pack: PackId = None) -> Any:
    """Tell one target with its measure, thresholds and readings."""
    whole = pack_named(pack)
    return target_whole(whole, found(whole.targets, target_id))


@router.get(
    "/clauses", response={200: schemas.Listing[schemas.ClauseBrief], **PROBLEMS}, operation_id="clauses",
    summary="条款 · clauses",
)  # fmt: skip
@decorate_view(fresh(version))
def clauses(
    request: HttpRequest, pack: PackId = None, area: AreaId = None, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """List the clauses of a pack, in the notice's order."""
    whole = pack_named(pack)
    rows = [clause for clause in whole.clauses if area is None or area_in(whole, clause.id) == area]
    return page(rows, limit, offset, lambda clause: clause_brief(whole, clause))


@router.get(
    "/clauses/{clause_id}", response={200: schemas.ClauseWhole, **PROBLEMS}, operation_id="clause",
    summary="一个条款 · one clause",
)  # fmt: skip
@decorate_view(fresh(version))
def clause(request: HttpRequest, clause_id: ItemId, pack: PackId = None) -> Any:
    """Tell one clause in our own words, with what follows from it."""
    whole = pack_named(pack)
    return clause_whole(whole, found(whole.clauses, clause_id))
