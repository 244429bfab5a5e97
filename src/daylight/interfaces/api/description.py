"""What the API says about itself (接口描述): the framework's OpenAPI document, made exact.

The framework describes problems as plain JSON and optional parameters as nullable; neither is so. It
answers a wrong method and its own root as plain text; both are problems here as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from daylight.interfaces.api.problems import CONTENT_TYPE, NOT_FOUND, problem
from daylight.kernel.text import Text

READS_ONLY = Text("这里只能读取。", "One can only read here.")


class Door(NinjaAPI):
    """An API whose description is exact (接口)."""

    @property
    def urls(self) -> Any:
        """Return the addresses, every one answering in the one shape."""
        patterns, *names = super().urls
        for pattern in patterns:
            pattern.callback = in_one_shape(pattern.callback)
        return patterns, *names

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


def in_one_shape(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a view that answers HEAD as GET, and a wrong method or address with a problem."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        method, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return problem(404, "api.not-found", NOT_FOUND)
        finally:
            request.method = method  # The server knows by it to leave the body out.
        if response.status_code != 405:
            return response
        refused = problem(405, "api.method", READS_ONLY)
        refused["Allow"] = "GET, HEAD"
        return refused

    return answer


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
