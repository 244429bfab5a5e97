"""Problems over HTTP (错误应答): RFC 9457 documents, in both languages.

Lives here: the one shape of an error and the handlers that give it. Must not: deciding what is an error.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import ConfigDict, Field

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text

CONTENT_TYPE: Final = "application/problem+json"
NOT_FOUND: Final = Text("没有这一项，或者不在您的范围内。", "There is no such thing, or it is outside your scope.")
#: Codes that say that something is not there, or not for this reader.
MISSING: Final = {
    "reporting.not-there",
    "reporting.nothing-published",
    "rulebook.pack-not-installed",
    "rulebook.not-in-pack",
}
INVALID: Final = Text("参数有误。", "A parameter is not valid.")


class Fault(Schema):
    """One parameter that is not valid (参数错误)."""

    where: str = Field(description="哪个参数 · which parameter")
    message: str = Field(description="为什么 · why")


class Problem(Schema):
    """A problem document (错误说明), RFC 9457 with both languages."""

    model_config = ConfigDict(extra="forbid")
    type: str = Field(description="稳定的错误代码 · stable code of the error, as a URN")
    title: str = Field(description="中文说明")
    title_en: str = Field(description="English wording")
    status: int = Field(description="HTTP 状态码 · HTTP status")
    faults: list[Fault] = Field(default_factory=list, description="逐项错误 · what is wrong, one by one")


def problem(status: int, code: str, title: Text, faults: list[dict[str, str]] | None = None) -> HttpResponse:
    """Return a problem document (错误应答)."""
    body = {
        "type": f"urn:daylight:{code}",
        "title": title.zh,
        "title_en": title.en,
        "status": status,
        "faults": faults or [],
    }
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False})


def faults_of(errors: list[Any]) -> list[dict[str, str]]:
    """Return the validator's errors as faults: place and reason."""
    return [
        {"where": ".".join(str(part) for part in item["loc"][1:] if part != "query"), "message": str(item["msg"])}
        for item in errors
    ]


def on_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer parameters that are not valid."""
    return problem(422, "api.invalid", INVALID, faults_of(error.errors))


def on_missing(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer what is not there, or not for this reader: the two look alike."""
    return problem(404, "api.not-found", NOT_FOUND)


def on_refusal(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer the framework's own refusals."""
    return problem(error.status_code, "api.refused", Text(str(error), str(error)))


def on_anticipated(request: HttpRequest, error: DaylightError) -> HttpResponse:
    """Answer an anticipated failure by its own code and words: 404 for what is not there, else 409."""
    return problem(404 if error.code in MISSING else 409, error.code, Text(error.says("zh"), error.says("en")))


def handle(api: NinjaAPI) -> None:
    """Give an API these handlers."""
    api.add_exception_handler(ValidationError, on_validation)
    api.add_exception_handler(Http404, on_missing)
    api.add_exception_handler(PermissionDenied, on_missing)
    api.add_exception_handler(HttpError, on_refusal)
    api.add_exception_handler(DaylightError, on_anticipated)
