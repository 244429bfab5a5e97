"""The organisations over HTTP (机构): what a reader may see of the register."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from daylight.apps.accounts.installation import today
from daylight.apps.registry import selectors as registry
from daylight.interfaces.api import schemas
from daylight.interfaces.api.paging import Limit, Offset, page
from daylight.interfaces.api.problems import Problem

Kind = Annotated[Literal["city", "county", "school", "campus"], Query(description="机构种类 · kind")]
CountyCode = Annotated[str | None, Query(pattern=r"^\d{6}$", description="县（市）区代码 · code of a county")]
OrgCode = Annotated[str, Path(pattern=r"^\d{6,10}$")]
router = Router(tags=["机构 Organisations"])


@router.get(
    "/organisations", response={200: schemas.Listing[schemas.OrganisationBrief], 422: Problem},
    operation_id="organisations", summary="机构 · organisations",
)  # fmt: skip
def organisations(
    request: HttpRequest, kind: Kind = "county", county_code: CountyCode = None, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """List the organisations of a kind in the reader's scope, by code."""
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = registry.organisations(viewer, kind=kind, on=today(), county_code=county_code)
    return page(rows, limit, offset, asdict)


@router.get(
    "/organisations/{code}", response={200: schemas.OrganisationBrief, 404: Problem, 422: Problem},
    operation_id="organisation", summary="一个机构 · one organisation",
)  # fmt: skip
def organisation(request: HttpRequest, code: OrgCode) -> Any:
    """Tell one organisation of the reader's scope."""
    try:
        return asdict(registry.organisation(request.viewer, code))  # type: ignore[attr-defined]
    except ObjectDoesNotExist as error:
        raise Http404 from error
