"""Tables of people and audit (账户数据表)."""

from daylight.apps.accounts.models.audit import AuditEntry
from daylight.apps.accounts.models.installation import Installation
from daylight.apps.accounts.models.people import RoleGrant, User

__all__ = ["AuditEntry", "Installation", "RoleGrant", "User"]
