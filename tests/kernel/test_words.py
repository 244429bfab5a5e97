"""Texts speak both languages; errors say what, where and what to do in both."""

from __future__ import annotations

import pytest

from daylight.kernel.codes import STAGES, SUBJECTS
from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text


class TooMany(DaylightError):
    """A class that is too large."""

    code = "test.too-many"
    message = Text("{where} 有 {value} 人", "{where} has {value} pupils")
    remedy = Text("最多 {allowed} 人。", "At most {allowed}.")


PROBLEM = TooMany(where="classes.yaml:3", value=66, allowed=55)


@pytest.mark.parametrize(("language", "words"), [("zh", "甲"), ("zh-hans", "甲"), ("en", "A"), ("en-gb", "A")])
def test_a_text_speaks_english_to_the_english_and_chinese_to_all_others(language: str, words: str) -> None:
    assert Text("甲", "A").says(language) == words


def test_a_text_is_chinese_where_nobody_chose() -> None:
    assert str(Text("甲", "A")) == "甲"


def test_placeholders_are_filled_in_both_languages() -> None:
    assert Text("{n} 所", "{n} schools").filled(n=3) == Text("3 所", "3 schools")


def test_a_text_equals_its_like_and_may_be_a_key() -> None:
    assert {Text("甲", "A"): 1}[Text("甲", "A")] == 1


def test_an_error_names_place_value_and_remedy_in_both_languages() -> None:
    assert PROBLEM.says() == "classes.yaml:3 有 66 人 最多 55 人。"
    assert PROBLEM.says("en") == "classes.yaml:3 has 66 pupils At most 55."


def test_an_error_keeps_its_code_and_its_values() -> None:
    assert PROBLEM.code == "test.too-many"
    assert PROBLEM.values["value"] == 66
    assert str(PROBLEM) == "classes.yaml:3 有 66 人"


def test_an_error_without_remedy_ends_after_its_message() -> None:
    assert DaylightError(what="x").says("en") == "Failed: x"


def test_problems_are_told_together_and_counted() -> None:
    problems = Problems([PROBLEM, PROBLEM])
    assert problems.says("en").splitlines() == ["2 problems", *["  - classes.yaml:3 has 66 pupils At most 55."] * 2]
    assert problems.says().startswith("共 2 处问题")


def test_problems_are_an_error_that_one_handler_catches() -> None:
    with pytest.raises(DaylightError):
        raise Problems([PROBLEM])


@pytest.mark.parametrize("codes", [SUBJECTS, STAGES])
def test_every_code_has_a_name_of_its_own_in_both_languages(codes: dict[str, Text]) -> None:
    assert all(code.isascii() and code == code.lower() for code in codes)
    assert len({name.zh for name in codes.values()}) == len({name.en for name in codes.values()}) == len(codes)
