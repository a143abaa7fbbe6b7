"""What is noted while an application is worked on: who handles it, what was searched, who was asked, what was said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.applications import Application
from gongkai.kernel.models import StoredFile
from gongkai.kernel.sealing import SealedField
from gongkai.organs.models import Organ


class Note(models.Model):
    """A remark for colleagues (办理记录); ``legal``: the opinion of the legal adviser on an answer."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="notes")
    text_sealed = SealedField(digest="text_digest")
    text_digest = models.CharField(max_length=64)
    legal = models.BooleanField(_("法律意见"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        verbose_name = _("办理记录")

    def __str__(self) -> str:
        return f"{self.at} {self.by}"


class SearchRecord(models.Model):
    """Where and how the information was looked for: without it nobody can say that it does not exist (条例 36(4))."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="searches")
    place = models.CharField(_("检索范围"), max_length=200)
    terms = models.CharField(_("检索词"), max_length=200)
    found = models.BooleanField(_("检索到"), default=False)
    result = models.TextField(_("检索结果"), blank=True)
    on = models.DateField(_("检索日期"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        verbose_name = _("检索记录")

    def __str__(self) -> str:
        return f"{self.on} {self.place}"


class Assignment(models.Model):
    """Part of the work given to a person or another department, with a limit of its own (承办、协办)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    task = models.CharField(_("任务"), max_length=300)
    by_day = models.DateField(_("完成期限"), null=True)
    lead = models.BooleanField(_("主办"), default=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reply = models.TextField(_("办理意见"), blank=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("承办分工")

    def __str__(self) -> str:
        return f"{self.to} {self.task}"


class Consulted(models.Model):
    """Who is asked for an opinion: third parties, co-makers, other organs. The clock knows them by ``label`` only.

    ``organ``: an organ that uses the house sees what it is asked, and nothing else of the application.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="consulted")
    label = models.CharField(max_length=40)
    kind = models.CharField(max_length=16)
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="consulted")
    sealed = SealedField(help_text=_("被征求意见人的名称和联系方式，加密保存"))
    question = models.TextField(_("征求意见的内容"))
    answer_sealed = SealedField(blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("征求意见")
        constraints = (models.UniqueConstraint(fields=("application", "label"), name="consulted_label_once"),)

    def __str__(self) -> str:
        return self.label


class Paper(models.Model):
    """A file that belongs to the application (身份证明、来信、补正材料…); ``file`` is sealed, see ``seal_bytes``."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="papers")
    purpose = models.CharField(max_length=24)
    name_sealed = SealedField()
    key_sealed = SealedField()
    media_type = models.CharField(max_length=100)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        verbose_name = _("申请材料")

    def __str__(self) -> str:
        return f"{self.application_id} {self.purpose}"
