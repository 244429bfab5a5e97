"""One box for schools, counties, clauses and targets."""

from __future__ import annotations

from typing import Any

import pytest

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import selectors
from daylight.apps.reporting.models import BoardOrganisation
from daylight.apps.reporting.selectors.search import PER_KIND, matches
from daylight.apps.rulebook import selectors as rulebook
from daylight.kernel.text import Text


def found(viewer: Viewer, words: str) -> set[tuple[str, str]]:
    return {(hit.kind, hit.id) for hit in selectors.search(viewer, words)}


def test_two_characters_are_enough(looks: dict[str, Viewer]) -> None:
    assert ("county", "210302") in found(looks["public"], "铁东")
    assert ("target", "classes-66-gone") in found(looks["public"], "66")
    kinds = {kind for kind, _ in found(looks["public"], "班额")}
    assert {"target", "clause"} <= kinds


def test_one_character_finds_too(looks: dict[str, Viewer]) -> None:
    assert found(looks["public"], "铁")


def test_a_school_is_found_by_its_whole_code(looks: dict[str, Viewer]) -> None:
    school = BoardOrganisation.objects.filter(level="school").order_by("code")[0]
    assert ("school", school.code) in found(looks["public"], school.code)
    assert ("school", school.code) not in found(looks["public"], school.code[:9])


def test_a_clause_is_found_by_its_number(looks: dict[str, Viewer]) -> None:
    for clause in rulebook.pack().clauses:
        hits = selectors.search(looks["public"], clause.ref)
        assert any(hit.kind == "clause" for hit in hits)
    assert ("clause", "c2-3-2") in found(looks["public"], "二(三)2")


def test_english_is_found_whatever_its_case(looks: dict[str, Viewer]) -> None:
    for target in rulebook.pack().targets[:5]:
        assert ("target", target.id) in found(looks["public"], target.en.upper())
        assert ("target", target.id) in found(looks["public"], target.id)


def test_there_are_a_few_of_each_kind(looks: dict[str, Viewer]) -> None:
    hits = selectors.search(looks["public"], "学")
    by_kind = [sum(hit.kind == kind for hit in hits) for kind in ("target", "clause")]
    assert by_kind == [PER_KIND, PER_KIND]
    assert sum(hit.kind in ("school", "county") for hit in hits) == PER_KIND


def test_the_city_is_no_hit_but_the_board(looks: dict[str, Viewer]) -> None:
    assert not {hit for hit in selectors.search(looks["public"], "鞍山") if hit.kind == "city"}


@pytest.mark.parametrize("words", ["", "  ", "\n　", "\x00 \x00"])
def test_no_words_find_nothing(looks: dict[str, Viewer], words: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert selectors.search(looks["public"], words) == ()


@pytest.mark.parametrize("words", ["%%", "__", "' OR '1'='1", "🏫🏫", "a" * 5000, "\\", "(((", "[a-z"])
def test_strange_words_find_nothing_and_break_nothing(looks: dict[str, Viewer], words: str) -> None:
    assert selectors.search(looks["public"], words) == ()


def test_a_head_finds_the_own_school_and_the_notice(looks: dict[str, Viewer]) -> None:
    hits = selectors.search(looks["head"], "学")
    assert {hit.id for hit in hits if hit.kind == "school"} <= {looks["head"].org_code}
    assert {hit.kind for hit in hits} >= {"target", "clause"}


def test_both_languages_and_what_else_is_given_are_looked_through() -> None:
    text = Text("大班额", "Oversized classes")
    assert [matches(words, text, "c2-3-2") for words in ("班额", "CLASSES", "C2-3", "small")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_search_takes_few_queries(looks: dict[str, Viewer], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        selectors.search(looks["public"], "学")
