"""Validity (有效期): half-open intervals, the same in every table."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q


class ValidQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows with a validity (带有效期的记录)."""

    def on(self, day: date) -> ValidQuerySet:
        """Return the rows valid on a day: the start is inside, the end is not."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Valid(models.Model):
    """From a day to a day (有效期): ``valid_from`` is inside, ``valid_to`` is not, null is open."""

    valid_from = models.DateField("起")
    valid_to = models.DateField("止（不含）", null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="%(class)s_not_empty"
            )
        ]
