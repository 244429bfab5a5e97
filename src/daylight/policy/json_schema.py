"""The pack's shape as JSON Schema (政策包 JSON Schema), for editors that prompt and check while one writes."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from daylight.policy.load import LISTS
from daylight.policy.schema import PackHead
from daylight.policy.skeleton import Skeleton

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
KINDS: Final = ("pack", *LISTS, "skeleton")


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file (取 JSON Schema).

    Parameters
    ----------
    kind : str
        One of ``KINDS``: ``pack`` for pack.yaml, ``targets`` for targets.yaml and targets/*.yaml.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    alone: dict[str, type[BaseModel]] = {"pack": PackHead, "skeleton": Skeleton}
    if kind in alone:
        shape = alone[kind].model_json_schema()
    else:
        model: Any = LISTS[kind]
        shape = TypeAdapter(list[model]).json_schema()
    return {"$schema": DIALECT, "title": f"Daylight pack: {kind}", **{k: v for k, v in shape.items() if k != "title"}}


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one kind of file as it is published."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=1) + "\n"
