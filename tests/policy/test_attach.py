"""A notice is attached if it is that notice, and whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from daylight.kernel.errors import Problems
from daylight.policy import read_notice, skeleton_of
from daylight.policy.attach import attach_notice
from daylight.policy.notice import NoNumberedParagraph
from daylight.policy.skeleton import write_skeleton

from .packs import VILLAGE, replaced, village
from .small_notice import NOTICE


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The village's pack with its skeleton."""
    folder = village(tmp_path)
    write_skeleton(folder, skeleton_of(read_notice(NOTICE)))
    return folder


def refused(folder: Path, text: str, home: Path) -> list[str]:
    with pytest.raises(Problems) as caught:
        attach_notice(folder, text, home)
    assert not (home / "notices").exists()
    return [problem.says("zh") for problem in caught.value.problems]


LEFT = " 没有附上。请确认文件就是这个政策包的通知全文。"


def test_the_notice_is_kept_as_it_is_in_the_home_folder(pack: Path, tmp_path: Path) -> None:
    done = attach_notice(pack, NOTICE, tmp_path / "home")
    assert done.path == tmp_path / "home" / "notices" / "village.txt"
    assert done.path.read_text(encoding="utf-8") == NOTICE
    assert (done.count, done.same, done.differences) == (18, 18, ())
    assert [path.name for path in done.path.parent.iterdir()] == ["village.txt"]


def test_other_words_with_the_same_figures_are_kept_and_told(pack: Path, tmp_path: Path) -> None:
    text = replaced(NOTICE, "加强领导", "加强组织领导")
    done = attach_notice(pack, text, tmp_path / "home")
    assert (done.count, done.same) == (18, 17)
    assert [line.zh for line in done.differences] == ["三·一 文字与骨架不同，数字未变。"]
    assert [line.en for line in done.differences] == ["三·一 has other words and the same figures."]


def test_another_copy_of_the_same_notice_is_the_same(pack: Path, tmp_path: Path) -> None:
    text = NOTICE.replace(",", "，").replace("(", "（").replace(")", "）").replace("三、", "\u3000\u3000三、")
    assert attach_notice(pack, text, tmp_path / "home").same == 18


def test_other_figures_are_refused_by_paragraph(pack: Path, tmp_path: Path) -> None:
    text = replaced(NOTICE, "50万元", "60万元")
    assert refused(pack, text, tmp_path / "home") == [f"三·二 数字与骨架不同：原文 60万元；骨架 50万元。{LEFT}"]


def test_another_notice_is_refused_by_every_number_that_matches_nothing(tmp_path: Path) -> None:
    said = refused(VILLAGE, "一、甲\n二、乙\n三、丙\n四、丁", tmp_path / "home")
    assert f"政策包里没有编号 四 的条款{LEFT}" in said
    assert f"原文里没有编号 二(一)1 的段落{LEFT}" in said
    assert len(said) == 16


def test_without_a_skeleton_only_the_numbers_are_compared(tmp_path: Path) -> None:
    done = attach_notice(VILLAGE, replaced(NOTICE, "50万元", "60万元"), tmp_path / "home")
    assert (done.count, done.same, done.differences) == (18, None, ())


def test_a_text_without_numbers_is_refused(pack: Path, tmp_path: Path) -> None:
    with pytest.raises(NoNumberedParagraph):
        attach_notice(pack, "各学校：", tmp_path / "home")


def test_an_attached_notice_gives_way_to_the_next(pack: Path, tmp_path: Path) -> None:
    attach_notice(pack, NOTICE, tmp_path / "home")
    attach_notice(pack, NOTICE + "\n", tmp_path / "home")
    assert (tmp_path / "home" / "notices" / "village.txt").read_text(encoding="utf-8") == NOTICE + "\n"
