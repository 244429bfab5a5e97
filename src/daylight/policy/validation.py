"""From a library's complaint to our sentence (校验报错): pydantic finds, we say it.

Every fault names file, line, path inside, the value, what is allowed, and the nearest spelling.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.policy.faults import KeyMissing, KeyUnknown, ValueWrong
from daylight.policy.spelling import hint, nearest
from daylight.policy.yaml_text import Document

DAY: Final = Text("应为日期，写作 2018-12-31。", "It must be a date such as 2018-12-31.")
TEXT: Final = Text("应为文字；数字请加引号。", "It must be text; put a number in quotes.")
NUMBER: Final = Text("应为数字；百分数写作小数，50% 写 0.5。", "It must be a number; write 50% as 0.5.")
WHOLE: Final = Text("应为整数。", "It must be a whole number.")
LIST: Final = Text("应为列表（每项以 - 开头）。", "It must be a list (each item begins with -).")
MAPPING: Final = Text("应为“键: 值”。", "It must be “key: value”.")
FLAG: Final = Text("应为 true 或 false。", "It must be true or false.")
FORM: Final = Text("格式不符。", "It has another form.")
FILLED: Final = Text("不能为空。", "It must not be empty.")
AN_ID: Final = Text(
    "应为小写字母、数字和连字符，以字母或数字开头。",
    "It must be lower-case letters, digits and hyphens, a letter or digit first.",
)
MONTH_DAY: Final = Text("应为月-日，写作 06-30。", "It must be month and day, such as 06-30.")
_PATTERNS: Final = {r"^[a-z0-9][a-z0-9-]*$": AN_ID, r"^\d\d-\d\d$": MONTH_DAY}
_ALLOWED: Final = (
    ("date", DAY), ("string_type", TEXT), ("string_too_short", FILLED), ("float", NUMBER), ("finite", NUMBER),
    ("int", WHOLE), ("bool", FLAG), ("tuple_type", LIST), ("list_type", LIST),
    ("dict_type", MAPPING), ("model", MAPPING),
)  # fmt: skip


_SHAPES: Final[dict[Any, Text]] = {date: DAY, float: NUMBER, int: WHOLE, bool: FLAG}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands (位置): file, document, the path to it inside."""

    file: str
    document: Document
    path: tuple[str | int, ...]
    name: str = ""

    def at(self, *steps: str | int) -> Place:
        """Return a place further inside."""
        return Place(self.file, self.document, (*self.path, *steps), self.name)

    @property
    def words(self) -> Text:
        """Return the place in words: targets.yaml 第 4 行 targets[3].series[0].due."""
        path = _written(self.name, self.path)
        if self.document.node is None:
            return Text(*[f"{self.file} {path}".strip()] * 2)
        line = self.document.line(self.path)
        return Text(f"{self.file} 第 {line} 行 {path}".strip(), f"{self.file}, line {line}, {path}".rstrip(", "))


def _written(name: str, path: Sequence[str | int]) -> str:
    text = name
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def validated(model: type[BaseModel], value: object, place: Place) -> tuple[Any, list[DaylightError]]:
    """Return the model made of a value, or None and every fault of it (校验).

    Parameters
    ----------
    model : type
        One of the pack's models.
    value : object
        What the file holds there.
    place : Place
        Where it stands.
    """
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [_fault(model, detail, place) for detail in details if not _repeats(model, detail, details)]


def _repeats(model: type[BaseModel], detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Tell whether a complaint follows from another, which is said once.

    A key that is missing because it is misspelt; a list that is short because its items are wrong.
    """
    if detail["type"] == "too_short":
        return bool(len(detail["input"]) >= (detail.get("ctx") or {}).get("min_length", 0))
    if detail["type"] != "missing":
        return False
    *owner, key = detail["loc"]
    wrong = [str(d["loc"][-1]) for d in details if d["type"] == "extra_forbidden" and list(d["loc"][:-1]) == owner]
    here = model_at(model, owner)
    return here is not None and key in [nearest(word, here.model_fields) for word in wrong]


def _fault(model: type[BaseModel], detail: ErrorDetails, place: Place) -> DaylightError:
    steps = detail["loc"]
    kind = detail["type"]
    if kind in ("missing", "extra_forbidden"):
        owner, key, where = model_at(model, steps[:-1]), str(steps[-1]), place.at(*steps[:-1]).words
        if kind == "missing":
            field = owner.model_fields.get(key) if owner else None
            demand = _demand(field.annotation if field else None)
            return KeyMissing(where=where.zh, where_en=where.en, key=key, zh=demand.zh, en=demand.en)
        where = place.at(*steps).words
        help = hint(key, owner.model_fields if owner else ())
        return KeyUnknown(where=where.zh, where_en=where.en, key=key, zh=help.zh, en=help.en)
    where, allowed = place.at(*steps).words, _allowed(detail)
    return ValueWrong(where=where.zh, where_en=where.en, value=shortly(detail["input"]), zh=allowed.zh, en=allowed.en)


def _allowed(detail: ErrorDetails) -> Text:
    """Return what may stand there."""
    kind, context = detail["type"], detail.get("ctx") or {}
    if kind == "literal_error":
        words = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        return hint(str(detail["input"]), words)
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context["pattern"]), FORM)
    if kind in ("too_short", "too_long", "string_too_long", "greater_than_equal", "less_than_equal"):
        return _bound(kind, context)
    return next((text for start, text in _ALLOWED if kind.startswith(start)), FORM)


def _demand(annotation: Any) -> Text:
    """Return that a key must be stated, and what may stand there."""
    shape = _shape(annotation)
    return Text(f"这一项必须写明。{shape.zh}", f"It must be stated. {shape.en}".strip())


def _shape(annotation: Any) -> Text:
    if typing.get_origin(annotation) is typing.Literal:
        return hint("", typing.get_args(annotation))
    if annotation in _SHAPES:
        return _SHAPES[annotation]
    return LIST if typing.get_origin(annotation) is tuple else MAPPING if _model_in(annotation) else Text("", "")


def _bound(kind: str, context: Mapping[str, Any]) -> Text:
    limit = next(context[name] for name in ("min_length", "max_length", "ge", "le") if name in context)
    return {
        "too_short": Text(f"至少要有 {limit} 项。", f"It needs {limit} or more."),
        "too_long": Text(f"至多 {limit} 项。", f"It takes {limit} or fewer."),
        "string_too_long": Text(f"至多 {limit} 个字符。", f"At most {limit} characters."),
        "greater_than_equal": Text(f"不得小于 {limit}。", f"Not less than {limit}."),
        "less_than_equal": Text(f"不得大于 {limit}。", f"Not more than {limit}."),
    }[kind]


def shortly(value: object) -> str:
    text = "（空）" if value is None else "{…}" if isinstance(value, dict) else str(value)
    text = "[…]" if isinstance(value, list | tuple) else f"“{text}”" if text in ("", " ") else text
    return text if len(text) <= 60 else text[:59] + "…"


def model_at(model: type[BaseModel], steps: Sequence[str | int]) -> type[BaseModel] | None:
    """Return the model that a path inside a model leads to, None where it leads to no model."""
    here: Any = model
    for step in steps:
        if isinstance(step, int):
            continue
        field = here.model_fields.get(step) if here is not None else None
        here = _model_in(field.annotation) if field is not None else None
    return typing.cast("type[BaseModel] | None", here)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model inside tuple[Model, ...], Model | None and the like."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    found = (_model_in(inner) for inner in typing.get_args(annotation))
    return next((model for model in found if model is not None), None)
