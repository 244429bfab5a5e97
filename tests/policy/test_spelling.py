"""A misspelt word is answered with the nearest and, where they are few, with all."""

from __future__ import annotations

from daylight.policy.spelling import hint, nearest


def test_the_nearest_word_is_found_and_a_stranger_is_not() -> None:
    assert nearest("comparetor", ["comparator", "cadence"]) == "comparator"
    assert nearest("zzz", ["comparator", "cadence"]) is None
    assert nearest("a", []) is None


def test_the_remedy_names_the_nearest_and_what_there_is() -> None:
    help = hint("citty", ["city", "county"])
    assert (help.zh, help.en) == ("最接近的写法：city。允许：city, county。", "Nearest: city. Allowed: city, county.")


def test_a_stranger_is_told_what_there_is_and_nothing_of_nothing() -> None:
    assert hint("zzz", ["city"]).en == "Allowed: city."
    assert hint("zzz", []).zh == ""


def test_a_long_list_is_not_told() -> None:
    words = [f"word-{number}" for number in range(30)]
    assert hint("word-1", words).zh == "最接近的写法：word-1。"
    assert "word-29" in hint("word-1", words, most=30).zh
