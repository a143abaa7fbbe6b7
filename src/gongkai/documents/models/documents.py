"""A document, its editions and their attachments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.models import StoredFile
from gongkai.organs.models import Organ
from gongkai.statute.disclosure import Attribute, Origin, Responsible


class EditionState(models.TextChoices):
    """Where an edition stands; the ways between the states are ``law/processes/document.yaml``."""

    DRAFT = "draft", _("起草")
    IN_REVIEW = "in_review", _("审查中")
    REFERRED = "referred", _("已提请确定")
    CLEARED = "cleared", _("待编号")
    NUMBERED = "numbered", _("待发布")
    PUBLISHED = "published", _("已公开")
    FILED = "filed", _("办结存档")
    WITHDRAWN = "withdrawn", _("已撤下")
    DISCARDED = "discarded", _("作废")


OPEN_STATES = ("draft", "in_review", "referred", "cleared", "numbered")
FROZEN_STATES = ("published", "filed", "withdrawn", "discarded")


def _choices(values: type[Attribute | Origin | Responsible]) -> list[tuple[str, str]]:
    return [(item.value, item.name) for item in values]


class Document(models.Model):
    """One piece of government information: who answers for it, whether it is public and why, and its legal life.

    What the public reads stands in editions; ``live`` is the one that is public now.
    """

    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="documents", verbose_name=_("公开责任机关"), help_text=_("条例第十条")
    )
    plan = models.CharField(_("文件类别"), max_length=20, help_text=_("决定须经过哪些审查关口"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    created_at = models.DateTimeField()
    formed_on = models.DateField(_("成文日期"), help_text=_("公开期限自该日起算"))
    obtained_from = models.CharField(max_length=10, choices=_choices(Origin), default=Origin.NOBODY.value)
    joint = models.BooleanField(_("共同制作"), default=False)
    own_name_body = models.BooleanField(default=False)
    special_law = models.BooleanField(default=False)
    responsible = models.CharField(max_length=24, choices=_choices(Responsible))
    responsible_reason = models.TextField(blank=True, help_text=_("责任机关与条例第十条的判断不一致时的理由"))
    partners = models.ManyToManyField(Organ, related_name="joint_documents", verbose_name=_("共同制作机关"))

    attribute = models.CharField(_("公开属性"), max_length=10, choices=_choices(Attribute))
    grounds = models.JSONField(_("不予公开的理由"), default=list)
    reason = models.TextField(_("说明"), blank=True)
    third_party_consents = models.BooleanField(_("第三方同意公开"), default=False)
    public_interest = models.TextField(_("公共利益理由"), blank=True)
    limit = models.CharField(_("公开期限"), max_length=40, default="publication")
    duty = models.CharField(_("法定主动公开内容"), max_length=10, blank=True)
    entry = models.ForeignKey(
        "documents.CatalogueEntry", models.PROTECT, null=True, related_name="documents", verbose_name=_("公开事项")
    )
    channels = models.JSONField(_("公开渠道"), default=list)
    publish_by = models.DateField(_("应于何日前公开"), null=True)
    reassess_on = models.DateField(_("应于何日前重新评估"), null=True)

    index_number = models.CharField(_("索引号"), max_length=80, null=True, unique=True)
    validity = models.CharField(_("有效性"), max_length=12, blank=True)
    live = models.OneToOneField("documents.Edition", models.PROTECT, null=True, related_name="live_of")
    published_at = models.DateTimeField(_("首次公开时间"), null=True)
    instead = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("代替它的文件"), help_text=_("撤下后的去处")
    )
    archived_at = models.DateTimeField(_("归档时间"), null=True)
    imported_key = models.CharField(
        max_length=64, null=True, unique=True, help_text=_("历史导入的标识；空的是在本系统起草的")
    )

    class Meta:
        ordering = ("-id",)
        verbose_name = _("文件")
        constraints = (
            models.CheckConstraint(
                condition=Q(live=None) | Q(attribute=Attribute.ACTIVE), name="document_live_is_active"
            ),
            models.CheckConstraint(
                condition=Q(live=None) | Q(published_at__isnull=False), name="document_live_has_time"
            ),
        )
        indexes = (
            models.Index(fields=("-published_at", "-id"), condition=Q(live__isnull=False), name="document_public"),
            models.Index(
                fields=("organ", "-published_at", "-id"), condition=Q(live__isnull=False), name="document_organ_public"
            ),
            models.Index(fields=("organ", "publish_by"), condition=Q(published_at=None), name="document_due"),
            models.Index(fields=("reassess_on",), condition=Q(reassess_on__isnull=False), name="document_reassess"),
        )

    def __str__(self) -> str:
        return self.index_number or f"#{self.pk}"

    @property
    def is_imported(self) -> bool:
        """Taken over from another site where it was public already (历史导入), not reviewed here."""
        return self.imported_key is not None


class Edition(models.Model):
    """One edition of a document's text with its metadata; triggers freeze it once it is public or ended."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("版次"))
    state = models.CharField(_("状态"), max_length=10, choices=EditionState, default=EditionState.DRAFT)
    gate = models.CharField(_("当前关口"), max_length=24, blank=True)
    gate_since = models.DateTimeField(null=True)
    change_note = models.TextField(_("修改说明"), blank=True, help_text=_("与上一版相比改了什么、为什么"))

    title = models.CharField(_("标题"), max_length=300)
    document_number = models.CharField(_("发文字号"), max_length=60, blank=True)
    doc_type = models.CharField(_("公文种类"), max_length=16, blank=True)
    genre = models.CharField(_("体裁"), max_length=16, blank=True)
    theme_version = models.CharField(max_length=10, blank=True)
    theme = models.CharField(_("主题分类"), max_length=8, blank=True)
    audience = models.CharField(_("服务对象"), max_length=16, blank=True)
    keywords = models.JSONField(_("主题词"), default=list)
    summary = models.TextField(_("内容概述"), blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    unit = models.CharField(_("责任部门"), max_length=100, blank=True)
    effective_on = models.DateField(_("施行日期"), null=True)
    expires_on = models.DateField(_("有效期至"), null=True)
    body = models.TextField(_("正文"), blank=True, help_text=_("清洗后的 HTML，只含可以公开的内容"))
    text = models.TextField(blank=True, help_text=_("正文的文字，供检索、比较和检测"))
    text_sha256 = models.CharField(max_length=64, blank=True)

    drafters = models.JSONField(default=list, help_text=_("参与起草的账号，均不得办理审查"))
    saved_at = models.DateTimeField()
    round = models.PositiveSmallIntegerField(_("送审次数"), default=0)
    submitted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at_once = models.BooleanField(_("紧急发布"), default=False)
    seen_at = models.DateTimeField(_("紧急发布后复核时间"), null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_kind = models.CharField(max_length=20, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    proposed = models.JSONField(null=True, help_text=_("这一版发布时文件的成文日期、公开事项等"))
    reopened_at = models.DateTimeField(null=True, help_text=_("经决定恢复公开的旧版本"))

    class Meta:
        ordering = ("document_id", "-number")
        verbose_name = _("版本")
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="edition_number_once"),
            models.UniqueConstraint(fields=("document",), condition=Q(state="published"), name="edition_one_live"),
            models.UniqueConstraint(fields=("document",), condition=Q(state__in=OPEN_STATES), name="edition_one_open"),
            models.CheckConstraint(
                condition=Q(state__in=("published", "withdrawn")) ^ Q(published_at=None),
                name="edition_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn") ^ Q(withdrawal_kind=""), name="edition_withdrawal_has_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("in_review", "referred")) ^ Q(gate=""), name="edition_gate_in_review"
            ),
        )
        indexes = (
            models.Index(fields=("state", "gate", "gate_since"), name="edition_queue"),
            models.Index(fields=("document_number",), condition=~Q(document_number=""), name="edition_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.title} (v{self.number})"

    @property
    def is_open(self) -> bool:
        """On its way: neither public nor ended."""
        return self.state in OPEN_STATES


class RestrictedText(models.Model):
    """The unmasked text of an edition whose public text was masked: seen by those who handle the document only."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="restricted")
    body = models.TextField()

    def __str__(self) -> str:
        return f"{self.edition_id}"


class Attachment(models.Model):
    """A file of an edition: ``file`` without hidden data goes out, ``original`` as handed in stays inside."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("文件名"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    original = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    removed = models.JSONField(_("已清除的隐藏信息"), default=list)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (models.UniqueConstraint(fields=("edition", "name"), name="attachment_name_once"),)

    def __str__(self) -> str:
        return self.name
