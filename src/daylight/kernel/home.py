"""The folder of running state (运行目录): one rule for settings, commands and snapshots."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def home_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of running state (运行目录): DAYLIGHT_HOME, else ``var`` of the checkout or here."""
    if stated := environ.get("DAYLIGHT_HOME"):
        return Path(stated).absolute()
    checkout = Path(__file__).resolve().parents[3]
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"
