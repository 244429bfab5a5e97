"""Organisations and what they have (机构与办学条件)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from daylight.apps.registry.models.validity import Valid
from daylight.kernel.codes import STAGES

STAGE_CHOICES = [(code, text.zh) for code, text in STAGES.items()]


class Organisation(Valid):
    """City, county, school or campus (机构)."""

    KINDS = [("city", "市"), ("county", "县（市）区"), ("school", "学校"), ("campus", "校区")]

    kind = models.CharField("类别", max_length=8, choices=KINDS)
    code = models.CharField("代码", max_length=16, unique=True)
    name = models.CharField("名称", max_length=128)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级机构"
    )
    county_code = models.CharField("县（市）区代码", max_length=6, null=True, blank=True)  # noqa: DJ001 - as the lake
    school_type = models.CharField("办学类型", max_length=3, null=True, blank=True)  # noqa: DJ001 - as the lake
    has_primary = models.BooleanField("有小学", null=True)
    has_junior = models.BooleanField("有初中", null=True)
    urban_rural = models.CharField("城乡分类", max_length=3, null=True, blank=True)  # noqa: DJ001 - as the lake
    lon = models.FloatField("经度", null=True, blank=True)
    lat = models.FloatField("纬度", null=True, blank=True)

    class Meta(Valid.Meta):
        abstract = False
        verbose_name = "机构"
        verbose_name_plural = "机构"
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["city", "county", "school", "campus"]), name="organisation_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="city", parent=None, county_code=None)
                | Q(kind="county", county_code=F("code"))
                | Q(kind__in=["school", "campus"], county_code__isnull=False, parent__isnull=False),
                name="organisation_has_its_place",
            ),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="organisation_on_the_map",
            ),
        ]
        indexes = [models.Index(fields=["county_code", "kind", "name"], name="organisation_by_county")]

    def __str__(self) -> str:
        return self.name


class SchoolResource(models.Model):
    """Rooms, grounds and equipment at the census of a school year (办学条件)."""

    school = models.ForeignKey(Organisation, models.CASCADE, related_name="resources", verbose_name="学校")
    county_code = models.CharField("县（市）区代码", max_length=6)
    school_year = models.PositiveSmallIntegerField("学年")
    stage = models.CharField("学段", max_length=8, choices=STAGE_CHOICES)
    teaching_area_m2 = models.FloatField("教学及辅助用房面积", null=True)
    sports_area_m2 = models.FloatField("体育运动场馆面积", null=True)
    equipment_value_yuan = models.FloatField("教学仪器设备值", null=True)
    multimedia_rooms = models.IntegerField("网络多媒体教室数", null=True)
    computers = models.IntegerField("计算机数", null=True)
    books = models.IntegerField("图书册数", null=True)

    class Meta:
        verbose_name = "办学条件"
        verbose_name_plural = "办学条件"
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year", "stage"], name="resource_once_a_year"),
            models.CheckConstraint(
                condition=(Q(teaching_area_m2=None) | Q(teaching_area_m2__gte=0))
                & (Q(sports_area_m2=None) | Q(sports_area_m2__gte=0))
                & (Q(equipment_value_yuan=None) | Q(equipment_value_yuan__gte=0)),
                name="resource_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.school_year} {self.stage}"
