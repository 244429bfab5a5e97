"""Imports point downward only; below the apps there is no Django."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from . import DJANGO_FREE, ROOT, SRC

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
IMPORT_ALL = """
import importlib, pkgutil, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "ninja", "click", "rules", "axes", "csp"}:
            raise ImportError(f"{name} is not for this room")
sys.meta_path.insert(0, Blocked())
for room in sys.argv[1:]:
    package = importlib.import_module(f"daylight.{room}")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if module.name != "daylight.lake.spark":
            importlib.import_module(module.name)
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def rooms() -> set[str]:
    return {path.parent.name for path in SRC.glob("*/__init__.py")}


def contract(name: str) -> dict[str, object]:
    return next(item for item in CONFIG["contracts"] if item["id"] == name)


def test_every_import_contract_is_kept(tmp_path: Path) -> None:
    done = run(sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_a_floor() -> None:
    floors = contract("floors")
    assert floors["exhaustive"] is True
    named = {room.strip("()") for layer in floors["layers"] for room in layer.split(" | ")}
    assert rooms() <= named


def test_the_rooms_below_the_apps_are_named_in_the_ban_on_django() -> None:
    banned = contract("no-django-below-apps")["source_modules"]
    below = rooms() - {"site", "interfaces", "apps"}
    assert {f"daylight.{room}" for room in below} <= set(banned)


@pytest.mark.parametrize("room", [room for room in DJANGO_FREE if (SRC / room / "__init__.py").exists()])
def test_a_room_without_django_imports_with_django_blocked(room: str) -> None:
    done = run(sys.executable, "-W", "ignore", "-c", IMPORT_ALL, room)
    assert done.returncode == 0, done.stderr


def test_the_block_bites_where_django_is_used() -> None:
    done = run(sys.executable, "-c", IMPORT_ALL, "apps")
    assert done.returncode != 0
    assert "is not for this room" in done.stderr


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools", "base_utils"}
    assert [str(path) for path in SRC.rglob("*") if path.stem in drawers and path.suffix in ("", ".py")] == []


def test_packs_hold_data_and_no_code() -> None:
    kinds = {path.suffix for path in (ROOT / "packs").rglob("*") if path.is_file()}
    assert kinds <= {".yaml", ".md", ".json", ".txt"}
