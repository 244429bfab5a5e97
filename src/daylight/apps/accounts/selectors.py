"""What is read of accounts (账号查询): typed rows, no models."""

from __future__ import annotations

from dataclasses import dataclass

from daylight.apps.accounts.checks import told
from daylight.apps.accounts.models import RoleGrant, User
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.kernel.text import Text


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account with the roles it was granted, past ones too (账号)."""

    username: str
    name: str
    is_active: bool
    roles: str


def accounts(*, org_code: str | None = None, viewer: Viewer | None = None) -> list[AccountRow]:
    """Return the accounts by user name, all or those with a role for an organisation (账号列表).

    Parameters
    ----------
    org_code : str, optional
        Only those who hold or held a role for it; their roles elsewhere are not told then.
    viewer : Viewer, optional
        Needs the right to accounts; None when the operator acts at the command line.

    Raises
    ------
    NotAllowed
    """
    if viewer is not None:
        viewer.needs(Right.ACCOUNTS, Text("查看账号", "see accounts"))
    grants = RoleGrant.objects.order_by("valid_from", "role", "org_code")
    if org_code is not None:
        grants = grants.filter(org_code=org_code)
    found = User.objects.order_by("username")
    if org_code is not None:
        found = found.filter(pk__in=grants.order_by().values("user_id"))
    return [AccountRow(user.username, user.name, user.is_active, told(grants.filter(user=user))) for user in found]
