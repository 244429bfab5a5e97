"""Addresses (网址): which door stands where.

The portal is at /open/, the API at /api/v1/, sign-in at /sign-in/, the workbench at the root.
"""

from __future__ import annotations

from django.urls import include, path

#: In the order in which they are tried: the workbench comes last, because it takes the root.
urlpatterns = [
    path("", include("daylight.interfaces.kit.urls")),
    path("open/", include("daylight.interfaces.portal.urls")),
    path("api/v1/", include("daylight.interfaces.api.urls")),
    path("", include("daylight.interfaces.console.urls")),
]
