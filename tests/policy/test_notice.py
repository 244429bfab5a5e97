"""A notice is split by its own numbering, and by nothing else."""

from __future__ import annotations

import pytest

from daylight.policy import read_notice
from daylight.policy.notice import NoNumberedParagraph, Notice
from tests.architecture import ROOT

from .small_notice import NOTICE, REFS

REAL = ROOT.parent / "shared" / "notice" / "anshan-2017-66.txt"


def refs(text: str) -> list[str]:
    return [paragraph.ref for paragraph in read_notice(text).paragraphs]


def figures(notice: Notice, ref: str) -> list[str]:
    return [figure.text for figure in notice[ref].figures]


@pytest.fixture(scope="module")
def real() -> Notice:
    """The notice for which the house was built."""
    if not REAL.exists():
        pytest.skip("the notice itself is not in the repository")
    return read_notice(REAL.read_text(encoding="utf-8"))


def numbered(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{number}" for number in range(1, count + 1)]


def items(prefix: str, count: int) -> list[str]:
    return [f"{prefix}·{number}" for number in "一二三四"[:count]]


def test_the_notice_of_anshan_has_its_65_paragraphs(real: Notice) -> None:
    expected = ["一", "一(一)", "一(二)", *items("一(二)", 4), "二"]
    for area, count in zip("一二三四五六七八", (4, 3, 3, 4, 3, 3, 3, 4), strict=True):
        expected.append(f"二({area})")
        for ref in numbered(f"二({area})", count):
            expected.append(ref)
            inner = {"二(二)2": 4, "二(二)3": 3, "二(六)2": 3, "二(六)3": 3, "二(八)1": 3}.get(ref, 0)
            expected += items(ref, inner)
    expected += ["二(九)", "三", *items("三", 4)]
    assert [paragraph.ref for paragraph in real.paragraphs] == expected
    assert len(expected) == 65
    assert real.doubts == ()


def test_the_notice_of_anshan_keeps_its_words_and_loses_the_page_around_them(real: Notice) -> None:
    assert real["一"].text == "总体要求"
    assert real["二(二)2"].text == "引导教师树立正确职业观。"
    assert real["二(二)2·四"].text.startswith("四是维护师道尊严")
    assert real["三·四"].text.endswith("确保各项工作目标按期实现。")
    assert "66号" in real.preamble


def test_the_figures_of_the_notice_of_anshan_are_found(real: Notice) -> None:
    assert figures(real, "二(三)2") == [
        "国发〔2016〕40号", "辽政发〔2016〕56号", "两免一补", "2020年", "2017年", "50%以上", "66人以上", "2018年",
        "56人以上", "2017年", "25%", "2020年", "45人", "50人", "三年", "100所", "300名", "300节", "3000名", "十三五",
    ]  # fmt: skip
    assert figures(real, "二(五)1") == ["70%", "13000名", "本年度", "一节", "2017年", "160节", "40节"]
    assert figures(real, "二(五)2") == ["一个", "2017年", "45个", "两级"]
    assert figures(real, "二(四)4") == ["10%以上", "2次以上"]
    assert figures(real, "二(九)") == ["今年", "5所", "10所"]
    assert figures(real, "二(六)2·一") == ["四落实", "2次", "2次"]
    assert figures(real, "二(二)1") == ["四有"]


def test_every_mark_opens_its_paragraph_wherever_it_stands() -> None:
    assert refs(NOTICE) == REFS


def test_a_paragraph_knows_its_place() -> None:
    notice = read_notice(NOTICE)
    places = {p.ref: (p.number, p.depth, p.parent) for p in notice.paragraphs}
    assert places["一"] == ("一", 1, None)
    assert places["一(二)"] == ("(二)", 2, "一")
    assert places["二(一)3"] == ("3", 3, "二(一)")
    assert places["二(一)3·二"] == ("二", 4, "二(一)3")
    assert places["三·一"] == ("一", 2, "三")


def test_a_paragraph_has_its_own_words_and_not_its_childrens() -> None:
    notice = read_notice(NOTICE)
    assert notice["一"].text == "总体要求"
    assert notice["一(一)"].text == "指导思想\n坚持育人为本,为每一个孩子。"
    assert notice["二"].text == "具体措施\n从两个方面入手。"
    assert notice["二(一)1"].text == "研学旅行。每学期组织2次以上,到2019年全覆盖。"
    assert notice["二(一)3"].text == "家校共育。"
    assert notice["二(一)3·二"].text == "二要每学期组织2次指导,"
    assert notice["三·二"].text == "二要落实经费,每校不少于50万元。"
    with pytest.raises(KeyError):
        notice["九"]


def test_what_the_page_shows_around_the_notice_is_dropped() -> None:
    words = "".join(paragraph.text for paragraph in read_notice(NOTICE).paragraphs)
    assert "位置" not in words
    assert "任务表" not in words
    assert "浏览" not in words


def test_figures_before_the_first_number_are_not_the_notices() -> None:
    notice = read_notice(NOTICE)
    assert "小教发〔2018〕1号" in notice.preamble
    assert [f.text for p in notice.paragraphs for f in p.figures] == [
        "两个方面", "2次以上", "2019年", "三点半", "两落实", "2次", "50万元",
    ]  # fmt: skip


def test_a_signature_with_its_day_is_no_part_of_the_last_paragraph() -> None:
    text = "一、要求\n认真落实。\n二、保障\n加强领导。\n小城教育局\n2018年1月2日\n"
    assert read_notice(text)["二"].text == "保障\n加强领导。"
    assert read_notice(text.replace("2018年1月2日", "二〇一八年一月二日"))["二"].text == "保障\n加强领导。"
    assert read_notice("一、要求\n二、期限\n2018年1月2日\n")["二"].text == "期限"


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\t", "\ufeff"])
def test_blanks_of_every_kind_before_a_number_do_no_harm(blank: str) -> None:
    assert refs(f"{blank}一、甲\n{blank}{blank}(一){blank}乙\n{blank}1.{blank}丙") == ["一", "一(一)", "一(一)1"]


def test_full_width_and_half_width_are_one() -> None:
    wide = "一、甲\n（一）乙\n１．丙\n（１）丁\n一是戊。"
    narrow = "一、甲\n(一)乙\n1.丙\n(1)丁\n一是戊。"
    assert refs(wide) == refs(narrow) == ["一", "一(一)", "一(一)1", "一(一)1(1)", "一(一)1(1)·一"]
    assert [p.digest for p in read_notice(wide).paragraphs] == [p.digest for p in read_notice(narrow).paragraphs]


def test_a_list_within_a_list_hangs_on_its_item() -> None:
    text = "一、甲\n一要乙。一是丙。二是丁。二要戊。一是己。"
    assert refs(text) == ["一", "一·一", "一·一·一", "一·一·二", "一·二", "一·二·一"]


def test_a_list_may_change_its_verb() -> None:
    assert refs("一、甲。一是乙。二要丙。三是丁。") == ["一", "一·一", "一·二", "一·三"]


def test_a_list_after_commas_is_one_only_with_a_second_item() -> None:
    assert refs("一、做两件事，一是立德，二是树人。") == ["一", "一·一", "一·二"]
    assert refs("一、目的很多，一是立德。") == ["一"]
    assert refs("一、工作一是立德，二是树人。") == ["一"]


def test_a_reference_inside_a_sentence_opens_nothing() -> None:
    assert refs("一、甲\n按照第（一）项和（二）项执行。见3.要求\n(一)乙") == ["一", "一(一)"]
    assert refs("一、甲\n(一)乙。达到2.5倍。3.丙") == ["一", "一(一)"]
    assert refs("一、甲\n1.乙。1.再来") == ["一", "一1"]


def test_a_notice_without_chinese_chapters_is_read_from_its_first_number() -> None:
    assert refs("通知\n1.甲\n2.乙\n一是丙。") == ["1", "2", "2·一"]
    assert refs("一是甲。\n二是乙。") == ["一", "二"]


def test_a_number_that_does_not_follow_is_named() -> None:
    notice = read_notice("一、甲\n三、乙\n(一)丙\n(一)丁\n1.戊\n3.己")
    assert [doubt.text.zh for doubt in notice.doubts] == [
        "三 编号不连续：此处应为“二”",
        "三(一) 编号不连续：此处应为“二”",
        "三(一)3 编号不连续：此处应为“2”",
    ]
    assert notice.doubts[2].text.en == "三(一)3 does not follow: 2 was due here"


def test_a_paragraph_that_was_taken_out_does_not_hide_those_behind_it() -> None:
    assert refs("一、甲\n二是乙。\n三是丙。") == ["一", "一·二", "一·三"]


@pytest.mark.parametrize("text", ["", "各学校:\n请认真落实。", "一方面要稳\n一批\n二零一七年"])
def test_a_text_without_numbers_is_refused(text: str) -> None:
    with pytest.raises(NoNumberedParagraph, match="没有找到编号段落"):
        read_notice(text)


def test_the_digest_counts_words_and_not_punctuation() -> None:
    texts = ("立德，树人50%。", "立德 树人50％", "立德树人60%")
    one, same, other = (read_notice(f"一、{text}")["一"].digest for text in texts)
    assert one == same != other
