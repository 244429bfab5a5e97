"""Whether a pack stands well among the others (政策包之间): its folder's name, those on which it leans."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from daylight.kernel.text import Text
from daylight.policy.linting.finding import Finding, unknown
from daylight.policy.schema import PackHead

PACK = Text("政策包", "pack")


def neighbours(head: PackHead, folder_name: str, known: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong between a pack and its neighbours.

    Parameters
    ----------
    head : PackHead
    folder_name : str
        The name of the pack's folder, by which commands call it.
    known : collection of str
        The ids of the packs at hand.
    """
    if head.id != folder_name:
        zh = f"编号 {head.id} 与文件夹名 {folder_name} 不同；命令按文件夹名找政策包。"
        en = f"the id {head.id} is not the folder's name {folder_name}, by which commands find it."
        yield Finding("pack.name", "pack id", Text(zh, en), grave=False)
    for pack_id in head.depends_on:
        if pack_id not in known:
            yield unknown("pack depends_on", PACK, pack_id, known)
