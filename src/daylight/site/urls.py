"""Addresses (网址): which door stands where.

The portal is at /open/, the API at /api/v1/, sign-in at /sign-in/, the workbench at the root.
A door whose room is not installed has no address.
"""

from __future__ import annotations

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path

#: Room, address: in the order in which they are tried. The workbench comes last, because it takes the root.
DOORS = (("kit", ""), ("portal", "open/"), ("api", "api/v1/"), ("console", ""))


def _standing(name: str) -> bool:
    room = f"daylight.interfaces.{name}"
    return apps.is_installed(room) and find_spec(f"{room}.urls") is not None


urlpatterns = [path(at, include(f"daylight.interfaces.{name}.urls")) for name, at in DOORS if _standing(name)]
