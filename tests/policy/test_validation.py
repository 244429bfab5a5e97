"""A model's complaint becomes our sentence, whatever the complaint."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from daylight.policy.schema import Handing, Point, Series, Target
from daylight.policy.validation import Place, model_at, shortly, validated
from daylight.policy.yaml_text import Document, read_yaml


class Inner(BaseModel):
    """A part."""

    model_config = ConfigDict(extra="forbid")
    count: int = Field(ge=1)


class Outer(BaseModel):
    """An item with a field of every kind."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=4)
    flag: bool = False
    side: Literal["left", "right"] = "left"
    inner: Inner | None = None
    many: tuple[Inner, ...] = Field(default=(), max_length=2)
    table: dict[str, object] = {}


def said(value: object) -> list[str]:
    place = Place("a.yaml", Document(None, None), (), "outer")
    return [fault.says("zh") for fault in validated(Outer, value, place)[1]]


def test_what_is_right_is_made_into_the_model() -> None:
    made, faults = validated(Outer, {"name": "甲", "inner": {"count": 1}}, Place("a", Document(None, None), ()))
    assert (made.inner.count, faults) == (1, [])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "a.yaml outer：缺少“name” 这一项必须写明。"),
        ({"name": "甲乙丙丁戊"}, "a.yaml outer.name：值 甲乙丙丁戊 不合要求 至多 4 个字符。"),
        ({"name": None}, "a.yaml outer.name：值 （空） 不合要求 应为文字；数字请加引号。"),
        ({"name": "甲", "flag": "maybe"}, "a.yaml outer.flag：值 maybe 不合要求 应为 true 或 false。"),
        ({"name": "甲", "side": "lef"}, "a.yaml outer.side：值 lef 不合要求 最接近的写法：left。允许：left, right。"),
        ({"name": "甲", "inner": {"count": 0}}, "a.yaml outer.inner.count：值 0 不合要求 不得小于 1。"),
        ({"name": "甲", "inner": {"cuont": 1}},
         "a.yaml outer.inner.cuont：不认识的键“cuont” 最接近的写法：count。允许：count。"),
        ({"name": "甲", "many": [{"count": 1}] * 3}, "a.yaml outer.many：值 […] 不合要求 至多 2 项。"),
        ({"name": "甲", "many": [{"count": 1}, {"count": "x"}]},
         "a.yaml outer.many[1].count：值 x 不合要求 应为整数。"),
        ({"name": "甲", "table": 3}, "a.yaml outer.table：值 3 不合要求 应为“键: 值”。"),
    ],
)  # fmt: skip
def test_a_complaint_becomes_a_sentence(value: object, words: str) -> None:
    assert said(value) == [words]


def test_a_missing_key_is_told_with_what_may_stand_there() -> None:
    place = Place("a.yaml", Document(None, None), ())
    told = {fault.values["key"]: fault.says("zh") for fault in validated(Target, {}, place)[1]}
    assert told["comparator"].endswith("这一项必须写明。允许：at_least, at_most, equals, more_than。")
    assert told["series"].endswith("这一项必须写明。应为列表（每项以 - 开头）。")
    assert told["rounding"].endswith("这一项必须写明。应为“键: 值”。")
    due = validated(Point, {"value": 1}, place)[1][0]
    assert due.says("en") == "a.yaml: “due” is missing It must be stated. It must be a date such as 2018-12-31."


def test_a_place_names_the_line_of_the_file() -> None:
    document, _ = read_yaml("- name: 甲\n  inner:\n    count: 0\n", "a.yaml")
    place = Place("a.yaml", document, (), "outer").at(0)
    fault = validated(Outer, document.value[0], place)[1][0]
    assert fault.says("zh").startswith("a.yaml 第 3 行 outer[0].inner.count：")
    assert fault.says("en").startswith("a.yaml, line 3, outer[0].inner.count: ")


def test_the_model_under_a_path_is_found_through_lists_and_options() -> None:
    assert model_at(Target, ("series", 0, "points", 1)) is Point
    assert model_at(Target, ("series", 0)) is Series
    assert model_at(Target, ("evidence", 0)) is Handing
    assert model_at(Outer, ("inner",)) is Inner
    assert model_at(Outer, ("table", "x")) is None
    assert model_at(Outer, ("gone", "deeper")) is None


def test_a_value_is_shown_shortly() -> None:
    assert [shortly(value) for value in (None, {"a": 1}, [1], "", "x" * 80)] == [
        "（空）", "{…}", "[…]", "“”", "x" * 59 + "…",
    ]  # fmt: skip
