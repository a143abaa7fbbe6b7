"""After the answer: reconsideration and lawsuits (行政复议, 行政诉讼), counted in table IV."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.applications import Application
from gongkai.organs.models import Organ


class ReviewCase(models.Model):
    """A reconsideration or a lawsuit. ``application`` is None where it concerns disclosure but no application here."""

    class Kind(models.TextChoices):
        RECONSIDERATION = "reconsideration", _("行政复议")
        LAWSUIT = "lawsuit", _("行政诉讼")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="review_cases")
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="cases")
    kind = models.CharField(max_length=16, choices=Kind)
    after = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followed_by", help_text=_("先行的行政复议；空的是直接起诉")
    )
    number = models.CharField(_("案号"), max_length=100, blank=True)
    body = models.CharField(_("复议机关或者法院"), max_length=100)
    filed_on = models.DateField(_("受理或者立案日期"))
    notified_on = models.DateField(_("收到通知日期"), null=True)
    result = models.CharField(_("结果"), max_length=24, blank=True)
    decided_on = models.DateField(_("决定或者判决日期"), null=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-id",)
        verbose_name = _("复议诉讼案件")
        constraints = (
            models.CheckConstraint(condition=Q(result="") ^ Q(decided_on__isnull=False), name="case_result_has_day"),
            models.CheckConstraint(condition=Q(after=None) | Q(kind="lawsuit"), name="case_after_is_lawsuit"),
        )
        indexes = (models.Index(fields=("organ", "filed_on"), name="case_filed"),)

    def __str__(self) -> str:
        return self.number or f"#{self.pk}"
