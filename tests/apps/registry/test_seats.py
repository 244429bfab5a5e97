"""A role becomes a seat only for an organisation that exists and is of its level; what is wrong comes with a hint."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from daylight.apps.accounts.roles import ROLE_LEVELS, Role
from daylight.apps.accounts.services import Seat
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.registry.models import Organisation
from daylight.apps.registry.seats import seat_for
from daylight.kernel.errors import DaylightError, Problems

pytestmark = pytest.mark.usefixtures("in_town")
DAY = date(2018, 10, 15)
CODES = {"city": "210300", "county": "210302", "school": "2103020001"}


def faults(role: str, code: str, on: date = DAY, viewer: Viewer | None = None) -> list[DaylightError]:
    with pytest.raises(Problems) as found:
        seat_for(role, code, on=on, viewer=viewer)
    return list(found.value.problems)


@pytest.mark.parametrize(("role", "level"), [*product(ROLE_LEVELS, CODES)])
def test_a_role_fits_the_levels_of_the_table_and_no_other(role: Role, level: str) -> None:
    if level in ROLE_LEVELS[role]:
        seat = seat_for(role, CODES[level], on=DAY)
        assert (seat.role, seat.level, seat.org_code) == (role, level, CODES[level])
        return
    (fault,) = faults(role, CODES[level])
    assert fault.code == "registry.role-unfit"
    allowed = [name for name, levels in ROLE_LEVELS.items() if level in levels]
    assert f"Allowed: {', '.join(sorted(allowed))}." in fault.says("en")


def test_a_seat_carries_its_county_and_its_name() -> None:
    assert seat_for("head", "2103020001", on=DAY) == Seat(Role.HEAD, "school", "2103020001", "210302", "站前小学")
    assert seat_for("city_official", "210300", on=DAY).county_code is None


def test_a_campus_counts_as_a_school() -> None:
    school = Organisation.objects.get(code="2103020001")
    Organisation.objects.create(
        kind="campus", code="210302000101", name="东校区", parent=school, county_code="210302", valid_from=DAY
    )
    assert seat_for("head", "210302000101", on=DAY).level == "school"


def test_a_wrong_level_says_what_the_organisation_is_in_both_languages() -> None:
    (fault,) = faults("head", "210302")
    assert fault.says("zh") == (
        "岗位 head 只能授予学校，210302 铁东区 是县（市）区 允许：county_official, expert。"
    )  # fmt: skip
    assert fault.says("en").startswith("The role head is for a school; 210302 铁东区 is a county")


@pytest.mark.parametrize(
    ("code", "near"),
    [("21030200001", "2103020001 站前小学"), ("站前小学", "2103020001 站前小学"), ("新华中", "2103020002 新华中学")],
)
def test_an_unknown_code_is_told_with_the_nearest_code_or_name(code: str, near: str) -> None:
    (fault,) = faults("head", code)
    assert fault.code == "registry.no-such-organisation"
    assert f"最接近的写法：{near}" in fault.says("zh")


def test_a_code_that_is_like_none_is_told_without_a_guess() -> None:
    (fault,) = faults("head", "zzz")
    assert fault.says("en") == "The register holds no organisation “zzz” on 2018-10-15 State its code."


def test_an_organisation_counts_on_the_days_on_which_it_exists() -> None:
    assert seat_for("head", "2103210009", on=date(2017, 8, 30)).org_name == "旧村小学"
    assert [fault.code for fault in faults("head", "2103210009")] == ["registry.no-such-organisation"]


def test_an_unknown_role_is_told_with_the_nearest_and_together_with_the_unknown_code() -> None:
    role, code = faults("haed", "zzz")
    assert (role.code, code.code) == ("registry.no-such-role", "registry.no-such-organisation")
    assert "Nearest: head." in role.says("en")
    assert [fault.code for fault in faults("public", "210300")] == ["registry.no-such-role"]


def test_a_viewer_finds_only_what_lies_in_the_own_scope(people: dict[str, Viewer]) -> None:
    assert seat_for("head", "2103210001", on=DAY, viewer=people["taian"]).org_code == "2103210001"
    assert [f.code for f in faults("head", "2103210001", viewer=people["iron"])] == ["registry.no-such-organisation"]


def test_an_empty_register_says_that_it_is_empty() -> None:
    (fault,) = faults("head", "2103020001", on=date(1990, 1, 1))
    assert "The register is empty" in fault.says("en")
