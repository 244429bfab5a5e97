"""Who looks at the published board of the small city, and what lies where on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting.models import BoardOrganisation


@pytest.fixture
def looks(published: None, viewer_named: Any) -> dict[str, Viewer]:
    """Those who look at the board, by what they are; ``own county`` is that of the head's school."""
    head = viewer_named("head")
    others = BoardOrganisation.objects.filter(level="school").exclude(county_code=head.county_code)
    other = others.order_by("code")[0]
    return {
        "city": viewer_named("city"),
        "expert": viewer_named("expert"),
        "public": Viewer.public(),
        "own county": viewer_named(f"county-{head.county_code}"),
        "other county": viewer_named(f"county-{other.county_code}"),
        "head": head,
        "teacher": viewer_named("teacher"),
        "other head": replace(head, org_code=other.code, county_code=other.county_code),
    }


WHO = ("city", "expert", "public", "own county", "other county", "head", "teacher", "other head")


@pytest.fixture(params=WHO)
def who(request: pytest.FixtureRequest) -> str:
    """Each of those who look, one after the other."""
    return str(request.param)


@pytest.fixture
def viewer(looks: dict[str, Viewer], who: str) -> Viewer:
    """The one who looks."""
    return looks[who]
