"""The skeleton of a notice (通知骨架): numbers of paragraphs, figures, hashes; no sentence.

A pack may hold it as ``skeleton.yaml``, so that lint compares pack and notice where the text is not at
hand, and so that an operator who attaches a text learns whether it is the same notice.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from daylight.kernel.errors import Problems
from daylight.policy.load import SKELETON
from daylight.policy.notice import Notice
from daylight.policy.validation import Place, validated
from daylight.policy.yaml_text import decoded, read_yaml

HEADING: Final = """\
# 通知的骨架：段落编号、数字、每段文字的 SHA-256；没有原文。由 daylight pack skeleton 写成，请勿手改。
# The notice's skeleton: numbers, figures, a SHA-256 of each paragraph; no sentence. Written by daylight pack skeleton.
"""


class Bone(BaseModel):
    """One numbered paragraph without its words (段落骨架)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    ref: str = Field(min_length=1)
    figures: tuple[str, ...] = ()
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Skeleton(BaseModel):
    """A notice without its words (通知骨架)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    paragraphs: tuple[Bone, ...] = Field(min_length=1)


def skeleton_of(notice: Notice) -> Skeleton:
    """Return the skeleton of a notice (取骨架)."""
    bones = (
        Bone(ref=p.ref, figures=tuple(figure.text for figure in p.figures), sha256=p.digest) for p in notice.paragraphs
    )
    return Skeleton(paragraphs=tuple(bones))


def read_skeleton(folder: Path) -> Skeleton | None:
    """Return the skeleton that a pack holds, None where it holds none (读骨架).

    Raises
    ------
    Problems
        If the file is no skeleton.
    """
    path = folder / SKELETON
    if not path.is_file():
        return None
    document, faults = read_yaml(decoded(path.read_bytes(), SKELETON), SKELETON)
    skeleton: Skeleton | None = None
    if not faults:
        skeleton, faults = validated(Skeleton, document.value, Place(SKELETON, document, ()))
    if faults:
        raise Problems(faults)
    return skeleton


def write_skeleton(folder: Path, skeleton: Skeleton) -> Path:
    """Write a skeleton into a pack's folder and return its path (写骨架)."""
    path = folder / SKELETON
    path.write_text(HEADING + "paragraphs:\n" + "".join(map(_line, skeleton.paragraphs)), encoding="utf-8")
    return path


def _line(bone: Bone) -> str:
    return f"  - {{ref: {_quoted([bone.ref])[1:-1]}, figures: {_quoted(bone.figures)}, sha256: {bone.sha256}}}\n"


def _quoted(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)
