"""Third parties: whom the organ asks, and what they say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.desk.document_forms.parts import Day, long_text
from gongkai.documents.models import AskedParty


class PartyForm(forms.Form):
    """Who, where, when."""

    name = forms.CharField(label=_("姓名或者名称"), max_length=100)
    contact = forms.CharField(label=_("联系方式"), max_length=200, required=False)
    on = Day(label=_("征求意见日期"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})


class AnswerForm(forms.Form):
    """What they answered."""

    answer = forms.ChoiceField(
        label=_("第三方的答复"),
        choices=[item for item in AskedParty.Answer.choices if item[0]],
        widget=forms.RadioSelect,
    )
    on = Day(label=_("答复日期"))
    words = forms.CharField(label=_("答复的内容和理由"), required=False, max_length=2000, widget=long_text())

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
