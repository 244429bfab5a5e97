"""What is done to the rulebook (规则库服务): install a pack."""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path

from django.db import transaction

from daylight.apps.accounts import audit
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.rulebook.models import InstalledPack
from daylight.apps.rulebook.selectors import copy_folder
from daylight.kernel.text import Text
from daylight.policy import load_pack, pack_digest
from daylight.policy.schema import PackHead


def install_pack(*, folder: Path, now: datetime, viewer: Viewer | None = None) -> InstalledPack:
    """Install the pack in a folder and make it the active version of its id (安装政策包).

    Parameters
    ----------
    folder : Path
        The pack's folder; a copy is kept, so that later edits there change nothing here.
    now : datetime
        Aware.
    viewer : Viewer, optional
        Needs the right to install; None when the operator acts at the command line.

    Returns
    -------
    InstalledPack
        The row; the same one, made active, where this version was installed before.

    Raises
    ------
    Problems
        If the pack is not sound; nothing is installed then.
    NotAllowed
    """
    if viewer is not None:
        viewer.needs(Right.INSTALL, Text("安装政策包", "install packs"))
    pack, digest = load_pack(folder), pack_digest(folder)
    _keep_copy(folder, copy_folder(pack.head.id, digest))
    return _register(pack.head, digest, now, viewer)


def _keep_copy(folder: Path, kept: Path) -> None:
    """Copy the folder to its place in one step; a copy that stands is left alone if it is sound."""
    if kept.is_dir() and kept.name.endswith(pack_digest(kept)[:16]):
        return
    part = kept.with_name(f".{kept.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        shutil.copytree(folder, part)
        shutil.rmtree(kept, ignore_errors=True)
        part.replace(kept)
    finally:
        shutil.rmtree(part, ignore_errors=True)


@transaction.atomic
def _register(head: PackHead, digest: str, now: datetime, viewer: Viewer | None) -> InstalledPack:
    row = InstalledPack.objects.filter(pack_id=head.id, digest=digest).first()
    if row is not None and row.active:
        return row
    InstalledPack.objects.filter(pack_id=head.id, active=True).update(active=False)
    told = {"number": head.number, "zh": head.zh, "en": head.en, "org_code": head.org_code}
    made, _ = InstalledPack.objects.update_or_create(
        pack_id=head.id, digest=digest, defaults={**told, "active": True}, create_defaults={
            **told, "active": True, "installed_at": now},
    )  # fmt: skip
    audit.record(
        code="rulebook.pack.install", at=now, actor=audit.actor_of(viewer), subject=f"pack:{head.id}",
        detail={"digest": digest},
    )  # fmt: skip
    return made
