"""The audit chain's table (审计链): rows are added, never changed, never removed.

The database refuses updates and deletes by triggers (see the migration); the model refuses them
earlier, in words.
"""

from __future__ import annotations

import json
from typing import Any, Never

from django.db import models

from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text

GENESIS = "0" * 64


class AuditIsAppendOnly(DaylightError):
    """Somebody tried to change or remove an audit entry (审计不可改)."""

    code = "accounts.audit-append-only"
    message = Text("审计记录只能追加,不能修改或删除", "Audit entries can be added, never changed or removed")
    remedy = Text("如记录有误,请追加一条更正。", "If an entry is wrong, add one that corrects it.")


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Rows that refuse bulk changes."""

    def update(self, **_: Any) -> Never:
        raise AuditIsAppendOnly

    def delete(self) -> Never:
        raise AuditIsAppendOnly


class AuditEntry(models.Model):
    """One act, chained to the one before by its hash (审计记录)."""

    sequence = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    actor = models.CharField("操作者", max_length=64, db_index=True)
    code = models.CharField("事项代码", max_length=64, db_index=True)
    subject = models.CharField("对象", max_length=128, db_index=True)
    #: Canonical JSON, stored as the text that was hashed, so that no database may reformat it.
    detail_json = models.TextField("详情")
    prev_hash = models.CharField("前一条哈希", max_length=64, unique=True)
    hash = models.CharField("哈希", max_length=64, unique=True)

    objects = AuditEntries.as_manager()

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.code}"

    def save(self, *args: Any, **options: Any) -> None:
        """Insert; anything else is refused."""
        if not self._state.adding:
            raise AuditIsAppendOnly
        super().save(*args, force_insert=True, **{k: v for k, v in options.items() if k == "using"})

    def delete(self, *args: Any, **options: Any) -> Never:
        raise AuditIsAppendOnly

    @property
    def detail(self) -> dict[str, Any]:
        """Return the detail as it was given."""
        return dict(json.loads(self.detail_json))
