"""Pages that act (办的页面): today's list, filing, deciding; every act is a service of casework."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daylight.apps.accounts.installation import today as day_here
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import NotAllowed
from daylight.apps.casework import evidence, selectors, services
from daylight.apps.duties import selectors as duties
from daylight.apps.rulebook import selectors as rulebook
from daylight.interfaces.console.casework.forms import FileForm, ReturnForm
from daylight.interfaces.kit.access import inside
from daylight.interfaces.kit.language import spoken
from daylight.kernel.errors import DaylightError, Problems
from daylight.kernel.text import Text


@require_safe
@inside
def today(request: HttpRequest) -> HttpResponse:
    """What I have to do today (今日待办)."""
    return render(request, "console/today.html", {"view": duties.today(request.viewer, on=day_here())})  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def file(request: HttpRequest, duty_id: str) -> HttpResponse:
    """File what a duty asks for next (填报)."""
    viewer = request.viewer  # type: ignore[attr-defined]
    viewer.needs(Right.FILE, Text("填报", "file"))
    owed = duties.duty_owed(viewer, duty_id, on=day_here())
    need = owed.next_need or next(iter(owed.needs), None)
    kind = rulebook.record_kind(need.kind) if need else None
    if kind is None:
        raise Http404
    start: dict[str, Any] = {"happened_on": min(day_here(), owed.due_on), "key": secrets.token_hex(12)}
    start["parts"] = [part for part, _name in need.parts]
    form = FileForm(request.POST or None, kind=kind, language=spoken(), initial=start)
    if form.is_valid() and (filed := _file(request, form, kind.id)):
        messages.success(request, _("已报送。"))
        return redirect("console:record", record_id=filed)
    page = {"owed": owed, "need": need, "kind": Text(kind.zh, kind.en), "form": form}
    return render(request, "console/file.html", page, status=422 if form.errors else 200)


def _file(request: HttpRequest, form: FileForm, kind: str) -> int | None:
    """Return the id of the record that was filed; what the service refuses goes into the form."""
    viewer = request.viewer  # type: ignore[attr-defined]
    told = form.cleaned_data
    try:
        done = services.file_record(
            viewer=viewer, org_code=viewer.org_code, kind=kind, content=form.content(), parts=told.get("parts", ()),
            today=day_here(), now=timezone.now(), key=told["key"],
        )  # fmt: skip
    except NotAllowed:
        raise
    except Problems as found:
        for problem in found.problems:
            form.add_error(None, problem.says(spoken()))
        return None
    except DaylightError as refused:
        form.add_error(None, refused.says(spoken()))
        return None
    return done.id


@require_safe
@inside
def record(request: HttpRequest, record_id: int) -> HttpResponse:
    """A record: content left, evidence and history right, and what may be done (记录)."""
    view = selectors.sheet(request.viewer, record_id)  # type: ignore[attr-defined]
    return render(request, "console/record.html", {"view": view, "form": ReturnForm()})


@require_POST
@inside
def act(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    """Do something to a record and go back to it, saying what came of it (办理)."""
    if name not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[name](request, record_id))
    except NotAllowed:
        raise
    except DaylightError as refused:
        messages.error(request, refused.says(spoken()))
    return redirect("console:record", record_id=record_id)


def _seen(request: HttpRequest) -> dict[str, Any]:
    """Return who acts now on which version; a version that is no number is one nobody has seen."""
    version = request.POST.get("version", "")
    return {
        "viewer": request.viewer, "now": timezone.now(),  # type: ignore[attr-defined]
        "version": int(version) if version.isdecimal() and len(version) < 9 else 0,
    }  # fmt: skip


def _approve(request: HttpRequest, record_id: int) -> str:
    services.approve_record(record_id=record_id, today=day_here(), **_seen(request))
    return _("已通过。")


def _return(request: HttpRequest, record_id: int) -> str:
    reason = request.POST.get("reason", "")[:500]
    services.return_record(record_id=record_id, reason=reason, **_seen(request))
    return _("已退回，并附上原因。")


def _hand_in(request: HttpRequest, record_id: int) -> str:
    sent = request.FILES.get("file")
    given = {"file": sent.file, "file_name": sent.name or ""} if sent and sent.file else {}
    seen = _seen(request)
    evidence.hand_in(
        viewer=seen["viewer"], record_id=record_id, part=request.POST.get("part", ""), today=day_here(),
        now=seen["now"], **given,
    )  # fmt: skip
    return _("材料已提交。")


#: What may be done to a record, by the last word of the address.
ACTS: Final[dict[str, Callable[[HttpRequest, int], str]]] = {
    "approve": _approve,
    "return": _return,
    "hand-in": _hand_in,
}
