"""The root hash follows from the content alone, and a manifest that was touched is refused by name."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from daylight.kernel.errors import DaylightError
from daylight.lake import MANIFEST, Manifest
from daylight.lake.manifest import (
    ForeignSchema,
    ManifestUnreadable,
    NotASnapshot,
    WrongRoot,
    file_path,
    read_manifest,
    root_hash,
)
from daylight.lake.tables import SCHEMA_VERSION

from . import PACKS, TODAY, freeze, rewrite


def content(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return found


def write(folder: Path, changed: object) -> None:
    (folder / MANIFEST).write_text(json.dumps(changed), encoding="utf-8")


def test_the_manifest_says_what_there_is(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert (manifest.as_of, manifest.packs, manifest.schema_version) == (TODAY, PACKS, SCHEMA_VERSION)
    assert manifest.rows == sum(table.rows for table in manifest.tables.values()) > 40
    assert len(manifest.files) == len([*(folder / "data").rglob("*.parquet")])


def test_it_reads_back_as_it_was_written(folder: Path) -> None:
    assert read_manifest(folder).text() == (folder / MANIFEST).read_text(encoding="utf-8")


def test_the_root_is_the_hash_of_all_but_itself_by_hand(folder: Path) -> None:
    told = content(folder)
    root = told.pop("root_hash")
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == root


def test_it_says_nothing_of_when_or_where_it_was_taken(tmp_path: Path) -> None:
    here, there = freeze(tmp_path / "here"), freeze(tmp_path / "there")
    assert here.text() == there.text()
    assert str(tmp_path) not in here.text()


def test_a_folder_without_a_manifest_is_no_snapshot(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere", Path(__file__)):
        with pytest.raises(NotASnapshot) as caught:
            read_manifest(place)
        assert str(place) in str(caught.value)
        assert "manifest.json" in caught.value.says("en")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": "other"}', "\x00"])
def test_a_manifest_that_is_none_is_refused(text: str, folder: Path) -> None:
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(ManifestUnreadable, match=MANIFEST):
        read_manifest(folder)


def test_a_manifest_of_foreign_bytes_is_refused(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(b"\xff\xfe{}")
    with pytest.raises(ManifestUnreadable):
        read_manifest(folder)


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION + 1, "1", None])
def test_a_foreign_schema_version_is_refused_before_anything_else(version: object, folder: Path) -> None:
    write(folder, {**content(folder), "schema_version": version, "tables": "other"})
    with pytest.raises(ForeignSchema) as caught:
        read_manifest(folder)
    assert f"版本是 {version}" in str(caught.value)
    assert f"reads version {SCHEMA_VERSION}" in caught.value.says("en")


@pytest.mark.parametrize(
    ("field", "value"), [("as_of", "2018-10-16"), ("packs", {}), ("root_hash", "0" * 64), ("packs", {"p": "q"})]
)
def test_a_changed_manifest_has_another_root(field: str, value: object, folder: Path) -> None:
    was = read_manifest(folder).root_hash
    write(folder, {**content(folder), field: value})
    with pytest.raises(WrongRoot) as caught:
        read_manifest(folder)
    assert (was in str(caught.value)) == (field == "root_hash" or was == caught.value.values["told"])


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"taken_at": "2018-10-15"}, "taken_at"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"root_hash": "abc"}, "root_hash"),
        ({"tables": {}}, "tables"),
    ],
)
def test_a_field_that_does_not_fit_is_named(change: dict[str, object], named: str, folder: Path) -> None:
    write(folder, {**content(folder), **change})
    with pytest.raises((ManifestUnreadable, WrongRoot)) as caught:
        read_manifest(folder)
    assert named in caught.value.says("en") or isinstance(caught.value, WrongRoot)


def entry(**changes: object) -> dict[str, object]:
    return {"path": "data/pupil.parquet", "county": None, "rows": 12, "bytes": 5, "sha256": "a" * 64, **changes}


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        (entry(path="../../secret.parquet"), 12),
        (entry(path="/etc/passwd"), 12),
        (entry(path="data/record/county=210302.parquet"), 12),
        (entry(county="../x"), 12),
        (entry(), 13),
    ],
)
def test_a_file_may_lie_only_where_its_table_lies(file: dict[str, object], rows: int, folder: Path) -> None:
    tables = {**content(folder)["tables"], "pupil": {"rows": rows, "files": [file]}}
    rewrite(folder, tables=tables)
    with pytest.raises(ManifestUnreadable):
        read_manifest(folder)


def test_a_table_that_the_lake_does_not_have_is_named(folder: Path) -> None:
    rewrite(folder, tables={**content(folder)["tables"], "parents": {"rows": 0}})
    with pytest.raises(ManifestUnreadable, match="parents"):
        read_manifest(folder)


@pytest.mark.parametrize(
    ("table", "county", "split", "path"),
    [
        ("pupil", None, False, "data/pupil.parquet"),
        ("record", "210302", True, "data/record/county=210302.parquet"),
        ("record", None, True, "data/record/county=city.parquet"),
    ],
)
def test_where_rows_lie(table: str, county: str | None, split: bool, path: str) -> None:
    assert file_path(table, county, split) == path


@pytest.mark.parametrize("error", [NotASnapshot, ManifestUnreadable, ForeignSchema, WrongRoot])
def test_every_refusal_speaks_both_languages(error: type[DaylightError]) -> None:
    assert not error.message.zh.isascii()
    assert error.message.en.isascii()
    assert error.remedy.zh
    assert error.remedy.en


def test_the_order_of_fields_makes_no_difference(folder: Path) -> None:
    manifest = read_manifest(folder)
    turned = Manifest.model_validate(dict(reversed(list(content(folder).items()))))
    assert root_hash(turned) == root_hash(manifest)
