"""Schools: how many of which kind in a city of any size, where, how named."""

from __future__ import annotations

import numpy as np
import pytest

from daylight.demo.calibration import Calibration
from daylight.demo.places import grounds
from daylight.demo.schools import (
    CITY_ID,
    FIRST_COUNTY_ID,
    FIRST_SCHOOL_ID,
    JUNIOR,
    PRIMARY,
    SEAT,
    VILLAGE,
    Schools,
    build_schools,
    organisation_table,
    school_codes,
)


@pytest.fixture(scope="module")
def whole(c: Calibration) -> Schools:
    return build_schools(c, 1, 2017)


def test_the_whole_city_has_the_schools_of_the_profile(whole: Schools) -> None:
    assert (int(whole.primary.sum()), int(whole.junior.sum())) == (566, 128)


def test_nine_year_schools_count_in_both_stages(whole: Schools) -> None:
    both = whole.primary & whole.junior
    assert set(whole.kind[both]) == {"312"}
    assert len(whole.kind) == 566 + 128 - int(both.sum())


def test_every_kind_of_school_is_there(whole: Schools) -> None:
    assert sorted(set(whole.kind)) == ["211", "218", "311", "312"]


@pytest.mark.parametrize("scale", [0.001, 0.02, 0.3, 2.5])
def test_every_county_has_schools_of_both_stages_at_any_scale(c: Calibration, scale: float) -> None:
    schools = build_schools(c, scale, 1)
    for place in range(len(c.counties)):
        here = schools.county == place
        assert schools.primary[here].sum() >= 2
        assert schools.junior[here].sum() >= 1


@pytest.mark.parametrize("scale", [0.001, 0.02])
def test_a_nine_year_school_is_there_in_the_smallest_city(c: Calibration, scale: float) -> None:
    assert "312" in build_schools(c, scale, 1).kind


def test_twice_the_city_has_twice_the_schools(c: Calibration) -> None:
    assert int(build_schools(c, 2, 2017).primary.sum()) == 2 * 566


def test_schools_lie_in_their_county(c: Calibration, whole: Schools) -> None:
    for place, county in enumerate(c.counties):
        here = whole.county == place
        assert grounds()[county.code].holds(whole.lon[here], whole.lat[here]).all()


def test_schools_at_the_seat_lie_near_it(c: Calibration, whole: Schools) -> None:
    for place, county in enumerate(c.counties):
        here = (whole.county == place) & (whole.place == SEAT)
        lon, lat = grounds()[county.code].seat
        assert np.hypot(whole.lon[here] - lon, whole.lat[here] - lat).max() < 0.12


def test_teaching_points_lie_in_villages(whole: Schools) -> None:
    assert set(whole.place[whole.kind == "218"]) == {VILLAGE}


def test_districts_are_urban_and_villages_rural(c: Calibration, whole: Schools) -> None:
    assert set(whole.urban_rural[whole.place == VILLAGE]) == {"210", "220"}
    district = np.array([county.is_district for county in c.counties])[whole.county]
    assert set(whole.urban_rural[(whole.place == SEAT) & district]) == {"111", "112"}
    assert set(whole.urban_rural[(whole.place == SEAT) & ~district]) == {"121"}


def test_schools_at_the_seat_are_larger_than_in_villages(whole: Schools) -> None:
    for stage in (PRIMARY, JUNIOR):
        seat, village = (whole.weight[stage][whole.place == place].mean() for place in (SEAT, VILLAGE))
        assert seat > 2 * village


def test_names_are_none_twice_in_a_county(c: Calibration, whole: Schools) -> None:
    for place in range(len(c.counties)):
        names = [name for name, county in zip(whole.names, whole.county, strict=True) if county == place]
        assert len(set(names)) == len(names)


def test_codes_say_the_kind_and_the_province_and_are_of_no_real_school(whole: Schools) -> None:
    codes = school_codes(whole)
    assert len(set(codes)) == len(codes)
    for code, kind in zip(codes, whole.kind, strict=True):
        assert len(code) == 10
        assert code[:2] == kind[:2]
        assert code[2:5] == "219"


def test_of_gives_the_schools_of_a_stage(schools: Schools) -> None:
    assert schools.primary[schools.of(PRIMARY)].all()
    assert len(schools.of(JUNIOR)) == int(schools.junior.sum())


def test_the_table_begins_with_the_city_and_its_counties(c: Calibration, schools: Schools) -> None:
    rows = organisation_table(c, schools).to_pylist()
    assert [row["kind"] for row in rows[:9]] == ["city", *["county"] * 7, "school"]
    assert (rows[0]["code"], rows[0]["name"], rows[0]["county_code"]) == ("210300", "鞍山市", None)
    assert [row["org_id"] for row in rows[:9]] == [CITY_ID, *range(FIRST_COUNTY_ID, 9), FIRST_SCHOOL_ID]


def test_every_organisation_has_its_place(c: Calibration, schools: Schools) -> None:
    rows = {row["org_id"]: row for row in organisation_table(c, schools).to_pylist()}
    for row in rows.values():
        if row["kind"] == "school":
            assert rows[row["parent_id"]]["code"] == row["county_code"]
            assert None not in (row["lon"], row["lat"], row["school_type"], row["urban_rural"])
        else:
            assert row["parent_id"] == (None if row["kind"] == "city" else CITY_ID)
            assert row["has_primary"] is row["lon"] is None


def test_another_seed_gives_other_schools(c: Calibration) -> None:
    assert build_schools(c, 0.02, 1).names != build_schools(c, 0.02, 2).names
