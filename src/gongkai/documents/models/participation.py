"""Interpretation plans, opinion consultations, major decisions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models.documents import Document
from gongkai.kernel.models import StoredFile
from gongkai.organs.models import Organ


class InterpretationPlan(models.Model):
    """How a document will be interpreted (解读方案); made, signed and sent on with it (三同步)."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="interpretation_plan")
    forms = models.JSONField(_("解读形式"), default=list)
    channels = models.JSONField(_("解读途径"), default=list)
    planned_on = models.DateField(_("解读时间"), null=True)
    outline = models.TextField(_("解读提纲"), blank=True)
    interpreter = models.CharField(_("解读人"), max_length=60, blank=True, help_text=_("起草部门负责人是第一解读人"))
    not_needed_reason = models.TextField(_("不作解读的理由"), blank=True)

    def __str__(self) -> str:
        return f"{self.document_id}"


class Consultation(models.Model):
    """A call for opinions on a draft (意见征集); ``notice`` is its public announcement with the draft."""

    notice = models.OneToOneField(Document, models.PROTECT, related_name="consultation")
    about = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="consultations", verbose_name=_("拟定的文件")
    )
    limit = models.CharField(_("征集期限依据"), max_length=40, blank=True)
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"))
    short_reason = models.TextField(_("期限短于规定的理由"), blank=True, help_text=_("随公告公布"))
    contact = models.TextField(_("联系方式"), help_text=_("电话、邮箱、通信地址"))
    feedback = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="feedback_on", verbose_name=_("反馈公告")
    )
    feedback_by = models.DateField(_("应于何日前反馈"))

    class Meta:
        verbose_name = _("意见征集")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="consultation_closes_after_it_opens"
            ),
        )

    def __str__(self) -> str:
        return f"{self.notice_id}"


class Opinion(models.Model):
    """One opinion on a draft. Name and contact are never shown to the public."""

    class Channel(models.TextChoices):
        WEB = "web", _("网上")
        MAIL = "mail", _("信函")
        EMAIL = "email", _("电子邮件")
        PHONE = "phone", _("电话")
        HEARING = "hearing", _("听证会、座谈会")

    class Showing(models.TextChoices):
        WAITING = "waiting", _("待审核")
        SHOWN = "shown", _("公开显示")
        HIDDEN = "hidden", _("不公开显示")

    class Outcome(models.TextChoices):
        OPEN = "", _("未答复")
        ADOPTED = "adopted", _("采纳")
        PARTLY = "partly", _("部分采纳")
        NOT_ADOPTED = "not_adopted", _("未采纳")

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="opinions")
    channel = models.CharField(max_length=8, choices=Channel)
    received_at = models.DateTimeField()
    name = models.CharField(_("姓名或者单位"), max_length=100, blank=True)
    contact = models.CharField(_("联系方式"), max_length=200, blank=True)
    body = models.TextField(_("意见"))
    shown_body = models.TextField(_("公开显示的文字"), blank=True, help_text=_("遮盖个人信息后的文字，只公开这一份"))
    token = models.CharField(max_length=64, null=True, unique=True, help_text=_("同一次提交只记一次"))
    showing = models.CharField(max_length=8, choices=Showing, default=Showing.WAITING)
    hidden_reason = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(_("处理结果"), max_length=12, choices=Outcome, blank=True)
    answer = models.TextField(_("理由"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("consultation_id", "id")
        verbose_name = _("公众意见")

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.pk}"


class MajorDecision(models.Model):
    """The file of a major administrative decision (重大行政决策)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="major_decisions")
    title = models.CharField(_("决策事项"), max_length=200)
    kind = models.CharField(_("类别"), max_length=12)
    started_on = models.DateField(_("启动日期"))
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="major_decision")

    class Meta:
        ordering = ("-started_on", "-id")
        verbose_name = _("重大行政决策")

    def __str__(self) -> str:
        return self.title


class DecisionRecord(models.Model):
    """One step of a decision: done on a day, or not applicable for a reason; the evidence is kept."""

    decision = models.ForeignKey(MajorDecision, models.PROTECT, related_name="records")
    step = models.CharField(max_length=16)
    done = models.BooleanField()
    on = models.DateField()
    note = models.TextField(blank=True)
    since = models.DateField(null=True, help_text=_("期限起算之日"))
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    evidence_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("decision_id", "on", "id")
        constraints = (models.UniqueConstraint(fields=("decision", "step"), name="decision_step_once"),)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.step}"
