"""What is read from the register (学籍查询): always through a viewer, always typed rows.

Scope first: each selector begins with the organisations that the viewer may see, so what lies
outside is not refused but not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from daylight.apps.accounts.roles import Right
from daylight.apps.accounts.viewer import Viewer
from daylight.apps.registry.models import ClassMembership, HomeroomClass, Organisation, Pupil, Staff, StaffPost
from daylight.apps.registry.rows import ClassRow, OrganisationRow, PupilRow, SchoolRow, SizePoint, StaffCount
from daylight.apps.registry.sealing import SealBroken, Sealed, masked_name
from daylight.kernel.calendar import grade_of


def visible_organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """Return the organisations in a viewer's scope (可见机构).

    Notes
    -----
    Names and places of schools are public, so the public sees organisations too; what hangs on them
    (classes, people, records) is asked for with a right besides.
    """
    if viewer.level in ("city", "public"):
        return Organisation.objects.all()
    if viewer.level == "county":
        return Organisation.objects.filter(county_code=viewer.county_code)
    return Organisation.objects.filter(code=viewer.org_code)


def organisations_on(viewer: Viewer, day: date) -> QuerySet[Organisation]:
    """Return the organisations in a viewer's scope that exist on a day (当日可见机构)."""
    return visible_organisations(viewer).filter(_valid(day))


def organisation(viewer: Viewer, code: str) -> OrganisationRow:
    """Return one organisation (机构).

    Raises
    ------
    Organisation.DoesNotExist
        If there is none in the scope.
    """
    return _organisation_row(visible_organisations(viewer).get(code=code), _county_names())


def organisations(viewer: Viewer, *, kind: str, on: date, county_code: str | None = None) -> list[OrganisationRow]:
    """Return the organisations of a kind that exist on a day, by code (机构列表)."""
    found = organisations_on(viewer, on).filter(kind=kind)
    if county_code is not None:
        found = found.filter(county_code=county_code)
    names = _county_names()
    return [_organisation_row(org, names) for org in found.order_by("code")]


def schools(
    viewer: Viewer, *, on: date, county_code: str | None = None, words: str = "", limit: int = 50, offset: int = 0
) -> tuple[list[SchoolRow], int]:
    """Return schools in the scope with their sizes on a day, and how many there are (学校列表)."""
    found = organisations_on(viewer, on).filter(kind="school")
    if county_code is not None:
        found = found.filter(county_code=county_code)
    if words.strip():
        found = found.filter(Q(name__icontains=words.strip()) | Q(code=words.strip()))
    page = list(found.order_by("county_code", "name", "code")[offset : offset + limit])
    sizes, names = _class_sizes([org.pk for org in page], on), _county_names()
    return [_school_row(org, sizes.get(org.pk, []), names) for org in page], found.count()


def _school_row(org: Organisation, sizes: Sequence[int], names: dict[str, str]) -> SchoolRow:
    return SchoolRow(_organisation_row(org, names), sum(sizes), len(sizes), max(sizes, default=0))


def _class_sizes(school_ids: Sequence[int], on: date) -> dict[int, list[int]]:
    """Return the sizes of each school's classes on a day; classes without pupils do not count."""
    counted = (
        ClassMembership.objects.on(on).filter(school_id__in=school_ids)
        .values_list("school_id", "homeroom_class_id").annotate(pupils=Count("pk")).order_by()
    )  # fmt: skip
    sizes: dict[int, list[int]] = {}
    for school_id, _, pupils in counted:
        sizes.setdefault(school_id, []).append(pupils)
    return sizes


def classes(viewer: Viewer, code: str, *, on: date) -> list[ClassRow]:
    """Return a school's classes with their sizes on a day (班级与班额).

    Raises
    ------
    Organisation.DoesNotExist
        If the school is outside the scope, or the viewer is the public.
    """
    school = _school_with_right(viewer, code, Right.SEE_BOARD)
    seated = Count("memberships", filter=_valid(on, "memberships__"))
    found = HomeroomClass.objects.on(on).filter(school=school).annotate(pupils=seated)
    rows = [
        ClassRow(
            item.pk, item.stage, grade_of(item.stage, item.entry_year, on), item.entry_year, item.number,
            item.formed_by, item.pupils,
        )
        for item in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.grade, row.number))


def sizes_over_time(viewer: Viewer, code: str, *, days: Sequence[date]) -> list[SizePoint]:
    """Return a school's pupils and classes on several days (历年规模)."""
    school = _school_with_right(viewer, code, Right.SEE_BOARD)
    seated = {f"day_{at}": Count("pk", filter=_valid(day)) for at, day in enumerate(days)}
    found = ClassMembership.objects.filter(school=school).values("homeroom_class_id").annotate(**seated).order_by()
    counted = list(found)
    by_day = [(day, [size for row in counted if (size := row[f"day_{at}"])]) for at, day in enumerate(days)]
    return [SizePoint(day, sum(sizes), len(sizes), max(sizes, default=0)) for day, sizes in by_day]


def staff_counts(viewer: Viewer, code: str, *, on: date) -> list[StaffCount]:
    """Return how many hold which post at an organisation on a day (教职工数)."""
    org = _school_with_right(viewer, code, Right.SEE_BOARD)
    counted = (
        StaffPost.objects.on(on).filter(org=org).values_list("post", "stage").order_by("post", "stage")
        .annotate(
            people=Count("staff", distinct=True),
            above=Count("staff", filter=Q(above_standard=True), distinct=True),
            strong=Count("staff", filter=Q(backbone=True), distinct=True),
        )
    )  # fmt: skip
    return [StaffCount(*row) for row in counted]


def pupils(viewer: Viewer, class_id: int, *, on: date) -> list[PupilRow]:
    """Return the pupils of a class on a day (班级学生): names whole only with the right, numbers always masked.

    Raises
    ------
    HomeroomClass.DoesNotExist
        If the class is outside the scope, or the viewer is the public.
    """
    found = HomeroomClass.objects.select_related("school").get(pk=class_id)
    if not viewer.may(Right.SEE_BOARD) or not viewer.covers(found.school.code, found.county_code):
        raise HomeroomClass.DoesNotExist
    whole = viewer.may(Right.SEE_PEOPLE)
    seated = Pupil.objects.filter(_valid(on, "memberships__"), memberships__homeroom_class=found).order_by("pk")
    return [_pupil_row(pupil, whole) for pupil in seated]


def visible_pupils(viewer: Viewer) -> QuerySet[Pupil]:
    """Return the pupils who sit or sat in a school of the scope (可见学生); none without the right to people."""
    if not viewer.may(Right.SEE_PEOPLE):
        return Pupil.objects.none()
    if viewer.level == "city":
        return Pupil.objects.all()
    inside = ClassMembership.objects.filter(school__in=visible_organisations(viewer))
    return Pupil.objects.filter(pk__in=inside.values("pupil_id"))


def data_key_opens() -> bool:
    """Tell whether the data key at hand opens this database (数据密钥是否匹配); without sealed values it does."""
    sealed = Staff.objects.exclude(identity_number=None).values_list("identity_number", flat=True).first()
    try:
        return sealed is None or bool(sealed.opened())
    except SealBroken:
        return False


def _school_with_right(viewer: Viewer, code: str, right: Right) -> Organisation:
    if not viewer.may(right):
        raise Organisation.DoesNotExist
    return visible_organisations(viewer).get(code=code)


def _valid(on: date, prefix: str = "") -> Q:
    ends = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    return ends & Q(**{f"{prefix}valid_from__lte": on})


def _county_names() -> dict[str, str]:
    return dict(Organisation.objects.filter(kind="county").values_list("code", "name"))


def _organisation_row(org: Organisation, names: dict[str, str]) -> OrganisationRow:
    return OrganisationRow(
        org.pk, org.kind, org.code, org.name, org.county_code, names.get(org.county_code or ""), org.school_type,
        org.has_primary, org.has_junior, org.urban_rural, org.lon, org.lat,
    )  # fmt: skip


def _pupil_row(pupil: Pupil, whole: bool) -> PupilRow:
    name = pupil.name if whole else masked_name(pupil.name)
    return PupilRow(
        pupil.pk, name, pupil.sex, pupil.number_kind, _masked(pupil.identity_number), _masked(pupil.student_number)
    )


def _masked(sealed: Sealed | None) -> str:
    return "" if sealed is None else str(sealed)
