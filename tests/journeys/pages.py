"""Every page of the site, by who opens it: what the journeys of reading go through."""

from __future__ import annotations

from typing import Final

OPEN: Final = (
    "/open/", "/open/targets/", "/open/targets/?status=missed", "/open/areas/reform/210300/",
    "/open/areas/reform/210381/", "/open/targets/classes-66-gone/", "/open/targets/classes-66-gone/?org=210381",
    "/open/clauses/", "/open/clauses/c2-3-2/", "/open/schools/", "/open/schools/?near=123.28,40.29",
    "/open/schools/SCHOOL/", "/open/counties/210381/", "/open/search/?q=66", "/open/downloads/", "/sign-in/",
)  # fmt: skip
CITY: Final = (
    "/", "/targets/", "/board/reform/210300/", "/targets/classes-66-gone/", "/targets/classes-66-gone/?org=210381",
    "/targets/classes-66-gone/rows/?org=210381", "/clauses/", "/clauses/c2-3-2/", "/schools/", "/schools/SCHOOL/",
    "/counties/210381/", "/search/?q=66", "/today/",
)  # fmt: skip
HEAD: Final = ("/", "/today/", "FILING", "/schools/OWN/")
#: By account; nobody's first.
PAGES: Final[dict[str | None, tuple[str, ...]]] = {None: OPEN, "city": CITY, "head": HEAD}
