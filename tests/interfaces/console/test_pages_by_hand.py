"""Every page of the workbench, in both languages, from views made by hand."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.test import RequestFactory
from django.utils import translation

from daylight.appraisal.contract import Status
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting.types import StatusCounts
from tests.interfaces.console import handmade
from tests.interfaces.markup import Page, chinese_not_marked, faults_of

NAMES = sorted(handmade.pages())


def shown(name: str, language: str = "zh-hans", part: str = "", query: str = "", **more: Any) -> str:
    request = RequestFactory().get(f"/{query}")
    request.user = AnonymousUser()
    request.viewer = Viewer(7, "city_official", "city", "210300", None)  # type: ignore[attr-defined]
    with translation.override(language):
        context = {**handmade.pages()[name], **more}
        return render(request, f"console/{name}.html{part}", context).content.decode()


def text(source: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", source)))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_fault_that_can_be_seen_without_a_browser(name: str, language: str) -> None:
    assert faults_of(shown(name, language)) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_chinese_on_an_english_page_is_marked(name: str) -> None:
    assert chinese_not_marked(shown(name, "en")) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_which_it_is(name: str) -> None:
    (title,) = Page(shown(name)).named("title")
    assert title.text.endswith("· 阳光")
    assert len(title.text) > len("· 阳光") + 1


# ---------------------------------------------------------------- the board


def test_the_board_opens_with_a_sentence_of_which_every_number_is_a_link() -> None:
    page = Page(shown("board"))
    (sentence,) = page.named("h1")
    assert sentence.text == "50 项目标：21 项达成，14 项在轨，7 项落后，5 项未达成，2 项未到期，1 项无数据"
    links = [one for one in page.named("a") if one.inside("h1")]
    assert [one.attributes["href"] for one in links] == [
        "/targets/",
        *(f"/targets/?status={status}" for status in ("met", "on_track", "behind", "missed", "not_yet_due", "no_data")),
    ]


def test_the_board_says_as_of_when_from_which_snapshot_and_for_whom() -> None:
    told = text(shown("board"))
    assert "截至 2018-10-15" in told
    assert "9f3c…e21a" in told
    assert "范围 鞍山市" in told
    assert "694 所学校，257,000 名学生" in told


def test_the_heat_map_is_a_table_of_areas_and_organisations() -> None:
    page = Page(shown("board"))
    cells = [one for one in page.named("td") if any("heat" in a.attributes.get("class", "") for a in one.above)]
    assert len(cells) == 10 * 8
    heads = [one.text for one in page.named("th") if one.attributes["scope"] == "col"][:9]
    assert heads == ["方面", "全市", "铁东", "铁西", "立山", "千山", "台安", "岫岩", "海城"]


def test_a_cell_of_the_heat_map_has_colour_sign_figures_and_a_name() -> None:
    cell = next(one for one in Page(shown("board")).named("a") if "cell" in one.attributes.get("class", "").split())
    assert cell.attributes["href"] == "/board/virtue/210300/"
    assert cell.attributes["class"] == "cell on-track own"
    assert cell.text == "→1/3"
    assert cell.attributes["aria-label"] == "立德树人，鞍山市：在轨，达成 1 项，应达成 3 项"


def test_an_area_without_targets_is_a_dash_and_no_link() -> None:
    view = handmade.board()
    empty = view.rows[0].cells[0].__class__("virtue", handmade.CITY, StatusCounts())
    row = view.rows[0].__class__(view.rows[0].area, (empty,))
    told = shown("board", view=view.__class__(**{**fields(view), "rows": (row,)}))
    assert '<span class="cell none"' in told


def test_a_head_sees_the_own_school_instead_of_the_map() -> None:
    told = shown("board", own=handmade.glance())
    assert "县（市）区内第 3，共 20 所学校" in text(told)
    assert "各班人数" in text(told)
    assert f'href="/schools/{handmade.SCHOOL.code}/"' in told
    assert "点击县（市）区进入" not in told
    assert "点击县（市）区进入" in shown("board")


def test_a_county_sees_its_schools_instead_of_the_citys_map() -> None:
    told = shown("board", points=handmade.county().points)
    assert "data-schools=" in told
    assert "kit/schools_map.js" in told
    assert "圆越大，未达成的越多" in told
    assert "data-schools=" not in shown("board")


def test_an_area_names_its_clauses_and_counts_nothing_where_there_is_nothing() -> None:
    view = handmade.area().__class__(**{**fields(handmade.area()), "cells": (), "clauses": (handmade.CLAUSE,)})
    told = shown("area", view=view)
    assert f'href="/clauses/{handmade.CLAUSE.id}/"' in told
    assert "项目标：" not in text(told)


def test_what_needs_attention_names_where_how_many_and_what_is_owed() -> None:
    told = text(shown("board"))
    assert "二(三)2 · 台安 、 岫岩 、 海城 · 涉及 2,521 名学生" in told.replace("、", " 、 ").replace("  ", " ")
    assert "应达 0 班 · 2018-12-31" in told
    assert "未达成与落后共 12 项" in told


def test_what_falls_due_leads_to_its_target_or_its_duty() -> None:
    told = shown("board")
    assert 'href="/clauses/c/#duty-d"' in told
    assert 'href="/targets/t/"' in told


def test_a_quiet_board_says_so() -> None:
    view = handmade.board(columns=(handmade.CITY,))
    quiet = view.__class__(**{**fields(view), "attention": (), "due_next": (), "attention_total": 0, "shares": ()})
    told = text(shown("board", view=quiet))
    assert "没有落后或未达成的目标。" in told
    assert "近期没有到期的事项。" in told
    assert "您的范围内没有县（市）区。" in told


def fields(view: Any) -> dict[str, Any]:
    return {name: getattr(view, name) for name in view.__dataclass_fields__}


# ---------------------------------------------------------------- targets and rows


def test_the_target_leads_from_the_clause_to_the_rows() -> None:
    told = shown("target")
    chain = told[told.index('class="chain"') : told.index("</ol>", told.index('class="chain"'))]
    assert re.findall(r"<small>(.*?)</small>", chain) == ["条款", "目标", "口径", "快照", "原始记录"]
    assert 'href="/clauses/c2-3-2/"' in chain
    assert 'href="/targets/target-0/rows/?org=210300"' in chain
    assert "2018-12-31 等于 0 班" in text(chain)
    assert "2016-09-30 等于" not in text(chain), "the baseline is not a goal"


def test_the_target_says_status_reason_and_days_left() -> None:
    told = text(shown("target"))
    assert "▲ 落后：余 37 班" in told
    assert "距期限 77 天" in told
    assert "必须达到" in told


def test_a_target_that_is_met_counts_no_days() -> None:
    met = handmade.target(cell=handmade.cell(status=Status.MET))
    assert "距期限" not in text(shown("target", view=met))


def test_a_target_with_one_figure_shows_it_instead_of_a_line() -> None:
    short = handmade.path().__class__(handmade.path().measured[-1:], handmade.path().owed, True, handmade.text("班"))
    told = shown("target", view=handmade.target(cell=handmade.cell(path=short)))
    assert "只有一次可测的数" in told
    assert 'class="chart path' not in told


def test_a_target_that_does_not_apply_says_so() -> None:
    told = text(shown("target", view=handmade.target(cell=None, counties=(), schools_total=0)))
    assert "这项目标不适用于这一单位。" in told
    assert "看构成这个数的每一行" not in told


def test_the_schools_of_a_target_can_be_asked_for_alone() -> None:
    told = shown("target", part="#list", query="?org=210381&page=2")
    assert "<html" not in told
    assert told.strip().startswith('<section class="card w7 breaks" id="list"')
    assert "?org=210381&amp;page=3" in told
    assert "?org=210381&amp;status=missed" in told


def test_a_row_leads_to_its_school_and_back_to_the_clause() -> None:
    told = shown("rows")
    assert f'href="/schools/{handmade.SCHOOL.code}/"' in told
    assert '<small class="muted">铁东</small>' in told
    assert f'href="/clauses/{handmade.CLAUSE.id}/"' in told


def test_a_code_in_a_row_is_told_in_the_packs_words() -> None:
    assert "课堂教学" in text(shown("rows"))
    assert "unheard-of" in text(shown("rows"))
    assert "Lessons" in text(shown("rows", "en"))


def test_a_count_shows_what_was_measured_at_the_baseline() -> None:
    told = text(shown("target"))
    assert "基线" in told
    assert told.count("403 班") >= len(handmade.COUNTIES)


def test_schools_of_a_target_are_told_apart_by_their_county() -> None:
    assert 'data-label="县（市）区">铁东</td>' in shown("target")
    assert 'data-label="县（市）区">铁东</td>' not in shown("target", view=handmade.target(county_of={}))


def test_the_rows_stand_under_their_heads_with_the_query() -> None:
    told = shown("rows")
    assert text(told).count("向阳小学") == 1
    assert "数学" in told
    assert '<td class="number" data-label="人数">1,070</td>' in told
    assert "SELECT school FROM homeroom_class WHERE pupils &gt;= 66" in told
    assert "format=csv" in told


def test_who_may_not_take_rows_along_is_not_offered_them() -> None:
    assert "format=csv" not in shown("rows", may_take=False)


@pytest.mark.parametrize(("only_short", "says"), [(True, "没有未达到的记录。"), (False, "没有记录。")])
def test_without_rows_the_page_says_so(only_short: bool, says: str) -> None:
    assert says in text(shown("rows", view=handmade.rows(rows=(), total=0, only_short=only_short)))


def test_a_list_of_one_status_says_how_many() -> None:
    told = text(shown("targets", status="missed", shown=handmade.targets().targets[:1]))
    assert "1 项目标未达成" in told


def test_a_list_without_a_target_says_so() -> None:
    assert "没有这一状态的目标。" in text(shown("targets", status="missed", shown=()))


# ---------------------------------------------------------------- clauses


def test_the_clause_sets_our_words_beside_the_original() -> None:
    told = shown("clause")
    assert text(told).index("用自己的话说") < text(told).index("原文第一段")
    assert '<blockquote class="quote" lang="zh">' in told


def test_without_the_original_the_clause_says_how_to_attach_it() -> None:
    assert "daylight pack attach" in text(shown("clause", view=handmade.clause(original=None)))


def test_the_clause_tells_who_owes_what_and_how_far_they_are() -> None:
    told = text(shown("clause"))
    assert "县区教育局" in told
    assert "大班额方案 ×2（方案、预算）" in told.replace(" （", "（").replace(" 、 ", "、").replace(" ）", "）")
    assert "3 / 7 已报" in told
    assert 'id="duty-d"' in shown("clause")


def test_figures_that_are_no_target_are_excused_by_name() -> None:
    assert "2017年 是年份" in text(shown("clause"))


def test_targets_of_other_levels_are_folded_and_say_whose_they_are() -> None:
    for name, levels in (("clause", "按县（市）区考核"), ("targets", "按县（市）区、学校考核")):
        told = shown(name)
        assert "不适用于这一级" not in told
        assert "另有 1 项目标不在这一级考核" in text(told)
        assert levels in text(told).replace(" 、 ", "、")
        assert '<details class="elsewhere">' in told


def test_duties_without_evidence_stand_apart_with_role_and_day() -> None:
    told = shown("clause")
    assert told.index('id="duty-d"') < told.index("不要求报送材料的任务") < told.index('id="duty-plain"')
    assert "校长 · 长期" in text(told)


# ---------------------------------------------------------------- publications


def test_the_publications_open_with_what_changed_and_tell_good_from_bad() -> None:
    (sentence,) = Page(shown("publications")).named("h1")
    assert "4 项目标的状态有变化" in sentence.text
    assert "1 项变好" in sentence.text
    assert "1 项变差" in sentence.text
    assert "2 项新到期或首次有数" in sentence.text


def test_a_publication_tells_who_published_it_and_leads_to_what_the_public_sees() -> None:
    told = shown("publications")
    assert "鞍山市教育局" in told
    assert "系统管理员" in told
    assert 'href="/open/?publication=1"' in told
    assert "更正 2018-10-15 的发布" in text(told)


def test_the_first_publication_has_nothing_to_be_compared_with() -> None:
    told = text(shown("publications", view=handmade.publications(before=None, changes=())))
    assert "这是第一次发布" in told
    assert "两次发布之间的变化" not in told


# ---------------------------------------------------------------- schools


def test_the_filter_keeps_what_was_chosen() -> None:
    told = shown("schools")
    assert '<option value="210302" selected>' in told
    assert '<option value="missed" selected>' in told
    assert '<option value="primary" selected>' in told
    assert 'value="钢"' in told


def test_no_school_fits_and_the_way_back_is_offered() -> None:
    told = shown("schools", view=handmade.schools(items=(), total=0))
    assert "没有符合条件的学校。" in told
    assert "清除筛选" in told


def test_the_school_prints_as_one_sheet() -> None:
    told = shown("school")
    assert "在本县（市）区 20 所学校中排第 3" in text(told)
    assert told.count('class="chart bars"') == 6 + 1
    assert 'class="chart strip"' in told
    assert "虚线为 56 / 66 人" in text(told)


def test_a_neighbour_outside_the_scope_is_named_and_not_linked() -> None:
    told = shown("school", seen={"other"})
    assert f'href="/schools/{handmade.SCHOOL.code}/"' not in told[told.index("邻近学校") :]


def test_the_public_parts_of_a_school_stand_alone() -> None:
    told = shown("school", view=handmade.school(classes=(), sizes=(), place=None, neighbours=()), owed=(), evidence=())
    for word in ("各班人数", "历年在校生", "邻近学校", "最近的记录与佐证"):
        assert word not in told


def test_the_county_shows_its_schools_on_a_map_and_in_a_table() -> None:
    told = shown("county")
    assert "data-schools=" in told
    assert "kit/schools_map.js" in told
    assert 'href="/schools/?county=210302"' in told


def test_what_was_found_leads_where_it_is() -> None:
    told = shown("search")
    for address in ("/schools/2103020001/", "/counties/210302/", "/targets/target-0/", "/clauses/c2-3-2/"):
        assert f'href="{address}"' in told


@pytest.mark.parametrize(("words", "says"), [("清零", "在您的范围内没有找到"), ("", "输入名称或编号")])
def test_nothing_found_is_told(words: str, says: str) -> None:
    assert says in text(shown("search", view=(), words=words))


# ---------------------------------------------------------------- what is to be done


def test_today_opens_with_what_is_late_soon_and_waiting() -> None:
    (sentence,) = Page(shown("today")).named("h1")
    assert sentence.text == "1 项已过期，1 项一个月内到期，1 件被退回，23 件等您审核"


def test_each_row_of_today_has_one_action() -> None:
    page = Page(shown("today"))
    rows = [one for one in page.named("li") if any("tasks" in a.attributes.get("class", "") for a in one.above)]
    buttons = [one for one in page.named("a") if "button" in one.attributes.get("class", "").split()]
    assert len(rows) == len(buttons) == 5


def test_who_may_neither_file_nor_review_is_offered_neither() -> None:
    told = shown("today", view=handmade.today(may_file=False, may_review=False, returned=(), waiting=()))
    assert 'class="button' not in told
    assert "等我审核的" not in told


def test_a_day_without_anything_to_do_is_told() -> None:
    empty = {"late": (), "soon": (), "owed": (), "returned": (), "waiting": ()}
    assert "都办完了。" in text(shown("today", view=handmade.today(**empty)))


def test_the_form_asks_for_what_the_kind_has() -> None:
    page = Page(shown("file"))
    names = [one.attributes.get("name") for one in page.named("input", "select", "textarea")]
    assert names[1:] == ["csrfmiddlewaretoken", "key", "happened_on", "topic", "subject", "parts", "note"]


def test_the_record_shows_where_it_stands_and_who_is_next() -> None:
    told = shown("record")
    assert '<li aria-current="step">审核</li>' in told
    assert '<li class="done">填报</li>' in told
    assert "下一步：由上级单位审核" in told
    assert "方案.pdf" in told
    assert "张校长" in text(told)


def test_who_may_decide_is_offered_both_ways_with_the_version_they_saw() -> None:
    told = shown("record")
    assert 'action="/records/7/approve/"' in told
    assert 'action="/records/7/return/"' in told
    assert told.count('name="version" value="2"') == 2


def test_who_may_not_decide_nor_amend_only_reads() -> None:
    page = Page(shown("record", view=handmade.sheet(may_decide=False, may_amend=False)))
    assert [one for one in page.named("form") if one.inside("main")] == []


def test_a_record_without_parts_or_history_says_so() -> None:
    told = text(shown("record", view=handmade.sheet(parts=(), steps=())))
    assert "这类记录不要求材料。" in told
    assert "没有逐步的经过" in told
