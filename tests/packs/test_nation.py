"""The national rules on which the city's pack leans: clauses and terms, each saying how sure it is."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from daylight.policy import load_pack
from daylight.policy.schema import Pack

from . import ROOT, SHARED

FACTS = SHARED / "facts"
NAMES = ("nation-balance-2017", "nation-school-standard-2017")
MARKS = {
    "〔已核实〕": "[verified]",
    "〔部分核实〕": "[partly verified]",
    "〔据记忆整理，待核对〕": "[from memory, to be checked]",
}
#: What the facts call it, and the mark that a clause then bears.
CONFIDENCE = {
    "verified": "[verified]",
    "from memory, unverified": "[from memory, to be checked]",
    "partly verified (fudaoke.com summary)": "[partly verified]",
}
with_facts = pytest.mark.skipif(not FACTS.exists(), reason="the facts are not beside the checkout")


@pytest.fixture(scope="module", params=NAMES)
def pack(request: pytest.FixtureRequest) -> Pack:
    """One of the national packs."""
    return load_pack(ROOT / "packs" / request.param)


def facts(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of facts."""
    with (FACTS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def numbers(text: str) -> set[str]:
    """Return the numbers of a text as they are written."""
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def mark_of(text: str) -> str:
    """Return the mark at the end of an English text."""
    found = re.search(r"\[[a-z, ]+\]$", text)
    return found[0] if found else ""


def test_a_national_pack_is_the_nations_and_owes_nobody_anything(pack: Pack) -> None:
    assert pack.head.org_code == "000000"
    assert (pack.duties, pack.targets, pack.head.areas, pack.head.depends_on) == ((), (), (), ())
    assert {clause.kind for clause in pack.clauses} == {"principle"}
    assert pack.glossary


def test_every_clause_says_in_both_languages_how_sure_it_is(pack: Pack) -> None:
    for clause in pack.clauses:
        chinese = [mark for mark in MARKS if clause.zh.endswith(mark)]
        assert [MARKS[mark] for mark in chinese] == [mark_of(clause.en)], clause.id


def test_every_english_text_is_plain_english(pack: Pack) -> None:
    for item in (*pack.clauses, *pack.glossary, pack.head):
        assert item.en.isascii(), item.id
    assert all(clause.title_en.isascii() for clause in pack.clauses)


def test_the_numbers_are_those_of_both_languages(pack: Pack) -> None:
    for clause in pack.clauses:
        assert numbers(clause.zh) - {str(small) for small in range(13)} <= numbers(clause.en), clause.id


def test_the_terms_of_all_packs_have_one_name_each() -> None:
    packs = [load_pack(head.parent) for head in (ROOT / "packs").glob("*/pack.yaml")]
    names = Counter(term.name for each in packs for term in each.glossary)
    assert [name for name, times in names.items() if times > 1] == []


def test_the_city_leans_on_them() -> None:
    assert set(load_pack(ROOT / "packs" / "anshan-2017-066").head.depends_on) == set(NAMES)


def test_the_standard_has_its_responsibilities_tasks_and_items() -> None:
    clauses = load_pack(ROOT / "packs" / NAMES[1]).clauses
    assert Counter(clause.id[0] for clause in clauses) == {"d": 6, "t": 22, "i": 88}
    parents = Counter(clause.parent for clause in clauses if clause.id[0] == "t")
    assert sum(parents.values()) == 22
    assert set(parents) == {f"d{number}" for number in range(1, 7)}


@with_facts
def test_every_item_of_the_standard_keeps_its_words_and_its_mark() -> None:
    clauses = {clause.id: clause for clause in load_pack(ROOT / "packs" / NAMES[1]).clauses}
    for row in facts("school_standard_2017.csv"):
        clause = clauses[f"i{row['item_no']}"]
        assert row["check"].replace(",", "，") in clause.zh
        assert mark_of(clause.en) == CONFIDENCE[row["confidence"]], clause.id
        assert clause.parent == f"t{row['task_no']}"


@with_facts
def test_the_seven_indicators_keep_their_thresholds() -> None:
    clauses = load_pack(ROOT / "packs" / NAMES[0]).clauses
    indicators = [clause for clause in clauses if clause.parent == "resources"]
    for clause, row in zip(indicators, facts("balance_2017_resource.csv"), strict=True):
        assert {row["primary"], row["junior"]} <= numbers(clause.zh), clause.id
        assert mark_of(clause.en) == CONFIDENCE[row["confidence"]]


@with_facts
@pytest.mark.parametrize(("part", "parent"), [("gov", "guarantee"), ("quality", "quality"), ("veto", "veto")])
def test_the_other_indicators_are_whole_and_keep_their_marks(part: str, parent: str) -> None:
    clauses = [clause for clause in load_pack(ROOT / "packs" / NAMES[0]).clauses if clause.parent == parent]
    rows = [row for row in facts("balance_2017_government_quality.csv") if row["part"] == part]
    assert [mark_of(clause.en) for clause in clauses] == [CONFIDENCE[row["confidence"]] for row in rows]
    for clause, row in zip(clauses, rows, strict=True):
        said = numbers(f"{row['indicator']} {row['threshold']}".replace("m2", "")) - {"1", "1.0"}
        assert said <= numbers(clause.zh), clause.id


def test_the_limits_of_the_city_are_those_of_the_nation() -> None:
    """The city's pack judges by the same figures that the national clauses tell."""
    city = load_pack(ROOT / "packs" / "anshan-2017-066")
    told = next(clause for clause in load_pack(ROOT / "packs" / NAMES[0]).clauses if clause.id == "resources").zh
    series = [series for target in city.targets if target.id.startswith("variation-") for series in target.series]
    limits = {point.value for each in series for point in each.points}
    assert limits == {0.5, 0.45}
    assert all(f"{limit:.2f}" in told for limit in limits)


@pytest.mark.parametrize("stage", ["primary", "junior"])
def test_the_city_needs_of_a_school_what_the_nation_tells(stage: str) -> None:
    city = load_pack(ROOT / "packs" / "anshan-2017-066")
    needs = next(target for target in city.targets if target.id == f"resources-met-{stage}").measure.params["needs"]
    clauses = [c for c in load_pack(ROOT / "packs" / NAMES[0]).clauses if c.parent == "resources"]
    assert isinstance(needs, dict)
    assert len(needs) == len(clauses) == 7
    for value, clause in zip(needs.values(), clauses, strict=True):
        assert f"{value:g}" in numbers(clause.zh), clause.id
