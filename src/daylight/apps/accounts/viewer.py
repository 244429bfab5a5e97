"""Who is looking, and how far they see (查看者与管辖范围).

A viewer is a value: made once a request, handed to every selector and service, never a model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from daylight.apps.accounts.models import RoleGrant
from daylight.apps.accounts.roles import RIGHTS, Level, Right, Role
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Language, Text


class NotAllowed(DaylightError):
    """Somebody asked for what their role does not hold (无权操作)."""

    code = "accounts.not-allowed"
    message = Text("{role}无权{zh}", "{role_en} may not {en}")
    remedy = Text("请由有权的单位办理。", "Ask an office that holds the right.")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks (查看者): role and scope on a day.

    Parameters
    ----------
    user_id : int or None
        None for the public.
    role : str
        One of ``Role``.
    level : str
        ``city`` | ``county`` | ``school`` | ``public``: how far the scope reaches.
    org_code, county_code : str or None
        The organisation that the role was granted for, and its county; None for the public, and
        ``county_code`` also for the city.
    language : str
        ``zh`` or ``en``.
    """

    user_id: int | None
    role: str
    level: Level
    org_code: str | None
    county_code: str | None
    language: Language = "zh"

    @classmethod
    def public(cls, language: Language = "zh") -> Viewer:
        """Return the viewer who is nobody in particular (公众)."""
        return cls(None, Role.PUBLIC, "public", None, None, language)

    @classmethod
    def operator(cls, language: Language = "zh") -> Viewer:
        """Return who runs the installation at the command line (操作员): the city's rights, nobody's name."""
        return cls(None, Role.CITY_OFFICIAL, "city", None, None, language)

    @property
    def is_public(self) -> bool:
        """Tell whether nobody is signed in, or nobody with a role."""
        return self.level == "public"

    def may(self, right: Right) -> bool:
        """Tell whether the role holds a right; the scope is asked separately."""
        return right in RIGHTS[Role(self.role)]

    def needs(self, right: Right, doing: Text) -> None:
        """Refuse unless the role holds a right.

        Raises
        ------
        NotAllowed
            Naming the role and what was asked.
        """
        if not self.may(right):
            from daylight.apps.accounts.roles import ROLE_TEXT

            role = ROLE_TEXT[Role(self.role)]
            raise NotAllowed(role=role.zh, role_en=role.en, zh=doing.zh, en=doing.en)

    def covers(self, org_code: str, county_code: str | None) -> bool:
        """Tell whether an organisation lies in the scope: the own one, or below it."""
        if self.level == "city":
            return True
        if self.level == "county":
            return county_code == self.county_code
        return self.level == "school" and org_code == self.org_code

    def speaking(self, language: Language) -> Viewer:
        """Return the same viewer reading another language."""
        return replace(self, language=language)


def viewer_of(user: Any, *, on: date, language: Language = "zh", org_code: str | None = None) -> Viewer:
    """Return the viewer that a signed-in user is on a day (由用户得到查看者).

    Parameters
    ----------
    user : User or AnonymousUser
    on : date
        The day on which a role must be valid.
    org_code : str, optional
        Choose the grant for this organisation, where somebody has several; the widest otherwise.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Viewer.public(language)
    grants = [grant for grant in _grants(user.pk, on) if org_code in (None, grant.org_code)]
    if not grants:
        return Viewer.public(language)
    grant = min(grants, key=lambda grant: (("city", "county", "school").index(grant.level), grant.pk))
    return Viewer(user.pk, grant.role, grant.level, grant.org_code, grant.county_code, language)


def _grants(user_id: int, on: date) -> list[RoleGrant]:
    valid = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return list(RoleGrant.objects.filter(valid, user_id=user_id, valid_from__lte=on))
