"""A pack as pages look things up in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from daylight.appraisal.judge import series_for
from daylight.apps.reporting.book import Book, NotThere
from daylight.kernel.errors import DaylightError
from daylight.policy import load_pack
from daylight.policy.find import pack_folder


@pytest.fixture(scope="module")
def anshan() -> Book:
    """The pack of Anshan, indexed."""
    return Book(load_pack(pack_folder("anshan-2017-066")), "digest")


def test_the_indexes_keep_the_packs_order(anshan: Book) -> None:
    assert list(anshan.targets) == list(anshan.target_refs) == [item.id for item in anshan.pack.targets]
    assert list(anshan.clauses) == [item.id for item in anshan.pack.clauses]
    assert list(anshan.duties) == [item.id for item in anshan.pack.duties]
    assert list(anshan.areas) == [item.id for item in anshan.pack.head.areas]


LOOKUPS: dict[str, Callable[[Book, str], object]] = {
    "target": Book.target, "clause": Book.clause, "area": Book.area, "chain": Book.chain,
    "clause_ref": Book.clause_ref, "measure": Book.measure,
}  # fmt: skip


@pytest.mark.parametrize("look", LOOKUPS.values(), ids=LOOKUPS)
@pytest.mark.parametrize("wanted", ["", "no-such", "大班额", "classes-66-gone "])
def test_what_is_not_there_is_said_not_to_be(anshan: Book, look: Callable[[Book, str], object], wanted: str) -> None:
    with pytest.raises(NotThere) as caught:
        look(anshan, wanted)
    assert isinstance(caught.value, DaylightError)
    assert "outside your scope" in caught.value.says("en")
    assert "不在您的范围内" in caught.value.says("zh")


def test_every_target_has_an_area_and_a_chain_to_its_clause(anshan: Book) -> None:
    for target in anshan.pack.targets:
        assert anshan.area_id_of_target(target.id) in anshan.areas
        assert anshan.chain(target.clause)[-1].id == target.clause
        assert len(anshan.chain(target.clause)) == anshan.depth(target.clause) + 1


def test_the_clauses_stand_under_one_another_as_a_tree(anshan: Book) -> None:
    def below(clause_id: str | None) -> list[str]:
        return [found for child in anshan.children(clause_id) for found in (child.id, *below(child.id))]

    assert below(None) == list(anshan.clauses)


PEOPLE = {
    "sport-hour", "fitness-rising", "ethics-files", "ethics-activity", "all-staff-trained", "exemption-subsidy",
    "lessons-registered-share", "lessons-uploaded", "pupils-numbered", "children-placed",
}  # fmt: skip


def test_the_targets_that_count_people_are_known(anshan: Book) -> None:
    assert anshan.targets_of_people() == PEOPLE


def test_the_series_is_that_of_the_appraisal(anshan: Book) -> None:
    places = [("city", "210300", None), ("county", "210302", "210302"), ("county", "210381", "210381"),
              ("school", "2103020001", "210302")]  # fmt: skip
    for target in anshan.pack.targets:
        for level, code, county in places:
            assert anshan.series_for(target.id, level, code, county) == series_for(target, level, code, county)


def test_a_reading_is_found_from_its_target_and_from_its_clause(anshan: Book) -> None:
    for reading in anshan.pack.readings:
        assert reading.id in {found.id for found in anshan.readings_of(clause_id=reading.clause)}
        for target_id in reading.targets:
            assert reading.id in {found.id for found in anshan.readings_of(target_id=target_id)}
    assert anshan.readings_of() == ()
