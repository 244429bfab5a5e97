"""A skeleton keeps numbers, figures and hashes, and not a sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from daylight.kernel.errors import Problems
from daylight.policy import read_notice, read_skeleton, skeleton_of
from daylight.policy.notice import plain_words
from daylight.policy.skeleton import write_skeleton

from .packs import ANSHAN
from .small_notice import NOTICE, REFS
from .test_notice import REAL


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made = skeleton_of(read_notice(NOTICE))
    path = write_skeleton(tmp_path, made)
    assert path == tmp_path / "skeleton.yaml"
    assert read_skeleton(tmp_path) == made


def test_it_holds_every_number_with_its_figures_and_hash() -> None:
    bones = {bone.ref: bone for bone in skeleton_of(read_notice(NOTICE)).paragraphs}
    assert list(bones) == REFS
    assert bones["二(一)1"].figures == ("2次以上", "2019年")
    assert bones["一"].sha256 == hashlib.sha256("总体要求".encode()).hexdigest()


def test_it_holds_no_sentence(tmp_path: Path) -> None:
    written = plain_words(write_skeleton(tmp_path, skeleton_of(read_notice(NOTICE))).read_text(encoding="utf-8"))
    for paragraph in read_notice(NOTICE).paragraphs:
        words = plain_words(paragraph.text)
        assert not any(words[start : start + 8] in written for start in range(max(len(words) - 8, 1)))


def test_a_pack_without_one_has_none(tmp_path: Path) -> None:
    assert read_skeleton(tmp_path) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("paragraphs: []", "skeleton.yaml 第 1 行 paragraphs：值 […] 不合要求 至少要有 1 项。"),
        ("paragraph: []", "不认识的键“paragraph” 最接近的写法：paragraphs。"),
        ("paragraphs: [", "skeleton.yaml 第 2 行第 1 列：YAML 语法有误"),
        ("paragraphs: [{ref: '', sha256: '0'}]", "paragraphs[0].ref：值 “” 不合要求 不能为空。"),
    ],
)
def test_what_is_no_skeleton_is_refused_in_words(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "skeleton.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match="处问题") as caught:
        read_skeleton(tmp_path)
    assert words in caught.value.says("zh")


def test_the_pack_of_anshan_keeps_the_skeleton_of_its_notice() -> None:
    kept = read_skeleton(ANSHAN)
    assert kept is not None
    assert len(kept.paragraphs) == 65
    if REAL.exists():
        assert kept == skeleton_of(read_notice(REAL.read_text(encoding="utf-8")))
