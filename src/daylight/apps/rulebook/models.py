"""Tables of the rulebook (规则库数据表)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class InstalledPack(models.Model):
    """A pack in one version (已安装的政策包): the digest says exactly which."""

    pack_id = models.CharField("政策包", max_length=64)
    digest = models.CharField("摘要", max_length=64)
    number = models.CharField("文号", max_length=64)
    zh = models.CharField("名称", max_length=256)
    en = models.CharField("英文名称", max_length=256)
    org_code = models.CharField("适用机构代码", max_length=16)
    installed_at = models.DateTimeField("安装时间")
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "政策包"
        verbose_name_plural = "政策包"
        constraints = [
            models.UniqueConstraint(fields=["pack_id", "digest"], name="installedpack_once"),
            models.UniqueConstraint(fields=["pack_id"], condition=Q(active=True), name="installedpack_one_active"),
        ]

    def __str__(self) -> str:
        return f"{self.pack_id} {self.digest[:8]}"
