"""What is done to the register (学籍服务): seat a pupil, end a seat, unmask a number."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.db.models import Q

from daylight.apps.accounts import audit
from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.registry.models import ClassMembership, HomeroomClass, Pupil
from daylight.apps.registry.selectors import visible_pupils
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text


class ReasonNeeded(DaylightError):
    """A number was asked for without saying why (缺少事由)."""

    code = "registry.reason-needed"
    message = Text("查看完整证件号码须说明事由", "Seeing a whole number needs a reason")
    remedy = Text("请写明办理的事项（至少 4 个字）。", "Say what it is for, in four characters or more.")


class SeatTaken(DaylightError):
    """A pupil sits in another class in that time (时段重叠)."""

    code = "registry.seat-taken"
    message = Text("学生 {pupil} 自 {since} 起已有班级", "The pupil {pupil} already sits in a class from {since} on")
    remedy = Text("请先结束原来的班级。", "End the other seat first.")


class EndBeforeStart(DaylightError):
    """A seat would end before it began (结束早于开始)."""

    code = "registry.end-before-start"
    message = Text("结束日 {end} 不晚于开始日 {start}", "The end {end} is not after the start {start}")
    remedy = Text("止期不含当日,应晚于起期。", "The end is exclusive and comes after the start.")


@transaction.atomic
def unmask_number(
    *, viewer: Viewer, pupil_id: int, column: Literal["identity_number", "student_number"], reason: str, now: datetime
) -> str:
    """Return a pupil's whole number (查看完整号码): needs the right and a reason, and leaves an audit entry.

    Raises
    ------
    NotAllowed, ReasonNeeded
    Pupil.DoesNotExist
        If the pupil is outside the scope.
    """
    viewer.needs(Right.UNMASK, Text("查看完整证件号码", "see whole numbers"))
    pupil = visible_pupils(viewer).get(pk=pupil_id)
    if len(reason.strip()) < 4:
        raise ReasonNeeded
    sealed = getattr(pupil, column)
    audit.record(
        code="registry.pupil.unmask", at=now, actor=audit.actor_of(viewer), subject=f"pupil:{pupil_id}",
        detail={"column": column, "reason": reason.strip()},
    )  # fmt: skip
    return "" if sealed is None else str(sealed.opened())


@transaction.atomic
def seat_pupil(*, viewer: Viewer, pupil_id: int, class_id: int, valid_from: date, now: datetime) -> int:
    """Seat a pupil in a class from a day on (编入班级) and return the membership's id.

    Raises
    ------
    SeatTaken
        If the pupil sits elsewhere from that day on.
    NotAllowed
    HomeroomClass.DoesNotExist
        If the class is outside the scope.
    """
    room = _class_to_run(viewer, class_id)
    pupil = Pupil.objects.select_for_update().get(pk=pupil_id)
    other = pupil.memberships.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from)).first()
    if other is not None:
        raise SeatTaken(pupil=pupil_id, since=max(other.valid_from, valid_from))
    seat = ClassMembership.objects.create(
        pupil=pupil, homeroom_class=room, school_id=room.school_id, county_code=room.county_code, valid_from=valid_from
    )
    _note("registry.seat.take", viewer, pupil_id, now, class_id=class_id, valid_from=valid_from.isoformat())
    return int(seat.pk)


@transaction.atomic
def end_seat(*, viewer: Viewer, membership_id: int, valid_to: date, now: datetime) -> None:
    """End a seat (离开班级): ``valid_to`` is the first day without it.

    Raises
    ------
    EndBeforeStart, NotAllowed
    ClassMembership.DoesNotExist, HomeroomClass.DoesNotExist
    """
    seat = ClassMembership.objects.select_for_update().get(pk=membership_id)
    _class_to_run(viewer, seat.homeroom_class_id)
    if valid_to <= seat.valid_from:
        raise EndBeforeStart(end=valid_to, start=seat.valid_from)
    seat.valid_to = valid_to
    seat.save(update_fields=["valid_to"])
    detail = {"class_id": seat.homeroom_class_id, "valid_to": valid_to.isoformat()}
    _note("registry.seat.end", viewer, seat.pupil_id, now, **detail)


def _class_to_run(viewer: Viewer, class_id: int) -> HomeroomClass:
    """Return a class whose pupils the viewer may move: its school's head, or an office above."""
    room = HomeroomClass.objects.select_related("school").get(pk=class_id)
    if not viewer.covers(room.school.code, room.county_code):
        raise HomeroomClass.DoesNotExist
    viewer.needs(Right.REGISTER, Text("调整学生班级", "move pupils between classes"))
    return room


def _note(code: str, viewer: Viewer, pupil_id: int, now: datetime, **detail: object) -> None:
    audit.record(code=code, at=now, actor=audit.actor_of(viewer), subject=f"pupil:{pupil_id}", detail=detail)
