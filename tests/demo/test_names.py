"""Invented names read as real and are none twice where that would confuse."""

from __future__ import annotations

import numpy as np
import pytest

from daylight.demo.names import people_names, school_names
from daylight.demo.schools import SEAT, TOWN, VILLAGE
from daylight.demo.streams import stream


def rng() -> np.random.Generator:
    return stream(5, "names")


@pytest.mark.parametrize(
    ("place", "kind", "ending"),
    [
        (SEAT, "211", "小学"), (SEAT, "311", "中学"), (SEAT, "312", "学校"), (TOWN, "211", "镇中心小学"),
        (TOWN, "311", "镇初级中学"), (TOWN, "312", "九年一贯制学校"), (VILLAGE, "211", "小学"),
        (VILLAGE, "218", "教学点"), (VILLAGE, "311", "初级中学"), (VILLAGE, "312", "九年一贯制学校"),
    ],
)  # fmt: skip
def test_a_schools_name_says_what_it_is(place: int, kind: str, ending: str) -> None:
    (name,) = school_names(rng(), np.array([place]), [kind])
    assert name.endswith(ending)
    assert len(name) > len(ending)


@pytest.mark.parametrize("place", [SEAT, TOWN, VILLAGE])
def test_no_two_schools_of_a_county_have_one_name(place: int) -> None:
    names = school_names(rng(), np.full(2500, place), ["211"] * 2500)
    assert len(set(names)) == 2500


def test_names_go_on_with_ordinals_when_the_words_are_used_up() -> None:
    names = school_names(rng(), np.zeros(400, int), ["211"] * 400)
    assert any("第二" in name for name in names)
    assert not any("第二" in name for name in names[:50])


def test_the_same_stream_gives_the_same_names() -> None:
    places = np.array([SEAT, TOWN, VILLAGE])
    assert school_names(rng(), places, ["211"] * 3) == school_names(rng(), places, ["211"] * 3)


def test_people_have_names_of_two_or_three_characters() -> None:
    names = people_names(rng(), np.array([True, False] * 500)).to_pylist()
    assert {len(name) for name in names} == {2, 3}
    assert sum(len(name) == 2 for name in names) < 250


def test_common_surnames_are_common() -> None:
    names = people_names(rng(), np.zeros(4000, bool)).to_pylist()
    surnames = [name[0] for name in names]
    assert surnames.count("王") > surnames.count("吴") > surnames.count("丛")


def test_girls_and_boys_have_names_of_their_own() -> None:
    girls = {name[1:] for name in people_names(rng(), np.ones(800, bool)).to_pylist()}
    boys = {name[1:] for name in people_names(rng(), np.zeros(800, bool)).to_pylist()}
    assert len(girls & boys) < 0.1 * min(len(girls), len(boys))


def test_surnames_common_among_manchu_families_are_drawn_where_asked() -> None:
    drawn = people_names(rng(), np.zeros(2000, bool), 0.5).to_pylist()
    plain = people_names(rng(), np.zeros(2000, bool)).to_pylist()
    assert sum(name[0] in "佟那富赫" for name in drawn) > 3 * sum(name[0] in "佟那富赫" for name in plain)


def test_names_hold_chinese_characters_only() -> None:
    names = people_names(rng(), np.array([True, False] * 300), 0.2).to_pylist()
    names += school_names(rng(), np.array([SEAT, TOWN, VILLAGE] * 30), ["211"] * 90)
    assert all("\u4e00" <= character <= "\u9fff" for name in names for character in name)


def test_nobody_is_called_by_one_character_twice() -> None:
    names = people_names(rng(), np.array([True, False] * 2000)).to_pylist()
    assert not any(len(name) == 3 and name[1] == name[2] for name in names)


def test_no_people_have_no_names() -> None:
    assert people_names(rng(), np.array([], bool)).to_pylist() == []
