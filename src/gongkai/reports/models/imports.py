"""Import of many files: a batch and its items, claimed by workers under a lease."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.models import StoredFile
from gongkai.organs.models import Organ
from gongkai.reports.models.reports import Origin, Report


class ItemStatus(models.TextChoices):
    """Where one file of a batch stands."""

    PENDING = "pending", _("等待")
    READING = "reading", _("读取中")
    WAITING = "waiting", _("待人工指定单位或年度")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")


class ImportBatch(models.Model):
    """Files that somebody handed in together, for organs within ``organ``'s reach."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.IMPORTED)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("导入批次")

    def __str__(self) -> str:
        return f"{self.id}"


class ImportItem(models.Model):
    """One file of a batch. A worker that dies loses its lease and the item is read again from the start.

    ``organ`` and ``year`` are set by a person where the file does not tell.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=ItemStatus, default=ItemStatus.PENDING)
    reason = models.TextField(blank=True, help_text=_("失败或等待的原因"))
    unit_name = models.CharField(max_length=100, blank=True, help_text=_("文件中读出的单位"))
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    report = models.OneToOneField(Report, models.PROTECT, null=True, related_name="import_item")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, help_text=_("当前领取者的凭证"))
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("batch_id", "position")
        constraints = (models.UniqueConstraint(fields=("batch", "position"), name="import_item_once"),)
        indexes = (
            models.Index(fields=("id",), name="import_item_due", condition=models.Q(status__in=("pending", "reading"))),
        )

    def __str__(self) -> str:
        return f"{self.file_name}: {self.status}"
