"""Tables of casework (办件数据表): records, the evidence handed in with them, counts reported."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from daylight.apps.registry.models import Organisation, Staff

STATUSES = [("draft", "草稿"), ("filed", "已报"), ("returned", "退回"), ("approved", "通过"), ("closed", "办结")]
#: Where a record may still be changed by those who filed it.
OPEN = ("draft", "filed", "returned")
LEVELS = [("school", "学校"), ("county", "县（市）区"), ("city", "市"), ("province", "省"), ("ministry", "部")]


class Record(models.Model):
    """An event, filing or review (记录): its kind, parts and topics stand in the pack."""

    kind = models.CharField("种类", max_length=64)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="records", db_index=False, verbose_name="机构")
    county_code = models.CharField("县（市）区代码", max_length=6, null=True, blank=True)  # noqa: DJ001 - as the lake
    school_year = models.PositiveSmallIntegerField("学年", null=True)
    term = models.PositiveSmallIntegerField("学期", null=True)
    happened_on = models.DateField("发生日", null=True, blank=True)
    filed_on = models.DateField("报送日", null=True, blank=True)
    approved_on = models.DateField("通过日", null=True, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    closed_on = models.DateField("办结日", null=True, blank=True)
    status = models.CharField("状态", max_length=8, choices=STATUSES)
    level = models.CharField("层级", max_length=8, choices=LEVELS, null=True, blank=True)  # noqa: DJ001 - as the lake
    topic = models.CharField("主题", max_length=64, null=True, blank=True)  # noqa: DJ001 - as the lake
    subject = models.CharField("学科", max_length=16, null=True, blank=True)  # noqa: DJ001 - as the lake
    grade = models.PositiveSmallIntegerField("年级", null=True, blank=True)
    staff = models.ForeignKey(
        Staff, models.SET_NULL, null=True, blank=True, related_name="records", verbose_name="教职工"
    )
    partner_org = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="对方机构"
    )
    quantity = models.FloatField("数量", null=True, blank=True)
    note = models.CharField("说明", max_length=500, default="", blank=True)
    return_reason = models.CharField("退回原因", max_length=500, default="", blank=True)
    idempotency_key = models.CharField("幂等键", max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = "记录"
        verbose_name_plural = "记录"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[code for code, _ in STATUSES]), name="record_status"),
            models.CheckConstraint(condition=Q(term=None) | Q(term__in=[1, 2]), name="record_term"),
            models.CheckConstraint(condition=Q(grade=None) | Q(grade__range=(1, 9)), name="record_grade"),
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gte=0), name="record_quantity"),
        ]
        indexes = [
            models.Index(fields=["org", "kind", "school_year"], name="record_of_org"),
            models.Index(fields=["kind", "county_code", "status"], name="record_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Evidence(models.Model):
    """A part handed in with a record (佐证材料), and the file if one came with it."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="evidence", db_index=False, verbose_name="记录")
    part = models.CharField("佐证项", max_length=64)
    county_code = models.CharField("县（市）区代码", max_length=6, null=True, blank=True)  # noqa: DJ001 - as the lake
    handed_in_on = models.DateField("提交日", null=True, blank=True)
    file_name = models.CharField("文件名", max_length=200, default="", blank=True)
    file_sha256 = models.CharField("文件哈希", max_length=64, default="", blank=True)
    file_bytes = models.PositiveIntegerField("文件大小", default=0)

    class Meta:
        verbose_name = "佐证材料"
        verbose_name_plural = "佐证材料"
        constraints = [models.UniqueConstraint(fields=["record", "part"], name="evidence_once")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.part}"


class Tally(models.Model):
    """A count that an organisation reports (统计上报): how many should, how many did."""

    kind = models.CharField("种类", max_length=64)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="tallies", verbose_name="机构")
    county_code = models.CharField("县（市）区代码", max_length=6, null=True, blank=True)  # noqa: DJ001 - as the lake
    school_year = models.PositiveSmallIntegerField("学年", null=True)
    term = models.PositiveSmallIntegerField("学期", null=True)
    grade = models.PositiveSmallIntegerField("年级", null=True, blank=True)
    counted_on = models.DateField("统计日")
    eligible = models.PositiveIntegerField("应到数")
    covered = models.PositiveIntegerField("实到数")
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = "统计上报"
        verbose_name_plural = "统计上报"
        constraints = [
            models.CheckConstraint(condition=Q(covered__lte=F("eligible")), name="tally_covered_inside"),
            models.UniqueConstraint("kind", "org", "counted_on", Coalesce("grade", Value(0)), name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.org_id} {self.counted_on}"
