"""What single steps of an edition ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.document_forms.parts import ReasonForm, kept_reason, long_text
from gongkai.documents.queries.desk import EditionView, suggested_number
from gongkai.documents.queries.public import public_named
from gongkai.statute.document_numbers import parse_number
from gongkai.statute.processes import document_process
from gongkai.statute.vocabulary import Value, vocabulary


class StepForm(forms.Form):
    """A form that asks differently for different editions."""

    def know(self, view: EditionView) -> None:
        """Fit the questions to an edition."""


class ReturnForm(StepForm, ReasonForm):
    """Why it goes back; at a gate with set opinions, which."""

    opinion = forms.ChoiceField(label=_("结论"))
    field_order = ("opinion", "reason")

    def know(self, view: EditionView) -> None:
        """The opinions of the gate at hand, but the one by which it passes."""
        opinions = document_process().gate(view.edition.gate).opinions[1:] if view.edition.gate else ()
        field = self.fields["opinion"]
        assert isinstance(field, forms.ChoiceField)
        if opinions:
            field.choices = [(item, item) for item in opinions]
        else:
            del self.fields["opinion"]


class ReferForm(ReasonForm):
    """To whom, and what is asked."""

    to = forms.CharField(label=_("提请哪个机关确定"), max_length=100)
    field_order = ("to", "reason")


class NumberForm(StepForm):
    """The number the registry gave."""

    document_number = forms.CharField(
        label=_("发文字号"),
        required=False,
        max_length=60,
        help_text=_("不是公文的可以留空；括号、年份、空格的写法会自动规范"),
    )

    def know(self, view: EditionView) -> None:
        """Begin with what the draft says, else with the next of the organ's series."""
        given = view.edition.document_number
        self.initial["document_number"] = given or (suggested_number(view.edition) if view.edition.doc_type else "")

    def clean_document_number(self) -> str:
        """The standard form."""
        typed = str(self.cleaned_data["document_number"]).strip()
        parsed = parse_number(typed)
        if typed and parsed is None:
            raise forms.ValidationError(
                _(
                    "不是规范的发文字号，应如“云政办发〔2026〕1号”：机关代字、六角括号中的四位年份、不带“第”和前导零的序号。"
                )
            )
        return str(parsed) if parsed else ""


class AtOnceForm(NumberForm, ReasonForm):
    """Why it cannot wait; the number, where the text is an official document."""

    field_order = ("reason", "document_number")


class PublishForm(StepForm):
    """What becomes of the edition that is replaced; nothing is asked of a first edition."""

    former = forms.ChoiceField(label=_("现行版本怎样处理"), widget=forms.RadioSelect)

    def know(self, view: EditionView) -> None:
        """Only where there is an edition to replace."""
        field = self.fields["former"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(item.id, withdrawal_words(item)) for item in vocabulary().withdrawals.items]
        self.initial["former"] = "corrected"
        if view.live is None:
            del self.fields["former"]


class WithdrawForm(ReasonForm):
    """Which kind, and why."""

    kind = forms.ChoiceField(label=_("撤下的种类"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"), max_length=2000, widget=long_text(), help_text=_("保留标题的种类，理由会显示在公众页面")
    )
    instead = forms.CharField(
        label=_("代替它的文件"),
        max_length=120,
        required=False,
        help_text=_("被取代、合并或者重复发布的，填那份公开文件的索引号、发文字号或者网址，撤下后的页面指向它"),
    )
    kept = kept_reason()
    field_order = ("kind", "instead", "reason", "kept")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(item.id, withdrawal_words(item)) for item in vocabulary().withdrawals.items]

    def clean_instead(self) -> int | None:
        """The public document that is meant. What was typed must mean exactly one."""
        typed = self.cleaned_data["instead"].strip()
        if not typed:
            return None
        found = list(public_named(typed)[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("没有找到唯一的一份公开文件，请核对索引号、发文字号或者网址。"))
        return found[0].pk


class CloseForm(WithdrawForm):
    """Which kind that leaves no text, and why."""

    instead = None  # type: ignore[assignment]  # Django: such a field is taken away

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        kinds = [item for item in vocabulary().withdrawals.items if not item.keeps_text]
        field.choices = [(item.id, item.label) for item in kinds]


def withdrawal_words(kind: Value) -> str:
    """A kind of withdrawal with what the public will still see."""
    if kind.keeps_text:
        left = _("公众仍可看到标题、理由和这一版正文")
    elif kind.keeps_title:
        left = _("公众只看到标题、种类和理由")
    else:
        left = _("公众只看到“已撤下”，不显示标题和理由")
    return f"{kind.label}（{left}）"
