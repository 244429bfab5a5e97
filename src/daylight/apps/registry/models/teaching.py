"""Classes, who sits in them, and what they are taught (行政班、班级成员、课程)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from daylight.apps.registry.models.organisation import STAGE_CHOICES, Organisation
from daylight.apps.registry.models.people import Pupil
from daylight.apps.registry.models.validity import Valid
from daylight.kernel.codes import SUBJECTS


class HomeroomClass(Valid):
    """A homeroom class (行政班): one row while it moves up from grade to grade."""

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="classes", verbose_name="学校")
    county_code = models.CharField("县（市）区代码", max_length=6)
    stage = models.CharField("学段", max_length=8, choices=STAGE_CHOICES)
    entry_year = models.PositiveSmallIntegerField("入学年")
    number = models.PositiveSmallIntegerField("班号")
    formed_by = models.CharField("分班方式", max_length=8, choices=[("sunshine", "阳光分班"), ("other", "其他")])

    class Meta(Valid.Meta):
        abstract = False
        verbose_name = "行政班"
        verbose_name_plural = "行政班"
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(condition=Q(stage__in=["primary", "junior"]), name="homeroomclass_stage"),
            models.UniqueConstraint(
                fields=["school", "stage", "entry_year", "number", "valid_from"], name="homeroomclass_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.entry_year}级{self.number}班"


class ClassMembership(Valid):
    """Who sat in which class from when to when (班级成员): nobody sits in two classes on one day."""

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="memberships", db_index=False, verbose_name="学生")
    homeroom_class = models.ForeignKey(
        HomeroomClass, models.PROTECT, related_name="memberships", db_column="class_id", verbose_name="行政班"
    )
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="学校")
    county_code = models.CharField("县（市）区代码", max_length=6)

    class Meta(Valid.Meta):
        abstract = False
        verbose_name = "班级成员"
        verbose_name_plural = "班级成员"
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=["pupil", "valid_from"], name="membership_one_start"),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} {self.homeroom_class_id}"


class ClassCourse(models.Model):
    """Weekly lessons of a class in a subject in a term (班级课程)."""

    homeroom_class = models.ForeignKey(
        HomeroomClass,
        models.CASCADE,
        related_name="courses",
        db_column="class_id",
        db_index=False,
        verbose_name="行政班",
    )
    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="学校")
    county_code = models.CharField("县（市）区代码", max_length=6)
    school_year = models.PositiveSmallIntegerField("学年")
    term = models.PositiveSmallIntegerField("学期")
    grade = models.PositiveSmallIntegerField("年级")
    subject = models.CharField("学科", max_length=16, choices=[(code, text.zh) for code, text in SUBJECTS.items()])
    weekly_lessons = models.FloatField("周课时")
    practice_lessons = models.FloatField("其中实践课时")

    class Meta:
        verbose_name = "班级课程"
        verbose_name_plural = "班级课程"
        constraints = [
            models.UniqueConstraint(
                fields=["homeroom_class", "school_year", "term", "subject"], name="classcourse_once_a_term"
            ),
            models.CheckConstraint(
                condition=Q(weekly_lessons__gte=0, practice_lessons__gte=0, practice_lessons__lte=F("weekly_lessons")),
                name="classcourse_practice_inside",
            ),
            models.CheckConstraint(
                condition=Q(term__in=[1, 2], grade__range=(1, 9)), name="classcourse_term_and_grade"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.homeroom_class_id} {self.subject}"
