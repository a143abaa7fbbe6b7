"""The disclosure office of an organ (政府信息公开工作机构, 条例 4, 12)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models import Organ


class DisclosureOffice(models.Model):
    """Who answers for disclosure in an organ, how to reach them, and how the organ numbers its documents."""

    organ = models.OneToOneField(Organ, models.CASCADE, related_name="disclosure_office")
    name = models.CharField(_("机构名称"), max_length=100)
    address = models.CharField(_("办公地址"), max_length=200, blank=True)
    hours = models.CharField(_("办公时间"), max_length=100, blank=True)
    phone = models.CharField(_("联系电话"), max_length=60, blank=True)
    fax = models.CharField(_("传真"), max_length=60, blank=True)
    contact = models.CharField(_("互联网联系方式"), max_length=200, blank=True)
    classification = models.TextField(_("信息的分类"), blank=True)
    arrangement = models.TextField(_("编排体系"), blank=True)
    obtaining = models.TextField(_("获取方式"), blank=True)
    updated_on = models.DateField(_("更新日期"), null=True)
    organ_code = models.CharField(_("组织机构代码"), max_length=10, blank=True, help_text=_("GB 11714"))
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True, help_text=_("GB 32100"))
    department_code = models.CharField(_("部门代码"), max_length=10, blank=True)
    class_code = models.CharField(max_length=10, blank=True)
    unit_code = models.CharField(max_length=10, blank=True)
    index_template = models.CharField(_("索引号格式"), max_length=120)
    reviewers_publish = models.BooleanField(
        _("审查人可以发布"), default=False, help_text=_("人员少的机关可以选；起草人仍不能发布自己起草的文件")
    )
    extra_gates = models.JSONField(default=dict, help_text=_("按文件类别增加的审查关口"))

    class Meta:
        verbose_name = _("政府信息公开工作机构")

    def __str__(self) -> str:
        return self.name
