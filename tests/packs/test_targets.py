"""The figures of the notice of Anshan as targets: what an official would check with a finger on the paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from daylight.measures import MEASURES
from daylight.policy import load_pack, read_notice
from daylight.policy.figures import same_figure
from daylight.policy.schema import Pack, Target

from . import HAN, ROOT, SHARED, copied

FOLDER = ROOT / "packs" / "anshan-2017-066"
NOTICE = SHARED / "notice" / "anshan-2017-66.txt"
LIST = SHARED / "design" / "capabilities.md"
with_notice = pytest.mark.skipif(not NOTICE.exists(), reason="the notice is not beside the checkout")
ISSUED, LAST = date(2017, 4, 18), date(2020, 12, 31)
END_17, END_18, END_19, END_20 = (date(year, 12, 31) for year in range(2017, 2021))
THREE_YEARS_ON = date(2020, 4, 18)

#: What is owed: the paragraph, its figure, the target, whose, by when, how much. Change a number in the pack
#: and the line here that stands for the sentence of the notice fails.
OWED = (
    ("二(一)3", "50所心理健康达标校", "psych-standard-schools", "city", END_17, 50),
    ("二(三)2", "到2017年消除50%以上66人以上班额", "classes-66-halved", "city", END_17, 0.50),
    ("二(三)2", "到2018年66人以上全部消除", "classes-66-gone", "city", END_18, 0),
    ("二(三)2", "56人以上从2017年起每年至少25%", "classes-56-reduced", "city", END_17, 0.25),
    ("二(三)2", "第二年累计50%", "classes-56-reduced", "city", END_18, 0.50),
    ("二(三)2", "第三年累计75%", "classes-56-reduced", "city", END_19, 0.75),
    ("二(三)2", "第四年累计100%", "classes-56-reduced", "city", END_20, 1.00),
    ("二(三)2", "到2020年56人以上全部消除", "classes-56-gone", "city", END_20, 0),
    ("二(三)2", "基本做到小学不超过45人", "primary-within-45", "city", END_20, 1.00),
    ("二(三)2", "基本做到初中不超过50人", "junior-within-50", "city", END_20, 1.00),
    ("二(三)2", "四项标准统一", "unified-standards", "city", END_20, 1.00),
    ("二(三)2", "两免一补全覆盖", "exemption-subsidy", "city", END_20, 1.00),
    ("二(三)2", "三年100所城区学校", "paired-schools", "city", THREE_YEARS_ON, 100),
    ("二(三)2", "三年300名城区教师", "paired-teachers", "city", THREE_YEARS_ON, 300),
    ("二(三)2", "三年300节精品课", "model-lessons", "city", THREE_YEARS_ON, 300),
    ("二(三)2", "三年3000名城区学生", "paired-pupils", "city", THREE_YEARS_ON, 3000),
    ("二(三)3", "试点扩充到80所", "evaluation-pilots", "city", END_17, 80),
    ("二(三)3", "试点校占初中60%以上", "evaluation-share", "city", END_17, 0.60),
    ("二(三)3", "召开经验交流会议", "experience-meeting", "city", END_17, 1),
    ("二(五)1", "70%学科教师注册", "lessons-registered-share", "county", END_17, 0.70),
    ("二(五)1", "13000名教师注册", "lessons-registered", "city", END_17, 13000),
    ("二(五)1", "每名注册教师上传一节", "lessons-uploaded", "school", END_17, 1.00),
    ("二(五)1", "省级优课160节", "provincial-lessons", "city", END_17, 160),
    ("二(五)1", "部级优课40节", "ministry-lessons", "city", END_17, 40),
    ("二(五)2", "45个网络工作室", "active-studios", "city", END_17, 45),
    ("二(五)2", "各学科各年级一个", "studios-everywhere", "city", END_20, 1.00),
    ("二(五)3", "年底三通两平台全面普及", "connected-schools", "school", END_17, 1.00),
    ("二(九)", "10所学校章程", "charter-pilots", "city", END_17, 10),
    ("二(九)", "铁东、立山各5所", "charter-pilots", "county", END_17, 5),
)
#: Numbers that stand in how something is counted rather than in how much is owed.
COUNTED = (
    ("二(三)2", "66人以上", "classes-66-halved", "at_least", 66),
    ("二(三)2", "66人以上", "classes-66-gone", "at_least", 66),
    ("二(三)2", "56人以上", "classes-56-reduced", "at_least", 56),
    ("二(三)2", "56人以上", "classes-56-gone", "at_least", 56),
    ("二(三)2", "小学45人", "primary-within-45", "at_most", 45),
    ("二(三)2", "初中50人", "junior-within-50", "at_most", 50),
    ("二(四)4", "10%以上", "practice-share", "at_least", 0.1),
    ("二(四)4", "每学期2次以上", "social-practice", "at_least", 2),
    ("二(六)2·一", "2次家庭教育指导", "parent-guidance", "at_least", 2),
    ("二(六)2·一", "2次家庭教育实践", "parent-practice", "at_least", 2),
)
#: Lists whose length the notice tells.
LISTED = (
    ("五个融入", "five-integrations", "topics", 5),
    ("九项核心素养", "competencies-covered", "topics", 9),
    ("四个统一", "unified-standards", "topics", 4),
    ("政史地生", "gap-subjects-staffed", "subjects", 4),
    ("三通两平台", "connected-schools", "topics", 5),
    ("四落实", "parent-school-four", "parts", 4),
    ("活动有方案，行前有备案，应急有预案", "trips-in-order", "parts", 3),
    ("五个环节", "five-links", "topics", 5),
    ("领导小组、工作方案、课程规划", "school-plans", "parts", 3),
)
#: 力争, 基本做到, 努力, 促进, 吸引, 拟: what only aspires. Everything else binds.
ASPIRING = {
    "fitness-rising", "gap-subjects-staffed", "primary-within-45", "junior-within-50", "resources-met-primary",
    "resources-met-junior", "studios-everywhere", "connected-schools", "charter-pilots",
}  # fmt: skip
#: 教督〔2017〕6号: seven indicators of each stage.
BALANCE = {
    "primary": (4.2, 1, 0.9, 4.5, 7.5, 2000, 2.3),
    "junior": (5.3, 1, 0.9, 5.8, 10.2, 2500, 2.4),
}
#: Numbers of the capability list that are no figure of a target: standards' years, other documents, other lists.
NOT_OWED = {
    "二(一)4": {"2014"},      # the year of the fitness standard
    "二(三)2": {"2012"},      # the year of an older method
}  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack, as the loader gives it."""
    return load_pack(FOLDER)


@pytest.fixture(scope="module")
def targets(pack: Pack) -> dict[str, Target]:
    """The targets by id."""
    return {target.id: target for target in pack.targets}


def owed(target: Target, level: str) -> dict[date, float]:
    """Return the thresholds of a level by day."""
    return {point.due: point.value for series in target.series if series.level == level for point in series.points}


def refs(pack: Pack) -> dict[str, str]:
    """Return the notice's numbering by clause id."""
    return {clause.id: clause.ref for clause in pack.clauses}


# ---------------------------------------------------------------- the figures of the notice


@pytest.mark.parametrize(("ref", "figure", "name", "level", "due", "value"), OWED, ids=[row[1] for row in OWED])
def test_what_the_notice_owes_is_owed(
    pack: Pack, targets: dict[str, Target], ref: str, figure: str, name: str, level: str, due: date, value: float
) -> None:
    assert refs(pack)[targets[name].clause] == ref
    assert owed(targets[name], level)[due] == value


@pytest.mark.parametrize(("ref", "figure", "name", "param", "value"), COUNTED, ids=[f"{r[1]} {r[2]}" for r in COUNTED])
def test_what_the_notice_counts_is_counted(
    pack: Pack, targets: dict[str, Target], ref: str, figure: str, name: str, param: str, value: float
) -> None:
    assert refs(pack)[targets[name].clause] == ref
    assert targets[name].measure.params[param] == value


@pytest.mark.parametrize(("words", "name", "param", "length"), LISTED, ids=[row[0] for row in LISTED])
def test_what_the_notice_lists_is_listed_once_each(
    targets: dict[str, Target], words: str, name: str, param: str, length: int
) -> None:
    listed = targets[name].measure.params[param]
    assert isinstance(listed, list)
    assert len(listed) == len(set(listed)) == length


def test_an_hour_of_sport_is_owed_to_every_pupil_every_term(targets: dict[str, Target]) -> None:
    target = targets["sport-hour"]
    assert "1小时" in target.figures
    assert set(owed(target, "school").values()) == {1}
    assert (target.period.kind, target.binding) == ("last_term", "binding")


def test_two_local_lessons_a_week_are_owed_from_autumn_2017_on(targets: dict[str, Target]) -> None:
    target = targets["local-course"]
    (rule,) = rules(target)
    assert (rule["lessons"], rule["subjects"], rule["grades"]) == (2, ["local"], [*range(1, 10)])
    assert target.effective_from == target.period.start == min(owed(target, "school")) == date(2017, 9, 1)


def test_no_week_is_longer_than_26_30_and_34_lessons(targets: dict[str, Target]) -> None:
    limits = targets["weekly-lessons"].measure.params["limits"]
    assert limits == {"1": 26, "2": 26, "3": 30, "4": 30, "5": 30, "6": 30, "7": 34, "8": 34, "9": 34}


def rules(target: Target) -> list[Any]:
    """Return the minimums of a target."""
    found = target.measure.params["minimums"]
    assert isinstance(found, list)
    return found


def test_lessons_of_moral_education_pe_arts_and_practice_do_not_go_down(targets: dict[str, Target]) -> None:
    table = {
        "moral": [3, 3, 3, 3, 2, 2, 2, 2, 2],
        "pe": [4, 4, 3, 3, 3, 3, 3, 3, 3],
        "music+art": [4, 4, 4, 4, 4, 4, 2, 2, 2],
        "practice": [0, 0, 2, 2, 3, 3, 3, 3, 3],
    }
    found = {name: [0] * 9 for name in table}
    for rule in rules(targets["kept-lessons"]):
        for grade in rule["grades"]:
            assert found["+".join(rule["subjects"])][grade - 1] == 0, "two rules for one grade"
            found["+".join(rule["subjects"])][grade - 1] = rule["lessons"]
    assert found == table


def test_over_sixty_percent_means_more_and_everything_else_includes_its_number(targets: dict[str, Target]) -> None:
    assert {name for name, target in targets.items() if target.comparator == "more_than"} == {
        "evaluation-share", "fitness-rising"}  # fmt: skip
    assert {name for name, target in targets.items() if target.comparator == "equals"} == {
        "classes-66-gone", "classes-56-gone"}  # fmt: skip
    assert all(target.comparator == "at_most" for name, target in targets.items() if name.startswith("variation-"))


def test_pilots_grow_from_40_and_pairs_from_nothing(targets: dict[str, Target]) -> None:
    pilots = targets["evaluation-pilots"].baseline
    assert pilots is not None
    assert pilots.value == 40
    for name in ("paired-schools", "paired-teachers", "model-lessons", "paired-pupils"):
        base = targets[name].baseline
        assert base is not None
        assert (base.day, base.value, targets[name].path) == (ISSUED, 0, "linear")


def test_oversized_classes_are_measured_against_the_census_of_2016(targets: dict[str, Target]) -> None:
    for name in ("classes-66-halved", "classes-66-gone", "classes-56-reduced", "classes-56-gone"):
        base = targets[name].baseline
        assert base is not None
        assert (base.day, base.value, targets[name].path) == (date(2016, 9, 30), None, "linear")


def test_only_tiedong_and_lishan_owe_charters(targets: dict[str, Target]) -> None:
    named = {
        name: [series.org_codes for series in target.series if series.org_codes] for name, target in targets.items()
    }
    assert {name: codes for name, codes in named.items() if codes} == {"charter-pilots": [("210302", "210304")]}


@pytest.mark.parametrize("stage", ["primary", "junior"])
def test_balance_has_the_seven_indicators_of_the_national_method(targets: dict[str, Target], stage: str) -> None:
    params = targets[f"resources-met-{stage}"].measure.params
    needs = params["needs"]
    assert isinstance(needs, dict)
    assert tuple(needs.values()) == BALANCE[stage]
    assert (params["at_least"], params["floor"], params["stage"]) == (6, 0.85, stage)
    varied = [target for name, target in targets.items() if name.startswith(f"variation-{stage}-")]
    assert [target.measure.params["indicator"] for target in varied] == list(needs)
    limit = {"primary": 0.50, "junior": 0.45}[stage]
    assert {tuple(owed(target, "county").items()) for target in varied} == {((END_20, limit),)}
    assert {series.level for target in varied for series in target.series} == {"county"}


def test_what_aspires_and_what_binds_follows_the_wording(targets: dict[str, Target]) -> None:
    aspiring = {name for name, target in targets.items() if target.binding == "aspiration"}
    assert {name for name in aspiring if not name.startswith("variation-")} == ASPIRING
    assert sum(name.startswith("variation-") for name in aspiring) == 14


@with_notice
def test_every_figure_of_the_notice_is_carried_or_excused_and_none_is_made_up(pack: Pack) -> None:
    stands = {
        (p.ref, figure.text) for p in read_notice(NOTICE.read_text(encoding="utf-8")).paragraphs for figure in p.figures
    }
    ref = refs(pack)
    carried = {(ref[target.clause], same_figure(figure)) for target in pack.targets for figure in target.figures}
    excused = {(ref[excuse.clause], same_figure(excuse.figure)) for excuse in pack.excuses}
    assert stands - carried - excused == set()
    assert (carried | excused) - stands == set()


def test_no_figure_is_both_carried_and_excused_but_the_year_of_admission(pack: Pack) -> None:
    carried = {(target.clause, same_figure(figure)) for target in pack.targets for figure in target.figures}
    assert carried & {(excuse.clause, same_figure(excuse.figure)) for excuse in pack.excuses} == set()


@pytest.mark.skipif(not LIST.exists(), reason="the capability list is not beside the checkout")
def test_every_number_of_the_capability_list_is_in_a_target_of_its_row(pack: Pack) -> None:
    for ref, wanted in listed_numbers():
        mine = [target for target in pack.targets if refs(pack)[target.clause].startswith(ref)]
        excused = " ".join(item.figure for item in pack.excuses if refs(pack)[item.clause].startswith(ref))
        wanted -= set(re.findall(r"\d+", excused))
        if mine:
            assert wanted - NOT_OWED.get(ref, set()) - set(numbers(mine)) == set(), ref


def listed_numbers() -> Iterator[tuple[str, set[str]]]:
    """Yield each row of the capability list that is one clause, with the numbers among its figures."""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[二三](?:\([一二三四五六七八九]\)\d?|·[一二三四])", cells[0]):
            yield cells[0], set(re.findall(r"\d+", cells[2].replace(",", "")))


def numbers(targets: list[Target]) -> Iterator[str]:
    """Yield every number that targets hold: in figures, thresholds, parameters, days, lengths of lists."""
    for target in targets:
        yield from re.findall(r"\d+", " ".join((*target.figures, target.definition_zh)))
        for series in target.series:
            for point in series.points:
                yield from (f"{point.value:g}", f"{point.value * 100:g}", str(point.due.year))
        for value in target.measure.params.values():
            yield str(len(value)) if isinstance(value, list | dict) else f"{value}"


# ---------------------------------------------------------------- how targets are made


def test_there_is_a_target_for_every_area_with_a_figure(pack: Pack, targets: dict[str, Target]) -> None:
    assert len(targets) == 68
    files = sorted(path.stem.partition("-")[2] for path in (FOLDER / "targets").glob("*.yaml"))
    assert files == sorted({area.id for area in pack.head.areas} - {"culture"})


def test_targets_stand_in_the_order_of_the_notice(pack: Pack) -> None:
    order = [clause.id for clause in pack.clauses]
    places = [order.index(target.clause) for target in pack.targets]
    assert places == sorted(places)


def test_every_measure_is_known_and_its_parameters_are_valid(targets: dict[str, Target]) -> None:
    for target in targets.values():
        MEASURES[target.measure.name].params.model_validate(dict(target.measure.params))
    assert {target.measure.name for target in targets.values()} == set(MEASURES)


def test_records_topics_and_parts_that_are_measured_are_declared(pack: Pack) -> None:
    kinds = {kind.id: kind for kind in pack.records}
    for target in pack.targets:
        if target.measure.name.startswith("tally_"):
            continue
        params: dict[str, Any] = target.measure.params
        for name in ("kind", "first", "then"):
            assert params.get(name, "training") in kinds, target.id
        kind = kinds.get(params.get("kind", ""))
        topics = {*params.get("topics", ()), *filter(None, [params.get("topic")])}
        assert topics <= {topic.id for topic in kind.topics} if kind else not topics, target.id
        assert set(params.get("parts", ())) <= {part.id for part in kind.parts} if kind else True, target.id


def test_the_record_that_is_measured_is_the_evidence_that_is_asked_for(pack: Pack) -> None:
    kinds = {kind.id: {part.id for part in kind.parts} for kind in pack.records}
    for target in pack.targets:
        asked = {handing.record: set(handing.parts) for handing in target.evidence}
        assert all(parts <= kinds[record] for record, parts in asked.items()), target.id
        kind = target.measure.params.get("kind")
        if kind in kinds:
            assert kind in asked, target.id
            assert set(target.measure.params.get("parts", ())) <= asked[str(kind)], target.id  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("unit", "formulas"),
    [
        ("percent", {"ratio", "reduction"}), ("count", {"count"}), ("percentage_point", {"change"}),
        ("number", {"variation"}),
    ],
)  # fmt: skip
def test_a_value_is_shown_in_the_unit_of_its_formula(targets: dict[str, Target], unit: str, formulas: set[str]) -> None:
    mine = [target for target in targets.values() if target.rounding.unit == unit]
    assert {MEASURES[target.measure.name].formula for target in mine} == formulas
    named = {bool(target.rounding.unit_zh and target.rounding.unit_en) for target in mine}
    assert named == {unit in ("count", "percentage_point")}


def test_shares_are_between_nothing_and_all(targets: dict[str, Target]) -> None:
    shares = [target for target in targets.values() if target.rounding.unit == "percent"]
    assert all(0 < point.value <= 1 for target in shares for series in target.series for point in series.points)


def test_dues_follow_one_another_inside_the_time_of_the_notice(targets: dict[str, Target]) -> None:
    for target in targets.values():
        assert target.effective_from is not None
        for series in target.series:
            dues = [point.due for point in series.points]
            assert dues == sorted(set(dues)), target.id
            assert target.effective_from <= dues[0], target.id
            assert dues[-1] <= LAST, target.id


@pytest.mark.parametrize(
    ("period", "last", "longest"),
    [
        ("last_school_year", date(2020, 8, 31), 366), ("last_term", date(2020, 8, 31), 185),
        ("this_term", date(2020, 3, 1), 184),
    ],
)  # fmt: skip
def test_what_recurs_is_owed_every_time_without_a_gap(
    targets: dict[str, Target], period: str, last: date, longest: int
) -> None:
    mine = [target for target in targets.values() if target.period.kind == period]
    recurring = [target for target in mine if target.id != "exemption-subsidy"]
    assert len(recurring) >= 4
    for target in recurring:
        for series in target.series:
            dues = [point.due for point in series.points]
            assert dues[-1] == last, target.id
            assert all((later - day).days <= longest for day, later in pairwise(dues)), target.id
            assert len({point.value for point in series.points}) == 1, target.id


def test_nothing_is_owed_before_the_first_whole_period_has_ended(targets: dict[str, Target]) -> None:
    for target in targets.values():
        if target.period.kind in ("last_school_year", "last_term") and target.id != "zones-published":
            assert target.period.start == date(2017, 9, 1), target.id
            assert min(point.due for series in target.series for point in series.points) >= date(2018, 2, 28), target.id


def test_a_window_is_the_year_of_the_notice(targets: dict[str, Target]) -> None:
    windows = {
        (target.period.start, target.period.end) for target in targets.values() if target.period.kind == "window"
    }
    assert windows == {(date(2017, 1, 1), date(2018, 1, 1))}


def test_a_path_has_somewhere_to_start(targets: dict[str, Target]) -> None:
    assert all(target.baseline for target in targets.values() if target.path == "linear")
    assert all(
        target.baseline.day < series.points[0].due
        for target in targets.values() if target.baseline for series in target.series
    )  # fmt: skip


def test_a_level_has_its_thresholds_once(targets: dict[str, Target]) -> None:
    for target in targets.values():
        levels = Counter(series.level for series in target.series)
        assert set(levels.values()) == {1}, target.id


def test_a_number_of_the_city_is_not_asked_of_a_school(targets: dict[str, Target]) -> None:
    for target in targets.values():
        counts = target.rounding.unit == "count" and target.comparator == "at_least"
        if counts:
            assert "school" not in {series.level for series in target.series}, target.id


def test_only_schools_of_the_stage_are_meant(targets: dict[str, Target]) -> None:
    for target in targets.values():
        stage = target.measure.params.get("stage")
        assert target.stages == ((stage,) if stage else ()), target.id


# ---------------------------------------------------------------- words


def test_every_definition_is_a_sentence_in_both_languages(targets: dict[str, Target]) -> None:
    for target in targets.values():
        assert target.definition_zh.endswith(("。", "）。")), target.id
        assert target.definition_en.endswith("."), target.id
        assert not HAN.search(target.definition_en.replace("教督〔2017〕6号", "")), target.id
        assert HAN.search(target.definition_zh), target.id


def test_a_share_says_what_is_divided_by_what(targets: dict[str, Target]) -> None:
    for target in targets.values():
        if MEASURES[target.measure.name].formula in ("ratio", "reduction"):
            assert "÷" in target.definition_zh, target.id
            assert "÷" in target.definition_en, target.id


def test_what_only_stands_in_says_so(targets: dict[str, Target]) -> None:
    for name in ("weekly-lessons", "kept-lessons", "local-course", "resources-met-primary", "resources-met-junior"):
        assert "更正" in targets[name].definition_zh
        assert "put right" in targets[name].definition_en


def test_no_two_targets_have_one_name(targets: dict[str, Target]) -> None:
    for language in ("zh", "en"):
        names = Counter(getattr(target, language) for target in targets.values())
        assert [name for name, times in names.items() if times > 1] == []


def words(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield every Chinese text of targets, readings, excuses and cases."""
    for item in (*pack.targets, *pack.readings, *pack.excuses, *pack.cases):
        yield item.id, item.zh
    for target in pack.targets:
        yield target.id, target.definition_zh
    for reading in pack.readings:
        yield reading.id, reading.question_zh


@with_notice
def test_no_sentence_is_copied_from_the_notice(pack: Pack) -> None:
    theirs = NOTICE.read_text(encoding="utf-8")
    assert [(name, run) for name, text in words(pack) for run in copied(text, theirs)] == []


def test_no_half_width_comma_stands_between_chinese_words(pack: Pack) -> None:
    mixed = re.compile(r"[\u4e00-\u9fff][,;:?!]")
    assert [name for name, text in words(pack) if mixed.search(text)] == []


# ---------------------------------------------------------------- readings and excuses

#: What the wording leaves open and somebody will ask: where it is settled, and for which targets.
SETTLED = {
    "original-baseline": {"classes-66-halved", "classes-56-reduced"},
    "sizes-inclusive": {"classes-66-halved", "classes-66-gone", "classes-56-reduced", "classes-56-gone"},
    "by-and-large-within-caps": {"primary-within-45", "junior-within-50"},
    "registered-both-figures": {"lessons-registered", "lessons-registered-share"},
    "pilots-both-figures": {"evaluation-pilots", "evaluation-share"},
    "over-sixty-percent": {"evaluation-share"},
    "three-years-of-pairing": {"paired-schools", "paired-teachers", "model-lessons", "paired-pupils"},
    "hour-of-sport": {"sport-hour"},
    "clearly-higher-fitness": {"fitness-rising"},
    "charters-intended": {"charter-pilots"},
    "quality-courses": {"kept-lessons"},
    "a-tenth-for-practice": {"practice-share"},
    "twice-a-term": {"social-practice"},
    "before-departure": {"trips-in-order"},
    "closed-in-time": {"findings-closed"},
    "highest-honour": {"provincial-lessons", "ministry-lessons"},
}


@pytest.mark.parametrize("name", SETTLED)
def test_an_open_question_is_settled_for_the_targets_that_hang_on_it(pack: Pack, name: str) -> None:
    assert {target.id for target in pack.targets if name in target.readings} == SETTLED[name]


def test_every_reading_is_used_and_every_one_named_is_there(pack: Pack) -> None:
    used = {name for target in pack.targets for name in target.readings}
    assert used == {reading.id for reading in pack.readings}


def test_a_reading_asks_and_answers_in_both_languages(pack: Pack) -> None:
    for reading in pack.readings:
        assert reading.question_zh.endswith("？"), reading.id
        assert reading.question_en.endswith("?"), reading.id
        assert reading.zh.endswith("。"), reading.id
        assert reading.en.endswith("."), reading.id


def test_the_year_end_is_settled_for_every_binding_deadline_of_a_year(targets: dict[str, Target]) -> None:
    general = {"end-of-year", "this-year-is-2017", "plan-horizon", "no-date-given"}
    for target in targets.values():
        if any(point.due.month == 12 for series in target.series for point in series.points):
            assert general & set(target.readings), target.id


def test_an_autumn_figure_says_that_it_is_of_the_census(targets: dict[str, Target]) -> None:
    for target in targets.values():
        if target.period.kind == "census":
            assert "school-year-census" in target.readings, target.id


def test_every_excuse_gives_its_reason(pack: Pack) -> None:
    assert len(pack.excuses) == 9
    for excuse in pack.excuses:
        assert excuse.zh.endswith("。"), excuse.id
        assert excuse.en.endswith("."), excuse.id
