"""The notice of Anshan as a pack: every paragraph, every row of the capability list, every reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from daylight.apps.duties.periods import dues
from daylight.policy import load_pack, read_notice
from daylight.policy.schema import Clause, Duty, Item, Pack

from . import HAN, ROOT, SHARED, copied, han

FOLDER = ROOT / "packs" / "anshan-2017-066"
NOTICE = SHARED / "notice" / "anshan-2017-66.txt"
LIST = SHARED / "design" / "capabilities.md"
with_notice = pytest.mark.skipif(not NOTICE.exists(), reason="the notice is not beside the checkout")
COUNTIES = {"210302", "210303", "210304", "210311", "210321", "210323", "210381"}
ISSUED, LAST = date(2017, 4, 18), date(2020, 12, 31)

#: The rows of the capability list: the clause, how the row begins, and what duties call it.
ROWS = (
    ("二(一)1", "Core values", ("五个融入",)),
    ("二(一)2", "Nine key competencies", ("核心素养",)),
    ("二(一)3", "Mental health", ("心理健康", "心理健康达标校")),
    ("二(一)4", "Health first", ("健康第一", "阳光体育", "校园足球", "体质健康")),
    ("二(二)1", "Teacher ethics file", ("师德考核档案", "师德监督评价", "修身立德")),
    ("二(二)2", "Outlook on the profession", ("教师职业观",)),
    ("二(二)3", "Training of all", (
        "全员培训", "骨干名师专家培训", "结构性缺编", "课程方案培训", "学科教学培训")),
    ("二(三)1", "Wider supply", ("教育供给", "课后服务")),
    ("二(三)2", "Urban–rural integration", ("四统一", "两免一补", "学校布局")),
    ("二(三)2", "Oversized classes", ("大班额",)),
    ("二(三)2", "Hand-in-hand pairing", ("手拉手",)),
    ("二(三)2", "Balanced high quality", ("优质均衡",)),
    ("二(三)3", "Comprehensive quality evaluation", ("综合素质评价",)),
    ("二(三)3", "Senior-high admission", ("高中招生录取",)),
    ("二(四)1", "National curriculum at school level", ("国家课程校本化",)),
    ("二(四)2", "Local courses", ("地方课程",)),
    ("二(四)3", "School-based courses", ("校本课程",)),
    ("二(四)4", "Practice as routine", ("学科实践", "社会实践")),
    ("二(五)1", "One teacher one good lesson", ("一师一优课",)),
    ("二(五)2", "IT woven into teaching", ("融合教学大赛", "网上工作室", "学科专家")),
    ("二(五)3", "IT platform and shared resources", ("三通两平台", "优质资源共享")),
    ("二(六)1–2", "Home and school", (
        "家校制度", "家庭教育培训", "家长学校", "家庭教育指导", "家庭教育实践", "家长委员会", "家庭教育师资")),
    ("二(六)3", "Society", ("校外活动场所", "研学旅行", "安全责任")),
    ("二(七)1", "Appraisal of teaching work", ("五个环节", "问题整改")),
    ("二(七)2", "Student register", ("学籍",)),
    ("二(七)3", "Sunshine enrolment", ("学区公示", "就近入学", "阳光分班", "特殊群体就学")),
    ("二(八)1–4", "School culture", (
        "学校文化", "校园文化活动", "学生社团", "文明校园", "班级文化", "传统文化", "主题教育", "时事教育")),
    ("二(九)", "Modern school system", ("现代学校制度", "管理标准", "学校章程")),
    ("三·一", "Leading group", ("组织领导",)),
    ("三·二", "Internet+", ("改革创新",)),
    ("三·三", "Separation of administering", ("教育治理",)),
    ("三·四", "Appraisal mechanism", ("贯彻落实",)),
)  # fmt: skip
#: The words of the house style that every pack's glossary keeps.
STYLE_WORDS = {
    "Notice", "Clause", "Pack", "Duty", "Target", "Indicator", "Measure", "Organisation", "OrganisationScope",
    "AttendanceZone", "HomeroomClass", "ClassSize", "OversizedClass", "Enrollment", "StatusChange", "Place",
    "Placement", "ClassFormation", "Lesson", "Timetable", "AcademicYear", "Term", "Filing", "Review", "PublicNotice",
    "Appeal", "Evidence", "QualityRecord", "Inspection", "Finding", "Snapshot", "Manifest",
}  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack, as the loader gives it."""
    return load_pack(FOLDER)


@pytest.fixture(scope="module")
def notice() -> str:
    """The text of the notice."""
    return NOTICE.read_text(encoding="utf-8")


def told(pack: Pack) -> Iterator[tuple[str, Item]]:
    """Yield every item that this test answers for, with its list's name."""
    for name in ("clauses", "duties", "records", "roles", "glossary"):
        for item in getattr(pack, name):
            yield name, item
    for area in pack.head.areas:
        yield "areas", area
    for kind in pack.records:
        for part in (*kind.parts, *kind.topics):
            yield f"records.{kind.id}", part


def texts(item: Item, language: str) -> Iterator[str]:
    """Yield every text of an item in a language."""
    for field in type(item).model_fields:
        value = getattr(item, field)
        if (field == language or field.endswith(f"_{language}")) and isinstance(value, str):
            yield value


def above(pack: Pack, clause: Clause) -> Iterator[str]:
    """Yield a clause's id and those above it."""
    by_id = {item.id: item for item in pack.clauses}
    here: Clause | None = clause
    while here is not None:
        yield here.id
        here = by_id.get(here.parent) if here.parent else None


# ---------------------------------------------------------------- size and shape


def test_the_pack_is_as_big_as_the_notice(pack: Pack) -> None:
    assert len(pack.clauses) == 65
    assert len(pack.duties) >= 60
    assert len(pack.records) >= 50
    assert len(pack.head.areas) == 10


def test_the_head_names_the_notice(pack: Pack) -> None:
    head = pack.head
    assert (head.id, head.number, head.org_code) == (FOLDER.name, "鞍教发〔2017〕66号", "210300")
    assert (head.issued_on, head.effective_from, head.effective_to) == (ISSUED, ISSUED, None)
    assert "".join(area.numeral for area in head.areas) == "一二三四五六七八九·"


def test_what_the_pack_leans_on_stands_beside_it(pack: Pack) -> None:
    heads = {path.parent.name for path in (ROOT / "packs").glob("*/pack.yaml")}
    assert set(pack.head.depends_on) <= heads - {pack.head.id}


@with_notice
def test_every_numbered_paragraph_is_a_clause_in_the_order_of_the_notice(pack: Pack, notice: str) -> None:
    assert [clause.ref for clause in pack.clauses] == [item.ref for item in read_notice(notice).paragraphs]


def test_a_clause_hangs_below_the_one_that_its_number_says(pack: Pack) -> None:
    by_id = {clause.id: clause for clause in pack.clauses}
    for clause in pack.clauses:
        assert clause.parent == (clause.id.rpartition("-")[0] or None)
        if clause.parent:
            assert clause.ref.startswith(by_id[clause.parent].ref)


def test_every_measure_and_safeguard_has_its_row_on_the_board(pack: Pack) -> None:
    areas = {area.id for area in pack.head.areas}
    by_id = {clause.id: clause for clause in pack.clauses}
    rows = Counter()
    for clause in pack.clauses:
        found = [by_id[name].area for name in above(pack, clause) if by_id[name].area]
        assert len(found) == (clause.kind in ("measure", "safeguard"))
        rows.update(found)
    assert set(rows) == areas


def test_the_kinds_of_clauses_are_those_of_the_notice(pack: Pack) -> None:
    kinds = {clause.id: clause.kind for clause in pack.clauses}
    assert [name for name, kind in kinds.items() if kind == "context"] == ["c1", "c1-1", "c2"]
    assert sorted(name for name, kind in kinds.items() if kind == "principle") == [
        "c1-2", "c1-2-1", "c1-2-2", "c1-2-3", "c1-2-4"]  # fmt: skip
    assert {name for name, kind in kinds.items() if kind == "safeguard"} == {"c3", "c3-1", "c3-2", "c3-3", "c3-4"}


# ---------------------------------------------------------------- words


@with_notice
def test_nothing_is_copied_from_the_notice(pack: Pack, notice: str) -> None:
    ours = [(where, item.id, text) for where, item in told(pack) for text in texts(item, "zh")]
    assert [(where, name, run) for where, name, text in ours for run in copied(text, notice)] == []


def test_a_copied_sentence_is_found_whatever_its_commas() -> None:
    theirs = "甲乙丙丁戊己庚辛,壬癸子丑寅卯辰巳。"
    assert copied("甲乙丙丁戊,己庚辛壬癸子丑寅卯辰", theirs) == ["甲乙丙丁戊己庚辛壬癸子丑寅卯辰"]
    assert copied("甲乙丙丁戊己庚辛壬癸子丑寅卯", theirs) == []


@with_notice
def test_every_figure_of_a_paragraph_stands_in_its_clause(pack: Pack, notice: str) -> None:
    paragraphs = {item.ref: item for item in read_notice(notice).paragraphs}
    for clause in pack.clauses:
        ours = set(re.findall(r"\d+", clause.zh))
        theirs = {number for figure in paragraphs[clause.ref].figures for number in re.findall(r"\d+", figure.text)}
        assert theirs <= ours, clause.ref


def test_both_languages_tell_the_same_figures(pack: Pack) -> None:
    for clause in pack.clauses:
        chinese = {number for number in re.findall(r"\d+", clause.zh) if int(number) > 12}
        english = set(re.findall(r"\d+", clause.en.replace(",", "")))
        assert chinese <= english, clause.id
        assert {number for number in english if int(number) > 12} <= chinese, clause.id
        assert re.findall(r"\d+(?=%)", clause.zh) == re.findall(r"\d+(?=%)", clause.en), clause.id


def test_every_chinese_text_is_chinese(pack: Pack) -> None:
    empty = [(where, item.id) for where, item in told(pack) for text in texts(item, "zh") if not HAN.search(text)]
    assert empty == []


def test_every_english_text_is_english(pack: Pack) -> None:
    foreign = [
        (where, item.id, text)
        for where, item in told(pack) for text in texts(item, "en")
        if not (text.strip() and text.isascii() and re.search(r"[A-Za-z]{2}", text))
    ]  # fmt: skip
    assert foreign == []


def test_a_clause_is_told_in_one_to_four_sentences_of_both_languages(pack: Pack) -> None:
    for clause in pack.clauses:
        assert 1 <= clause.zh.count("。") <= 4, clause.id
        assert clause.zh.endswith("。")
        assert 1 <= len(re.findall(r"[.!?](?=\s|$)", clause.en)) <= 4, clause.id
        assert clause.en.endswith(".")


def test_no_two_items_of_a_list_have_one_name(pack: Pack) -> None:
    for name in ("duties", "records", "roles"):
        for language in ("zh", "en"):
            names = Counter(getattr(item, language) for item in getattr(pack, name))
            assert [text for text, times in names.items() if times > 1] == [], name


def test_no_text_holds_a_half_width_comma_between_chinese_words(pack: Pack) -> None:
    mixed = re.compile(r"[\u4e00-\u9fff][,;:?!]")
    assert [item.id for _, item in told(pack) for text in texts(item, "zh") if mixed.search(text)] == []


# ---------------------------------------------------------------- duties


def test_every_measure_and_safeguard_has_a_duty_or_a_target_below_it(pack: Pack) -> None:
    by_id = {clause.id: clause for clause in pack.clauses}
    served = {name for item in (*pack.duties, *pack.targets) for name in above(pack, by_id[item.clause])}
    owing = {clause.id for clause in pack.clauses if clause.kind in ("measure", "safeguard")}
    assert owing - served == set()


def test_no_duty_hangs_on_a_heading_or_a_principle(pack: Pack) -> None:
    kinds = {clause.id: clause.kind for clause in pack.clauses}
    assert {kinds[duty.clause] for duty in pack.duties} == {"measure", "safeguard"}


@pytest.mark.skipif(not LIST.exists(), reason="the capability list is not beside the checkout")
def test_the_rows_here_are_those_of_the_capability_list() -> None:
    lines = [line for line in LIST.read_text(encoding="utf-8").splitlines() if re.match(r"\| [二三][(·]", line)]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert [row[0] for row in rows] == [ref for ref, _, _ in ROWS]
    assert [row[1] for row, (_, start, _) in zip(rows, ROWS, strict=True) if not row[1].startswith(start)] == []


@pytest.mark.parametrize(("ref", "start", "labels"), ROWS, ids=[row[1] for row in ROWS])
def test_every_row_of_the_capability_list_has_its_duties(
    pack: Pack, ref: str, start: str, labels: tuple[str, ...]
) -> None:
    first = re.sub(r"\d–\d$", "", ref)
    called = {duty.capability.partition(" ")[2] for duty in pack.duties if duty.capability.startswith(first)}
    assert set(labels) <= called, start
    levels = {duty.owed_by for duty in pack.duties if duty.capability.partition(" ")[2] in labels}
    assert len(levels) >= 2, f"{start}: only {levels} works on it"


def test_every_duty_and_target_names_a_row_by_its_clause(pack: Pack) -> None:
    known = {label for _, _, labels in ROWS for label in labels}
    refs = {clause.id: clause.ref for clause in pack.clauses}
    for item in (*pack.duties, *pack.targets):
        ref, _, label = item.capability.partition(" ")
        assert label in known, item.id
        assert refs[item.clause] == ref or refs[item.clause].startswith(f"{ref}·"), item.id


def test_every_target_is_served_by_a_duty_of_its_clause(pack: Pack) -> None:
    targets = {target.id: target for target in pack.targets}
    served = {name for duty in pack.duties for name in duty.targets}
    assert served == set(targets)
    for duty in pack.duties:
        assert {targets[name].clause for name in duty.targets} <= {duty.clause}, duty.id


def test_a_duty_towards_targets_that_all_aspire_binds_only_in_the_means(pack: Pack) -> None:
    binding = {target.id: target.binding for target in pack.targets}
    means = {"fitness-test", "monitor-balance"}
    stricter = {
        duty.id for duty in pack.duties
        if duty.targets and duty.binding == "binding" and {binding[name] for name in duty.targets} == {"aspiration"}
    }  # fmt: skip
    assert stricter == means


def test_every_duty_is_acted_on_by_a_role_of_its_level(pack: Pack) -> None:
    levels = {role.id: role.level for role in pack.roles}
    assert [duty.id for duty in pack.duties if levels[duty.role] != duty.owed_by] == []
    assert {duty.role for duty in pack.duties} == set(levels)


def test_every_kind_of_record_proves_a_duty_and_is_filed_by_who_owes_it(pack: Pack) -> None:
    kinds = {kind.id: kind for kind in pack.records}
    handings = [(duty, handing) for duty in pack.duties for handing in duty.evidence]
    assert {handing.record for _, handing in handings} == set(kinds)
    for duty, handing in handings:
        kind = kinds[handing.record]
        assert kind.filed_by == duty.owed_by, duty.id
        assert set(handing.parts) <= {part.id for part in kind.parts}, duty.id
        assert handing.parts, duty.id
        assert handing.at_least >= 1


def test_a_kind_of_record_hangs_on_the_clause_of_a_duty_that_asks_for_it(pack: Pack) -> None:
    by_id = {clause.id: clause for clause in pack.clauses}
    for kind in pack.records:
        asking = [by_id[duty.clause] for duty in pack.duties if kind.id in {item.record for item in duty.evidence}]
        assert kind.clause in {name for clause in asking for name in above(pack, clause)}, kind.id


def test_the_evidence_of_five_places_nine_competencies_and_five_standards_is_whole(pack: Pack) -> None:
    topics = {kind.id: len(kind.topics) for kind in pack.records}
    wanted = {handing.record: handing.at_least for duty in pack.duties for handing in duty.evidence}
    for kind, count in {"integration": 5, "competency-map": 9, "unified-standard": 5, "connection": 5}.items():
        assert topics[kind] == wanted[kind] == count


def test_the_figures_of_the_notice_stand_in_the_evidence(pack: Pack) -> None:
    wanted = {handing.record: handing.at_least for duty in pack.duties for handing in duty.evidence}
    figures = {"social-practice": 2, "parent-guidance": 2, "parent-practice": 2, "studio": 45}
    assert {kind: wanted[kind] for kind in figures} == figures


# ---------------------------------------------------------------- days


def test_every_day_is_inside_the_time_of_the_pack(pack: Pack) -> None:
    days = [day for duty in pack.duties for day in (duty.due_on, duty.effective_from, duty.effective_to) if day]
    assert days
    assert [day for day in days if not ISSUED <= day <= LAST] == []


def test_a_duty_has_the_day_that_its_cadence_asks_for(pack: Pack) -> None:
    for duty in pack.duties:
        assert (duty.due_on is not None) == (duty.cadence == "once"), duty.id
        dated = duty.cadence == "school_year" and bool(duty.evidence)
        assert (duty.due_day is not None) == dated, duty.id


def test_only_counties_of_the_city_are_named(pack: Pack) -> None:
    named = {code for duty in pack.duties for code in duty.org_codes}
    assert named
    assert named <= COUNTIES


@pytest.mark.parametrize("stage", ["primary", "junior"])
def test_a_head_owes_fifteen_to_twenty_five_things_a_year(pack: Pack, stage: str) -> None:
    year = (date(2018, 9, 1), date(2019, 8, 31))
    found = Counter(due.due_on for duty in owed_by_schools(pack, stage) for due in times(duty, *year))
    assert 15 <= found.total() <= 25
    assert max(found.values()) <= 6, "too much falls on one day"


def owed_by_schools(pack: Pack, stage: str) -> list[Duty]:
    """Return the duties with evidence that a school of a stage owes."""
    mine = [duty for duty in pack.duties if duty.owed_by == "school" and duty.evidence and not duty.org_codes]
    return [duty for duty in mine if not duty.stages or stage in duty.stages]


def times(duty: Duty, first: date, last: date) -> set[object]:
    """Return every time in a year at which a duty comes due, as the product works it out."""
    months = [date(first.year + (month > 12), (month - 1) % 12 + 1, 15) for month in range(9, 21)]
    return {due for day in months for due in dues(duty, day, ISSUED) if first <= due.due_on <= last}


def test_what_falls_due_once_is_told_at_the_right_day(pack: Pack) -> None:
    once = {duty.id: duty.due_on for duty in pack.duties if duty.cadence == "once"}
    assert once["end-66"] == date(2018, 12, 31)
    assert once["end-56"] == date(2020, 12, 31)
    assert once["appraise-psych-schools"] == once["widen-pilots"] == once["open-studios"] == date(2017, 12, 31)
    assert once["organise-pairing"] == date(2020, 4, 18)
    assert next(duty for duty in pack.duties if duty.id == "teach-local-course").effective_from == date(2017, 9, 1)


# ---------------------------------------------------------------- terms


def test_the_glossary_keeps_the_words_of_the_house_and_names_code(pack: Pack) -> None:
    names = [term.name for term in pack.glossary]
    assert set(names) >= STYLE_WORDS
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"(?:[A-Z][a-z]+)+", name)] == []
    assert all(term.id == re.sub(r"(?<!^)(?=[A-Z])", "-", term.name).lower() for term in pack.glossary)


def test_duties_and_records_stand_in_one_file_for_each_area(pack: Pack) -> None:
    areas = {area.id for area in pack.head.areas}
    for folder in ("duties", "records"):
        assert {path.stem for path in (FOLDER / folder).glob("*.yaml")} == areas


def test_only_chinese_characters_are_compared() -> None:
    assert han("2017年减少50%以上, by 2018。") == "年减少以上"
