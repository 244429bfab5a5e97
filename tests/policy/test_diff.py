"""What changed between two packs is said in sentences: for whom, from which day, from what to what."""

from __future__ import annotations

from pathlib import Path

import pytest

from daylight.policy import load_pack
from daylight.policy.diff import diff

from .packs import VILLAGE, village

TRIPS = "目标“每学期组织两次研学的学校比例”（two-trips）："
MONEY = "目标“每校经费”（money-spent）："
CARE = "任务“开展课后服务”（offer-care）："


def changes(folder: Path, *edits: tuple[str, str, str]) -> list[str]:
    return [text.zh for text in diff(load_pack(VILLAGE), load_pack(village(folder, *edits)))]


def test_packs_that_say_the_same_have_no_difference(tmp_path: Path) -> None:
    assert changes(tmp_path) == []
    assert changes(tmp_path / "b", ("roles.yaml", "- {id: school-head", "# a comment\n- {id: school-head")) == []


SENTENCES = {
    "value": (
        ("targets/1.yaml", "{due: 2018-12-31, value: 0.5}", "{due: 2018-12-31, value: 0.6}"),
        f"{TRIPS}对市，2018-12-31 的阈值由“50%”改为“60%”。",
    ),
    "deadline": (
        ("targets/1.yaml", "{due: 2018-12-31, value: 0.5}", "{due: 2019-06-30, value: 0.5}"),
        f"{TRIPS}对市，达到 50% 的期限由“2018-12-31”改为“2019-06-30”。",
    ),
    "point more": (
        (
            "targets/1.yaml",
            "- {due: 2019-12-31, value: 1}\n",
            "- {due: 2019-12-31, value: 1}\n        - {due: 2020-12-31, value: 1}\n",
        ),
        f"{TRIPS}对市，新增要求：2020-12-31 不低于 100%。",
    ),
    "point less": (
        ("targets/1.yaml", "        - {due: 2018-12-31, value: 0.5}\n", ""),
        f"{TRIPS}对市，不再要求：2018-12-31 不低于 50%。",
    ),
    "level": (
        ("targets/1.yaml", "- {level: school, points", "- {level: county, points"),
        f"{TRIPS}对县（市）区，新增要求：2019-12-31 不低于 100%。",
    ),
    "some organisations": (
        ("targets/1.yaml", "- {level: school, points", '- {level: school, org_codes: ["1"], points'),
        f"{TRIPS}对学校（1），新增要求：2019-12-31 不低于 100%。",
    ),
    "unit": (
        ("targets/2.yaml", "value: 500000", "value: 600000"),
        f"{MONEY}对县（市）区，2019-12-31 的阈值由“500000元”改为“600000元”。",
    ),
    "comparator": (
        ("targets/1.yaml", "comparator: at_least", "comparator: more_than"),
        f"{TRIPS}比较方式由“不低于”改为“高于”。",
    ),
    "binding": (
        ("targets/2.yaml", "binding: aspiration", "binding: binding"),
        f"{MONEY}约束程度由“力争达到”改为“必须达到”。",
    ),
    "responsible": (
        ("targets/2.yaml", "responsible: county", "responsible: city"),
        f"{MONEY}责任层级由“县（市）区”改为“市”。",
    ),
    "path": (("targets/2.yaml", "path: linear", "path: step"), f"{MONEY}进度要求由“逐步”改为“到期一次”。"),
    "period": (
        ("targets/1.yaml", "{kind: last_term}", "{kind: this_term}"),
        f"{TRIPS}统计时段由“最近一个结束的学期”改为“本学期至当日”。",
    ),
    "cadence": (("targets/1.yaml", "cadence: term", "cadence: year"), f"{TRIPS}周期由“每学期”改为“每年”。"),
    "baseline's day": (
        ("targets/2.yaml", "baseline: {day: 2018-01-02", "baseline: {day: 2018-03-01"),
        f"{MONEY}基线日由“2018-01-02”改为“2018-03-01”。",
    ),
    "baseline's value": (
        ("targets/2.yaml", "{day: 2018-01-02, value: 0}", "{day: 2018-01-02}"),
        f"{MONEY}基线值由“0”改为“当日实测”。",
    ),
    "measure": (
        ("targets/2.yaml", "name: tally_change", "name: tally_share"),
        f"{MONEY}计算口径由“tally_change”改为“tally_share”。",
    ),
    "parameter": (
        ("targets/1.yaml", "at_least: 2, org_kind", "at_least: 3, org_kind"),
        f"{TRIPS}口径参数 at_least 由“2”改为“3”。",
    ),
    "parameter less": (("targets/1.yaml", ", parts: [plan]}}", "}}"), f"{TRIPS}口径参数 parts 由“plan”改为“（无）”。"),
    "effect": (
        ("targets/1.yaml", "rounding:", "effective_from: 2018-03-01\n  rounding:"),
        f"{TRIPS}生效日期由“不限期”改为“2018-03-01”。",
    ),
    "definition": (("targets/2.yaml", "当年拨付经费。", "当年到账经费。"), f"{MONEY}表述有改动。"),
    "duty's level": (
        ("duties.yaml", "clause: care\n  owed_by: school", "clause: care\n  owed_by: county"),
        f"{CARE}承担层级由“学校”改为“县（市）区”。",
    ),
    "duty's role": (
        ("duties.yaml", "role: school-head\n  cadence: term", "role: dean\n  cadence: term"),
        f"{CARE}责任岗位由“school-head”改为“dean”。",
    ),
    "duty's deadline": (
        ("duties.yaml", "due_day: 09-30", "due_day: 10-15"),
        f"{CARE}期限由“每学期 9 月 30 日前”改为“每学期 10 月 15 日前”。",
    ),
    "duty's cadence": (
        ("duties.yaml", "cadence: once, due_on: 2018-06-30", "cadence: once, due_on: 2018-09-30"),
        "任务“建班子”（lead）：期限由“2018-06-30 前”改为“2018-09-30 前”。",
    ),
    "duty's evidence": (
        ("duties.yaml", "parts: [plan, emergency-plan]", "parts: [plan]"),
        "任务“每次研学出行前备案”（file-trips）：佐证由“study-trip×1(plan、emergency-plan)”改为“study-trip×1(plan)”。",
    ),
    "duty's scope": (
        ("duties.yaml", "due_day: 09-30", "due_day: 09-30\n  org_codes: ['210302']"),
        f"{CARE}适用机构由“全部”改为“210302”。",
    ),
    "clause's number": (
        ("clauses.yaml", "{id: c3-2, ref: 三·二", "{id: c3-2, ref: 三·三"),
        "条款“经费有着落。”（c3-2）：编号由“三·二”改为“三·三”。",
    ),
    "clause's area": (
        ("clauses.yaml", "area: order", "area: safeguards"),
        "条款“规范办学。”（c2-1）：工作方面由“order”改为“safeguards”。",
    ),
    "clause's words": (
        ("clauses.yaml", "zh: 经费有着落。", "zh: 经费落实。"),
        "条款“经费落实。”（c3-2）：表述有改动。",
    ),
    "record's parts": (
        ("records.yaml", "    - {id: emergency-plan, zh: 应急预案, en: Emergency plan}\n", ""),
        "记录种类“研学旅行”（study-trip）：佐证项由“方案、应急预案”改为“方案”。",
    ),
    "record's level": (
        ("records.yaml", "filed_by: school", "filed_by: county"),
        "记录种类“研学旅行”（study-trip）：填报层级由“学校”改为“县（市）区”。",
    ),
    "reading": (
        ("readings.yaml", "zh: 出校门才算一次。", "zh: 过夜才算一次。"),
        "释读“过夜才算一次。”（a-trip）：内容有改动。",
    ),
    "number of the notice": (
        ("pack.yaml", "小教发〔2018〕1号", "小教发〔2019〕1号"),
        "通知“小村教育工作意见”（village）：文号由“小教发〔2018〕1号”改为“小教发〔2019〕1号”。",
    ),
}


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_a_change_is_one_sentence(name: str, tmp_path: Path) -> None:
    change, sentence = SENTENCES[name]
    assert sentence in changes(tmp_path, change)


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_every_change_is_said_in_english(name: str, tmp_path: Path) -> None:
    change, _ = SENTENCES[name]
    for text in diff(load_pack(VILLAGE), load_pack(village(tmp_path, change))):
        assert text.en.endswith(".")
        assert not any(word in text.en for word in ("改为", "目标", "任务", "新增"))


def test_one_edit_is_one_sentence(tmp_path: Path) -> None:
    double = {"level", "some organisations"}
    for number, name in enumerate(sorted(set(SENTENCES) - double)):
        assert len(changes(tmp_path / str(number), SENTENCES[name][0])) == 1, name
    for number, name in enumerate(sorted(double)):
        assert len(changes(tmp_path / f"double-{number}", SENTENCES[name][0])) == 2, name


def test_what_came_and_what_went_are_told_whole(tmp_path: Path) -> None:
    folder = village(tmp_path)
    (folder / "targets" / "2.yaml").unlink()
    before, after = load_pack(VILLAGE), load_pack(folder)
    asked = "条款 三·二，力争达到，县（市）区 2019-12-31 不低于 500000元"
    assert [text.zh for text in diff(before, after)] == [f"取消目标“每校经费”（money-spent）：{asked}。"]
    came = diff(after, before)
    assert [text.zh for text in came] == [f"新增目标“每校经费”（money-spent）：{asked}。"]
    assert came[0].en == (
        "New target: “Money for each school” (money-spent): clause 三·二, aspiration, "
        "county by 2019-12-31 at least 500000 yuan."
    )


def test_duties_clauses_and_kinds_that_came_are_told_whole(tmp_path: Path) -> None:
    folder = village(
        tmp_path,
        ("duties.yaml", "- {id: money,", "- {id: cash,"),
        ("clauses.yaml", "{id: c3-1, ref: 三·一", "{id: c3-9, ref: 三·九"),
        ("records.yaml", "- id: study-trip", "- id: trip"),
        ("roles.yaml", "{id: county-bureau", "{id: bureau"),
    )
    said = [text.zh for text in diff(load_pack(VILLAGE), load_pack(folder))]
    assert said == [
        "新增任务“落实经费”（cash）：条款 三·二，县（市）区，每学年。",
        "取消任务“落实经费”（money）：条款 三·二，县（市）区，每学年。",
        "新增条款“县里有人管。”（c3-9）：三·九 领导。",
        "取消条款“县里有人管。”（c3-1）：三·一 领导。",
        "新增记录种类“研学旅行”（trip）：由学校填报。",
        "取消记录种类“研学旅行”（study-trip）：由学校填报。",
        "新增责任岗位“县教育局”（bureau）。",
        "取消责任岗位“县教育局”（county-bureau）。",
    ]
