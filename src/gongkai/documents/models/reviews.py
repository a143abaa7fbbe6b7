"""What was decided on the way: determinations, reviews at the gates, items of the machine check."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models.documents import Document, Edition


class DeterminationRecord(models.Model):
    """One decision about the disclosure attribute (公开属性认定); the last one holds."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed", _("起草时提出")
        REASSESSED = "reassessed", _("定期评估")
        CONVERTED = "converted", _("依申请转主动公开")

    document = models.ForeignKey(Document, models.PROTECT, related_name="determinations")
    kind = models.CharField(max_length=12, choices=Kind)
    attribute = models.CharField(max_length=10)
    grounds = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("document_id", "id")

    def __str__(self) -> str:
        return f"{self.document_id} {self.attribute}"


class Review(models.Model):
    """One act at a gate, signed: who, when, with which opinion, on which text."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField(help_text=_("第几次送审"))
    gate = models.CharField(max_length=24)
    act = models.CharField(max_length=20)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text=_("受谁委托代行")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    opinion = models.CharField(_("结论"), max_length=40, blank=True)
    reason = models.TextField(_("意见"), blank=True)
    checklist = models.JSONField(default=list)
    text_sha256 = models.CharField(max_length=64)
    attribute = models.CharField(max_length=10, help_text=_("审查时的公开属性：审查只对它有效"))

    class Meta:
        ordering = ("edition_id", "id")
        verbose_name = _("审查")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.gate} {self.act}"


class Submission(models.Model):
    """The text as it was sent to review in one round: what the next round is compared with."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="submissions")
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("edition_id", "round")
        constraints = (models.UniqueConstraint(fields=("edition", "round"), name="submission_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.round}"


class ScreeningItem(models.Model):
    """One finding of the machine check; nothing is submitted while one that blocks or asks is unsettled."""

    class Settlement(models.TextChoices):
        OPEN = "", _("未处理")
        MASKED = "masked", _("已遮盖")
        EXCUSED = "excused", _("保留并说明理由")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="screening")
    attachment = models.ForeignKey("documents.Attachment", models.CASCADE, null=True, related_name="screening")
    place = models.CharField(max_length=40, default="text", help_text=_("正文、某一项元数据或者附件"))
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    excerpt = models.CharField(max_length=200)
    message = models.TextField()
    mask = models.CharField(max_length=200, blank=True)
    settlement = models.CharField(max_length=8, choices=Settlement, blank=True)
    reason = models.TextField(blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("edition_id", "attachment_id", "place", "start", "id")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.rule} {self.start}"
