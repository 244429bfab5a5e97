"""The documents build without a warning, every link leads somewhere, and the reference is the program's own."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest

from . import ROOT

DOCS = ROOT / "docs"
PAIRED = ("tutorials", "how-to", "explanation")


def reference() -> ModuleType:
    """Load the writer of the reference, which is no package."""
    spec = importlib.util.spec_from_file_location("build_reference", DOCS / "build_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = reference()


class Page(HTMLParser):
    """The links and the anchors of one built page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value and tag in ("a", "img"):
                self.links.append(value)
            if name == "id" and value:
                self.anchors.add(value)


def broken(site: Path) -> list[str]:
    """Return every link of a built site that leads nowhere; foreign ones must at least be well-formed."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    return [
        f"{path.relative_to(site)}: {link}"
        for path, page in pages.items() if path.name not in ("404.html", "search.html")
        for link in page.links if not leads_somewhere(path, link, pages)
    ]  # fmt: skip


def leads_somewhere(path: Path, link: str, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in ("http", "https") and bool(parts.netloc)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target not in pages:
        return target.exists() and not parts.fragment
    return not parts.fragment or unquote(parts.fragment) in pages[target].anchors


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents, built strictly."""
    folder = tmp_path_factory.mktemp("site")
    mkdocs = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run([*mkdocs, "--site-dir", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_link_and_anchor_of_the_built_documents_leads_somewhere(site: Path) -> None:
    assert broken(site) == []


def test_the_documents_ask_for_nothing_from_elsewhere(site: Path) -> None:
    loaded = re.compile(r"<(?:script|link|img)[^>]+(?:src|href)=\"(https?:)?//", re.IGNORECASE)
    assert [str(path) for path in site.rglob("*.html") if loaded.search(path.read_text(encoding="utf-8"))] == []


def test_a_broken_link_or_anchor_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html#here">x</a><a href="b.html#gone">x</a><a href="c.html">x</a>')
    (tmp_path / "b.html").write_text('<h1 id="here">x</h1><a href="https:///">x</a>')
    assert sorted(broken(tmp_path)) == ["a.html: b.html#gone", "a.html: c.html", "b.html: https:///"]


@pytest.mark.parametrize("name", sorted(REFERENCE.PAGES))
def test_the_reference_is_what_the_program_says_now(name: str) -> None:
    written = (DOCS / "reference" / f"{name}.md").read_text(encoding="utf-8")
    assert written == REFERENCE.rendered(name), "run: python docs/build_reference.py"


def test_no_page_of_the_reference_is_written_by_hand() -> None:
    assert {path.stem for path in (DOCS / "reference").glob("*.md")} == set(REFERENCE.PAGES)


def test_every_page_for_people_stands_in_both_languages() -> None:
    for folder in PAIRED:
        names = {path.name for path in (DOCS / folder).glob("*.md")}
        chinese = {name.removesuffix(".md") for name in names if not name.endswith(".en.md")}
        assert {name.removesuffix(".en.md") for name in names if name.endswith(".en.md")} == chinese, folder


@pytest.mark.parametrize("folder", PAIRED)
def test_both_languages_of_a_page_have_the_same_bones(folder: str) -> None:
    for path in (DOCS / folder).glob("*.en.md"):
        twin = path.with_name(path.name.replace(".en.md", ".md"))
        assert bones(twin) == bones(path), path


def bones(path: Path) -> list[str]:
    """Return the levels of the headings, the anchors and the commands shown: what must not differ."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ .*?(\{#[\w-]+\})?$", text, re.MULTILINE)
    commands = re.findall(r"^(?:\$|python3|daylight|\.venv/bin/daylight) ?.*$", text, re.MULTILINE)
    return headings + [command.split("#")[0].strip() for command in commands]


def test_every_decision_is_listed_and_told_in_both_languages() -> None:
    index = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    records = sorted(path for path in (DOCS / "decisions").glob("0*.md"))
    assert [path.name for path in records if f"({path.name})" not in index] == []
    for path in records:
        text = path.read_text(encoding="utf-8")
        for part in ("**中文摘要**", "**Situation.**", "**Decision.**", "**Price.**"):
            assert part in text, (path.name, part)


def test_every_command_in_the_documents_exists() -> None:
    known = {path for path, _, _ in REFERENCE.walk(cli(), "daylight")}
    shown: set[str] = set()
    for path in (DOCS / "tutorials", DOCS / "how-to", DOCS / "explanation"):
        for page in path.glob("*.md"):
            shown |= set(re.findall(r"daylight(?: [a-z][a-z-]+){1,2}", code(page.read_text(encoding="utf-8"))))
    assert [words for words in sorted(shown) if not {words, words.rsplit(" ", 1)[0]} & (known - {"daylight"})] == []


def cli() -> object:
    from daylight.interfaces.cli.main import group

    return group


def code(text: str) -> str:
    """Return what a page sets as code."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def test_the_words_of_the_house_and_of_every_pack_are_in_the_glossary() -> None:
    glossary = (DOCS / "reference" / "glossary.md").read_text(encoding="utf-8")
    for pack in REFERENCE.packs():
        assert [term.name for term in pack.glossary if f"`{term.name}`" not in glossary] == []


def test_every_model_of_the_registry_and_the_rulebook_is_in_the_glossary() -> None:
    from django.apps import apps

    glossary = (DOCS / "reference" / "glossary.md").read_text(encoding="utf-8")
    ours = [model.__name__ for model in apps.get_models() if model.__module__.startswith("daylight.")]
    assert ours
    assert [name for name in ours if f"`{name}`" not in glossary] == []


def test_every_variable_of_the_environment_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    files = [ROOT / "start.py", *(ROOT / "src").rglob("*.py")]
    read = {name for path in files for name in re.findall(r"[\"'](DAYLIGHT_[A-Z_]+)[\"']", path.read_text("utf-8"))}
    inner = {"DAYLIGHT_INDEX_KEY"}
    assert [name for name in sorted(read - inner) if f"`{name}`" not in page] == []
