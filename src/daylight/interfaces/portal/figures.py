"""The figures as files (数据文件): CSV and JSON, line by line, with what somebody needs to check them.

Every file says from which snapshot and pack it is, so that it still can be checked when it has left the page.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from daylight.appraisal.contract import STATUS_TEXT, Status
from daylight.apps.reporting.types import DownloadRow, Frame
from daylight.interfaces.kit.sheets import harmless
from daylight.kernel.text import Text

#: Under which terms the figures are given away.
LICENCE: Final = Text(
    "知识共享署名 4.0（CC BY 4.0）：可以自由使用和转载，请注明发布单位、截至日期和快照根哈希。",
    "CC BY 4.0: use them freely; name the publisher, the day and the root hash.",
)
SUPPRESSION: Final = Text(
    "涉及不足 {limit} 人的数值不公布（suppressed 为 1，数值留空），能由此推算出来的数值一并不公布；状态照常公布。",
    "Values that touch fewer than {limit} people are left out (suppressed is 1, the values are empty), and so are those"
    " that would give them away; the status is told all the same.",
)
#: Columns of the files, as the appraisal names them, with their Chinese heads.
COLUMNS: Final[dict[str, str]] = {
    "target_id": "目标编号", "target_zh": "目标", "target_en": "目标（英文）", "org_code": "机构代码",
    "org_name": "机构", "level": "层级", "county_code": "县区代码", "status": "状态编号", "status_zh": "状态",
    "value": "数值", "numerator": "分子", "denominator": "分母", "threshold": "当日应达", "goal": "目标值",
    "due_on": "期限", "pupils": "涉及学生", "suppressed": "是否隐去",
}  # fmt: skip
#: A program that opens CSV by guessing takes the mark for UTF-8.
MARK: Final = "\ufeff"
Names = Mapping[str, Text]


def about(frame: Frame) -> dict[str, Any]:
    """Return from what the figures were made and under which terms they are given (数据说明)."""
    told = SUPPRESSION.filled(limit=frame.small_below)
    return {
        "notice": frame.number,
        "title": {"zh": frame.title.zh, "en": frame.title.en},
        "publisher": frame.scope.name,
        "as_of": frame.as_of.isoformat(),
        "published_at": frame.published_at.isoformat(),
        "root_hash": frame.root_hash,
        "snapshot": frame.snapshot_folder,
        "pack": frame.pack_id,
        "pack_digest": frame.pack_digest,
        "small_below": frame.small_below,
        "suppression": {"zh": told.zh, "en": told.en},
        "licence": {"zh": LICENCE.zh, "en": LICENCE.en},
    }


def told(row: DownloadRow, names: Names) -> dict[str, Any]:
    """Return one line by the names of its columns."""
    name = names.get(row.target_id, Text(row.target_id, row.target_id))
    return {
        "target_id": row.target_id, "target_zh": name.zh, "target_en": name.en, "org_code": row.org_code,
        "org_name": row.org_name, "level": row.level, "county_code": row.county_code, "status": row.status,
        "status_zh": STATUS_TEXT[Status(row.status)].zh, "value": row.value, "numerator": row.numerator,
        "denominator": row.denominator, "threshold": row.threshold, "goal": row.goal,
        "due_on": row.due_on.isoformat() if row.due_on else None, "pupils": row.pupils, "suppressed": int(row.hidden),
    }  # fmt: skip


def as_csv(frame: Frame, rows: Iterable[DownloadRow], names: Names) -> Iterator[str]:
    """Yield the figures as CSV (表格文件), heads in both languages; the snapshot stands on every line.

    Numbers are written with every digit they have, so that they can be compared with a recomputed board.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)
    source = (frame.as_of.isoformat(), frame.root_hash, frame.pack_digest)
    heads = [f"{name} {zh}" for name, zh in COLUMNS.items()]
    writer.writerow([*heads, "as_of 截至日", "root_hash 快照根哈希", "pack_digest 政策包摘要"])
    yield MARK + taken(lines)
    for row in rows:
        writer.writerow([*(harmless(value) for value in told(row, names).values()), *source])
        yield taken(lines)


def taken(lines: io.StringIO) -> str:
    """Take what was written so far."""
    text = lines.getvalue()
    lines.seek(0)
    lines.truncate()
    return text


def as_json(frame: Frame, rows: Iterable[DownloadRow], names: Names) -> Iterator[str]:
    """Yield the figures as JSON (JSON 文件): about them first, then one line each."""
    yield f'{{"about": {json.dumps(about(frame), ensure_ascii=False)},\n"rows": ['
    between = "\n"
    for row in rows:
        yield between + json.dumps(told(row, names), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def in_blocks(parts: Iterable[str], size: int = 64_000) -> Iterator[bytes]:
    """Yield text in blocks that are worth sending (分块)."""
    held: list[str] = []
    length = 0
    for part in parts:
        held.append(part)
        length += len(part)
        if length >= size:
            yield "".join(held).encode()
            held, length = [], 0
    if held:
        yield "".join(held).encode()
