"""What this installation is (安装信息): one row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Installation(models.Model):
    """The one row that says whether this is the demo, and which day it is there (安装信息)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_demo = models.BooleanField("演示", default=False)
    today = models.DateField("演示当日", null=True, blank=True)

    class Meta:
        verbose_name = "安装信息"
        verbose_name_plural = "安装信息"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="installation_single"),
            models.CheckConstraint(
                condition=Q(is_demo=True) | Q(today=None), name="installation_only_demo_stops_the_clock"
            ),
        ]

    def __str__(self) -> str:
        return "demo" if self.is_demo else "live"
