"""The words at the top (主导航): at most seven, by role; what a reader cannot use is not shown.

A word whose address does not exist in this installation is left out, so doors can be added one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

ALL: Final = ("city", "county", "school")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the navigation (导航词): its address's name and for which levels it stands."""

    text: Any
    name: str
    levels: tuple[str, ...]
    starts: tuple[str, ...] = ()


WORDS: Final = (
    Word(_("总览"), "console:board", ALL, ("/board/", "/targets/")),
    Word(_("今日待办"), "console:today", ALL),
    Word(_("通知条款"), "console:clauses", ALL),
    Word(_("学校与学籍"), "console:schools", ("city", "county"), ("/counties/",)),
    Word(_("阳光招生"), "console:enrolment", ALL),
    Word(_("评价与发布"), "console:publications", ALL),
    Word(_("管理"), "console:administration", ("city",)),
    Word(_("总览"), "portal:board", ("public",), ("/open/areas/", "/open/targets/")),
    Word(_("通知条款"), "portal:clauses", ("public",)),
    Word(_("学校"), "portal:schools", ("public",)),
    Word(_("数据下载"), "portal:downloads", ("public",)),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A word as it is shown (导航链接)."""

    text: str
    href: str
    current: bool


def words_for(level: str, path: str) -> list[Link]:
    """Return the words of a reader's level, the one they are at marked (当前位置)."""
    shown = [(word, href) for word in WORDS if level in word.levels and (href := address(word.name))]
    at = max((fits(word, href, path) for word, href in shown), default=0)
    return [Link(str(word.text), href, 0 < at == fits(word, href, path)) for word, href in shown]


def fits(word: Word, href: str, path: str) -> int:
    """Return how much of a path a word's addresses cover, 0 if it lies elsewhere."""
    starts = [start for start in (href, *word.starts) if path.startswith(start)]
    return max((len(start) if start != "/" or path == "/" else 0 for start in starts), default=0)


def address(name: str, *args: object) -> str | None:
    """Return the address of a name, None where this installation has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def level_of(request: HttpRequest | None) -> str:
    """Return how far the reader sees (查看层级): ``public`` for nobody in particular."""
    return str(getattr(getattr(request, "viewer", None), "level", "public"))


def home_of(level: str) -> str:
    """Return where a reader's home is: the board they see (首页)."""
    return address("portal:board" if level == "public" else "console:board") or "/"
