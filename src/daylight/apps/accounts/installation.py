"""Whether this is the demo, and what day it is (安装信息): the one clock of the pages."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from daylight.apps.accounts.models import Installation


def is_demo() -> bool:
    """Tell whether the installation shows the demo city."""
    return Installation.objects.filter(is_demo=True).exists()


def today() -> date:
    """Return the day it is here: the demo's own day in the demo, the calendar's elsewhere."""
    stopped = Installation.objects.values_list("today", flat=True).first()
    return stopped or timezone.localdate()


@transaction.atomic
def mark_demo(*, today: date | None) -> None:
    """Mark the installation as the demo (标记为演示), its clock standing at a day."""
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "today": today})
