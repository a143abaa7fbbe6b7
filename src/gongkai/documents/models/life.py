"""The life of a published document: where it went out, what belongs to it, whether it still holds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models.documents import Document


class Posting(models.Model):
    """One item at one channel on one day (渠道发布); counted apart from the item."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="postings")
    channel = models.CharField(_("渠道"), max_length=12)
    on = models.DateField(_("日期"))
    locator = models.CharField(_("位置"), max_length=300, blank=True, help_text=_("网址、期号或者版面"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("document_id", "on", "id")
        constraints = (models.UniqueConstraint(fields=("document", "channel", "on", "locator"), name="posting_once"),)
        indexes = (
            models.Index(fields=("channel", "on"), name="posting_channel"),
            models.Index(fields=("locator",), condition=~models.Q(locator=""), name="posting_locator"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.channel} {self.on}"


class Filing(models.Model):
    """A normative document filed for the record with the authority above (备案)."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="filing")
    number = models.CharField(_("备案编号"), max_length=60)
    receiver = models.CharField(_("备案机关"), max_length=100)
    on = models.DateField(_("报送备案日期"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-on", "-id")
        verbose_name = _("备案")

    def __str__(self) -> str:
        return self.number


class Relation(models.Model):
    """``source`` stands in a relation of ``law/documents/vocabulary.yaml`` to ``target``: source interprets target."""

    kind = models.CharField(max_length=12)
    source = models.ForeignKey(Document, models.PROTECT, related_name="relations")
    target = models.ForeignKey(Document, models.PROTECT, related_name="inverse_relations")

    class Meta:
        ordering = ("source_id", "kind", "target_id")
        constraints = (
            models.UniqueConstraint(fields=("source", "kind", "target"), name="relation_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="relation_not_to_itself"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class ValidityDecision(models.Model):
    """From a day on a document is in force, amended, abolished or lapsed, by a deciding document."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="validity_decisions")
    validity = models.CharField(_("有效性"), max_length=12)
    on = models.DateField(_("自何日起"))
    basis = models.ForeignKey(Document, models.PROTECT, null=True, related_name="decides", verbose_name=_("依据文件"))
    basis_text = models.CharField(_("依据"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("document_id", "on", "id")
        indexes = (models.Index(fields=("document", "on"), name="validity_on_date"),)

    def __str__(self) -> str:
        return f"{self.document_id} {self.validity} {self.on}"
