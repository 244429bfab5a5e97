"""What templates say: names, statuses, numbers and the head of the page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from daylight.appraisal.contract import Status
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting.types import (
    ClassSize,
    MapPoint,
    OrgRef,
    OwedPoint,
    Path,
    PathPoint,
    RowColumn,
    StatusCounts,
    TargetBrief,
)
from daylight.kernel.text import Text

SCHOOL = OrgRef("2103020001", "钢都<小学>", "school", "210302")


def said(source: str, language: str = "zh-hans", **context: Any) -> str:
    with translation.override(language):
        return str(engines["django"].from_string("{% load kit %}" + source).render(context, context.get("request")))


def request_of(level: str = "city", path: str = "/") -> Any:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.viewer = Viewer(7, "city_official", level, "210300", None)  # type: ignore[attr-defined,arg-type]
    return request


@pytest.mark.parametrize(("language", "told"), [("zh-hans", "甲"), ("en", "a")])
def test_a_text_is_said_in_the_language_of_the_page(language: str, told: str) -> None:
    assert said("{{ text|says }}", language, text=Text("甲", "a")) == told


@pytest.mark.parametrize(
    ("source", "value", "told"),
    [
        ("{{ x|says }}", None, ""),
        ("{{ x|says }}", "plain", "plain"),
        ("{{ x|day }}", date(2018, 10, 5), "2018-10-05"),
        ("{{ x|day }}", None, "—"),
        ("{{ x|count }}", 2521.0, "2,521"),
        ("{{ x|count }}", None, "—"),
        ("{{ x|per_cent }}", 0.574, "57%"),
        ("{{ x|per_cent }}", None, "—"),
        ("{{ x|html_lang }}", "zh-hans", "zh-Hans"),
        ("{{ x|html_lang }}", "en", "en"),
        ("{{ x|comparator }}", "at_least", "不低于"),
        ("{{ x|formula }}", "count", "计数"),
        ("{{ x|formula }}", "other", "other"),
        ("{{ x|sign }}", "met", "✓"),
        ("{{ x|word }}", Status.MISSED, "未达成"),
        ("{{ x|slug }}", Status.ON_TRACK, "on-track"),
    ],
)
def test_a_value_is_said_as_pages_say_it(source: str, value: Any, told: str) -> None:
    assert said(source, x=value) == told


@pytest.mark.parametrize(
    ("value", "kind", "told"),
    [
        (None, "text", "—"), ("", "text", "—"), (True, "text", "是"), (False, "number", "否"), (71, "number", "71"),
        (1071, "number", "1,071"), (0.3333333, "number", "0.3333"), (12345.6, "number", "12,346"),
        ("maths", "subject", "数学"), ("unknown", "subject", "unknown"), (date(2018, 9, 1), "day", "2018-09-01"),
        (2018, "code", "2018"),
    ],
)  # fmt: skip
def test_a_cell_is_told_as_its_column_wants_it(value: Any, kind: str, told: str) -> None:
    assert said("{{ value|told:kind }}", value=value, kind=kind) == told


@pytest.mark.parametrize(
    ("language", "told"), [("zh-hans", "七年级2班"), ("en", "Grade 7, class 2")]
)  # fmt: skip
def test_a_class_is_told_by_its_grade_and_number(language: str, told: str) -> None:
    assert said("{{ value|told:'class' }}", language, value="7-2") == told
    assert said("{{ value|told:'class' }}", language, value="三年级2班") == "三年级2班"


def test_targets_are_parted_by_where_they_are_judged() -> None:
    briefs = [TargetBrief(None, object(), ("city",)), TargetBrief(None, None, ("county", "school"))]  # type: ignore[arg-type]
    with translation.override("zh-hans"):
        assert said("{{ briefs|judged_here|length }}", briefs=briefs) == "1"
        elsewhere = "{% for one in briefs|judged_here:False %}{{ one.levels|level_words }}{% endfor %}"
        assert said(elsewhere, briefs=briefs) == "县（市）区、学校"


def test_what_is_not_held_is_nothing() -> None:
    told = said("{{ held|at:'a' }} {{ held|at:'b' }} {{ many|nth:1 }} {{ many|nth:9 }}", held={"a": 1}, many=[2, 3])
    assert told == "1 None 3 None"


def test_each_cell_stands_beside_its_column() -> None:
    columns = (RowColumn("a", Text("甲", "a"), "text"), RowColumn("b", Text("乙", "b"), "number"))
    source = "{% for column, value in row|beside:columns %}{{ column.name }}={{ value }};{% endfor %}"
    assert said(source, row=("x", 1), columns=columns) == "a=x;b=1;"


def test_a_chinese_name_on_an_english_page_is_marked_and_escaped() -> None:
    assert said("{% org_name org %}", "en", org=SCHOOL) == '<span lang="zh">钢都&lt;小学&gt;</span>'
    assert said("{% org_name org %}", org=SCHOOL) == "钢都&lt;小学&gt;"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("二(三)2", '<span lang="zh">二(三)</span>2'),
        ("the method (教督〔2017〕6号) says", 'the method (<span lang="zh">教督〔2017〕6号</span>) says'),
        ("<b> 班", '&lt;b&gt; <span lang="zh">班</span>'),
        ("plain <b>", "plain &lt;b&gt;"),
    ],
)
def test_chinese_in_an_english_sentence_is_marked_and_nothing_else(text: str, told: str) -> None:
    assert said("{{ text|zh }}", "en", text=text) == told
    assert "span" not in said("{{ text|zh }}", text=text)


def test_a_badge_has_colour_sign_and_word() -> None:
    told = said("{% badge status %}", status=Status.BEHIND)
    assert 'class="badge behind"' in told
    assert "▲" in told
    assert "落后" in told


def test_a_badge_may_have_words_of_its_own() -> None:
    told = said("{% badge status says %}", status="missed", says=Text("余 <3> 班", "3 left"))
    assert "余 &lt;3&gt; 班" in told


def test_a_sign_alone_is_named_for_those_who_do_not_see_it() -> None:
    assert said("{% mark status %}", "en", status="not_yet_due") == (
        '<span class="mark not-yet-due" role="img" aria-label="not yet due">○</span>'
    )


def test_the_legend_tells_six_statuses_met_first() -> None:
    told = said("{% legend %}")
    assert told.count("<li>") == 6
    assert told.index("达成") < told.index("未达成") < told.index("无数据")


def test_counts_leave_out_what_there_is_none_of() -> None:
    told = said("{% counts counts %}", counts=StatusCounts(met=3, behind=1))
    assert told.count("badge") == 2
    assert "✓" in told
    assert "▲" in told


def test_the_path_is_drawn_for_desks_and_for_phones_and_told_as_a_table() -> None:
    points = tuple(PathPoint(date(year, 9, 30), year / 1e4, Text(f"{year}", ""), Status.MET) for year in (2016, 2017))
    path = Path(points, (OwedPoint(date(2018, 1, 1), 0.3, Text("0.3", "0.3")),), True, Text("%", "%"))
    told = said("{% path_chart path 'met' %}{% path_table path %}", path=path)
    assert told.count("<svg") == 2
    assert "wide-only" in told
    assert "narrow-only" in told
    assert told.count("<tr>") == 1 + 2 + 1 + 1


def test_without_a_path_nothing_is_drawn() -> None:
    assert said("{% path_chart path 'met' %}{% path_table path %}{% spark path 'met' %}", path=None).strip() == ""


def test_every_grade_has_its_picture() -> None:
    classes = [ClassSize(grade, 1, "primary", 40) for grade in (1, 2)]
    told = said("{% class_multiples classes limits %}", classes=classes, limits=(56,))
    assert told.count("<svg") == 2
    assert "一年级" in told


def test_the_map_of_schools_carries_its_data_escaped() -> None:
    points = [MapPoint(SCHOOL, 123.0, 41.1, None)]
    told = said("{% schools_map points 'console:school' '210302' %}", points=points)
    assert "&quot;href&quot;: &quot;/schools/2103020001/&quot;" in told
    assert "&quot;status&quot;: &quot;no-data&quot;" in told
    assert "210300.geojson" in told
    assert "<小学>" not in told


def pager(page: int, pages: int, path: str = "/schools/?q=a&page=2") -> str:
    view = {"page": page, "pages": pages}
    return said("{% pager view '#list' %}", view=view, request=request_of(path=path))


def test_the_pager_keeps_what_was_asked_for() -> None:
    told = pager(2, 3)
    assert 'href="?q=a&amp;page=1"' in told
    assert 'hx-get="?q=a&amp;page=3"' in told


def test_the_pager_leads_nowhere_beyond_the_ends() -> None:
    assert 'rel="prev"' not in pager(1, 3)
    assert 'rel="next"' not in pager(3, 3)
    assert pager(1, 1).strip() == ""


def test_the_head_of_a_page_offers_search_and_the_other_language() -> None:
    told = said("{% top_bar %}", request=request_of(path="/today/"))
    assert 'action="/search/"' in told
    assert "/language/en/?next=%2Ftoday%2F" in told
    assert 'aria-current="page">今日待办' in told


def test_the_search_box_repeats_the_words_on_its_own_page_only() -> None:
    assert 'value="铁东"' in said("{% top_bar %}", request=request_of(path="/search/?q=铁东"))
    assert 'value="铁东"' not in said("{% top_bar %}", request=request_of(path="/schools/?q=铁东"))


def test_the_head_of_a_page_stands_without_a_request() -> None:
    assert "阳光" in said("{% top_bar %}")


@pytest.mark.parametrize(("days", "told"), [(77, "距期限 77 天"), (0, "距期限 0 天"), (None, "")])
def test_the_days_left_are_told_where_there_is_a_day(days: int | None, told: str) -> None:
    assert said("{% days_left days %}", days=days) == told
