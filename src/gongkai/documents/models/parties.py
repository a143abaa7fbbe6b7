"""Third parties asked whether what touches them may be disclosed (条例 15)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models.documents import Document
from gongkai.kernel.sealing import SealedField


class AskedParty(models.Model):
    """One third party: who (sealed), when they were asked, what they answered. Never public."""

    class Answer(models.TextChoices):
        OPEN = "", _("没有答复")
        CONSENTS = "consents", _("同意公开")
        OBJECTS = "objects", _("不同意公开")

    document = models.ForeignKey(Document, models.PROTECT, related_name="asked_parties")
    sealed = SealedField(help_text=_("第三方的名称和联系方式，加密保存"))
    asked_on = models.DateField(_("征求意见日期"))
    answer = models.CharField(_("第三方的答复"), max_length=8, choices=Answer, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    answer_sealed = SealedField(blank=True, help_text=_("答复的内容和理由，加密保存"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("document_id", "asked_on", "id")
        verbose_name = _("征求第三方意见")

    def __str__(self) -> str:
        return f"{self.document_id}/{self.pk}"
