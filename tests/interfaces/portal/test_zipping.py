"""A folder as one ZIP: whole, the same every time, and sent while it is made."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from daylight.interfaces.portal import zipping
from daylight.interfaces.portal.zipping import zipped

NAMES = ["manifest.json", "data/pupil/county=210302.parquet"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data" / "pupil").mkdir(parents=True)
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "data" / "pupil" / "county=210302.parquet").write_bytes(bytes(range(256)) * 5000)
    (tmp_path / "secret.key").write_text("never", encoding="utf-8")
    return tmp_path


def opened(folder: Path, names: list[str] = NAMES) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(zipped(folder, names, "2018-10-15-9f3c0000"))))


def test_every_file_comes_back_byte_by_byte(folder: Path) -> None:
    with opened(folder) as archive:
        assert archive.testzip() is None
        for name in NAMES:
            assert archive.read(f"2018-10-15-9f3c0000/{name}") == (folder / name).read_bytes()


def test_it_holds_what_was_named_and_nothing_else_of_the_folder(folder: Path) -> None:
    with opened(folder) as archive:
        assert archive.namelist() == [f"2018-10-15-9f3c0000/{name}" for name in NAMES]


def test_the_same_folder_gives_the_same_bytes_whenever_it_was_copied(folder: Path) -> None:
    before = b"".join(zipped(folder, NAMES, "x"))
    os.utime(folder / "manifest.json", (1, 1))
    assert b"".join(zipped(folder, NAMES, "x")) == before


def test_it_is_sent_while_it_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipping, "BLOCK", 100_000)
    blocks = list(zipped(folder, NAMES, "x"))
    assert len(blocks) > 12
    assert max(map(len, blocks)) < 101_000


def test_an_empty_list_gives_an_empty_archive(folder: Path) -> None:
    with opened(folder, []) as archive:
        assert archive.namelist() == []


def test_a_file_that_has_gone_is_not_sent_half(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(zipped(folder, ["gone"], "x"))
