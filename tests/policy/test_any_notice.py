"""Whatever the tree and however it is written down, the reader finds the tree again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.policy import read_notice, skeleton_of
from daylight.policy.linting.coverage import differences
from daylight.policy.notice import plain_words

from .made_notices import FIGURES, NOTICES, STYLES, WITH_FIGURES, Made, Style, expected, written

PLAIN = Style(wide=False, blank="", inline=False)


@settings(max_examples=80, deadline=None)
@given(NOTICES, STYLES)
def test_every_number_is_found_and_nothing_else(top: list[Made], style: Style) -> None:
    notice = read_notice(written(top, style))
    assert [paragraph.ref for paragraph in notice.paragraphs] == [ref for ref, _ in expected(top)]
    assert notice.doubts == ()


@settings(max_examples=50, deadline=None)
@given(NOTICES, STYLES)
def test_every_paragraph_has_its_own_words(top: list[Made], style: Style) -> None:
    words = {ref: plain_words(made.words) for ref, made in expected(top)}
    for paragraph in read_notice(written(top, style)).paragraphs:
        assert plain_words(paragraph.text).endswith(words[paragraph.ref])


@settings(max_examples=50, deadline=None)
@given(NOTICES, STYLES)
def test_every_parent_stands_before_its_children(top: list[Made], style: Style) -> None:
    seen: dict[str | None, int] = {None: 0}
    for paragraph in read_notice(written(top, style)).paragraphs:
        assert paragraph.depth == seen[paragraph.parent] + 1
        assert paragraph.ref.startswith(paragraph.parent or "")
        seen[paragraph.ref] = paragraph.depth


@settings(max_examples=50, deadline=None)
@given(WITH_FIGURES, STYLES)
def test_every_figure_is_found_in_its_paragraph_and_no_other(top: list[Made], style: Style) -> None:
    notice = read_notice(written(top, style))
    for ref, made in expected(top):
        wanted = [figure for figure in FIGURES if f"达到{figure}" in made.words]
        assert [figure.text for figure in notice[ref].figures] == wanted


@settings(max_examples=30, deadline=None)
@given(WITH_FIGURES, STYLES)
def test_the_skeleton_does_not_depend_on_how_a_notice_is_written_down(top: list[Made], style: Style) -> None:
    plain, styled = (skeleton_of(read_notice(written(top, each))) for each in (PLAIN, style))
    assert list(differences(styled, plain)) == []


@settings(max_examples=30, deadline=None)
@given(WITH_FIGURES, STYLES, st.data())
def test_one_changed_paragraph_is_one_difference(top: list[Made], style: Style, data: st.DataObject) -> None:
    before = skeleton_of(read_notice(written(top, style)))
    paragraphs = list(expected(top))
    ref, made = paragraphs[data.draw(st.integers(0, len(paragraphs) - 1))]
    made.words += ",全面加强"
    after = skeleton_of(read_notice(written(top, style)))
    assert [finding.place for finding in differences(after, before)] == [f"notice {ref}"]


@settings(max_examples=30, deadline=None)
@given(NOTICES, STYLES)
def test_a_chapter_more_is_one_paragraph_more(top: list[Made], style: Style) -> None:
    before = read_notice(written(top, style)).paragraphs
    after = read_notice(written([*top, Made(1, "加强保障")], style)).paragraphs
    assert [p.ref for p in after[:-1]] == [p.ref for p in before]
    assert after[-1].text == "加强保障"
