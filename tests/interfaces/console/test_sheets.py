"""Rows taken along open in a spreadsheet and run nothing there."""

from __future__ import annotations

import csv
import io

from django.utils import translation

from daylight.interfaces.console import sheets
from tests.interfaces.console import handmade


def lines(language: str = "zh-hans") -> list[list[str]]:
    with translation.override(language):
        response = sheets.rows_csv(handmade.rows())
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_heads_are_in_the_language_of_the_page() -> None:
    assert lines()[0] == ["学校", "班级", "人数", "学科", "主题"]
    assert lines("en")[0] == ["School", "Class", "Pupils", "Subject", "Topic"]


def test_a_row_is_a_line() -> None:
    assert lines()[1] == ["向阳小学", "三年级2班", "71", "maths", "lesson"]
    assert len(lines()) == 3


def test_a_spreadsheet_is_told_the_encoding_by_the_first_bytes() -> None:
    assert sheets.rows_csv(handmade.rows()).content.startswith(b"\xef\xbb\xbf")
