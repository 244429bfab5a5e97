"""Every text of the pages is there in English, and the compiled catalogue is that of the source."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest

from daylight.interfaces.kit import messages

HERE = ("kit", "console")


@pytest.mark.parametrize("name", HERE)
def test_no_text_is_missing_in_english_and_none_is_left_over(name: str) -> None:
    known = messages.translated(messages.INTERFACES / name)
    wanted = messages.wanted(name)
    assert sorted(text for text in wanted if not known.get(text)) == []
    assert sorted(set(known) - wanted) == []


@pytest.mark.parametrize("name", HERE)
def test_no_translation_is_doubtful(name: str) -> None:
    assert "fuzzy" not in messages.catalogue(messages.INTERFACES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", HERE)
def test_the_compiled_catalogue_is_that_of_the_source(name: str) -> None:
    room = messages.INTERFACES / name
    with messages.catalogue(room).with_suffix(".mo").open("rb") as compiled:
        told = gettext.GNUTranslations(compiled)
    assert {text: told.gettext(text) for text in messages.wanted(name)} == messages.translated(room)


@pytest.mark.parametrize("name", HERE)
def test_english_holds_the_same_places_for_values_and_no_chinese(name: str) -> None:
    for text, english in messages.translated(messages.INTERFACES / name).items():
        assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", english)), text
        assert not re.search(r"[\u3400-\u9fff，。：；（）、]", english), english


def test_texts_are_found_in_python_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = _("甲") + gettext_lazy("乙") + other("丙") + _(name)', encoding="utf-8")
    folder = tmp_path / "templates" / "room"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text(
        "{% load i18n %}{% translate '丁' %}{% blocktranslate trimmed with n=1 %}\n 戊 {{ n }}\n{% endblocktranslate %}"
        '{% include "x.html" with says=_("己") %}<p>庚</p>',
        encoding="utf-8",
    )
    assert messages.texts_of(tmp_path) == {"甲", "乙", "丁", "戊 %(n)s", "己"}


def test_what_the_kit_has_no_other_door_translates_again() -> None:
    assert not messages.wanted("console") & messages.wanted("kit")


def test_updating_keeps_what_is_translated_adds_what_is_new_and_drops_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(messages, "INTERFACES", tmp_path)
    monkeypatch.setattr(messages, "ROOMS", ("room",))
    messages._write(messages.catalogue(room), {"旧": "old", "仍": "still"})
    (room / "a.py").write_text('_("仍"), _("新")', encoding="utf-8")
    assert messages.update("room") == ["新"]
    assert messages.translated(room) == {"仍": "still", "新": ""}


def test_updating_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = messages.catalogue(tmp_path)
    written = []
    for _ in range(2):
        messages._write(path, {"甲": "a", "%(n)s 个": "%(n)s of them"})
        written.append((path.read_bytes(), path.with_suffix(".mo").read_bytes()))
    assert written[0] == written[1]
