"""Words that only the workbench needs (工作台标签): ``{% load console %}``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daylight.apps.casework.selectors import RecordSheet
from daylight.apps.reporting.types import DutyView

register = template.Library()
DUTY_STATES: Final = {
    "done": gettext_lazy("已办"),
    "late": gettext_lazy("✕ 已过期"),
    "soon": gettext_lazy("▲ 一个月内到期"),
    "owed": gettext_lazy("○ 未到期"),
}
RECORD_STATUSES: Final = {
    "draft": gettext_lazy("草稿"),
    "filed": gettext_lazy("已报"),
    "returned": gettext_lazy("已退回"),
    "approved": gettext_lazy("已通过"),
    "closed": gettext_lazy("已办结"),
}
HIT_KINDS: Final = {
    "school": gettext_lazy("学校"),
    "county": gettext_lazy("县（市）区"),
    "target": gettext_lazy("目标"),
    "clause": gettext_lazy("条款"),
}
STEPS: Final = {
    "casework.record.file": gettext_lazy("报送"),
    "casework.record.amend": gettext_lazy("修改"),
    "casework.record.approve": gettext_lazy("通过"),
    "casework.record.return": gettext_lazy("退回"),
    "casework.record.close": gettext_lazy("办结"),
    "casework.evidence.hand-in": gettext_lazy("提交材料"),
}
#: How far along the line a record of a status stands.
STANDS_AT: Final = {"draft": 0, "returned": 0, "filed": 1, "approved": 2, "closed": 3}


@register.filter
def with_evidence(told: Sequence[DutyView], asked: bool = True) -> list[DutyView]:
    """Return the duties that ask for evidence; with ``|with_evidence:False`` those that do not."""
    return [duty for duty in told if bool(duty.evidence) == asked]


@register.filter
def duty_state(state: str) -> str:
    """Return where a duty stands, in words."""
    return str(DUTY_STATES.get(state, state))


@register.filter
def record_status(status: str) -> str:
    """Return where a record stands, in words."""
    return str(RECORD_STATUSES.get(status, status))


@register.filter
def hit_kind(kind: str) -> str:
    """Return what was found, in words."""
    return str(HIT_KINDS.get(kind, kind))


@register.filter
def step_word(code: str) -> str:
    """Return what was done, in words."""
    return str(STEPS.get(code, code))


@register.inclusion_tag("console/record_line.html")
def record_line(view: RecordSheet) -> dict[str, Any]:
    """Return a record's way as a line: where it stands, and who is next (流程)."""
    at = STANDS_AT.get(view.row.status, 0)
    steps = [_("填报"), _("审核"), _("通过"), _("办结")]
    line = [{"name": name, "done": place < at, "here": place == at} for place, name in enumerate(steps)]
    return {"line": line, "status": view.row.status, "view": view}
