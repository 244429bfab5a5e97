"""An auditor believes nothing: takes figures and snapshot home and gets the same, to the last digit."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import daylight

Visit = Callable[..., Any]
FIGURES = ("value", "numerator", "denominator", "threshold", "goal", "due_on", "pupils")
#: What is the notice's and is told of hidden lines too.
TOLD_ANYWAY = {"threshold", "goal", "due_on"}


def taken(page: Any, link: Any, folder: Path) -> Path:
    """Download what a link leads to."""
    with page.expect_download() as download:
        link.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.fixture
def at_home(visit: Visit, tmp_path: Path) -> dict[str, Any]:
    """What the auditor has taken home: both files of figures, the snapshot unpacked, the root hash of the page."""
    page = visit("/open/")
    page.get_by_role("link", name="下载数据，自己重算").click()
    row = page.locator("tr", has_text="全部：市、县（市）区、学校")
    files = {name: taken(page, row.get_by_role("link", name=name), tmp_path) for name in ("CSV", "JSON")}
    archive = taken(page, page.get_by_role("link", name="下载整个快照"), tmp_path)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    return {
        "csv": list(csv.DictReader(io.StringIO(files["CSV"].read_text(encoding="utf-8-sig")))),
        "json": json.loads(files["JSON"].read_text(encoding="utf-8")),
        "snapshot": archive.with_suffix(""),
        "root hash": page.locator("#root-hash").inner_text(),
        "pack": page.locator("pre code").inner_text().split("--pack ")[1].split()[0],
    }


def test_an_auditor_recomputes_every_published_figure_to_the_last_digit(
    at_home: dict[str, Any], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "empty"
    elsewhere.mkdir()
    checked = daylight(elsewhere, "snapshot", "verify", str(at_home["snapshot"]))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert at_home["root hash"] in checked.stdout.replace("\n", "")

    done = daylight(elsewhere, "appraise", str(at_home["snapshot"]), "--pack", at_home["pack"], "--json")
    assert done.returncode == 0, done.stderr
    board = json.loads(done.stdout)
    about = at_home["json"]["about"]
    assert (board["snapshot"]["root_hash"], board["pack"]["digest"]) == (about["root_hash"], about["pack_digest"])
    assert at_home["root hash"] == about["root_hash"]

    own = {(one["id"], row["org_code"]): row for one in board["targets"] for row in one["results"]}
    published = {(row["target_id"], row["org_code"]): row for row in at_home["json"]["rows"]}
    assert own.keys() == published.keys()
    assert len(own) > 500
    for key, row in published.items():
        names = [name for name in FIGURES if not row["suppressed"] or name in TOLD_ANYWAY]
        assert {name: own[key][name] for name in names} == {name: row[name] for name in names}, key
        assert own[key]["status"] == row["status"], key
    assert not (elsewhere / "daylight.sqlite3").exists(), "no database was needed"


def test_the_table_that_an_auditor_opens_tells_the_same_as_the_file_for_programs(at_home: dict[str, Any]) -> None:
    rows = [{head.split(" ")[0]: cell for head, cell in row.items()} for row in at_home["csv"]]
    assert len(rows) == len(at_home["json"]["rows"])
    for row, told in zip(rows, at_home["json"]["rows"], strict=True):
        assert (row["target_id"], row["org_code"], row["status"]) == (
            told["target_id"], told["org_code"], told["status"],
        )  # fmt: skip
        assert (float(row["value"]) if row["value"] else None) == told["value"]
        assert row["root_hash"] == at_home["root hash"]


def test_an_auditor_who_changes_one_byte_is_told_which_file_was_changed(
    at_home: dict[str, Any], tmp_path: Path
) -> None:
    victim = next(at_home["snapshot"].rglob("county=210302.parquet"))
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(content)
    done = daylight(tmp_path, "snapshot", "verify", str(at_home["snapshot"]))
    assert done.returncode != 0
    assert victim.name in done.stdout + done.stderr
