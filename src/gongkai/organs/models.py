"""Divisions (行政区划), organs (行政机关) with their names over time, accounts and posts."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.actors import Place, division_prefix
from gongkai.organs.roles import Role


def valid_on(on: datetime.date, prefix: str = "") -> Q:
    """Rows that hold on a day: from ``valid_from`` (null: always) until before ``valid_to`` (null: still)."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on}))


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    ordered = Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from"))
    return models.CheckConstraint(condition=ordered, name=name)


class Division(models.Model):
    """An administrative division by its GB/T 2260 code."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省级")
        PREFECTURE = "prefecture", _("州市级")
        COUNTY = "county", _("县级")

    code = models.CharField(_("代码"), primary_key=True, max_length=6, help_text=_("GB/T 2260 六位代码"))
    name = models.CharField(_("名称"), max_length=60)
    short_name = models.CharField(_("简称"), max_length=30)
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    former_names = models.JSONField(default=list, help_text=_("同一代码下的曾用名"))
    synthetic = models.BooleanField(default=False, help_text=_("演示用的虚构区划"))

    class Meta:
        ordering = ("code",)
        verbose_name = _("行政区划")
        constraints = (_ends_after_it_begins("division_dates"),)

    def __str__(self) -> str:
        return self.name

    def is_below(self, other: Division) -> bool:
        """Does this division lie within ``other``? (GB/T 2260: the code says so.)"""
        return self.code != other.code and self.code.startswith(division_prefix(other.code))


class Organ(models.Model):
    """An administrative organ. It belongs to one division and has one authority in charge (条例 3, 4).

    ``code`` is its stable public identifier, ``<division>-<key>``: 530802-government.
    """

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("人民政府")
        GENERAL_OFFICE = "general_office", _("人民政府办公厅（室）")
        DEPARTMENT = "department", _("政府部门")
        AUTHORISED = "authorised", _("法律法规授权的组织")

    code = models.CharField(_("代码"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=60)
    kind = models.CharField(_("类型"), max_length=20, choices=Kind)
    division = models.ForeignKey(Division, models.PROTECT, related_name="organs")
    authority = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="charges", verbose_name=_("政府信息公开工作主管部门")
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("division_id", "position", "id")
        verbose_name = _("行政机关")
        constraints = (_ends_after_it_begins("organ_dates"),)

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        """Where acts on this organ's affairs take effect."""
        return Place(organ=self.pk, division=self.division_id)


class OrganName(models.Model):
    """A name by which an organ is or was known, without the divisions before it (:mod:`gongkai.organs.names`).

    普洱市思茅区人民政府 has the names 人民政府 and 政府 in division 530802.
    """

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("正式名称")
        ALIAS = "alias", _("简称或其他写法")
        FORMER = "former", _("曾用名")

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="names")
    name = models.CharField(max_length=100, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            # a name may be borne twice, with another one between
            models.UniqueConstraint(fields=("organ", "name"), condition=Q(valid_to=None), name="organ_name_once"),
            _ends_after_it_begins("organ_name_dates"),
        )

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One organ follows another: by rename, merger or split, on a date, by a document."""

    class Kind(models.TextChoices):
        RENAME = "rename", _("更名")
        MERGE = "merge", _("合并")
        SPLIT = "split", _("分设")

    kind = models.CharField(max_length=10, choices=Kind)
    predecessor = models.ForeignKey(Organ, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organ, models.PROTECT, related_name="precedents")
    on = models.DateField(_("生效日期"))
    basis = models.CharField(_("依据"), max_length=200)

    class Meta:
        ordering = ("on", "id")
        constraints = (models.UniqueConstraint(fields=("predecessor", "successor", "on"), name="succession_once"),)

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.on})"


class UserManager(BaseUserManager["User"]):
    """Finds accounts by name; making one is an act (:func:`gongkai.organs.acts.create_account`)."""


class User(AbstractBaseUser):
    """A staff account. Rights come from posts only; there is no superuser."""

    username = models.CharField(_("用户名"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    display_name = models.CharField(_("姓名"), max_length=60)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="users", verbose_name=_("所在机关"))
    is_active = models.BooleanField(_("启用"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.display_name


class Post(models.Model):
    """A role of a person at an organ: over this organ alone, or over all organs of its division and below."""

    class Scope(models.TextChoices):
        ORGAN = "organ", _("本机关")
        DIVISION = "division", _("本行政区域")

    user = models.ForeignKey(User, models.CASCADE, related_name="posts")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts")
    role = models.CharField(_("角色"), max_length=10, choices=Role)
    scope = models.CharField(_("范围"), max_length=10, choices=Scope, default=Scope.ORGAN)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    lent_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="lent",
        verbose_name=_("受谁委托"),
        help_text=_("代行期间的岗位"),
    )

    class Meta:
        verbose_name = _("岗位")
        constraints = (
            models.UniqueConstraint(fields=("user", "organ", "role"), condition=Q(lent_by=None), name="post_once"),
            models.UniqueConstraint(fields=("user", "lent_by", "valid_from"), name="post_lent_once"),
            models.CheckConstraint(
                condition=Q(lent_by=None) | Q(valid_from__isnull=False, valid_to__isnull=False),
                name="post_lent_has_dates",
            ),
            _ends_after_it_begins("post_dates"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} @ {self.organ_id}"


class ApiToken(models.Model):
    """The key by which an organ's own system (办公系统) asks for acts: those of ``rights``, in the name of ``account``.

    Only the SHA-256 of the secret is kept. Rights beyond those of the account's posts give nothing.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="tokens", verbose_name=_("机关"))
    account = models.ForeignKey(User, models.PROTECT, related_name="tokens", verbose_name=_("以谁的名义"))
    name = models.CharField(_("名称"), max_length=60)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    rights = models.JSONField(_("权限"), default=list)
    valid_from = models.DateField(_("自何日起"))
    valid_to = models.DateField(_("至何日止"))
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(_("停用时间"), null=True)
    last_used_on = models.DateField(_("最近使用"), null=True)

    class Meta:
        ordering = ("organ_id", "id")
        verbose_name = _("接口凭证")
        constraints = (_ends_after_it_begins("token_dates"),)

    def __str__(self) -> str:
        return self.name
