"""Attaching the operator's own copy of a notice (附上原文): only if it is that notice, and whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text
from daylight.policy.linting.coverage import differences
from daylight.policy.load import load_pack
from daylight.policy.notice import read_notice
from daylight.policy.schema import Pack
from daylight.policy.skeleton import Skeleton, read_skeleton, skeleton_of


class NotThisNotice(DaylightError):
    """A paragraph that stands on one side only, or with other figures (不是这份通知)."""

    code = "policy.not-this-notice"
    message = Text("{zh}", "{en}")
    remedy = Text(
        "没有附上。请确认文件就是这个政策包的通知全文。", "Nothing was attached: is this the whole notice of this pack?"
    )


@dataclass(frozen=True, slots=True)
class Attached:
    """What came of attaching a notice (附上结果).

    ``same`` counts the paragraphs that are the skeleton's word for word; None where the pack has no
    skeleton. ``differences`` tells those that are not.
    """

    path: Path
    count: int
    same: int | None
    differences: tuple[Text, ...]


def attach_notice(folder: Path, text: str, home: Path) -> Attached:
    """Keep a copy of a notice in the home folder (附上原文).

    Parameters
    ----------
    folder : Path
        The pack's folder.
    text : str
        The whole notice.
    home : Path
        The folder of running state; the copy is ``notices/<pack>.txt`` in it.

    Returns
    -------
    Attached

    Raises
    ------
    Problems
        Naming every paragraph that the pack has and the text has not, the other way round, and those
        whose figures differ. Nothing is attached then.
    """
    pack, here = load_pack(folder), skeleton_of(read_notice(text))
    kept = read_skeleton(folder)
    refusals = list(_strangers(pack, here))
    found = tuple(differences(here, kept)) if kept is not None else ()
    refusals += [NotThisNotice(zh=_line(f.place, f.text.zh), en=_line(f.place, f.text.en)) for f in found if f.grave]
    if refusals:
        raise Problems(refusals)
    path = _keep(home / "notices" / f"{pack.head.id}.txt", text)
    count = len(here.paragraphs)
    told = tuple(Text(_line(f.place, f.text.zh), _line(f.place, f.text.en)) for f in found)
    return Attached(path, count, None if kept is None else count - len(found), told)


def _line(place: str, words: str) -> str:
    return f"{place.removeprefix('notice ')} {words}"


def _strangers(pack: Pack, here: Skeleton) -> Iterator[NotThisNotice]:
    """Yield the numbers that only the text or only the pack has."""
    told, written = [clause.ref for clause in pack.clauses], [bone.ref for bone in here.paragraphs]
    for ref in (ref for ref in written if ref not in told):
        yield NotThisNotice(zh=f"政策包里没有编号 {ref} 的条款", en=f"The pack has no clause {ref}")
    for ref in (ref for ref in told if ref not in written):
        yield NotThisNotice(zh=f"原文里没有编号 {ref} 的段落", en=f"The text has no paragraph {ref}")


def _keep(path: Path, text: str) -> Path:
    """Write a file that appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path
