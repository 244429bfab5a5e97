"""Reads a page as a browser and a screen reader would, and says what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "rect", "circle", "polyline", "line"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
NAMED = ("aria-label", "title", "placeholder", "alt", "data-label")


@dataclass
class Element:
    """An element with its attributes, the text inside, and in which elements it stands."""

    name: str
    attributes: dict[str, str]
    above: tuple[Element, ...] = ()
    text: str = ""
    own: list[str] = field(default_factory=list)

    def lang(self) -> str:
        """The language that holds for it."""
        return next((one.attributes["lang"] for one in (self, *reversed(self.above)) if "lang" in one.attributes), "")

    def inside(self, name: str) -> bool:
        return any(one.name == name for one in self.above)


class Page(HTMLParser):
    """All elements of a page, in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.faults: list[str] = []
        self.feed(source)
        self.close()
        self.faults += [f"<{one.name}> is never closed" for one in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].name != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1].name if self.open else 'nothing'}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data
        if self.open:
            self.open[-1].own.append(data)

    def named(self, *names: str) -> list[Element]:
        return [element for element in self.elements if element.name in names]

    def ids(self) -> Counter[str]:
        return Counter(element.attributes["id"] for element in self.elements if "id" in element.attributes)


def faults_of(source: str) -> list[str]:
    """Everything that is wrong with a whole page."""
    page = Page(source)
    return [*page.faults, *_outline(page), *_policy(page), *_references(page), *_controls(page), *_tables(page)]


def _outline(page: Page) -> Iterator[str]:
    for name in ("main", "h1", "header", "title"):
        if len(page.named(name)) != 1:
            yield f"{len(page.named(name))} <{name}>"
    levels = [int(one.name[1]) for one in page.named("h1", "h2", "h3", "h4")]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    if not page.named("html")[0].attributes.get("lang"):
        yield "no language"


def _policy(page: Page) -> Iterator[str]:
    """What the content security policy would refuse."""
    for one in page.elements:
        for name in one.attributes:
            if name == "style" or name.startswith("on"):
                yield f"<{one.name} {name}>"
        for name in ("src", "href", "action", "hx-get"):
            if re.match(r"(?:[a-z]+:)?//|javascript:", one.attributes.get(name, "")):
                yield f"<{one.name} {name}={one.attributes[name]}>"
    for one in page.named("style"):
        yield f"<style>{one.text[:20]}"
    for one in page.named("script"):
        if "src" not in one.attributes:
            yield f"<script>{one.text[:20]}"


def _references(page: Page) -> Iterator[str]:
    ids = page.ids()
    yield from (f"id {name} {number} times" for name, number in ids.items() if number > 1)
    for one in page.elements:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            yield from (f"{name}={ref}" for ref in one.attributes.get(name, "").split() if ref not in ids)
        aim = one.attributes.get("hx-target", "")
        if aim.startswith("#") and aim[1:] not in ids:
            yield f"hx-target={aim}"
        link = one.attributes.get("href", "")
        if link.startswith("#") and link[1:] not in ids:
            yield f"href={link}"


def _controls(page: Page) -> Iterator[str]:
    labelled = {one.attributes.get("for") for one in page.named("label")}
    for one in page.named("input", "select", "textarea"):
        hidden = one.attributes.get("type") == "hidden"
        if not hidden and not one.inside("label") and one.attributes.get("id") not in labelled:
            yield f"<{one.name} name={one.attributes.get('name')}> has no label"
    for one in page.named("a", "button"):
        if not one.text.strip() and not one.attributes.get("aria-label") and "aria-hidden" not in one.attributes:
            yield f"an empty <{one.name}>"
    for one in page.named("nav", "section"):
        if one.name == "nav" and "aria-label" not in one.attributes:
            yield "a <nav> without a name"


def _tables(page: Page) -> Iterator[str]:
    for one in page.named("th"):
        if one.attributes.get("scope") not in ("col", "row"):
            yield f"<th> without scope: {one.text}"
    for one in page.named("td"):
        rows = any("rows" in above.attributes.get("class", "").split() for above in one.above)
        if rows and one.text.strip() and "data-label" not in one.attributes and "colspan" not in one.attributes:
            yield f"<td> without data-label: {one.text[:20]}"


def chinese_not_marked(source: str) -> list[str]:
    """Chinese words of an English page that a screen reader would read as English."""
    page = Page(source)
    found = []
    for one in page.elements:
        hidden = any("aria-hidden" in it.attributes for it in (one, *one.above))
        if one.lang().startswith("zh") or hidden or one.name in ("title", "code"):
            continue
        found += [words.strip() for words in one.own if CHINESE.search(words)]
        found += [f"{name}={one.attributes[name]}" for name in NAMED if CHINESE.search(one.attributes.get(name, ""))]
    return found
