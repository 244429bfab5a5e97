"""Ruff and mypy find nothing."""

from __future__ import annotations

import subprocess
import sys
import tomllib

from . import DJANGO_FREE, ROOT, SRC

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_ruff_finds_nothing() -> None:
    done = run("ruff", "check", "--output-format", "concise", ".")
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_strict_finds_nothing_below_the_apps() -> None:
    done = run("mypy")
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_reads_every_room_below_the_apps_strictly() -> None:
    settings = SETTINGS["mypy"]
    here = {f"daylight.{room}" for room in DJANGO_FREE if (SRC / room / "__init__.py").exists()}
    assert settings["strict"] is True
    assert here <= set(settings["packages"])
    assert not any(item.get("ignore_errors") for item in settings.get("overrides", ()))


def test_warnings_are_errors() -> None:
    assert SETTINGS["pytest"]["ini_options"]["filterwarnings"][0] == "error"
