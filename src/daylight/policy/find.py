"""Where packs lie (政策包所在): by id, without a configuration file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.policy.spelling import hint

HEAD: Final = "pack.yaml"
PACKAGE: Final = Path(__file__).resolve().parents[1]


class PackNotFound(DaylightError):
    """No folder of packs holds this id (找不到政策包)."""

    code = "policy.pack-not-found"
    message = Text("在 {folder} 里没有政策包“{pack_id}”", "There is no pack “{pack_id}” in {folder}")
    remedy = Text("{zh}", "{en}")


class NoPacks(DaylightError):
    """There is no folder of packs (找不到政策包目录)."""

    code = "policy.no-packs"
    message = Text("没有找到政策包目录 packs/", "No folder packs/ was found")
    remedy = Text("请在源码目录里运行，或设置 DAYLIGHT_PACKS。", "Run inside the checkout, or set DAYLIGHT_PACKS.")


def packs_folder() -> Path:
    """Return the folder that holds the packs (政策包目录).

    DAYLIGHT_PACKS; else the nearest ``packs`` above the package, then above the working folder;
    else the packs that an installed wheel brings.

    Raises
    ------
    NoPacks
    """
    if stated := os.environ.get("DAYLIGHT_PACKS"):
        return Path(stated).absolute()
    for folder in _candidates():
        if any(folder.glob(f"*/{HEAD}")):
            return folder
    raise NoPacks


def _candidates() -> Iterator[Path]:
    for above in (*PACKAGE.parents, Path.cwd(), *Path.cwd().parents):
        yield above / "packs"
    yield PACKAGE / "packs"


def pack_ids() -> tuple[str, ...]:
    """Return the ids of the packs at hand, which are their folders' names (政策包编号).

    Raises
    ------
    NoPacks
    """
    return tuple(sorted(head.parent.name for head in packs_folder().glob(f"*/{HEAD}")))


def folder_of(named: str) -> Path:
    """Return the pack's folder that somebody means (找政策包): a path, else an id.

    Raises
    ------
    PackNotFound, NoPacks
    """
    return Path(named) if (Path(named) / HEAD).is_file() else pack_folder(named)


def pack_folder(pack_id: str) -> Path:
    """Return the folder of a pack (取政策包目录).

    Raises
    ------
    PackNotFound
        With the nearest spelling and what there is.
    NoPacks
    """
    folder, ids = packs_folder(), pack_ids()
    if pack_id not in ids:
        help = hint(pack_id, ids)
        raise PackNotFound(folder=folder, pack_id=pack_id, zh=help.zh, en=help.en)
    return folder / pack_id
