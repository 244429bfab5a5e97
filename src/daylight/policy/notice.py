"""The notice reader (通知读取): an official text becomes the tree of its numbered paragraphs.

Nothing here knows a particular notice. The text is the operator's; no sentence of it is kept.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.policy.figures import ZEROS, Figure, find_figures
from daylight.policy.numbering import ITEM, Mark, goes_on, in_chinese, marks

_BLANK: Final = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")
_FURNITURE: Final = re.compile(
    r"^(?:附件|附[:：表录]|抄送|抄报|主题词|[(（]?此件|浏览|阅读次数|点击|收藏|打印|关闭|上一[篇条]|下一[篇条]|责任编辑|编辑[:：]"
    r"|来源[:：]|分享|扫一扫|版权|主办|相关(?:链接|文档|附件)|Copyright|【)"
)
_ONES: Final = r"[\d一二三四五六七八九十]"
_DAY_ALONE: Final = re.compile(rf"^[\d一二三四五六七八九零{ZEROS}]{{4}}年{_ONES}{{1,2}}月{_ONES}{{1,3}}日$")
_SIGNATURE: Final = re.compile(r"^[^。;；:：]{2,30}$")


class NoNumberedParagraph(DaylightError):
    """A text in which nothing is numbered as in an official notice (没有编号段落)."""

    code = "policy.no-numbered-paragraph"
    message = Text(
        "文中没有找到编号段落（一、 （一） 1. 一是）",
        "The text holds no numbered paragraph (一、 （一） 1. 一是)",
    )
    remedy = Text(
        "请确认文件是通知全文，UTF-8 编码，每个编号段落单独成行。",
        "Make sure that the file is the whole notice in UTF-8, each numbered paragraph on its own line.",
    )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph (编号段落): its place, its own words, the figures in them.

    ``ref`` is written as ``Clause.ref`` is: 二(三)2, 二(二)2·一. ``text`` leaves the children's words out.
    """

    ref: str
    number: str
    depth: int
    parent: str | None
    text: str
    figures: tuple[Figure, ...]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the words, without spaces and punctuation, in half width."""
        return hashlib.sha256(plain_words(self.text).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that does not follow the one before (编号疑点)."""

    ref: str
    text: Text


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as a tree (通知): what stands before the first number, the paragraphs in their order."""

    preamble: str
    paragraphs: tuple[Paragraph, ...]
    doubts: tuple[Doubt, ...] = ()

    def __getitem__(self, ref: str) -> Paragraph:
        """Return the paragraph of a reference; KeyError where there is none."""
        for paragraph in self.paragraphs:
            if paragraph.ref == ref:
                return paragraph
        raise KeyError(ref)


def plain_words(text: str) -> str:
    """Return letters, digits, % and + of a text in half width: what has to change before a copy differs."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum() or char in "%+")


def read_notice(text: str) -> Notice:
    """Split an official notice by its own numbering (读通知).

    Parameters
    ----------
    text : str
        The whole text, as copied from a page or a document: full or half width, with or without
        spaces, with whatever the page showed around it.

    Returns
    -------
    Notice

    Raises
    ------
    NoNumberedParagraph
    """
    lines = [_BLANK.sub(" ", line).strip() for line in text.splitlines()]
    start = _first(lines)
    tree = _Tree()
    for line in _without_signature(_body(lines[start:])):
        tree.take(line)
    preamble = "\n".join(line for line in lines[:start] if line)
    return Notice(preamble, tuple(node.paragraph() for node in tree.nodes), tuple(tree.doubts))


def _first(lines: list[str]) -> int:
    """Return the line of the first 一、, else of the first number of any kind."""
    openings = [(number, next(marks(line), None)) for number, line in enumerate(lines)]
    opening = [(number, mark) for number, mark in openings if mark is not None and mark.boundary == "line"]
    tops = [number for number, mark in opening if (mark.level, mark.number) == (1, 1)]
    if not opening:
        raise NoNumberedParagraph
    return (tops or [number for number, _ in opening])[0]


def _body(lines: list[str]) -> list[str]:
    kept = [line for line in lines if line]
    for number, line in enumerate(kept):
        if number and _FURNITURE.match(line):
            return kept[:number]
    return kept


def _without_signature(lines: list[str]) -> list[str]:
    """Drop the issuer's name and the day where they close the text."""
    for number in range(len(lines) - 1, max(len(lines) - 5, 0), -1):
        if _DAY_ALONE.match(lines[number].replace(" ", "")):
            while number > 1 and _SIGNATURE.match(lines[number - 1]) and not _opens(lines[number - 1]):
                number -= 1
            return lines[:number]
    return lines


def _opens(line: str) -> bool:
    mark = next(marks(line), None)
    return mark is not None and mark.boundary == "line"


@dataclass(slots=True)
class _Node:
    """A paragraph that is being read."""

    ref: str
    number: str
    depth: int
    level: int
    verb: str
    parent: _Node | None
    lines: list[str] = field(default_factory=list)
    last: dict[int, int] = field(default_factory=dict)

    def paragraph(self) -> Paragraph:
        text = "\n".join(self.lines)
        above = None if self.parent is None or not self.parent.ref else self.parent.ref
        return Paragraph(self.ref, self.number, self.depth, above, text, find_figures(text))

    def add(self, words: str) -> None:
        if words := words.strip():
            self.lines.append(words)


class _Tree:
    """Takes a notice line by line and keeps the path of open paragraphs."""

    def __init__(self) -> None:
        self.root = _Node("", "", 0, 0, "", None)
        self.open = self.root
        self.nodes: list[_Node] = []
        self.doubts: list[Doubt] = []

    def take(self, line: str) -> None:
        """Split a line at the marks that open a paragraph."""
        done = 0
        for mark in marks(line):
            if self._accepts(mark, line):
                self.open.add(line[done : mark.start])
                self._begin(mark)
                done = mark.text_start
        self.open.add(line[done:])

    def _accepts(self, mark: Mark, line: str) -> bool:
        if mark.boundary in ("line", "mark"):
            return mark.boundary == "line" or mark.level > self.open.level
        if mark.level == ITEM:
            return self._accepts_item(mark, line)
        parent = self._parent(mark)
        if mark.number == 1:
            fresh = self.open.level < mark.level
            return fresh and (mark.boundary == "sentence" or (mark.boundary == "none" and self._only_title(mark, line)))
        return mark.boundary == "sentence" and parent.last.get(mark.level) == mark.number - 1

    def _accepts_item(self, mark: Mark, line: str) -> bool:
        if mark.boundary == "sentence":
            return True
        if mark.boundary != "comma":
            return False
        if mark.number == 1:
            return goes_on(line, mark)
        return any(node.verb == mark.verb and node.parent and node.parent.last[node.level] == mark.number - 1
                   for node in self._path())  # fmt: skip

    def _only_title(self, mark: Mark, line: str) -> bool:
        """A title with its first part in one line, no stop between them: 一、总体要求(一)指导思想."""
        fresh = (self.open.level, mark.level) == (1, 2) and not self.open.lines
        return (
            fresh and not re.search("[,，。]", line[: mark.start]) and line[mark.end : mark.end + 1] not in "项款条点目"
        )

    def _path(self) -> list[_Node]:
        path, node = [], self.open
        while node.parent is not None:
            path.append(node)
            node = node.parent
        return path

    def _parent(self, mark: Mark) -> _Node:
        if mark.level < ITEM:
            return next((node for node in self._path() if node.level < mark.level), self.root)
        items = [node for node in self._path() if node.level >= ITEM]
        same = next((node for node in items if node.verb == mark.verb), None)
        if same is None and items and mark.number > 1:
            same = items[0]
        if same is not None and same.parent is not None:
            return same.parent
        return self.open

    def _begin(self, mark: Mark) -> None:
        parent = self._parent(mark)
        level = mark.level if mark.level < ITEM else max(ITEM, parent.level + 1)
        before = parent.last.get(level, 0)
        number = mark.label.lstrip("·")
        node = _Node(parent.ref + _joined(parent, mark), number, parent.depth + 1, level, mark.verb, parent)
        if mark.number != before + 1:
            self.doubts.append(_doubt(node.ref, before, mark))
        parent.last[level] = mark.number
        self.nodes.append(node)
        self.open = node


def _joined(parent: _Node, mark: Mark) -> str:
    """Return the label as it is put behind the parent's reference; a list without a parent has no dot."""
    return mark.label if parent.ref else mark.label.lstrip("·")


def _doubt(ref: str, before: int, mark: Mark) -> Doubt:
    expected = in_chinese(before + 1) if mark.level not in (3, 4) else str(before + 1)
    zh, en = f"{ref} 编号不连续：此处应为“{expected}”", f"{ref} does not follow: {expected} was due here"
    return Doubt(ref, Text(zh, en))
