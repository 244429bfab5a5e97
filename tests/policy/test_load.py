"""A sound pack is read whole; of a malformed one every fault is named, in words that help."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from daylight.kernel.errors import Problems
from daylight.policy import load_pack
from daylight.policy.load import LISTS

from .packs import ANSHAN, MALFORMED, VILLAGE, village


def faults(folder: Path, language: str = "zh") -> list[str]:
    with pytest.raises(Problems) as caught:
        load_pack(folder)
    return [problem.says(language) for problem in caught.value.problems]


def test_a_sound_pack_is_read_whole() -> None:
    pack = load_pack(VILLAGE)
    assert pack.head.number == "小教发〔2018〕1号"
    assert pack.head.issued_on == date(2018, 1, 2)
    assert {name: len(getattr(pack, name)) for name in LISTS} == {
        "clauses": 18, "duties": 9, "targets": 2, "records": 1, "readings": 1, "excuses": 4, "roles": 2,
        "glossary": 1, "cases": 1,
    }  # fmt: skip
    assert pack.targets[0].series[0].points[1].due == date(2019, 12, 31)


def test_a_folder_of_files_is_one_list_in_the_order_of_names(tmp_path: Path) -> None:
    folder = village(tmp_path)
    assert [target.id for target in load_pack(folder).targets] == ["two-trips", "money-spent"]
    (folder / "targets" / "1.yaml").rename(folder / "targets" / "3.yaml")
    assert [target.id for target in load_pack(folder).targets] == ["money-spent", "two-trips"]


def test_a_file_and_a_folder_of_one_name_are_one_list(tmp_path: Path) -> None:
    folder = village(tmp_path)
    (folder / "roles").mkdir()
    (folder / "roles" / "more.yaml").write_text("- {id: dean, zh: 主任, en: Dean, level: school}\n", encoding="utf-8")
    assert {role.id for role in load_pack(folder).roles} == {"school-head", "county-bureau", "dean"}


def test_empty_lists_comments_words_and_hidden_files_do_no_harm(tmp_path: Path) -> None:
    folder = village(tmp_path)
    (folder / "glossary.yaml").write_text("# nothing yet\n", encoding="utf-8")
    (folder / "README.md").write_text("words", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "roles.yaml~").write_text("- old", encoding="utf-8")
    assert load_pack(folder).glossary == ()


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    folder = village(tmp_path)
    path = folder / "roles.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(load_pack(folder).roles) == 2


LISTED = "允许：cases, clauses, duties, excuses, glossary, pack, readings, records, roles, targets。"
WORDS = {
    "broken-yaml": [
        "roles.yaml 第 3 行第 6 列：YAML 语法有误（此处不应再有冒号；文字里有冒号时请加引号） "
        "请检查缩进、冒号后的空格和引号。",
        "glossary.yaml 第 1 行第 32 列：YAML 语法有误（括号没有配对） 请检查缩进、冒号后的空格和引号。",
    ],
    "id-twice": [
        "pack.yaml 第 12 行 areas[1].id：编号“order”重复，已见于 pack.yaml 第 11 行 areas[0].id 请改用另一个编号。",
        "records.yaml 第 7 行 records[0].parts[1].id：编号“plan”重复，"
        "已见于 records.yaml 第 6 行 records[0].parts[0].id 请改用另一个编号。",
        "roles/b.yaml 第 2 行 roles[1].id：编号“school-head”重复，"
        "已见于 roles/a.yaml 第 1 行 roles[0].id 请改用另一个编号。",
    ],
    "key-twice": ["roles.yaml 第 5 行：键“zh”重复，第 2 行已有 请删去一个。"],
    "missing-key": [
        "duties.yaml 第 1 行 duties[0]：缺少“role” 这一项必须写明。",
        "duties.yaml 第 1 行 duties[0]：缺少“capability” 这一项必须写明。",
    ],
    "misspelt-file": [
        f"excuse/a.yaml：不认识的文件或文件夹 最接近的写法：excuses。{LISTED}",
        "notes.csv：不认识的文件或文件夹 政策包里只放 .yaml、.md 和 .txt。",
        f"target.yaml：不认识的文件或文件夹 最接近的写法：targets。{LISTED}",
    ],
    "not-a-list": [
        "roles.yaml 第 1 行 roles：值 {…} 不合要求 应为列表（每项以 - 开头）。",
        "glossary.yaml 第 1 行 glossary[0]：值 校长 不合要求 应为“键: 值”。",
        "glossary.yaml 第 2 行 glossary[1]：缺少“name” 这一项必须写明。",
        "glossary.yaml 第 2 行 glossary[1].level：不认识的键“level” 允许：en, id, name, zh。",
    ],
    "not-utf8": ["roles.yaml 第 1 行不是 UTF-8 文本 请另存为 UTF-8 编码的纯文本。"],
    "unknown-key": [
        "targets.yaml 第 13 行 targets[0].series[0].points[0].valeu：不认识的键“valeu” "
        "最接近的写法：value。允许：due, note_en, note_zh, value。",
        "targets.yaml 第 7 行 targets[0].comparetor：不认识的键“comparetor” 最接近的写法：comparator。"
        "允许：baseline, binding, cadence, capability, clause, comparator, definition_en, definition_zh, "
        "effective_from, effective_to, en, evidence, figures, id, measure, path, period, readings, responsible, "
        "rounding, series, stages, zh。",
        "roles.yaml 第 1 行 roles[0].clauze：不认识的键“clauze” 允许：en, id, level, zh。",
    ],
    "wrong-head": ["pack.yaml 第 1 行：值 just words 不合要求 应为“键: 值”。"],
    "wrong-values": [
        "duties.yaml 第 1 行 duties[0].due_day：值 9-30 不合要求 应为月-日，写作 06-30。",
        "duties.yaml 第 1 行 duties[0].evidence[0].at_least：值 two 不合要求 应为整数。",
        "targets.yaml 第 1 行 targets[0].id：值 Two_Trips 不合要求 应为小写字母、数字和连字符，以字母或数字开头。",
        "targets.yaml 第 2 行 targets[0].zh：值 “” 不合要求 不能为空。",
        "targets.yaml 第 3 行 targets[0].en：值 7 不合要求 应为文字；数字请加引号。",
        "targets.yaml 第 5 行 targets[0].binding：值 bindign 不合要求 "
        "最接近的写法：binding。允许：aspiration, binding。",
        "targets.yaml 第 8 行 targets[0].measure：值 organisations_with_records 不合要求 应为“键: 值”。",
        "targets.yaml 第 11 行 targets[0].series[0].points：值 […] 不合要求 至少要有 1 项。",
        "targets.yaml 第 12 行 targets[0].series[1].points[0].due：值 2019-13-01 不合要求 应为日期，写作 2018-12-31。",
        "targets.yaml 第 12 行 targets[0].series[1].points[0].value：值 half 不合要求 "
        "应为数字；百分数写作小数，50% 写 0.5。",
        "targets.yaml 第 13 行 targets[0].rounding.digits：值 7 不合要求 不得大于 6。",
        "targets.yaml 第 15 行 targets[0].figures：值 2次以上 不合要求 应为列表（每项以 - 开头）。",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WORDS))
def test_every_fault_of_a_malformed_pack_is_named_with_place_value_and_remedy(name: str) -> None:
    assert faults(MALFORMED / name) == WORDS[name]


def test_every_malformed_pack_has_its_words() -> None:
    assert {folder.name for folder in MALFORMED.iterdir()} == {*WORDS, "no-head"}


@pytest.mark.parametrize("name", sorted(WORDS))
def test_every_fault_is_said_in_english_too(name: str) -> None:
    for zh, en in zip(faults(MALFORMED / name), faults(MALFORMED / name, "en"), strict=True):
        assert zh.split()[0].split("：")[0] in en
        assert not any(word in en for word in ("第", "行", "允许", "请"))


@pytest.mark.parametrize("name", sorted(WORDS))
def test_no_fault_is_said_in_a_librarys_words(name: str) -> None:
    said = " ".join(faults(MALFORMED / name) + faults(MALFORMED / name, "en"))
    assert not any(word in said for word in ("pydantic", "Input should", "Extra inputs", "Field required", "context"))


def test_a_folder_without_a_head_is_no_pack() -> None:
    assert faults(MALFORMED / "no-head") == [
        f"{MALFORMED / 'no-head'} 里没有 pack.yaml，不是政策包 请先写 pack.yaml：文号、印发机关、日期。"
    ]


def test_faults_of_several_files_are_collected(tmp_path: Path) -> None:
    folder = village(tmp_path, ("roles.yaml", "level: school", "level: village"), ("pack.yaml", "number: ", "nummer: "))
    shutil.copy(MALFORMED / "broken-yaml" / "glossary.yaml", folder)
    said = faults(folder)
    assert [line.split()[0] for line in said] == ["pack.yaml", "roles.yaml", "glossary.yaml"]
    assert said[0].startswith("pack.yaml 第 4 行 nummer：不认识的键“nummer” 最接近的写法：number。")


def test_a_whole_number_is_no_text_and_a_day_needs_no_quotes(tmp_path: Path) -> None:
    quoted = ("pack.yaml", "2018-01-02\neff", "'2018-01-02'\neff")
    folder = village(tmp_path, ("pack.yaml", '"210300"', "210300"), quoted)
    assert faults(folder) == ["pack.yaml 第 9 行 org_code：值 210300 不合要求 应为文字；数字请加引号。"]


def test_a_pack_of_five_thousand_lines_is_read_in_less_than_a_second() -> None:
    started = time.process_time()
    load_pack(ANSHAN)
    assert time.process_time() - started < 1
