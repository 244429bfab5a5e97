"""Pack and notice are compared both ways, paragraph by paragraph and figure by figure."""

from __future__ import annotations

from daylight.policy.linting.coverage import coverage, differences
from daylight.policy.skeleton import Bone, Skeleton

from ..items import clause, english, excuse, pack, target, told

HASH, OTHER = "a" * 64, "b" * 64


def notice(*bones: tuple[str, tuple[str, ...]], sha256: str = HASH) -> Skeleton:
    return Skeleton(paragraphs=tuple(Bone(ref=ref, figures=figures, sha256=sha256) for ref, figures in bones))


def test_a_notice_whose_figures_are_carried_and_excused_has_no_finding() -> None:
    whole = pack(targets=(target(figures=["50%以上"]),), excuses=(excuse(figure="十三五"),))
    assert told(coverage(whole, notice(("一", ("50%以上", "十三五", "50%以上"))))) == []


def test_a_figure_counts_however_it_is_written() -> None:
    whole = pack(targets=(target(figures=["到2017年", "５０％"]),), excuses=(excuse(figure="用三年时间"),))
    assert told(coverage(whole, notice(("一", ("2017年", "50%", "三年"))))) == []


def test_a_bound_belongs_to_the_figure() -> None:
    found = coverage(pack(targets=(target(figures=["50%"]),)), notice(("一", ("50%以上",))))
    assert english(found) == [
        "error: notice 一: the figure “50%以上” is neither among the figures of a target nor excused.",
        "error: targets t1.figures: the paragraph 一 has no figure “50%”. Nearest: 50%以上. Its figures: 50%以上.",
    ]


def test_a_paragraph_without_a_clause_and_a_clause_without_a_paragraph_are_named() -> None:
    found = coverage(pack(clauses=(clause(), clause("c2", "三"))), notice(("一", ()), ("二", ("50%",))))
    assert english(found) == [
        "error: notice 二: the paragraph 二 has no clause; write one with ref: 二.",
        "error: clauses c2.ref: the notice has no paragraph 三.",
    ]


def test_a_paragraph_without_figures_has_none_to_offer() -> None:
    found = coverage(pack(excuses=(excuse(figure="50%"),)), notice(("一", ())))
    assert english(found) == ["error: excuses e1.figure: the paragraph 一 has no figure “50%”."]


def test_numbers_that_stand_twice_are_named_on_either_side() -> None:
    twice = pack(clauses=(clause(), clause("c2", "一")))
    assert english(coverage(twice, notice(("一", ()), ("一", ())))) == [
        "error: clauses c2.ref: 一 is told by c1 already.",
        "error: notice 一: 2 paragraphs are numbered 一.",
    ]


def test_figures_are_looked_for_in_the_clauses_own_paragraph() -> None:
    two = pack(clauses=(clause(), clause("c2", "二")), targets=(target(clause="c2", figures=["50%"]),))
    found = told(coverage(two, notice(("一", ("50%",)), ("二", ()))))
    assert found == [("coverage.figure", "notice 一"), ("coverage.no-such-figure", "targets t1.figures")]


def test_a_text_that_is_the_skeletons_does_not_differ() -> None:
    one = notice(("一", ("50%",)), ("二", ()))
    assert list(differences(one, one)) == []


def test_paragraphs_more_less_and_otherwise_are_told_apart() -> None:
    kept = notice(("一", ("50%",)), ("二", ()), ("三", ()))
    text = notice(("一", ("60%",)), ("二", ()), ("四", ()))
    assert english(differences(text, kept)) == [
        "error: notice 一: has other figures: in the text 60%; in the skeleton 50%.",
        "error: notice 四: is in the text and not in the pack's skeleton.",
        "error: notice 三: is in the pack's skeleton and not in the text.",
    ]


def test_other_words_with_the_same_figures_are_a_warning() -> None:
    found = differences(notice(("一", ("50%",)), sha256=OTHER), notice(("一", ("50%",))))
    assert english(found) == ["warning: notice 一: has other words and the same figures."]


def test_figures_in_another_order_are_other_figures() -> None:
    found = differences(notice(("一", ("50%", "25%"))), notice(("一", ("25%", "50%"))))
    assert told(found) == [("coverage.differs", "notice 一")]
