"""What the API says about itself (接口描述): the framework's OpenAPI document, made exact.

The framework describes problems as plain JSON and optional parameters as nullable; neither is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from daylight.interfaces.api.problems import CONTENT_TYPE


class Door(NinjaAPI):
    """An API whose description is exact (接口)."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the OpenAPI document with problems and parameters as they are."""
        document = super().get_openapi_schema(**options)
        for operation in operations(document):
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = never_null(parameter["schema"])
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    response["content"] = {CONTENT_TYPE: next(iter(response["content"].values()))}
        return document


def operations(document: Any) -> Iterator[dict[str, Any]]:
    """Yield every operation of a document."""
    for methods in document["paths"].values():
        yield from methods.values()


def never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter that may be left out but is never null."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    if len(kinds) != 1:
        return schema
    return {**{name: value for name, value in schema.items() if name != "anyOf"}, **kinds[0]}
