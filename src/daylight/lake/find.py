"""Where snapshots lie (快照所在): without a configuration file, as the settings have it."""

from __future__ import annotations

import os
from pathlib import Path

from daylight.kernel.home import home_folder
from daylight.lake.manifest import MANIFEST


def snapshots_folder() -> Path:
    """Return the folder of snapshots (快照目录): in DAYLIGHT_HOME, else in ``var`` of the checkout or here."""
    return home_folder(os.environ) / "snapshots"


def snapshot_folder(named: Path | str) -> Path:
    """Return the folder that somebody means (找快照): a path, else a name in the folder of snapshots."""
    at_hand = snapshots_folder() / named
    return at_hand if not Path(named).exists() and (at_hand / MANIFEST).exists() else Path(named)
