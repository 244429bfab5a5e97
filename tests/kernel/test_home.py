"""Everything finds the folder of running state in one way."""

from __future__ import annotations

from pathlib import Path

import pytest

from daylight.kernel import home
from daylight.kernel.home import home_folder


def test_the_home_folder_is_var_of_the_checkout_unless_stated(tmp_path: Path) -> None:
    assert home_folder({}).name == "var"
    assert home_folder({"DAYLIGHT_HOME": str(tmp_path)}) == tmp_path


def test_outside_a_checkout_it_is_var_of_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "__file__", str(tmp_path / "a" / "b" / "c" / "home.py"))
    monkeypatch.chdir(tmp_path)
    assert home_folder({}) == tmp_path / "var"
