"""The figures as files: every digit, both languages, where they come from, and nothing that is hidden."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from daylight.apps.reporting.types import DownloadRow, Frame, OrgRef
from daylight.interfaces.portal import figures
from daylight.kernel.text import Text

FRAME = Frame(
    7, date(2018, 10, 15), "9f3c" + "0" * 56 + "e21a", "2018-10-15-9f3c0000", "anshan-2017-066", "d1" * 32,
    "鞍教发〔2017〕66号", Text("实施意见", "Opinions"), datetime(2018, 10, 15, 2, 0, tzinfo=UTC),
    OrgRef("210300", "鞍山市", "city"), 5,
)  # fmt: skip
THIRD = DownloadRow(
    "classes-66-gone", "210381", "海城市", "county", "210381", "behind", 1 / 3, 0.1 + 0.2, 3.0, 0.5, 0.0,
    date(2018, 12, 31), 1432, False,
)  # fmt: skip
HIDDEN = DownloadRow(
    "ethics-files", "2103810001", "向阳小学", "school", "210381", "met", None, None, None, 1.0, 1.0, None, None, True
)
NAMES = {"classes-66-gone": Text("超大班额清零", "No class of 66 or more")}


def csv_rows(*rows: DownloadRow) -> list[dict[str, str]]:
    text = "".join(figures.as_csv(FRAME, rows, NAMES))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def json_told(*rows: DownloadRow) -> Any:
    return json.loads("".join(figures.as_json(FRAME, rows, NAMES)))


def test_the_table_begins_with_the_mark_by_which_spreadsheets_know_utf_8() -> None:
    blocks = b"".join(figures.in_blocks(figures.as_csv(FRAME, [THIRD], NAMES)))
    assert blocks.startswith(b"\xef\xbb\xbftarget_id ")
    assert blocks.decode("utf-8-sig").count("\r\n") == 2


def test_every_head_of_the_table_stands_in_both_languages() -> None:
    for head in csv_rows(THIRD)[0]:
        name, _, chinese = head.partition(" ")
        assert name.isascii()
        assert chinese
        assert not chinese.isascii()


def test_numbers_keep_every_digit_in_the_table_and_in_json() -> None:
    row = csv_rows(THIRD)[0]
    assert float(row["value 数值"]) == 1 / 3
    assert float(row["numerator 分子"]) == 0.1 + 0.2 != 0.3
    assert json_told(THIRD)["rows"][0]["value"] == 1 / 3
    assert json_told(THIRD)["rows"][0]["numerator"] == 0.1 + 0.2


def test_every_line_of_the_table_names_snapshot_and_pack() -> None:
    for row in csv_rows(THIRD, HIDDEN):
        assert row["root_hash 快照根哈希"] == FRAME.root_hash
        assert row["pack_digest 政策包摘要"] == FRAME.pack_digest
        assert row["as_of 截至日"] == "2018-10-15"


def test_a_hidden_line_says_so_and_tells_no_figure() -> None:
    row = csv_rows(HIDDEN)[0]
    assert row["suppressed 是否隐去"] == "1"
    assert {row[name] for name in ("value 数值", "numerator 分子", "denominator 分母", "pupils 涉及学生")} == {""}
    assert row["status_zh 状态"] == "达成"


def test_json_says_from_what_it_was_made_and_under_which_terms() -> None:
    about = json_told(THIRD)["about"]
    assert (about["root_hash"], about["pack_digest"]) == (FRAME.root_hash, FRAME.pack_digest)
    assert (about["as_of"], about["snapshot"], about["publisher"]) == ("2018-10-15", "2018-10-15-9f3c0000", "鞍山市")
    assert "5" in about["suppression"]["zh"]
    assert "5" in about["suppression"]["en"]
    assert about["licence"]["en"].startswith("CC BY 4.0")


def test_json_of_no_line_is_still_json() -> None:
    assert json_told()["rows"] == []


def test_both_files_tell_the_same_columns() -> None:
    heads = [head.split(" ")[0] for head in csv_rows(THIRD)[0]]
    assert heads[: len(figures.COLUMNS)] == list(json_told(THIRD)["rows"][0]) == list(figures.COLUMNS)


def test_a_target_is_told_by_name_and_an_unknown_one_by_its_id() -> None:
    told = json_told(THIRD, HIDDEN)["rows"]
    assert (told[0]["target_zh"], told[0]["target_en"]) == ("超大班额清零", "No class of 66 or more")
    assert told[1]["target_zh"] == "ethics-files"


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-1", "@x", "\tx"])
def test_no_name_is_taken_for_a_formula_by_a_spreadsheet(name: str) -> None:
    assert csv_rows(replace(THIRD, org_name=name))[0]["org_name 机构"] == f"'{name}"


def test_a_negative_number_stays_a_number() -> None:
    assert csv_rows(replace(THIRD, value=-0.25))[0]["value 数值"] == "-0.25"


def test_a_name_with_comma_quote_and_line_break_comes_back_whole() -> None:
    name = '新华,"二"\n小学'
    assert csv_rows(replace(THIRD, org_name=name))[0]["org_name 机构"] == name
    assert json_told(replace(THIRD, org_name=name))["rows"][0]["org_name"] == name


@pytest.mark.parametrize("size", [1, 10, 64_000])
def test_blocks_join_to_the_text(size: int) -> None:
    parts = ["甲", "b" * 25, "", "丙"]
    blocks = list(figures.in_blocks(parts, size))
    assert b"".join(blocks).decode() == "".join(parts)
    assert all(blocks)


def test_nothing_gives_no_block() -> None:
    assert list(figures.in_blocks([])) == []
