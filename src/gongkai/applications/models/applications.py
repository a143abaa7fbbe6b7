"""An application, what happened to it, and who saw the applicant's data."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.sealing import SealedField
from gongkai.organs.models import Organ


class Application(models.Model):
    """One application (政府信息公开申请) on one matter.

    It *is* its happenings: ``state`` to ``outcome`` are worked out from them by :mod:`gongkai.applications.course` and
    kept here for lists only. Who applies stands sealed in ``sealed`` (:mod:`gongkai.kernel.sealing`).
    """

    organ = models.ForeignKey(
        Organ,
        models.PROTECT,
        related_name="applications",
        verbose_name=_("收到申请的机关"),
        help_text=_("条例第二十七条"),
    )
    number = models.CharField(_("登记编号"), max_length=40, unique=True)
    kind = models.CharField(_("申请人类别"), max_length=16, help_text=_("年度报告第三部分的列"))
    channel = models.CharField(_("申请渠道"), max_length=16, help_text=_("条例第三十一条"))
    sealed = SealedField(help_text=_("申请人信息，加密保存"))
    person_mark = models.CharField(max_length=64, blank=True, db_index=True, help_text=_("同一申请人的标识，不可还原"))
    code_mark = models.CharField(max_length=64, help_text=_("查询码的标识，不可还原"))
    token = models.CharField(max_length=64, null=True, unique=True, help_text=_("同一表单只算一件"))

    wanted_name = models.CharField(_("信息名称"), max_length=300, blank=True)
    wanted_number = models.CharField(_("文号"), max_length=100, blank=True)
    wanted_description = models.TextField(_("其他特征性描述"), blank=True)
    form = models.CharField(_("提供形式"), max_length=16, blank=True)
    delivery = models.CharField(_("获取途径"), max_length=16, blank=True)
    assisted = models.BooleanField(_("由工作机构代为填写"), default=False, help_text=_("条例第四十三条"))

    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="applications", verbose_name=_("经办人")
    )
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", verbose_name=_("拆分自"))
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", verbose_name=_("并入"))

    state = models.CharField(_("状态"), max_length=24)
    received_on = models.DateField(_("收到申请之日"), null=True)
    due_on = models.DateField(_("答复期限"), null=True)
    provisional = models.BooleanField(_("期限待节假日安排公布后确定"), default=False)
    closed_on = models.DateField(_("首次办结日"), null=True)
    stopped_on = models.DateField(_("办结日"), null=True)
    outcome = models.CharField(_("办理结果"), max_length=24, blank=True, help_text=_("首次办结的结果，计入年度报告"))

    class Meta:
        ordering = ("-id",)
        verbose_name = _("政府信息公开申请")
        constraints = (
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="application_not_into_itself"
            ),
        )
        indexes = (
            models.Index(fields=("organ", "due_on", "id"), condition=Q(stopped_on=None), name="application_queue"),
            models.Index(fields=("organ", "received_on"), name="application_received"),
            models.Index(fields=("organ", "closed_on"), name="application_closed"),
        )

    def __str__(self) -> str:
        return self.number


class Happening(models.Model):
    """Something that happened to an application on a day: an event of ``law/applications/process.yaml``.

    Triggers refuse any change but another seal of the note, which may hold personal words. ``facts`` are the fields
    of its class in :mod:`gongkai.statute.clocks.events`.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="happenings")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    on = models.DateField()
    facts = models.JSONField(default=dict)
    note_sealed = SealedField(blank=True, digest="note_digest", help_text=_("说明，加密保存"))
    note_digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("application_id", "position")
        verbose_name = _("办理过程")
        constraints = (models.UniqueConstraint(fields=("application", "position"), name="happening_position_once"),)

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class PersonalAccess(models.Model):
    """Somebody on the staff opened the applicant's data; once a person, application and day."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="accesses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("个人信息查看记录")
        constraints = (models.UniqueConstraint(fields=("application", "by", "on"), name="personal_access_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.at} {self.by_id} {self.application_id}"
