"""Pupils and staff (学生与教职工). Names, birthdays, homes and numbers stay here and never reach the lake."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from daylight.apps.registry.models.organisation import STAGE_CHOICES, Organisation
from daylight.apps.registry.models.validity import Valid
from daylight.apps.registry.sealing import SealedField, blind_index
from daylight.kernel.codes import SUBJECTS

SEXES = [("1", "男"), ("2", "女")]
POSTS = [("head", "校长"), ("deputy", "副校长"), ("teacher", "教师"), ("support", "教辅"), ("researcher", "教研员")]


class Person(models.Model):
    """What pupils and staff share (人员)."""

    name = models.CharField("姓名", max_length=64)
    sex = models.CharField("性别", max_length=1, choices=SEXES)
    born_on = models.DateField("出生日期", null=True, blank=True)
    identity_number = SealedField("身份证件号", null=True, blank=True)
    identity_index = models.BinaryField("身份证件号盲索引", null=True, unique=True, editable=False)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=Q(sex__in=["1", "2"]), name="%(class)s_sex")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def give_identity(self, number: str | None) -> None:
        """Set the identity number and what it is found by."""
        self.identity_number = number
        self.identity_index = number and blind_index(f"{self._meta.model_name}.identity_number", number)


class Pupil(Person):
    """A pupil (学生): one life-long student number (学籍号)."""

    NUMBER_KINDS = [("G", "正式"), ("J", "无身份证件"), ("L", "临时")]

    number_kind = models.CharField("学籍号类别", max_length=1, choices=NUMBER_KINDS)
    migrant = models.BooleanField("随迁子女", default=False)
    left_behind = models.BooleanField("留守儿童", default=False)
    student_number = SealedField("学籍号", null=True, blank=True)
    student_index = models.BinaryField("学籍号盲索引", null=True, unique=True, editable=False)
    home_lon = models.FloatField("住址经度", null=True, blank=True)
    home_lat = models.FloatField("住址纬度", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta(Person.Meta):
        abstract = False
        verbose_name = "学生"
        verbose_name_plural = "学生"
        constraints = [
            *Person.Meta.constraints,
            models.CheckConstraint(condition=Q(number_kind__in=["G", "J", "L"]), name="pupil_number_kind"),
        ]

    def give_student_number(self, number: str | None) -> None:
        """Set the student number and what it is found by."""
        self.student_number = number
        self.student_index = number and blind_index("pupil.student_number", number)


class Staff(Person):
    """A member of staff (教职工)."""

    class Meta(Person.Meta):
        abstract = False
        verbose_name = "教职工"
        verbose_name_plural = "教职工"


class StaffPost(Valid):
    """A post that somebody holds (教职工岗位)."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="posts", verbose_name="教职工")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="posts", verbose_name="机构")
    county_code = models.CharField("县（市）区代码", max_length=6, null=True, blank=True)  # noqa: DJ001 - as the lake
    post = models.CharField("岗位", max_length=12, choices=POSTS)
    stage = models.CharField("学段", max_length=8, choices=STAGE_CHOICES, null=True, blank=True)  # noqa: DJ001
    subject = models.CharField(  # noqa: DJ001 - as the lake
        "学科", max_length=16, choices=[(code, text.zh) for code, text in SUBJECTS.items()], null=True, blank=True
    )
    above_standard = models.BooleanField("高于规定学历", null=True)
    backbone = models.BooleanField("县级及以上骨干", null=True)

    class Meta(Valid.Meta):
        abstract = False
        verbose_name = "教职工岗位"
        verbose_name_plural = "教职工岗位"
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(condition=Q(post__in=[code for code, _ in POSTS]), name="staffpost_post"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.org_id}"
