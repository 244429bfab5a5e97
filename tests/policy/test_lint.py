"""Lint names everything that is wrong with a pack, alone and against its notice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from daylight.policy import lint as package_lint
from daylight.policy import read_notice, skeleton_of
from daylight.policy.lint import Report, lint
from daylight.policy.linting.finding import Finding
from daylight.policy.skeleton import write_skeleton

from .packs import ANSHAN, MALFORMED, VILLAGE, drop, edit, replaced, village
from .small_notice import NOTICE
from .test_notice import REAL


class Strict(BaseModel):
    """Parameters of a measure."""

    model_config = ConfigDict(extra="forbid")
    kind: str


class Counted(Strict):
    """Parameters of another."""

    at_least: int = 1
    org_kind: str = "school"
    parts: list[str] = []


MEASURES: dict[str, type[BaseModel]] = {"organisations_with_records": Counted, "tally_change": Strict}


def said(report: Report) -> list[str]:
    return [finding.says("zh") for finding in report.findings]


def village_says(folder: Path, *edits: tuple[str, str, str], notice: str | None = None) -> list[str]:
    return said(lint(village(folder, *edits), notice, MEASURES))


def test_a_sound_pack_has_nothing_wrong_with_it() -> None:
    report = lint(VILLAGE, NOTICE, MEASURES)
    assert (said(report), report.compared, report.sound) == ([], True, True)
    assert lint(VILLAGE).compared is False
    assert package_lint is not None


def test_a_finding_is_a_line_in_both_languages() -> None:
    from daylight.kernel.text import Text

    finding = Finding("x.y", "targets a", Text("甲。", "A."))
    assert (finding.says("zh"), finding.says("en")) == ("错误：targets a：甲。", "error: targets a: A.")
    assert Finding("x.y", "", Text("甲。", "A."), grave=False).says("zh") == "提醒：甲。"


def test_faults_of_the_files_are_told_as_errors() -> None:
    report = lint(MALFORMED / "unknown-key")
    assert len(report.errors) == 3
    assert all(line.startswith(("错误：targets.yaml", "错误：roles.yaml")) for line in said(report))


REFERENCES = {
    "clause of a duty": (
        ("duties.yaml", "clause: care", "clause: caer"),
        "错误：duties offer-care.clause：没有条款“caer”。最接近的写法：care。允许：",
    ),
    "clause of a target": (
        ("targets/1.yaml", "clause: trips", "clause: tripz"),
        "错误：targets two-trips.clause：没有条款“tripz”。最接近的写法：trips。",
    ),
    "clause of a record": (
        ("records.yaml", "clause: trips", "clause: x"),
        "错误：records study-trip.clause：没有条款“x”。",
    ),
    "clause of a reading": (
        ("readings.yaml", "clause: trips", "clause: x"),
        "错误：readings a-trip.clause：没有条款“x”。",
    ),
    "clause of an excuse": (
        ("excuses.yaml", "clause: c2,", "clause: c9,"),
        "错误：excuses two-ways.clause：没有条款“c9”。",
    ),
    "parent": (
        ("clauses.yaml", "ref: 一(一), parent: c1", "ref: 一(一), parent: c7"),
        "错误：clauses c1-1.parent：没有条款“c7”。",
    ),
    "parent's number": (
        ("clauses.yaml", "ref: 一(一), parent: c1", "ref: 一(一), parent: c2"),
        "错误：clauses c1-1.ref：编号 一(一) 不在上级条款的编号 二 之下。",
    ),
    "area": (
        ("clauses.yaml", "area: order", "area: odrer"),
        "错误：clauses c2-1.area：没有工作方面“odrer”。最接近的写法：order。允许：order, safeguards。",
    ),
    "no area": (("clauses.yaml", ", area: order", ""), "错误：clauses trips.area：没有工作方面，公示板上没有它的行。"),
    "role": (
        ("duties.yaml", "role: school-head\n  cadence: term", "role: head\n  cadence: term"),
        "错误：duties offer-care.role：没有责任岗位“head”。",
    ),
    "level of a role": (
        ("duties.yaml", "role: school-head\n  cadence: term", "role: county-bureau\n  cadence: term"),
        "错误：duties offer-care.role：岗位 county-bureau 属于 county，而任务由 school 承担。",
    ),
    "record of a duty": (
        ("duties.yaml", "record: study-trip", "record: study-trp"),
        "错误：duties file-trips.evidence[0].record：没有记录种类“study-trp”。最接近的写法：study-trip。",
    ),
    "part of a duty": (
        ("duties.yaml", "parts: [plan, ", "parts: [plam, "),
        "错误：duties file-trips.evidence[0].parts：没有佐证项“plam”。最接近的写法：plan。",
    ),
    "target of a duty": (
        ("duties.yaml", "targets: [two-trips]", "targets: [two-trip]"),
        "错误：duties file-trips.targets：没有目标“two-trip”。最接近的写法：two-trips。",
    ),
    "record of a target": (
        ("targets/1.yaml", "evidence: [{record: study-trip", "evidence: [{record: trip"),
        "错误：targets two-trips.evidence[0].record：没有记录种类“trip”。",
    ),
    "reading of a target": (
        ("targets/1.yaml", "readings: [a-trip]", "readings: [a-trap]"),
        "错误：targets two-trips.readings：没有释读“a-trap”。最接近的写法：a-trip。允许：a-trip。",
    ),
    "kind of a measure": (
        ("targets/1.yaml", "kind: study-trip", "kind: study-trips"),
        "错误：targets two-trips.measure.params.kind：没有记录种类“study-trips”。最接近的写法：study-trip。",
    ),
    "part of a measure": (
        ("targets/1.yaml", "parts: [plan]}}", "parts: [plans]}}"),
        "错误：targets two-trips.measure.params.parts：没有佐证项“plans”。最接近的写法：plan。",
    ),
    "topic of a measure": (
        ("targets/1.yaml", "parts: [plan]}}", "topic: natur}}"),
        "错误：targets two-trips.measure.params.topics：没有主题“natur”。最接近的写法：nature。允许：nature。",
    ),
    "target of a reading": (
        ("readings.yaml", "targets: [two-trips]", "targets: [x]"),
        "错误：readings a-trip.targets：没有目标“x”。",
    ),
    "target of a case": (
        ("cases.yaml", "target: two-trips", "target: one-trip"),
        "错误：cases no-school.target：没有目标“one-trip”。",
    ),
    "pack it leans on": (
        ("pack.yaml", 'org_code: "210300"', 'org_code: "210300"\ndepends_on: [nation]'),
        "错误：pack depends_on：没有政策包“nation”。",
    ),
    "measure": (
        ("targets/2.yaml", "name: tally_change", "name: tally_chang"),
        "错误：targets money-spent.measure.name：没有计算口径“tally_chang”。最接近的写法：tally_change。",
    ),
    "parameter": (
        ("targets/1.yaml", "at_least: 2, org_kind", "atleast: 2, org_kind"),
        "错误：targets two-trips.measure.params.atleast：不认识的键“atleast” 最接近的写法：at_least。",
    ),
    "parameter's value": (
        ("targets/1.yaml", "at_least: 2, org_kind", "at_least: two, org_kind"),
        "错误：targets two-trips.measure.params.at_least：值 two 不合要求 应为整数。",
    ),
    "table of a case": (
        ("cases.yaml", "given: {organisation:", "given: {organisations:"),
        "错误：cases no-school.given.organisations：没有数据湖表“organisations”。最接近的写法：organisation。",
    ),
    "column of a case": (
        ("cases.yaml", "{org_id: 1", "{org: 1"),
        "错误：cases no-school.given.organisation：没有列“org”。",
    ),
}


@pytest.mark.parametrize("name", sorted(REFERENCES))
def test_a_reference_that_leads_nowhere_is_named_with_the_nearest(name: str, tmp_path: Path) -> None:
    change, words = REFERENCES[name]
    found = village_says(tmp_path, change)
    assert any(line.startswith(words) for line in found), found


def test_parents_that_go_round_in_a_circle_are_named(tmp_path: Path) -> None:
    change = ("clauses.yaml", "{id: c1, ref: 一,", "{id: c1, parent: c1-1, ref: 一,")
    assert "错误：clauses c1.parent：上级条款绕成了圈。" in village_says(tmp_path, change)


def test_tallies_need_no_kind_of_record_and_measures_are_checked_only_where_they_are_known(tmp_path: Path) -> None:
    folder = village(tmp_path, ("targets/2.yaml", "kind: money", "kind: anything"))
    assert said(lint(folder, None, MEASURES)) == []
    edit(folder / "targets" / "2.yaml", lambda text: replaced(text, "tally_change", "tally_of_my_own"))
    assert said(lint(folder)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ("duties.yaml", "clause: care", "clause: trips"),
            "错误：clauses care：条款 二(一)2 既没有任务也没有目标。写一项任务，或把 kind 改为 context、principle。",
        ),
        (
            ("roles.yaml", "- {id: county", "- {id: dean, zh: 主任, en: Dean, level: school}\n- {id: county"),
            "提醒：roles dean：没有任务由这个岗位承担。",
        ),
        (
            (
                "records.yaml",
                "- id: study-trip",
                "- {id: visit, zh: 视导, en: Visit, filed_by: county}\n- id: study-trip",
            ),
            "提醒：records visit：记录种类没有任务或目标要求它。",
        ),
        (
            (
                "readings.yaml",
                "- {id: a-trip",
                "- {id: b, zh: 甲, en: A, clause: care, question_zh: 问, question_en: Q}\n- {id: a-trip",
            ),
            "提醒：readings b：没有目标用到这条释读。",
        ),
        (
            ("pack.yaml", "areas:", "areas:\n  - {id: art, zh: 美, en: Art, short_zh: 美, short_en: Art, numeral: 二}"),
            "提醒：areas art：没有条款属于这一方面。",
        ),
        (
            ("pack.yaml", "id: village", "id: hamlet"),
            "提醒：pack id：编号 hamlet 与文件夹名 village 不同；命令按文件夹名找政策包。",
        ),
    ],
)
def test_what_nobody_needs_is_named(change: tuple[str, str, str], words: str, tmp_path: Path) -> None:
    assert village_says(tmp_path, change) == [words]


def test_a_clause_is_busy_when_its_children_are() -> None:
    report = lint(VILLAGE)
    assert [finding.place for finding in report.findings if finding.code == "orphan.clause"] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ("pack.yaml", "effective_from: 2018-01-02", "effective_from: 2018-01-02\neffective_to: 2018-01-02"),
            "错误：pack.effective_to：失效日 2018-01-02 不晚于生效日 2018-01-02。",
        ),
        (
            ("duties.yaml", "cadence: once, due_on: 2018-12-31, ", "cadence: once, "),
            "错误：duties rules.due_on：一次性任务要写明截止日。",
        ),
        (
            ("duties.yaml", "due_day: 09-30", "due_on: 2018-09-30"),
            "错误：duties offer-care.due_on：只有一次性任务才有截止日；term 用 due_day。",
        ),
        (
            ("duties.yaml", "due_on: 2018-12-31, ", "due_on: 2018-12-31, effective_to: 2018-12-01, "),
            "错误：duties rules.due_on：2018-12-31 不在任务的有效期内。",
        ),
        (("duties.yaml", "due_day: 09-30", "due_day: 09-31"), "错误：duties offer-care.due_day：没有 09-31 这一天。"),
        (
            ("targets/2.yaml", "start: 2018-01-02, end", "end"),
            "错误：targets money-spent.period.start：window 要写明 start。",
        ),
        (("targets/2.yaml", ", end: 2020-01-01", ""), "错误：targets money-spent.period.end：window 要写明 end。"),
        (
            ("targets/2.yaml", "end: 2020-01-01", "end: 2018-01-02"),
            "错误：targets money-spent.period.end：时段止于 2018-01-02，不晚于起始日 2018-01-02。",
        ),
        (
            ("targets/1.yaml", "{kind: last_term}", "{kind: since}"),
            "错误：targets two-trips.period.start：since 要写明 start。",
        ),
        (
            ("targets/1.yaml", "{kind: last_term}", "{kind: last_term, end: 2019-01-01}"),
            "错误：targets two-trips.period.end：只有 window 才有 end。",
        ),
        (
            ("targets/1.yaml", "- {due: 2019-12-31, value: 1}\n", "- {due: 2018-12-31, value: 1}\n"),
            "错误：targets two-trips.series[0].points[1].due：2018-12-31 不晚于前一个点 2018-12-31；各点要按日期递增。",
        ),
        (
            ("targets/1.yaml", "level: school, points", "level: city, points"),
            "错误：targets two-trips.series[1]：city 的阈值写了两次。",
        ),
        (
            ("targets/1.yaml", "rounding:", "effective_to: 2019-01-01\n  rounding:"),
            "错误：targets two-trips.series[0].points[1].due：2019-12-31 不在目标的有效期内。",
        ),
        (
            ("targets/2.yaml", "  baseline: {day: 2018-01-02, value: 0}\n", ""),
            "错误：targets money-spent.series[0]：linear 需要基线或至少两个点。",
        ),
        (
            ("targets/2.yaml", "baseline: {day: 2018-01-02", "baseline: {day: 2019-12-31"),
            "错误：targets money-spent.series[0]：第一个点 2019-12-31 不晚于基线日 2019-12-31。",
        ),
    ],
)
def test_a_day_that_cannot_be_is_named(change: tuple[str, str, str], words: str, tmp_path: Path) -> None:
    assert words in village_says(tmp_path, change)


@pytest.mark.parametrize(
    "series",
    [
        "- {level: county, org_codes: ['1'], points: [{due: 2019-12-31, value: 1}]}",
        "- {level: school, org_codes: ['1'], points: [{due: 2019-12-31, value: 1}]}\n"
        "    - {level: school, org_codes: ['2'], points: [{due: 2019-12-31, value: 1}]}",
    ],
)
def test_thresholds_of_other_organisations_are_no_repetition(series: str, tmp_path: Path) -> None:
    change = ("targets/1.yaml", "- {level: school, points: [{due: 2019-12-31, value: 1}]}", series)
    assert village_says(tmp_path, change) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("roles.yaml", "zh: 校长", "zh: Head"), "错误：roles school-head.zh：应写中文。"),
        (("roles.yaml", "en: Head", "en: 校长"), "错误：roles school-head.en：应写英文。"),
        (("records.yaml", "en: Plan}", "en: 方案}"), "错误：records study-trip.plan.en：应写英文。"),
        (("targets/2.yaml", "unit_zh: 元", "unit_zh: yuan"), None),
        (
            ("targets/2.yaml", "definition_zh: 当年拨付经费。", "definition_zh: Money."),
            "错误：targets money-spent.definition_zh：应写中文。",
        ),
        (
            ("glossary.yaml", "name: StudyTrip", "name: study trip"),
            "错误：glossary study-trip.name：“study trip”应为代码里的英文名，如 HomeroomClass。",
        ),
        (
            ("glossary.yaml", "name: StudyTrip}", "name: StudyTrip}\n- {id: b, zh: 旅行, en: Trip, name: StudyTrip}"),
            "错误：glossary b.name：“StudyTrip”已见于 study-trip。",
        ),
    ],
)
def test_a_text_in_the_wrong_language_is_named(change: tuple[str, str, str], words: str | None, tmp_path: Path) -> None:
    assert village_says(tmp_path, change) == ([words] if words else [])


EDITS: dict[str, tuple[Callable[[str], str], list[str]]] = {
    "a figure changed": (
        lambda text: replaced(text, "2次以上", "3次以上"),
        [
            "错误：notice 二(一)1：数字“3次以上”既不在目标的 figures 里，也没有 excuses 说明理由。",
            "错误：targets two-trips.figures：段落 二(一)1 里没有数字“2次以上”。"
            "最接近的写法：3次以上。该段的数字：2019年, 3次以上。",
        ],
    ),
    "a year changed": (
        lambda text: replaced(text, "到2019年全覆盖", "到2020年全覆盖"),
        [
            "错误：notice 二(一)1：数字“2020年”既不在目标的 figures 里，也没有 excuses 说明理由。",
            "错误：targets two-trips.figures：段落 二(一)1 里没有数字“到2019年”。"
            "最接近的写法：2020年。该段的数字：2020年, 2次以上。",
        ],
    ),
    "a figure added": (
        lambda text: replaced(text, "一要加强领导。", "一要加强领导,配备5名专干。"),
        ["错误：notice 三·一：数字“5名”既不在目标的 figures 里，也没有 excuses 说明理由。"],
    ),
    "an excused figure gone": (
        lambda text: replaced(text, "从两个方面入手。", "从多方面入手。"),
        ["错误：excuses two-ways.figure：段落 二 里没有数字“两个方面”。"],
    ),
    "a paragraph added": (
        lambda text: replaced(text, "附件:", "三要加强宣传。\n附件:"),
        ["错误：notice 三·三：编号段落 三·三 没有条款。请在 clauses 里写一条 ref: 三·三。"],
    ),
    "the last paragraph removed": (
        lambda text: replaced(text, "二要落实经费,每校不少于50万元。\n", ""),
        ["错误：clauses c3-2.ref：通知里没有编号为 三·二 的段落。"],
    ),
    "a paragraph removed from the middle": (
        lambda text: replaced(text, "一是坚持方向。\n", ""),
        [
            "错误：clauses c1-2-1.ref：通知里没有编号为 一(二)·一 的段落。",
            "提醒：notice 一(二)·二：一(二)·二 编号不连续：此处应为“一”",
        ],
    ),
    "a number given twice": (
        lambda text: replaced(text, "(2)队伍", "(1)队伍"),
        [
            "错误：notice 二(一)3(1)：通知里有 2 段编号都是 二(一)3(1)。",
            "错误：clauses homes-5.ref：通知里没有编号为 二(一)3(2) 的段落。",
            "提醒：notice 二(一)3(1)：二(一)3(1) 编号不连续：此处应为“2”",
        ],
    ),
}


@pytest.mark.parametrize("name", sorted(EDITS))
def test_what_was_edited_in_the_notice_is_named(name: str) -> None:
    change, words = EDITS[name]
    assert said(lint(VILLAGE, change(NOTICE), MEASURES)) == words


@pytest.mark.parametrize("name", sorted(EDITS))
def test_the_same_is_named_from_the_skeleton_where_the_text_is_not_at_hand(name: str, tmp_path: Path) -> None:
    change, words = EDITS[name]
    folder = village(tmp_path)
    write_skeleton(folder, skeleton_of(read_notice(change(NOTICE))))
    report = lint(folder, None, MEASURES)
    assert said(report) == [line for line in words if not line.startswith("提醒")]
    assert report.compared


def test_a_clause_or_an_excuse_that_is_taken_away_is_missed(tmp_path: Path) -> None:
    folder = village(tmp_path)
    drop(folder / "excuses.yaml", "half-past-three")
    drop(folder / "clauses.yaml", "c1-2-2")
    assert said(lint(folder, NOTICE)) == [
        "错误：notice 一(二)·二：编号段落 一(二)·二 没有条款。请在 clauses 里写一条 ref: 一(二)·二。",
        "错误：notice 二(一)2：数字“三点半”既不在目标的 figures 里，也没有 excuses 说明理由。",
    ]


def test_a_figure_excused_elsewhere_is_not_excused_here(tmp_path: Path) -> None:
    folder = village(tmp_path, ("excuses.yaml", "clause: homes-1, figure: 两落实", "clause: homes-2, figure: 两落实"))
    assert [finding.code for finding in lint(folder, NOTICE).findings] == ["coverage.figure", "coverage.no-such-figure"]


def test_two_clauses_of_one_number_are_named(tmp_path: Path) -> None:
    change = ("clauses.yaml", "{id: homes-5, ref: 二(一)3(2)", "{id: homes-5, ref: 二(一)3(1)")
    words = village_says(tmp_path, change, notice=NOTICE)
    assert "错误：clauses homes-5.ref：编号 二(一)3(1) 已由 homes-4 表述。" in words


def test_a_text_that_differs_from_the_skeleton_is_named_by_paragraph(tmp_path: Path) -> None:
    folder = village(tmp_path)
    write_skeleton(folder, skeleton_of(read_notice(NOTICE)))
    assert said(lint(folder, NOTICE)) == []
    assert said(lint(folder, NOTICE.replace("加强领导", "加强组织领导"))) == [
        "提醒：notice 三·一：文字与骨架不同，数字未变。"
    ]
    twice = NOTICE.replace("每学期组织2次指导", "每学期组织2次指导2次")
    assert said(lint(folder, twice)) == ["错误：notice 二(一)3·二：数字与骨架不同：原文 2次 2次；骨架 2次。"]
    longer = said(lint(folder, NOTICE.replace("附件:", "三要宣传。\n附件:")))
    assert "错误：notice 三·三：原文多出这一段，骨架里没有。" in longer
    shorter = said(lint(folder, NOTICE.replace("(2)队伍\n", "")))
    assert "错误：notice 二(一)3(2)：原文缺少这一段，骨架里有。" in shorter


def test_a_text_or_a_skeleton_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert said(lint(VILLAGE, "没有编号"))[0].startswith("错误：文中没有找到编号段落")
    folder = village(tmp_path)
    (folder / "skeleton.yaml").write_text("paragraphs: [{ref: 一, sha256: x}]", encoding="utf-8")
    assert said(lint(folder))[0].startswith("错误：skeleton.yaml 第 1 行 paragraphs[0].sha256：值 x 不合要求")
    (folder / "skeleton.yaml").write_bytes(b"\xb0\xff")
    assert said(lint(folder))[0].startswith("错误：skeleton.yaml 第 1 行不是 UTF-8 文本")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("评选出50所", "评选出60所", ["notice 二(一)3", "targets psych-standard-schools.figures"]),
        ("每年至少消除25%", "每年至少消除30%", ["notice 二(三)2"]),
        ("总课时的10%以上", "总课时的15%以上", ["notice 二(四)4"]),
        ("四要狠抓贯彻落实", "四要加强宣传。五要狠抓贯彻落实", ["notice 三·五"]),
        ("一是坚持立德树人", "坚持立德树人", ["clauses c1-2-1.ref"]),
        ("(九)要把建立", "要把建立", ["clauses c2-9.ref"]),
    ],
)
def test_what_is_edited_in_the_notice_of_anshan_is_named(old: str, new: str, named: list[str]) -> None:
    if not REAL.exists():
        pytest.skip("the notice itself is not in the repository")
    text = REAL.read_text(encoding="utf-8")
    before = {finding.place for finding in lint(ANSHAN, text).errors}
    after = {finding.place for finding in lint(ANSHAN, replaced(text, old, new)).errors}
    assert set(named) <= after - before
