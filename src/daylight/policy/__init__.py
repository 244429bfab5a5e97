"""Packs (政策包): schema, loader, lint, notice reader, as-of values, diff. Data in, data out; no Django.

The names below are imported when they are first used, so that a page that needs one of them does not
pay for all.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daylight.policy.digest import pack_digest
    from daylight.policy.find import pack_folder, pack_ids
    from daylight.policy.lint import Report
    from daylight.policy.linting.finding import Finding
    from daylight.policy.load import load_pack
    from daylight.policy.notice import Notice, Paragraph, read_notice
    from daylight.policy.skeleton import read_skeleton, skeleton_of
    from daylight.policy.yaml_text import decoded

__all__ = [
    "Finding",
    "Notice",
    "Paragraph",
    "Report",
    "decoded",
    "load_pack",
    "pack_digest",
    "pack_folder",
    "pack_ids",
    "read_notice",
    "read_skeleton",
    "skeleton_of",
]

_HOMES = {
    "Finding": "linting.finding",
    "Notice": "notice",
    "Paragraph": "notice",
    "Report": "lint",
    "decoded": "yaml_text",
    "load_pack": "load",
    "pack_digest": "digest",
    "pack_folder": "find",
    "pack_ids": "find",
    "read_notice": "notice",
    "read_skeleton": "skeleton",
    "skeleton_of": "skeleton",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
