"""Notices made up at random, with the answer beside them: any tree, in any way of writing it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from daylight.policy.numbering import in_chinese

#: Words without a number, and with what only looks like one.
WORDS = (
    "坚持育人为本",
    "落实责任到人",
    "一方面要稳妥,另一方面要积极",
    "打造一批精品线路",
    "开展一师一优课活动",
    "形成合力",
    "关爱每一个孩子",
    "提升“一体化”水平",
    "把健康第一放在首位",
    "贯彻党的十九大精神",
    "统一标准、统一要求",
    "七年级和八年级",
    "按照第（一）项执行",
    "推动城乡一体化",
    "要切实加强领导",
    "是重要的基础",
)
FIGURES = ("50所", "66人以上", "25%", "2020年", "3000名", "三年", "2次以上", "1小时", "十三五", "两级")


@dataclass
class Made:
    """A paragraph of a made-up notice: its level, its words, what hangs on it."""

    level: int
    words: str
    verb: str = ""
    children: list[Made] = field(default_factory=list)


@dataclass(frozen=True)
class Style:
    """A way of writing a notice down."""

    wide: bool
    blank: str
    inline: bool

    def mark(self, made: Made, number: int) -> str:
        """Return the mark of a paragraph in this style."""
        chinese = in_chinese(number)
        left, right = "（）" if self.wide else "()"
        digits = (
            str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")) if self.wide else str(number)
        )
        return {
            1: f"{chinese}、", 2: f"{left}{chinese}{right}", 3: f"{digits}{'．' if self.wide else '.'}",
            4: f"{left}{digits}{right}", 5: f"{chinese}{made.verb}",
        }[made.level]  # fmt: skip


def labels(level: int, number: int) -> str:
    """Return how a reference writes a number."""
    chinese = in_chinese(number)
    return {1: chinese, 2: f"({chinese})", 3: str(number), 4: f"({number})", 5: f"·{chinese}"}[level]


def written(top: list[Made], style: Style) -> str:
    """Return the text of a notice in a style."""
    return "关于印发意见的通知\n各学校:\n" + "".join(_lines(top, style)) + "浏览数量: 打印文章\n"


def _lines(siblings: list[Made], style: Style) -> Iterator[str]:
    for number, made in enumerate(siblings, start=1):
        stop = "" if made.level <= 2 else "。"
        line = f"{style.blank}{style.mark(made, number)}{made.words}{stop}"
        inner = list(_lines(made.children, style))
        if style.inline and made.children and made.children[0].level == 5:
            yield line + ("" if stop else "。") + "".join(text.strip() for text in inner) + "\n"
        else:
            yield line + "\n"
            yield from inner


def expected(top: list[Made], above: str = "") -> Iterator[tuple[str, Made]]:
    """Yield reference and paragraph in the order in which they must be read."""
    for number, made in enumerate(top, start=1):
        ref = above + labels(made.level, number)
        yield ref, made
        yield from expected(made.children, ref)


_words = st.sampled_from(WORDS)
_figured = st.builds(lambda words, figure: f"{words},达到{figure}", _words, st.sampled_from(FIGURES))


def _list(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[Made]]:
    """Return lists of 一是 or 一要: none, or at least two."""
    several = st.lists(words, min_size=2, max_size=5)
    made = st.builds(lambda verb, each: [Made(5, text, verb) for text in each], st.sampled_from(["是", "要"]), several)
    return st.one_of(st.just([]), made)


def _level(level: int, words: st.SearchStrategy[str]) -> st.SearchStrategy[list[Made]]:
    """Return siblings of a level, each with a list, or siblings of a deeper level, below it."""
    below = _list(words) if level == 4 else st.one_of(_list(words), _level(level + 1, words))
    one = st.builds(lambda text, children: Made(level, text, "", children), words, below)
    return st.lists(one, min_size=1, max_size=4)


NOTICES = _level(1, _words)
WITH_FIGURES = _level(1, st.one_of(_words, _figured))
STYLES = st.builds(Style, st.booleans(), st.sampled_from(["", " ", "\u3000\u3000", "\u00a0"]), st.booleans())
