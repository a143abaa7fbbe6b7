"""The catalogue of what must be disclosed, hand-over to archives and libraries, clean-up campaigns."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models.documents import Document
from gongkai.organs.models import Organ


class CatalogueEntry(models.Model):
    """One leaf of an organ's catalogue (公开事项): what is disclosed, why, how soon and how often, by whom."""

    class Part(models.TextChoices):
        RULES = "rules", _("政府信息公开制度")
        DUTIES = "duties", _("法定主动公开内容")

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="catalogue")
    part = models.CharField(max_length=8, choices=Part, default=Part.DUTIES)
    duty = models.CharField(_("法定事项"), max_length=10, blank=True, help_text=_("条例第二十条、第二十一条"))
    field = models.CharField(_("领域"), max_length=10, blank=True, help_text=_("基层政务公开标准目录"))
    level1 = models.CharField(_("一级事项"), max_length=100)
    level2 = models.CharField(_("二级事项"), max_length=100, blank=True)
    content = models.TextField(_("公开内容（要素）"), blank=True)
    basis = models.TextField(_("公开依据"), blank=True)
    limit = models.CharField(_("公开时限"), max_length=40, default="publication")
    limit_text = models.CharField(_("公开时限的表述"), max_length=200, blank=True)
    update_months = models.PositiveSmallIntegerField(_("更新周期（月）"), null=True)
    unit = models.CharField(_("责任部门"), max_length=100, blank=True)
    channels = models.JSONField(_("公开渠道和载体"), default=list)
    audience = models.CharField(_("公开对象"), max_length=16, default="everyone")
    audience_note = models.CharField(_("特定群体"), max_length=100, blank=True)
    on_request = models.BooleanField(_("依申请公开"), default=False)
    levels = models.JSONField(_("公开层级"), default=list)
    not_involved = models.TextField(_("未涉及的说明"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("organ_id", "part", "position", "id")
        verbose_name = _("公开事项")
        constraints = (
            models.UniqueConstraint(fields=("organ", "part", "duty", "field", "level1", "level2"), name="entry_once"),
        )

    def __str__(self) -> str:
        return " / ".join(part for part in (self.level1, self.level2) if part)


class HandOver(models.Model):
    """A batch of public documents given to an archive or library (移送, 条例 25), with its receipt."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="hand_overs")
    receiver = models.CharField(_("接收单位"), max_length=100)
    made_on = models.DateField(_("移送日期"))
    documents = models.ManyToManyField(Document, related_name="hand_overs")
    receipt_on = models.DateField(_("签收日期"), null=True)
    receipt_note = models.CharField(_("签收说明"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-made_on", "-id")
        verbose_name = _("移送清单")

    def __str__(self) -> str:
        return f"{self.receiver} {self.made_on}"


class CleanUp(models.Model):
    """A campaign over the normative documents of an organ (清理); its result is published as a document."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="clean_ups")
    title = models.CharField(_("名称"), max_length=200)
    as_of = models.DateField(_("清理基准日"))
    result = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="clean_up", verbose_name=_("清理结果")
    )

    class Meta:
        ordering = ("-as_of", "-id")
        verbose_name = _("规范性文件清理")

    def __str__(self) -> str:
        return self.title


class CleanUpItem(models.Model):
    """What a campaign proposes for one document: keep, amend, abolish, lapse."""

    clean_up = models.ForeignKey(CleanUp, models.CASCADE, related_name="items")
    document = models.ForeignKey(Document, models.PROTECT, related_name="clean_up_items")
    verdict = models.CharField(_("清理意见"), max_length=12, blank=True)
    reason = models.TextField(_("理由"), blank=True)

    class Meta:
        ordering = ("clean_up_id", "id")
        constraints = (models.UniqueConstraint(fields=("clean_up", "document"), name="clean_up_item_once"),)

    def __str__(self) -> str:
        return f"{self.clean_up_id} {self.document_id} {self.verdict}"
