"""Where things lie: inside the real boundaries, whatever is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from daylight.demo.calibration import Calibration
from daylight.demo.places import grounds, inside, towns
from daylight.demo.streams import stream

CODES = ["210302", "210303", "210304", "210311", "210321", "210323", "210381"]


def test_the_map_has_the_counties_of_the_calibration(c: Calibration) -> None:
    assert sorted(grounds()) == [county.code for county in c.counties] == CODES


def test_counties_have_their_names() -> None:
    assert [grounds()[code].name for code in CODES] == [
        "铁东区", "铁西区", "立山区", "千山区", "台安县", "岫岩满族自治县", "海城市",
    ]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_the_seat_lies_in_its_county(code: str) -> None:
    ground = grounds()[code]
    lon, lat = ground.seat
    assert ground.holds(np.array([lon]), np.array([lat])).tolist() == [True]


@pytest.mark.parametrize("code", CODES)
def test_the_seat_of_one_county_lies_in_no_other(code: str) -> None:
    lon, lat = (np.array([value]) for value in grounds()[code].seat)
    assert [other for other in CODES if grounds()[other].holds(lon, lat)[0]] == [code]


@pytest.mark.parametrize("code", CODES)
def test_places_drawn_in_a_county_lie_inside(code: str) -> None:
    ground = grounds()[code]
    found = inside(stream(1, code), ground, 200)
    assert found.shape == (200, 2)
    assert ground.holds(found[:, 0], found[:, 1]).all()


@pytest.mark.parametrize("km", [0.1, 3.0, 60.0])
@pytest.mark.parametrize("code", ["210304", "210323"])
def test_places_around_a_centre_lie_inside_however_far_they_are_drawn(code: str, km: float) -> None:
    ground = grounds()[code]
    lon, lat = (np.full(500, round(value, 5)) for value in ground.seat)
    east, north = ground.around(stream(2, code), lon, lat, np.full(500, km))
    assert ground.holds(east, north).all()


def test_places_around_a_centre_are_about_as_far_as_asked() -> None:
    ground = grounds()["210323"]
    lon, lat = np.full(2000, 123.3399), np.full(2000, 40.397)
    east, north = ground.around(stream(2, "far"), lon, lat, np.full(2000, 2.0))
    away = np.hypot((east - lon) * 111.32 * np.cos(np.radians(40.4)), (north - lat) * 111.32)
    assert 2.2 < away.mean() < 2.8


def test_places_have_five_digits() -> None:
    ground = grounds()["210302"]
    east, _ = ground.around(stream(2, "digits"), *(np.full(9, value) for value in ground.seat), np.full(9, 1.0))
    assert np.array_equal(east, np.round(east, 5))


def test_towns_begin_with_the_seat_and_lie_apart() -> None:
    ground = grounds()["210381"]
    found = towns(stream(3, "towns"), ground, 20)
    assert found.shape == (21, 2)
    assert tuple(found[0]) == ground.seat
    apart = np.hypot(*(found[:, None, :] - found[None, :, :]).transpose(2, 0, 1))
    assert apart[apart > 0].min() > 0.02


def test_towns_are_the_same_for_the_same_stream() -> None:
    ground = grounds()["210321"]
    assert np.array_equal(towns(stream(3, "t"), ground, 9), towns(stream(3, "t"), ground, 9))
