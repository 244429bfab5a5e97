"""Chairs drawn from the register (席位): a role for an organisation that exists, and those that the demo offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count

from daylight.apps.accounts.roles import ROLE_LEVELS, Level, Role
from daylight.apps.accounts.services import Seat
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.registry.models import ClassMembership, Organisation
from daylight.apps.registry.selectors import organisations_on
from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text
from daylight.policy.spelling import hint, nearest


class NoSuchRole(DaylightError):
    """A role that nobody can be granted (没有该岗位)."""

    code = "registry.no-such-role"
    message = Text("没有岗位“{role}”", "There is no role “{role}”")
    remedy = Text("{hint_zh}", "{hint_en}")


class NoSuchOrganisation(DaylightError):
    """An organisation that is not in the register on the day (登记册中没有该机构)."""

    code = "registry.no-such-organisation"
    message = Text("{on} 登记册中没有机构“{code}”", "The register holds no organisation “{code}” on {on}")
    remedy = Text("{hint_zh}", "{hint_en}")


class RoleUnfit(DaylightError):
    """A role granted for an organisation of another level (岗位与机构层级不符)."""

    code = "registry.role-unfit"
    message = Text(
        "岗位 {role} 只能授予{allowed_zh}，{code} {name} 是{level_zh}",
        "The role {role} is for a {allowed_en}; {code} {name} is a {level_en}",
    )
    remedy = Text("{hint_zh}", "{hint_en}")


_LEVEL_TEXT: dict[Level, Text] = {
    "city": Text("市", "city"), "county": Text("县（市）区", "county"), "school": Text("学校", "school"),
}  # fmt: skip


def seat_for(role: str, code: str, *, on: date, viewer: Viewer | None = None) -> Seat:
    """Return the seat that a role for an organisation is (由岗位与机构得到席位).

    Parameters
    ----------
    role : str
        One of those in ``ROLE_LEVELS``.
    code : str
        The organisation's code.
    on : date
        The day on which the organisation must exist.
    viewer : Viewer, optional
        Whose scope is looked through; None for the operator.

    Raises
    ------
    Problems
        Every fault at once, each with what comes nearest.
    """
    known = organisations_on(viewer or Viewer.operator(), on)
    org = known.filter(code=code).first()
    faults = list(_role_faults(role, org))
    if org is None:
        raise Problems([*faults, _no_such(code, dict(known.values_list("code", "name")), on)])
    if faults:
        raise Problems(faults)
    return _seat(Role(role), org)


def _role_faults(role: str, org: Organisation | None) -> Iterator[DaylightError]:
    """Yield what is wrong with a role, by itself and for an organisation where that is known."""
    if role not in ROLE_LEVELS:
        text = hint(role, ROLE_LEVELS)
        yield NoSuchRole(role=role, hint_zh=text.zh, hint_en=text.en)
    elif org is not None and _level(org) not in ROLE_LEVELS[Role(role)]:
        allowed = [_LEVEL_TEXT[level] for level in ROLE_LEVELS[Role(role)]]
        text = hint("", [known for known, levels in ROLE_LEVELS.items() if _level(org) in levels])
        yield RoleUnfit(
            role=role, code=org.code, name=org.name, level_zh=_LEVEL_TEXT[_level(org)].zh,
            level_en=_LEVEL_TEXT[_level(org)].en, allowed_zh="或".join(t.zh for t in allowed),
            allowed_en=" or ".join(t.en for t in allowed), hint_zh=text.zh, hint_en=text.en,
        )  # fmt: skip


def _no_such(code: str, names: dict[str, str], on: date) -> NoSuchOrganisation:
    """Return the fault where a code is not in the register; a name written in its place finds its code."""
    text = Text("登记册是空的，请先装载机构。", "The register is empty: load the organisations first.")
    if names:
        near = nearest(code, names) or nearest(code, names.values())
        told = ", ".join(f"{known} {name}" for known, name in sorted(names.items()) if near in (known, name))
        text = Text(f"最接近的写法：{told}。", f"Nearest: {told}.") if told else Text("请写代码。", "State its code.")
    return NoSuchOrganisation(code=code, on=on, hint_zh=text.zh, hint_en=text.en)


def demo_seats(on: date) -> list[tuple[str, Seat]]:
    """Return the demo's accounts (演示账号席位): city, each county, an expert, and a head and a teacher of one school.

    Notes
    -----
    The school is the one with the largest class of the day: its pages have most to tell.
    """
    city = Organisation.objects.get(kind="city")
    counties = Organisation.objects.filter(kind="county").order_by("code")
    school = Organisation.objects.get(pk=_school_with_largest_class(on))
    return [
        ("city", _seat(Role.CITY_OFFICIAL, city)),
        *((f"county-{county.code}", _seat(Role.COUNTY_OFFICIAL, county)) for county in counties),
        ("head", _seat(Role.HEAD, school)),
        ("teacher", _seat(Role.TEACHER, school)),
        ("expert", _seat(Role.EXPERT, city)),
    ]


def _seat(role: Role, org: Organisation) -> Seat:
    return Seat(role, _level(org), org.code, org.county_code, org.name)


def _level(org: Organisation) -> Level:
    return "school" if org.kind == "campus" else org.kind


def _school_with_largest_class(on: date) -> int:
    sizes = ClassMembership.objects.on(on).values_list("school_id", "homeroom_class_id").annotate(size=Count("pk"))
    school_id, _, _ = min(sizes.order_by(), key=lambda row: (-row[2], row[0], row[1]))
    return int(school_id)
