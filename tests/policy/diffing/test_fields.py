"""A change of a field is a sentence about its item."""

from __future__ import annotations

from daylight.kernel.text import Text
from daylight.policy.diffing.fields import Change, changed, whole

from ..items import role

WHAT = Text("层级", "the level")


def says(value: object) -> Text:
    return Text(f"<{value}>", f"[{value}]")


def test_a_field_that_is_the_same_says_nothing() -> None:
    assert list(changed(role(), role(), "level", WHAT, says)) == []
    assert list(changed(None, None, "level", WHAT, says)) == []


def test_a_field_that_changed_is_said_from_what_to_what() -> None:
    (change,) = changed(role(), role(level="county"), "level", WHAT, says)
    sentence = change.sentence(Text("岗位", "Role"), role())
    assert sentence.zh == "岗位“甲”（school-head）：层级由“<school>”改为“<county>”。"
    assert sentence.en == "Role “A” (school-head): the level changes from “[school]” to “[county]”."


def test_an_item_that_came_or_went_counts_as_one_without_the_field() -> None:
    (change,) = changed(None, role(), "level", WHAT, says)
    assert change == Change(WHAT, says(None), says("school"))


def test_a_change_may_be_the_whole_message() -> None:
    assert (
        Change(Text("有改动", "is another")).sentence(Text("岗位", "Role"), role()).zh
        == "岗位“甲”（school-head）：有改动。"
    )


def test_an_item_that_came_is_told_with_what_there_is_to_tell() -> None:
    new = Text("新增岗位", "New role")
    assert whole(new, role(), Text("", "")).en == "New role: “A” (school-head)."
    assert whole(new, role(), Text("学校", "school")).zh == "新增岗位“甲”（school-head）：学校。"
