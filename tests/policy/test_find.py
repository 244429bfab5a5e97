"""Packs are found without a configuration file, and a misspelt one is refused with the nearest."""

from __future__ import annotations

from pathlib import Path

import pytest

from daylight.policy import find
from daylight.policy.find import NoPacks, PackNotFound, folder_of, pack_folder, pack_ids, packs_folder
from tests.architecture import ROOT


def made(folder: Path, *ids: str) -> Path:
    for pack_id in ids:
        (folder / pack_id).mkdir(parents=True)
        (folder / pack_id / "pack.yaml").touch()
    (folder / "not-a-pack").mkdir()
    return folder


def test_the_packs_of_the_checkout_are_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAYLIGHT_PACKS", raising=False)
    monkeypatch.chdir(tmp_path)
    assert packs_folder() == ROOT / "packs"
    assert "anshan-2017-066" in pack_ids()
    assert pack_folder("anshan-2017-066") == ROOT / "packs" / "anshan-2017-066"


def test_a_stated_folder_goes_before_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAYLIGHT_PACKS", str(made(tmp_path / "mine", "town-1", "town-2")))
    assert pack_ids() == ("town-1", "town-2")
    assert pack_folder("town-2") == tmp_path / "mine" / "town-2"


def test_a_path_goes_before_an_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAYLIGHT_PACKS", str(made(tmp_path / "mine", "town-1")))
    other = made(tmp_path / "others", "town-1") / "town-1"
    assert folder_of(str(other)) == other
    assert folder_of("town-1") == tmp_path / "mine" / "town-1"
    monkeypatch.chdir(other.parent)
    assert folder_of("town-1").resolve() == other
    with pytest.raises(PackNotFound):
        folder_of("town-2")


def test_away_from_a_checkout_the_nearest_above_the_working_folder_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAYLIGHT_PACKS", raising=False)
    monkeypatch.setattr(find, "PACKAGE", tmp_path / "lib" / "daylight")
    made(tmp_path / "city" / "packs", "city-1")
    (tmp_path / "city" / "deep" / "packs").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "city" / "deep")
    assert pack_ids() == ("city-1",)


def test_an_installed_wheel_brings_its_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAYLIGHT_PACKS", raising=False)
    package = tmp_path / "lib" / "daylight"
    made(package / "packs", "shipped-1")
    monkeypatch.setattr(find, "PACKAGE", package)
    monkeypatch.chdir(tmp_path)
    assert pack_folder("shipped-1") == package / "packs" / "shipped-1"


def test_without_any_packs_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAYLIGHT_PACKS", raising=False)
    monkeypatch.setattr(find, "PACKAGE", tmp_path / "lib" / "daylight")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoPacks, match="没有找到政策包目录"):
        pack_ids()


def test_a_misspelt_id_is_refused_with_the_nearest_and_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAYLIGHT_PACKS", str(made(tmp_path / "mine", "town-2018-001", "nation-2017")))
    with pytest.raises(PackNotFound) as caught:
        pack_folder("town-2018-01")
    assert caught.value.says("zh") == (
        f"在 {tmp_path / 'mine'} 里没有政策包“town-2018-01” "
        "最接近的写法：town-2018-001。允许：nation-2017, town-2018-001。"
    )
    assert caught.value.says("en").endswith("Nearest: town-2018-001. Allowed: nation-2017, town-2018-001.")
    with pytest.raises(PackNotFound):
        pack_folder("not-a-pack")
