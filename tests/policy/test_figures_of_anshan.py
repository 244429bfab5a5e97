"""The figures of the notice for which the house was built, one by one, from its skeleton and from its text."""

from __future__ import annotations

import pytest

from daylight.policy import load_pack, read_notice, read_skeleton, skeleton_of
from daylight.policy.figures import same_figure
from daylight.policy.skeleton import Skeleton

from .packs import ANSHAN
from .test_notice import REAL

#: Counted by hand in the notice; paragraphs that are not here have no figure.
FIGURES = {
    "一(一)": ["三个代表", "四个全面"],
    "二": ["九个方面"],
    "二(一)1": ["五个融入", "三结合"],
    "二(一)3": ["2017年", "50所"],
    "二(一)4": ["1小时"],
    "二(二)1": ["四有"],
    "二(三)2": [
        "国发〔2016〕40号", "辽政发〔2016〕56号", "两免一补", "2020年", "2017年", "50%以上", "66人以上", "2018年",
        "56人以上", "2017年", "25%", "2020年", "45人", "50人", "三年", "100所", "300名", "300节", "3000名", "十三五",
    ],
    "二(三)3": ["2020年", "2017年", "40所", "80所", "60%以上"],
    "二(四)2": ["2017年秋季学期", "2课时"],
    "二(四)4": ["10%以上", "2次以上"],
    "二(五)1": ["70%", "13000名", "本年度", "一节", "2017年", "160节", "40节"],
    "二(五)2": ["一个", "2017年", "45个", "两级"],
    "二(五)3": ["年底", "三通两平台"],
    "二(六)": ["三位一体"],
    "二(六)2·一": ["四落实", "2次", "2次"],
    "二(七)1": ["五个环节"],
    "二(九)": ["今年", "5所", "10所"],
}  # fmt: skip


def skeletons() -> list[Skeleton]:
    kept = read_skeleton(ANSHAN)
    assert kept is not None
    return [kept, skeleton_of(read_notice(REAL.read_text(encoding="utf-8")))] if REAL.exists() else [kept]


def test_every_figure_is_found_and_no_other() -> None:
    for skeleton in skeletons():
        assert {bone.ref: list(bone.figures) for bone in skeleton.paragraphs if bone.figures} == FIGURES


@pytest.mark.parametrize("ref", sorted(FIGURES))
def test_the_pack_carries_or_excuses_every_one(ref: str) -> None:
    pack = load_pack(ANSHAN)
    clause = next(clause for clause in pack.clauses if clause.ref == ref)
    carried = {
        same_figure(figure) for target in pack.targets if target.clause == clause.id for figure in target.figures
    }
    excused = {same_figure(excuse.figure) for excuse in pack.excuses if excuse.clause == clause.id}
    assert set(FIGURES[ref]) <= carried | excused
    assert not carried & excused, "a figure that a target carries needs no excuse"
