"""What each event of an application asks for. What is lawful is decided by the acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import Application
from gongkai.applications.queries.case import Case
from gongkai.applications.queries.queue import wanted_of
from gongkai.desk.document_forms.parts import Day, Text, long_text
from gongkai.statute.clocks import Consultation, services
from gongkai.statute.clocks.events import Consulted, Opinion
from gongkai.statute.fees import Standard
from gongkai.statute.outcomes import outcomes_in

if TYPE_CHECKING:  # the stubs are for developers only
    from django_stubs_ext import StrPromise

OPINIONS = [
    (Opinion.CONSENT.value, _("同意公开")),
    (Opinion.OBJECTION.value, _("不同意公开")),
    (Opinion.OTHER.value, _("其他意见")),
]


def words(label: str | StrPromise, help_text: str | StrPromise = "", *, required: bool = True) -> forms.CharField:
    """A field for some sentences."""
    return forms.CharField(label=label, max_length=5000, required=required, widget=long_text(), help_text=help_text)


class CaseForm(forms.Form):
    """A form about one application."""

    def know(self, case: Case) -> None:
        """Fit the questions to an application."""

    def offer(self, name: str, choices: list[tuple[str, Text]]) -> None:
        """Set what may be chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class SeenForm(CaseForm):
    """``seen`` = how much had happened when the form was opened: against lost updates."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def know(self, case: Case) -> None:
        """As of what the page shows."""
        self.initial["seen"] = case.seen


class EventForm(SeenForm):
    """When it happened."""

    on = Day(label=_("日期"))

    def know(self, case: Case) -> None:
        """Today, where nothing else is typed."""
        super().know(case)
        self.initial["on"] = case.today

    def clean_on(self) -> Any:
        """A day for which a yearly report is prescribed, so that what happens can be counted."""
        day = self.cleaned_data["on"]
        try:
            outcomes_in(day.year)
        except LookupError as error:
            raise forms.ValidationError(str(error)) from error
        return day


class ContactForm(EventForm):
    """How the applicant was reached, or not."""

    note = words(_("经过"), _("何时、以何种方式、与谁联系；联系不上的也要写明"))


class CorrectionForm(EventForm):
    """What is unclear, and until when the applicant may mend it."""

    what = words(_("需要补正的事项"), _("一次告知全部事项（条例第三十条）"))
    guidance = words(_("补正指引"), _("怎样写才能查到"), required=False)
    answer_by = Day(label=_("补正期限"), help_text=_("合理的期限"))


class CorrectedForm(EventForm):
    """The correction on paper."""

    note = words(_("补正的内容"))
    late_reason = words(_("逾期的正当理由"), _("超过补正期限的才填"), required=False)


class ExtensionForm(EventForm):
    """By how much, and why."""

    days = forms.IntegerField(label=_("延长的工作日数"), min_value=1, help_text=_("只能延长一次，并告知申请人"))
    reason = words(_("延长的理由"))


class DemandReasonsForm(EventForm):
    """What shows that number and frequency are beyond reason."""

    facts = words(_("申请的数量、频次"), _("明显超过合理范围的事实（条例第三十五条）"))
    answer_by = Day(label=_("说明理由的期限"))


class ReasonsForm(EventForm):
    """The reasons of the applicant."""

    note = words(_("申请人说明的理由"))


class AcceptForm(EventForm):
    """Why they are good; a later day, where the period cannot suffice."""

    note = words(_("认定的意见"))
    delayed_until = Day(
        label=_("延迟至何日答复"), required=False, help_text=_("在期限内不能答复的才填，确定合理期限并告知申请人")
    )


class WithdrawalForm(EventForm):
    """How the applicant withdrew."""

    note = words(_("撤回的方式"), _("申请人书面撤回的文书、日期"))


class MergeForm(EventForm):
    """Another open application of the same person at the same organ."""

    into = forms.ChoiceField(label=_("并入"), help_text=_("只有同一申请人向同一机关提出、正在办理的申请"))

    def know(self, case: Case) -> None:
        """Only the applicant's own."""
        super().know(case)
        mark = case.application.person_mark
        same = Application.objects.filter(
            organ=case.application.organ_id, person_mark=mark, stopped_on=None, merged_into=None
        )
        rows = same.exclude(pk=case.application.pk)[:50] if mark else []
        self.offer("into", [(str(item.pk), f"{item.number} {wanted_of(item)[:40]}") for item in rows])


class ReopenForm(EventForm):
    """Which order, and the day it sets."""

    order = forms.CharField(label=_("决定书或者判决书的文号"), max_length=200)
    answer_by = Day(label=_("确定的答复期限"), required=False, help_text=_("没有确定期限的留空"))


class ConsultForm(EventForm):
    """Whom to ask about what."""

    kind = forms.ChoiceField(
        label=_("向谁征求意见"),
        choices=[
            (Consulted.THIRD_PARTY.value, _("第三方（条例第三十二条）")),
            (Consulted.CO_MAKER.value, _("共同制作的行政机关（条例第三十四条）")),
            (Consulted.OTHER_ORGAN.value, _("其他机关（条例第三十三条第三款）")),
        ],
    )
    name = forms.CharField(label=_("名称"), max_length=100)
    address = forms.CharField(label=_("地址或者联系方式"), max_length=200, required=False)
    question = words(_("征求意见的内容"), _("只写需要征求意见的信息，不写申请人是谁"))


class LabelForm(EventForm):
    """Which of the consultations is meant."""

    label = forms.ChoiceField(label=_("哪一份征求意见"))

    def know(self, case: Case) -> None:
        """Those for which the event can still happen."""
        super().know(case)
        self.offer("label", [(item.course.name, item.course.name) for item in case.asked if self.fits(item.course)])

    def fits(self, item: Consultation) -> bool:
        """Not yet received."""
        return item.received_on is None


class OpinionForm(LabelForm):
    """What they answered."""

    opinion = forms.ChoiceField(
        label=_("意见"),
        choices=OPINIONS,
    )
    text = words(_("意见的内容"), required=False)

    def fits(self, item: Consultation) -> bool:
        """Not yet answered."""
        return item.answered_on is None


class CloseForm(LabelForm):
    """Why nobody waits any longer."""

    reason = words(_("为何不再等待"))

    def fits(self, item: Consultation) -> bool:
        """Still awaited."""
        return item.ended_on is None


class FeeForm(EventForm):
    """By which standard, and the facts behind it."""

    standard = forms.ChoiceField(
        label=_("收费标准"),
        choices=[(Standard.PER_ITEM.value, _("按件计收")), (Standard.PER_PAGE.value, _("按量计收"))],
    )
    pages = forms.IntegerField(label=_("提供的页数"), min_value=0, initial=0, required=False)
    excessive = words(_("数量、频次明显超过合理范围的事实"))
    already_public = forms.BooleanField(label=_("已经主动公开的信息"), required=False)


class FeeNoticeForm(EventForm):
    """How the notice arrived."""

    note = words(_("送达的经过"))


class PaidForm(EventForm):
    """The fiscal receipt."""

    receipt = forms.CharField(label=_("缴费凭证的号码"), max_length=100)


class ReturnForm(EventForm):
    """Why the draft goes back."""

    reason = words(_("退回的理由"))


class ServiceForm(SeenForm):
    """How the answer was served. The day that counts follows from the way."""

    mode = forms.ChoiceField(label=_("送达方式"))
    posted_on = Day(label=_("交邮日期"), required=False, help_text=_("邮寄的填写"))
    signed_on = Day(label=_("签收日期"), required=False, help_text=_("直接送达、委托送达的填写"))
    reference = forms.CharField(
        label=_("凭证"), max_length=200, required=False, help_text=_("邮件号、签收人，加密保存")
    )

    def know(self, case: Case) -> None:
        """The ways the law knows."""
        super().know(case)
        self.offer("mode", [(item.value, f"{rule.label}（{rule.day}）") for item, rule in services().items()])


class NoteForm(CaseForm):
    """A remark."""

    text = words(_("内容"), _("加密保存，办理人员可以看到，不能修改"))


class SearchForm(CaseForm):
    """What was looked for where; an answer that nothing exists rests on it."""

    place = forms.CharField(label=_("检索范围"), max_length=200, help_text=_("哪些系统、档案、科室"))
    terms = forms.CharField(label=_("检索词"), max_length=200)
    on = Day(label=_("检索日期"))
    found = forms.BooleanField(label=_("检索到"), required=False)
    result = words(_("检索结果"), required=False)

    def know(self, case: Case) -> None:
        """Today."""
        self.initial["on"] = case.today


class SplitForm(SeenForm):
    """The matters, a line each."""

    matters = words(_("各事项"), _("每行一项；第一项留在这件申请，其余各得新的编号、查询码和回执"))

    def know(self, case: Case) -> None:
        """What stands there now."""
        super().know(case)
        self.initial["matters"] = wanted_of(case.application)

    def clean_matters(self) -> list[str]:
        """The lines."""
        return [line.strip() for line in self.cleaned_data["matters"].splitlines() if line.strip()]
