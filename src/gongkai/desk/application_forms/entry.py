"""The form by which the staff enters what came to the window, by mail, fax or e-mail (条例 29, 31, 43)."""

from __future__ import annotations

import dataclasses
import datetime
import secrets
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.applications.acts import Entry
from gongkai.applications.acts.intake import LONGEST
from gongkai.desk.document_forms.parts import Day, long_text, with_none
from gongkai.organs.models import Organ
from gongkai.statute.clocks import channel_labels
from gongkai.statute.clocks.events import Channel
from gongkai.statute.intake import Applicant, Option, Wanted, intake

KEPT = ("organ", "channel", "on", "form", "delivery")
"""What stays from one piece of a day's mail to the next."""
_PERSON = tuple(item.name for item in dataclasses.fields(Applicant))


class EntryForm(forms.Form):
    """An application as it came in. What the paper does not say stays empty; a correction is asked for later."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("收到申请的机关"), empty_label=None)
    channel = forms.ChoiceField(label=_("申请渠道"))
    on = Day(label=_("收到日期"), help_text=_("当面提交、签收或者从信箱取出的日期（条例第三十一条）"))
    kind = forms.ChoiceField(label=_("申请人类别"), help_text=_("年度报告按类别统计"))
    name = forms.CharField(label=_("姓名或者单位名称"), max_length=100)
    identity = forms.ChoiceField(label=_("身份证明"), required=False)
    identity_number = forms.CharField(label=_("证件号码"), max_length=60, required=False)
    representative = forms.CharField(label=_("法定代表人或者负责人"), max_length=100, required=False)
    contact = forms.CharField(label=_("联系人"), max_length=100, required=False, help_text=_("单位申请的须有联系人"))
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    address = forms.CharField(label=_("通信地址"), max_length=200, required=False)
    postcode = forms.CharField(label=_("邮政编码"), max_length=12, required=False)
    fax = forms.CharField(label=_("传真"), max_length=40, required=False)
    agent = forms.CharField(label=_("代理人"), max_length=100, required=False, help_text=_("须有授权委托书"))
    wanted_name = forms.CharField(label=_("信息名称"), max_length=300, required=False)
    wanted_number = forms.CharField(label=_("文号"), max_length=100, required=False)
    wanted_description = forms.CharField(
        label=_("其他特征性描述"), max_length=LONGEST, required=False, widget=long_text(4)
    )
    form = forms.ChoiceField(label=_("提供形式"), required=False)
    delivery = forms.ChoiceField(label=_("获取途径"), required=False)
    assisted = forms.BooleanField(
        label=_("由工作机构代为填写"), required=False, help_text=_("口头申请，或者书写有困难的（条例第四十三条）")
    )
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", secrets.token_urlsafe(24))
        field = self.fields["organ"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organs
        law = intake()
        came = [(item.value, label) for item, label in channel_labels().items() if item != Channel.ONLINE]
        self._offer("channel", came)
        self._offer("kind", _choices(law.kinds))
        for name, options in (("identity", law.identity), ("form", law.forms), ("delivery", law.deliveries)):
            self._offer(name, with_none(_choices(options)))

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def entry(self) -> Entry:
        """What was typed, for the act."""
        data = self.cleaned_data
        wanted = Wanted(
            data["wanted_name"], data["wanted_number"], data["wanted_description"], data["form"], data["delivery"]
        )
        on: datetime.date = data["on"]
        applicant = Applicant(**{name: data[name] for name in _PERSON})
        return Entry(applicant, wanted, Channel(data["channel"]), on, data["assisted"])

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """The fields under the three headings of the regulation, after how it came in; True: side by side."""
        parts = (
            (_("怎样收到"), ("organ", "channel", "on", "assisted")),
            (_("申请人"), _PERSON),
            (_("申请公开的内容"), ("wanted_name", "wanted_number", "wanted_description")),
            (_("怎样提供"), ("form", "delivery")),
        )
        return [(title, [self[name] for name in names], "wanted_description" not in names) for title, names in parts]


def _choices(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(item.id, item.label) for item in options]
