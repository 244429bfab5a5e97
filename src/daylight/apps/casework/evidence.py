"""Handing in evidence (提交佐证): a part of a record, with its file where there is one.

A file is kept once under its own hash: sent twice it is stored once, and it appears whole or not at all.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from django.conf import settings
from django.db import transaction

from daylight.apps.accounts import audit
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework import checks
from daylight.apps.casework.models import Evidence
from daylight.apps.casework.selectors import visible_records
from daylight.apps.casework.services import OPEN, Outcome, not_in_this_status, own_organisation
from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text

LARGEST: Final = 20 * 1024 * 1024
SUFFIXES: Final = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xlsx", ".txt", ".ofd")
_CHUNK: Final = 1024 * 1024


class FileNotStored(DaylightError):
    """The disk did not take a file (文件未能保存)."""

    code = "casework.file-not-stored"
    message = Text("文件“{name}”未能保存:{reason}", "The file “{name}” could not be stored: {reason}")
    remedy = Text("什么都没有改变;请管理员清理磁盘后再交。", "Nothing changed; have the disk cleared and retry.")


class FileNotTaken(DaylightError):
    """A file that is not taken (不接受的文件)."""

    code = "casework.file-not-taken"
    message = Text("文件“{name}”不能接受:{zh}", "The file “{name}” is not taken: {en}")
    remedy = Text("允许 {allowed},不超过 20 MB。", "Allowed are {allowed}, up to 20 MB.")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is on the disk (已保存的文件)."""

    name: str
    sha256: str
    size: int


@transaction.atomic
def hand_in(
    *, viewer: Viewer, record_id: int, part: str, today: date, now: datetime,
    file: BinaryIO | None = None, file_name: str = "",
) -> Outcome:  # fmt: skip
    """Hand in a part of a record (提交佐证材料); the same part with the same file again changes nothing.

    Raises
    ------
    NotAllowed, Record.DoesNotExist, NotInThisStatus, Problems, FileNotTaken, FileNotStored
    """
    # Locked, so that nobody decides on the record between the look at its status and the handing in.
    record = visible_records(viewer).select_related("org").select_for_update(of=("self",)).get(pk=record_id)
    own_organisation(viewer, record.org.code, Right.FILE, Text("提交佐证", "hand in evidence"))
    if record.status not in OPEN:
        raise not_in_this_status(record, OPEN, Text("补交佐证", "hand in evidence"))
    if faults := list(checks.part_faults(checks.kind_of(record.kind), [part])):
        raise Problems(faults)
    stored = store(file, file_name) if file is not None else Stored("", "", 0)
    evidence, is_new = Evidence.objects.get_or_create(
        record=record, part=part, defaults={"county_code": record.county_code, "handed_in_on": today, **_told(stored)}
    )
    if not is_new and (not stored.sha256 or stored.sha256 == evidence.file_sha256):
        return Outcome(evidence.pk, record.version, repeated=True)
    if not is_new:
        Evidence.objects.filter(pk=evidence.pk).update(handed_in_on=today, **_told(stored))
    audit.record(
        code="casework.evidence.hand-in", at=now, actor=audit.actor_of(viewer), subject=f"record:{record.pk}",
        detail={"part": part, "sha256": stored.sha256, "bytes": stored.size},
    )  # fmt: skip
    return Outcome(evidence.pk, record.version)


def _told(stored: Stored) -> dict[str, object]:
    return {"file_name": stored.name, "file_sha256": stored.sha256, "file_bytes": stored.size}


def folder_of(sha256: str) -> Path:
    """Return where a file with this hash lies."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def store(file: BinaryIO, name: str) -> Stored:
    """Keep a file under its hash (按哈希保存).

    Raises
    ------
    FileNotTaken, FileNotStored
        Nothing is left on the disk then.
    """
    if PurePath(name).suffix.lower() not in SUFFIXES:
        raise FileNotTaken(name=name, zh="类型不符", en="its kind", allowed=" ".join(SUFFIXES))
    part = Path(settings.MEDIA_ROOT) / f".part-{secrets.token_hex(8)}"
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        stored = _copy(file, part, name)
        place = folder_of(stored.sha256)
        place.parent.mkdir(exist_ok=True)
        part.replace(place)
    except OSError as error:
        reason = "磁盘已满 disk full" if error.errno == errno.ENOSPC else str(error.strerror)
        raise FileNotStored(name=name, reason=reason) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return stored


def _copy(file: BinaryIO, part: Path, name: str) -> Stored:
    digest, size = hashlib.sha256(), 0
    with part.open("xb") as target:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise FileNotTaken(name=name, zh="文件过大", en="too large", allowed=" ".join(SUFFIXES))
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return Stored(PurePath(name).name[:200], digest.hexdigest(), size)
