"""Every text of the public pages is there in English, and no template speaks past the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from daylight.interfaces.kit import messages

PORTAL = messages.INTERFACES / "portal"
TEMPLATES = sorted((PORTAL / "templates" / "portal").glob("*.html"))
CHINESE = re.compile(r"[一-鿿]")


def test_nothing_is_left_untranslated() -> None:
    known = messages.translated(PORTAL)
    assert sorted(text for text in messages.wanted("portal") if not known.get(text)) == []


def test_the_catalogue_holds_nothing_that_no_page_says_any_more() -> None:
    assert sorted(set(messages.translated(PORTAL)) - messages.wanted("portal")) == []


def test_no_translation_is_still_chinese() -> None:
    assert [english for english in messages.translated(PORTAL).values() if CHINESE.search(english)] == []


def test_what_a_sentence_is_filled_with_stands_in_both_languages() -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)s", text))

    odd = [text for text, english in messages.translated(PORTAL).items() if places(text) != places(english)]
    assert odd == []


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    from gettext import GNUTranslations

    with messages.catalogue(PORTAL).with_suffix(".mo").open("rb") as compiled:
        told = GNUTranslations(compiled)
    known = messages.translated(PORTAL)
    assert {text: told.gettext(text) for text in known} == known


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_chinese_stands_in_templates_only_where_it_is_translated(path: Path) -> None:
    text = re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    text = re.sub(r"\{%.*?%\}", "", text, flags=re.S)
    assert CHINESE.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_is_sound_and_runs_no_script_and_no_style_of_its_own(path: Path) -> None:
    get_template(f"portal/{path.name}")
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://", text)
