"""The answer as drafted and approved, the letters that went out, and the proof that they arrived."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.applications import Application, Happening
from gongkai.applications.models.work import Consulted
from gongkai.kernel.models import StoredFile
from gongkai.kernel.sealing import SealedField
from gongkai.organs.models import Organ


class Answer(models.Model):
    """A proposed decision (拟答复); frozen by a trigger once approved. A draft that was returned stays as it was.

    The fields are those of ``statute.outcomes.DecisionFacts``; ``sealed`` holds what is written down.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="answers")
    happening = models.OneToOneField(Happening, models.PROTECT, related_name="answer")
    outcome = models.CharField(_("办理结果"), max_length=24)
    sub_reason = models.CharField(max_length=24, blank=True)
    grounds = models.JSONField(_("依据"), default=list)
    separable = models.BooleanField(_("能够区分处理"), null=True)
    sealed = SealedField(digest="digest", help_text=_("答复内容，加密保存"))
    digest = models.CharField(max_length=64)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("拟答复")

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


class AnswerFile(models.Model):
    """A file that goes out with an answer: ``file`` is what goes out, ``original`` what it was made from."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    original = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    redactions = models.JSONField(default=list, help_text=_("遮盖清单：页、位置、理由"))
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        verbose_name = _("答复附件")

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A letter (文书) of ``law/applications/letters.yaml`` as it went out; a trigger refuses any change.

    ``sealed``: the words as :mod:`gongkai.applications.letters` prints them, so that every print says the same.
    ``consulted``: to whom it goes, where that is not the applicant.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=24)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    on = models.DateField(_("落款日期"))
    sealed = SealedField(digest="digest")
    digest = models.CharField(max_length=64)
    happening = models.ForeignKey(Happening, models.PROTECT, null=True, related_name="letters")
    consulted = models.ForeignKey(Consulted, models.PROTECT, null=True, related_name="letters")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        verbose_name = _("文书")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Delivery(models.Model):
    """How a letter was served (送达) and what proves it; the signature of the addressee may be added once.

    ``on``: the day that counts for the period of the answer (``statute.clocks.day_of_service``).
    ``link_until``: the last day on which the link of an electronic delivery opens.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    mode = models.CharField(max_length=16)
    on = models.DateField(_("计算期限之日"))
    posted_on = models.DateField(_("交邮日期"), null=True)
    signed_on = models.DateField(_("签收日期"), null=True)
    link_until = models.DateField(null=True)
    proof_sealed = SealedField(blank=True, digest="proof_digest", help_text=_("凭证：邮件号、签收人，加密保存"))
    proof_digest = models.CharField(max_length=64, blank=True)
    receipt_sealed = SealedField(blank=True, help_text=_("签收情况，加密保存"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        verbose_name = _("送达")

    def __str__(self) -> str:
        return f"{self.on} {self.mode}"


class Fee(models.Model):
    """A notice of the information-processing fee (信息处理费) and what became of it; amounts in yuan."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="fees")
    standard = models.CharField(max_length=10)
    quantity = models.PositiveIntegerField()
    amount = models.PositiveIntegerField(help_text=_("元"))
    noticed_on = models.DateField()
    paid_on = models.DateField(null=True)
    lapsed_on = models.DateField(null=True)
    receipt = models.CharField(_("缴费凭证"), max_length=100, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("信息处理费")

    def __str__(self) -> str:
        return f"{self.application_id} {self.amount}"


class Letterhead(models.Model):
    """What an organ's letters say of the organ itself."""

    organ = models.OneToOneField(Organ, models.PROTECT, related_name="letterhead")
    code = models.CharField(_("机关代字"), max_length=20, help_text=_("用于文号，如保政办"))
    contact = models.CharField(_("联系方式"), max_length=200, help_text=_("地址、电话"))
    payee = models.CharField(_("缴费方式"), max_length=300, blank=True, help_text=_("收款单位、账户和缴纳方式"))
    internet = models.CharField(
        _("行政复议互联网渠道"), max_length=200, blank=True, help_text=_("行政复议法第二十二条第二款")
    )
    court = models.CharField(_("有管辖权的人民法院"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("文书抬头")

    def __str__(self) -> str:
        return self.code


class LetterTemplate(models.Model):
    """A letter in an organ's own wording. What the law demands of it stands in every version (``statute.letters``)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="letter_templates")
    kind = models.CharField(max_length=24)
    title = models.CharField(_("标题"), max_length=100)
    paragraphs = models.JSONField(_("正文各段"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("organ_id", "kind")
        verbose_name = _("文书模板")
        constraints = (models.UniqueConstraint(fields=("organ", "kind"), name="letter_template_once"),)

    def __str__(self) -> str:
        return f"{self.organ_id} {self.kind}"
