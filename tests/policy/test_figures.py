"""Every figure of a paragraph is found, and what is none is left alone."""

from __future__ import annotations

import pytest

from daylight.policy.figures import find_figures, same_figure


def found(text: str) -> list[str]:
    return [figure.text for figure in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("评选出50所心理健康达标校", ["50所"]),
        ("组织300名教师上300节精品课", ["300名", "300节"]),
        ("１３０００名教师", ["13000名"]),
        ("13,000名教师", ["13,000名"]),
        ("约1.5万名教师", ["1.5万名"]),
        ("66人以上班额", ["66人以上"]),
        ("小学班额不超过45人、初中不超过50人", ["45人", "50人"]),
        ("每天1小时阳光体育", ["1小时"]),
        ("每周2课时", ["2课时"]),
        ("每学期2次以上", ["2次以上"]),
        ("3-5次", ["3-5次"]),
        ("共88,其中30项", ["88", "30项"]),
    ],
)
def test_a_number_is_found_with_its_unit_and_bound(text: str, figures: list[str]) -> None:
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("消除50%以上", ["50%以上"]),
        ("至少消除25％", ["25%"]),
        ("占60 %", ["60%"]),
        ("达到百分之七十", ["百分之七十"]),
    ],
)
def test_a_percentage_is_found_in_every_writing(text: str, figures: list[str]) -> None:
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("到2017年，从2018年开始，2020年全部", ["2017年", "2018年", "2020年"]),
        ("2017年秋季学期开始", ["2017年秋季学期"]),
        ("2017年底前", ["2017年底"]),
        ("2016-2020年", ["2016-2020年"]),
        ("2017年4月18日印发", ["2017年4月18日"]),
        ("9月30日前", ["9月30日"]),
        ("二〇一七年", ["2017年"]),
        ("用三年时间", ["三年"]),
        ("力争“十三五”期间", ["十三五"]),
        ("十三五期间", ["十三五"]),
        ("力争在年底，今年拟", ["年底", "今年"]),
        ("本年度上传", ["本年度"]),
    ],
)
def test_a_deadline_is_found_without_its_preposition(text: str, figures: list[str]) -> None:
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("着力实施“五个融入”", ["五个融入"]),
        ("全市“三通两平台”全面普及", ["三通两平台"]),
        ("“两免一补”政策", ["两免一补"]),
        ("“计划、教师、教材、课时”四落实", ["四落实"]),
        ("构建三位一体教育体系", ["三位一体"]),
        ("从九个方面入手", ["九个方面"]),
        ("保证五个环节连续", ["五个环节"]),
        ("市、区两级教研部门", ["两级"]),
        ("五大发展理念", ["五大"]),
    ],
)
def test_a_written_out_number_from_two_upwards_is_found(text: str, figures: list[str]) -> None:
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("每名注册教师上传一节优质课", ["一节"]),
        ("各年级至少建立一个网上工作室", ["一个"]),
        ("关爱每一个孩子", []),
        ("建立一个平台", []),
        ("至少,建立一个平台", []),
        ("一方面,一批,一系列,“一师一优课、一课一名师”", []),
    ],
)
def test_a_single_one_counts_only_where_it_is_demanded(text: str, figures: list[str]) -> None:
    assert found(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "党的十八大和十八届三中、四中、五中、六中全会精神",
        "向党的十九大献礼",
        "市委十二次党代会精神",
        "健康第一，第二课堂",
        "七年级和8年级",
        "二元结构",
        "①加强②改进",
        "二要落实，三是改进",
        "二是一方面要稳",
        "十分重要",
    ],
)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_number_of_a_document_is_found_whole() -> None:
    assert found("贯彻《意见》(国发〔2016〕40号)和（辽政发[2016]56号）") == ["国发〔2016〕40号", "辽政发[2016]56号"]
    assert found("根据国发〔2016〕40号") == ["国发〔2016〕40号"]


def test_a_figure_knows_its_kind() -> None:
    text = "到2017年消除50%以上66人以上班额，实施“五个融入”，用三年时间（国发〔2016〕40号）"
    assert [figure.kind for figure in find_figures(text)] == [
        "year", "percent", "quantity", "name", "written", "document",
    ]  # fmt: skip


def test_a_figure_is_found_as_often_as_it_stands_there() -> None:
    assert found("2次指导和2次实践") == ["2次", "2次"]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("到2017年", "2017年"),
        ("从2017年开始", "2017年"),
        ("用三年时间", "三年"),
        ("“十三五”期间", "十三五"),
        (" ５０％ ", "50%"),
        ("至少2次", "2次"),
        ("二〇二〇年", "2020年"),
        ("66人以上", "66人以上"),
        ("五个融入", "五个融入"),
        ("每", "每"),
    ],
)
def test_notice_and_pack_are_compared_in_one_form(written: str, same: str) -> None:
    assert same_figure(written) == same
