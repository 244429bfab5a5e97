"""School years and terms that the register holds (学年与学期)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class AcademicYear(models.Model):
    """A school year, named by the year in which it starts (学年)."""

    year = models.PositiveSmallIntegerField("起始年", primary_key=True)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止（不含）")

    class Meta:
        verbose_name = "学年"
        verbose_name_plural = "学年"
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="academicyear_not_empty")]

    def __str__(self) -> str:
        return f"{self.year}—{self.year + 1}学年"


class Term(models.Model):
    """A term of a school year: 1 is autumn, 2 is spring (学期)."""

    year = models.ForeignKey(AcademicYear, models.CASCADE, related_name="terms", verbose_name="学年")
    term = models.PositiveSmallIntegerField("学期", choices=[(1, "第一学期"), (2, "第二学期")])
    starts_on = models.DateField("起")
    ends_on = models.DateField("止（不含）")

    class Meta:
        verbose_name = "学期"
        verbose_name_plural = "学期"
        constraints = [
            models.CheckConstraint(condition=Q(term__in=[1, 2]), name="term_first_or_second"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_not_empty"),
            models.UniqueConstraint(fields=["year", "term"], name="term_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}{self.get_term_display()}"
