"""Clauses in the notice's order, each with what follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.reporting import notice, selectors
from daylight.apps.reporting.book import NotThere
from daylight.apps.reporting.models import BoardCell
from daylight.apps.rulebook import selectors as rulebook


def test_clauses_come_in_the_notices_order_with_their_depth(looks: dict[str, Viewer]) -> None:
    items = selectors.clauses(looks["public"]).items
    assert [item.clause.id for item in items] == [clause.id for clause in rulebook.pack().clauses]
    depth = {item.clause.id: item.depth for item in items}
    for clause in rulebook.pack().clauses:
        assert depth[clause.id] == (depth[clause.parent] + 1 if clause.parent else 0)


def test_the_statuses_in_the_list_are_those_of_the_scope(viewer: Viewer) -> None:
    view = selectors.clauses(viewer)
    own = BoardCell.objects.filter(organisation__code=view.frame.scope.code)
    assert sum(item.counts.total for item in view.items) == own.count()
    assert sum(item.targets for item in view.items) == len(rulebook.pack().targets)
    assert sum(item.duties for item in view.items) == len(rulebook.pack().duties)


def test_an_area_comes_down_from_the_clause_above(looks: dict[str, Viewer]) -> None:
    areas = {item.clause.id: item.area_id for item in selectors.clauses(looks["public"]).items}
    for clause in rulebook.pack().clauses:
        if clause.area is None:
            assert areas[clause.id] == (areas[clause.parent] if clause.parent else None)


def test_every_clause_opens_between_its_neighbours(looks: dict[str, Viewer]) -> None:
    order = [clause.id for clause in rulebook.pack().clauses]
    for place, clause_id in enumerate(order):
        view = selectors.clause(looks["public"], clause_id)
        around = [view.before.id if view.before else None, view.after.id if view.after else None]
        padded = [None, *order, None]
        assert around == [padded[place], padded[place + 2]]
        assert [item.id for item in view.children] == [
            clause.id for clause in rulebook.pack().clauses if clause.parent == clause_id
        ]


def test_a_clause_tells_its_duties_with_whom_and_with_what(looks: dict[str, Viewer]) -> None:
    pack = rulebook.pack()
    for clause_id in {duty.clause for duty in pack.duties}:
        told = selectors.clause(looks["public"], clause_id).duties
        assert [duty.id for duty in told] == [duty.id for duty in pack.duties if duty.clause == clause_id]
        for duty in told:
            assert duty.role.zh
            assert duty.due.en
            names = {kind.id: kind.zh for kind in pack.records}
            assert all(item.name.zh == names[item.kind] for item in duty.evidence)


def test_a_clause_tells_its_targets_with_the_cell_of_the_scope(viewer: Viewer) -> None:
    target = next(item for item in rulebook.pack().targets if item.id == "social-practice")
    view = selectors.clause(viewer, target.clause)
    told = {brief.target.id: brief.cell for brief in view.targets}
    assert set(told) == {item.id for item in rulebook.pack().targets if item.clause == target.clause}
    cell = told[target.id]
    assert cell is not None
    assert cell.org.code == (viewer.org_code or "210300")


def test_open_questions_of_the_wording_stand_at_their_clause(looks: dict[str, Viewer]) -> None:
    for reading in rulebook.pack().readings:
        told = selectors.clause(looks["public"], reading.clause).readings
        assert reading.id in {item.id for item in told}


def test_a_figure_that_is_no_target_says_why(looks: dict[str, Viewer]) -> None:
    excuse = rulebook.pack().excuses[0]
    told = dict(selectors.clause(looks["public"], excuse.clause).excuses)
    assert told[excuse.figure].zh == excuse.zh


@pytest.mark.parametrize("clause_id", ["c99", "", "二(三)2"])
def test_a_clause_that_is_not_there_is_not_there(looks: dict[str, Viewer], clause_id: str) -> None:
    with pytest.raises(NotThere):
        selectors.clause(looks["public"], clause_id)


class TestOriginal:
    """The notice's own words, where the operator has attached them."""

    @pytest.fixture
    def place(self, looks: dict[str, Viewer], settings: Any, tmp_path: Path) -> Path:
        selectors.clauses(looks["public"])  # The pack is read while the home is still the tests' own.
        settings.DAYLIGHT_HOME = tmp_path
        (tmp_path / "notices").mkdir()
        return tmp_path / "notices" / "anshan-2017-066.txt"

    def test_without_an_attached_notice_there_is_none(self, looks: dict[str, Viewer], place: Path) -> None:
        assert selectors.clause(looks["public"], "c2-1").original is None
        assert notice.attached_at("anshan-2017-066") == 0

    def test_the_original_stands_beside_our_words(self, looks: dict[str, Viewer], place: Path) -> None:
        place.write_text("一、总体要求\n正文甲。\n二、主要任务\n（一）立德\n正文乙。\n", encoding="utf-8")
        told = selectors.clause(looks["public"], "c2-1").original
        assert told is not None
        assert "立德" in told

    def test_it_is_read_anew_when_the_file_has_changed_and_readers_are_told(
        self, looks: dict[str, Viewer], place: Path
    ) -> None:
        import os

        place.write_text("一、甲\n二、乙\n（一）丙\n", encoding="utf-8")
        before = selectors.clause(looks["public"], "c2-1").original, selectors.version(looks["public"])
        place.write_text("一、甲\n二、乙\n（一）丁\n", encoding="utf-8")
        os.utime(place, ns=(1, notice.attached_at("anshan-2017-066") + 10**9))
        after = selectors.clause(looks["public"], "c2-1").original, selectors.version(looks["public"])
        assert (before[0] or "").endswith("丙")
        assert (after[0] or "").endswith("丁")
        assert before[1] != after[1]

    def test_a_file_that_cannot_be_read_as_text_is_as_if_there_were_none(
        self, looks: dict[str, Viewer], place: Path
    ) -> None:
        place.write_bytes("一、总体要求".encode("gb18030"))
        assert selectors.clause(looks["public"], "c2-1").original is None


def test_clauses_take_few_queries(looks: dict[str, Viewer], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(3):
        selectors.clauses(looks["city"])
    with django_assert_max_num_queries(3):
        selectors.clause(looks["city"], "c2-3-2")
