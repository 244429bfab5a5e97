"""Chinese stands where Chinese is asked for, English where English is, and every term has one name."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.policy.linting.packs import neighbours
from daylight.policy.linting.wording import wording

from ..items import case, clause, duty, english, excuse, head, pack, reading, record, role, target, term, told


def test_items_in_both_languages_have_no_finding() -> None:
    whole = pack(
        duties=(duty(),), targets=(target(),), records=(record(),), readings=(reading(),), excuses=(excuse(),),
        glossary=(term(),), cases=(case(),),
    )  # fmt: skip
    assert told(wording(whole)) == []


@pytest.mark.parametrize(
    ("lists", "places"),
    [
        ({"head": head(issuer_zh="Bureau")}, [("wording.zh", "pack.issuer_zh")]),
        ({"clauses": (clause(title_en="标题"),)}, [("wording.en", "clauses c1.title_en")]),
        ({"duties": (duty(zh="Duty", en="任务"),)}, [("wording.zh", "duties d1.zh"), ("wording.en", "duties d1.en")]),
        ({"targets": (target(definition_en="定义"),)}, [("wording.en", "targets t1.definition_en")]),
        ({"readings": (reading(question_zh="?"),)}, [("wording.zh", "readings r1.question_zh")]),
        (
            {"records": (record(parts=[{"id": "map", "zh": "map", "en": "Map"}]),)},
            [("wording.zh", "records trip.map.zh")],
        ),
    ],
)
def test_a_text_in_the_wrong_language_is_named(lists: dict[str, object], places: list[tuple[str, str]]) -> None:
    assert told(wording(pack(**lists))) == places


def test_a_text_may_hold_words_of_the_other_language() -> None:
    assert told(wording(pack(roles=(role(),), clauses=(clause(zh="用 IT 教学", en="Follow 国发〔2016〕40号"),)))) == []


def test_a_term_has_a_name_as_in_code_and_no_two_have_one() -> None:
    assert english(wording(pack(glossary=(term(name="study_trip"),)))) == [
        "error: glossary w1.name: “study_trip” must be a name in code: HomeroomClass."
    ]
    assert english(wording(pack(glossary=(term(), term("w2"))))) == [
        "error: glossary w2.name: “StudyTrip” is taken by w1."
    ]


def test_a_pack_is_called_by_its_folder_and_leans_on_packs_that_are_there() -> None:
    assert list(neighbours(head(), "town", ["town"])) == []
    assert english(neighbours(head(), "trial", [])) == [
        "warning: pack id: the id town is not the folder's name trial, by which commands find it."
    ]
    leaning = head(depends_on=("nation-2017",), issued_on=date(2018, 1, 2))
    assert list(neighbours(leaning, "town", ["town", "nation-2017"])) == []
    assert english(neighbours(leaning, "town", ["town", "nation-2018"])) == [
        "error: pack depends_on: there is no pack “nation-2017”. Nearest: nation-2018. Allowed: nation-2018, town."
    ]
