"""Tables of published boards (发布数据表): written once with their publication, never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

LEVELS = [("city", "市"), ("county", "县（市）区"), ("school", "学校")]


class Publication(models.Model):
    """A board that was published (发布): which snapshot under which pack, by whom, when."""

    pack_id = models.CharField("政策包", max_length=64)
    pack_digest = models.CharField("政策包摘要", max_length=64)
    as_of = models.DateField("截至日")
    root_hash = models.CharField("快照根哈希", max_length=64)
    folder = models.CharField("快照文件夹", max_length=400)
    published_at = models.DateTimeField("发布时间")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="发布人"
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="更正的发布"
    )
    small_below = models.PositiveSmallIntegerField("小数目阈值")
    current = models.BooleanField("现行", default=True)

    class Meta:
        verbose_name = "发布"
        verbose_name_plural = "发布"
        constraints = [
            models.UniqueConstraint(fields=["pack_id"], condition=Q(current=True), name="publication_one_current"),
        ]
        indexes = [models.Index(fields=["pack_id", "-published_at"], name="publication_latest")]

    def __str__(self) -> str:
        return f"{self.pack_id} {self.as_of} {self.root_hash[:8]}"


class BoardOrganisation(models.Model):
    """An organisation as the snapshot knew it, and how many of its targets stand where (板上机构)."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="organisations", db_index=False)
    org_id = models.BigIntegerField("机构")
    code = models.CharField("代码", max_length=16)
    name = models.CharField("名称", max_length=128)
    level = models.CharField("层级", max_length=8, choices=LEVELS)
    county_code = models.CharField("县（市）区代码", max_length=6, null=True)  # noqa: DJ001 - as the lake
    has_primary = models.BooleanField("有小学", default=False)
    has_junior = models.BooleanField("有初中", default=False)
    urban_rural = models.CharField("城乡分类", max_length=3, null=True)  # noqa: DJ001 - as the lake
    lon = models.FloatField("经度", null=True)
    lat = models.FloatField("纬度", null=True)
    pupils = models.PositiveIntegerField("学生数", default=0)
    classes = models.PositiveIntegerField("班级数", default=0)
    largest_class = models.PositiveIntegerField("最大班额", default=0)
    missed = models.PositiveSmallIntegerField("未达成", default=0)
    behind = models.PositiveSmallIntegerField("落后", default=0)
    no_data = models.PositiveSmallIntegerField("无数据", default=0)
    not_yet_due = models.PositiveSmallIntegerField("未到期", default=0)
    on_track = models.PositiveSmallIntegerField("在轨", default=0)
    met = models.PositiveSmallIntegerField("达成", default=0)

    class Meta:
        verbose_name = "板上机构"
        verbose_name_plural = "板上机构"
        constraints = [models.UniqueConstraint(fields=["publication", "code"], name="board_organisation_once")]
        indexes = [models.Index(fields=["publication", "level", "county_code"], name="board_organisation_below")]

    def __str__(self) -> str:
        return self.name


class BoardCell(models.Model):
    """Where an organisation stands on a target (格), and the measured path to it.

    ``path`` is a JSON list of ``[day, value, status, hidden]``, oldest first, the publication's day last.
    ``hidden`` marks figures that the public does not get because they are of too few people.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="cells", db_index=False)
    organisation = models.ForeignKey(BoardOrganisation, models.CASCADE, related_name="cells")
    target_id = models.CharField("目标", max_length=64)
    area = models.CharField("方面", max_length=64)
    level = models.CharField("层级", max_length=8, choices=LEVELS)
    county_code = models.CharField("县（市）区代码", max_length=6, null=True)  # noqa: DJ001 - as the lake
    numerator = models.FloatField("分子", null=True)
    denominator = models.FloatField("分母", null=True)
    base_numerator = models.FloatField("基线分子", null=True)
    base_denominator = models.FloatField("基线分母", null=True)
    pupils = models.PositiveIntegerField("涉及学生", null=True)
    value = models.FloatField("值", null=True)
    threshold = models.FloatField("当日应达", null=True)
    goal = models.FloatField("目标值", null=True)
    due_on = models.DateField("期限", null=True)
    status = models.CharField("状态", max_length=12)
    hidden = models.BooleanField("对公众隐去", default=False)
    path = models.TextField("实测路径", default="[]")

    class Meta:
        verbose_name = "格"
        verbose_name_plural = "格"
        constraints = [
            models.UniqueConstraint(fields=["publication", "target_id", "organisation"], name="board_cell_once")
        ]
        indexes = [
            models.Index(fields=["publication", "target_id", "level", "county_code"], name="board_cell_below"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.organisation_id} {self.status}"
