"""YAML keeps the line of everything, and says in our words what is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.policy.faults import NotUtf8
from daylight.policy.yaml_text import BASE, Loader, decoded, read_yaml

TEXT = """\
- id: one
  points:
    - {due: 2018-12-31, value: 0.5}
- id: two
"""


def test_the_line_of_every_part_is_known() -> None:
    document, faults = read_yaml(TEXT, "a.yaml")
    assert faults == []
    assert document.value[0]["points"][0] == {"due": date(2018, 12, 31), "value": 0.5}
    assert document.line(()) == 1
    assert document.line((0, "points", 0, "due")) == 3
    assert document.line((1, "id")) == 4
    assert document.line((1, "gone", "deeper")) == 4
    assert document.line((7,)) == 1


def test_an_empty_file_has_no_value_and_no_fault() -> None:
    document, faults = read_yaml("# only words\n", "a.yaml")
    assert (document.value, faults) == (None, [])
    assert document.line((0, "id")) == 1


def test_a_day_that_does_not_exist_stays_a_text() -> None:
    assert read_yaml("day: 2018-02-30\n", "a.yaml")[0].value == {"day": "2018-02-30"}


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("a: b: c", "此处不应再有冒号；文字里有冒号时请加引号"),
        ("a: [1, 2", "括号里少了逗号或右括号"),
        ("a: %x", "不能以这个字符开头"),
        ("a: 1\n  b: 2", "此处不应再有冒号；文字里有冒号时请加引号"),
        ("- a\nb: 1", "缩进与上文不一致"),
        ('a: "x', "引号或括号没有配对"),
        ("a: *x", "* 引用了没有定义的名称；以 * 开头的文字请加引号"),
        ("a: !!python/object:os.system x", "无法解析"),
    ],
)
def test_what_is_no_yaml_is_said_in_our_words_with_its_line(text: str, zh: str) -> None:
    document, faults = read_yaml(text, "a.yaml")
    assert document.value is None
    assert [fault.says("zh").split("（")[0].split("列")[-1] for fault in faults] == ["：YAML 语法有误"]
    assert f"（{zh}）" in faults[0].says("zh")
    assert faults[0].says("en").startswith("a.yaml, line ")


def test_a_key_that_stands_twice_is_named_at_any_depth() -> None:
    _, faults = read_yaml("- {a: 1, b: {c: 1, c: 2}}\n- a: 1\n  b: 1\n  a: 2\n", "a.yaml")
    assert [(fault.values["line"], fault.values["key"], fault.values["first"]) for fault in faults] == [
        (1, "c", 1), (4, "a", 2),
    ]  # fmt: skip


def test_the_fast_loader_is_used_where_it_is_there() -> None:
    assert BASE.__name__ == "CSafeLoader"
    assert issubclass(Loader, BASE)


def test_a_text_is_utf8_with_or_without_a_mark() -> None:
    assert decoded("通知".encode(), "a") == decoded("\ufeff通知".encode(), "a") == "通知"
    with pytest.raises(NotUtf8) as caught:
        decoded("one\n阿姨".encode("gbk"), "a.txt")
    assert caught.value.says("zh").startswith("a.txt 第 2 行不是 UTF-8 文本")
