"""Users and the roles granted to them (用户与岗位授权)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from daylight.apps.accounts.roles import ROLE_LEVELS, ROLE_TEXT, Role

_ROLES = [(role.value, text.zh) for role, text in ROLE_TEXT.items() if role != Role.PUBLIC]
_FITS = Q()
for _role, _levels in ROLE_LEVELS.items():
    _FITS |= Q(role=_role.value, level__in=list(_levels))


class UserManager(BaseUserManager["User"]):
    """Makes users (用户管理器)."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Create a user; without a password nobody can sign in as them."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in (用户); what they may do stands in their grants."""

    username = models.CharField("账号", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    language = models.CharField("语言", max_length=2, choices=[("zh", "中文"), ("en", "English")], default="zh")
    is_active = models.BooleanField("启用", default=True)
    is_demo = models.BooleanField("演示账号", default=False)
    joined_at = models.DateTimeField("建立时间")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.username


class RoleGrant(models.Model):
    """A role for an organisation, from a day to a day (岗位授权): the end is not inside."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name="用户")
    role = models.CharField("岗位", max_length=24, choices=_ROLES)
    level = models.CharField(
        "层级", max_length=8, choices=[("city", "市"), ("county", "县（市）区"), ("school", "学校")]
    )
    org_code = models.CharField("机构代码", max_length=16)
    county_code = models.CharField("县（市）区代码", max_length=6, null=True, blank=True)  # noqa: DJ001 - as the lake
    valid_from = models.DateField("起")
    valid_to = models.DateField("止（不含）", null=True, blank=True)

    class Meta:
        verbose_name = "岗位授权"
        verbose_name_plural = "岗位授权"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="grant_not_empty"
            ),
            models.CheckConstraint(condition=_FITS, name="grant_role_fits_level"),
            models.CheckConstraint(
                condition=Q(level="city", county_code=None)
                | Q(level="county", county_code=F("org_code"))
                | Q(level="school", county_code__isnull=False),
                name="grant_county_fits_level",
            ),
            models.UniqueConstraint(fields=["user", "role", "org_code", "valid_from"], name="grant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.org_code}"
