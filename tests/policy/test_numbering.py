"""Marks are told from what only looks like one."""

from __future__ import annotations

import pytest

from daylight.policy.numbering import from_chinese, goes_on, in_chinese, marks


def labels(line: str) -> list[str]:
    return [mark.label for mark in marks(line)]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("一、总体要求", "一"),
        ("十二、附则", "十二"),
        ("二.具体措施", "二"),
        ("(一)指导思想", "(一)"),
        ("（二）基本原则", "(二)"),
        ("( 三 ) 目标", "(三)"),
        ("（四）、措施", "(四)"),
        ("1.落实", "1"),
        ("１．落实", "1"),
        ("12、落实", "12"),
        ("(1)落实", "(1)"),
        ("（２）落实", "(2)"),
        ("一是强化", "·一"),
        ("二要落实", "·二"),
        ("十一须注意", "·十一"),
    ],
)
def test_a_mark_is_known_in_full_and_half_width(line: str, label: str) -> None:
    found = next(marks(line))
    assert (found.label, found.boundary) == (label, "line")


@pytest.mark.parametrize(
    "line",
    [
        "一方面要提高质量",
        "一批精品线路",
        "一师一优课、一课一名师",
        "三结合育人",
        "二〇一七年",
        "三要素齐全",
        "一、二年级不留书面作业",
        "第（一）项",
        "七、八、九年级",
        "1.5万名教师",
        "2017.4.18",
        "3.15活动",
        "一二是数",
    ],
)
def test_what_only_looks_like_a_mark_is_none_at_the_start_of_a_line(line: str) -> None:
    assert [mark for mark in marks(line) if mark.boundary == "line"] == []


def test_a_chapter_may_begin_with_a_number_that_does_not_run_on() -> None:
    assert labels("一、七年级新生") == ["一"]
    assert labels("三、三年行动") == ["三"]


@pytest.mark.parametrize(
    ("line", "boundary"),
    [
        ("职业观。一是强化", "sentence"),
        ("职业观；一是强化", "sentence"),
        ("做到“四落实”。” 一要办好", "sentence"),
        ("三件事，一是强化", "comma"),
        ("工作一是强化", "none"),
        ("1.一是强化", "mark"),
    ],
)
def test_a_mark_knows_what_stands_before_it(line: str, boundary: str) -> None:
    assert list(marks(line))[-1].boundary == boundary


def test_the_words_of_a_list_item_begin_with_the_mark_and_others_behind_it() -> None:
    item, number = next(marks("一是强化")), next(marks("1.落实"))
    assert (item.text_start, number.text_start) == (0, 2)


def test_a_list_goes_on_where_its_second_item_follows() -> None:
    line = "做两件事，一是立德，二是树人"
    assert goes_on(line, next(marks(line)))
    assert not goes_on("其目的一是立德", next(marks("其目的一是立德")))
    assert not goes_on("一要立德，二是树人", next(marks("一要立德，二是树人")))


@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 21, 35, 99])
def test_numbers_are_written_as_they_are_read(number: int) -> None:
    assert from_chinese(in_chinese(number)) == number


def test_numbers_read_as_in_a_notice() -> None:
    assert [in_chinese(number) for number in (1, 10, 12, 20, 21)] == ["一", "十", "十二", "二十", "二十一"]
    assert [from_chinese(word) for word in ("一二", "十十", "二三十")] == [None, None, None]
