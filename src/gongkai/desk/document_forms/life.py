"""What is asked about a document after it was published, and about its interpretation and its call for opinions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.desk.document_forms.draft import leaves_of
from gongkai.desk.document_forms.parts import Day, Several, long_text, with_none
from gongkai.documents.acts.participation import Call, PlanEntry
from gongkai.documents.models import Document, Opinion
from gongkai.statute.consultations import consultation_limits
from gongkai.statute.vocabulary import vocabulary

if TYPE_CHECKING:
    ChoiceBase = forms.ModelChoiceField[Document]
else:
    ChoiceBase = forms.ModelChoiceField

RECENT = 300  # documents offered in a list


class DocumentChoice(ChoiceBase):
    """One of the documents of an organ, newest first, by title and number."""

    def label_from_instance(self, obj: Any) -> str:
        """Title (number)."""
        edition = obj.live or obj.editions.first()
        title = edition.title if edition else str(obj)
        number = edition.document_number if edition else ""
        return f"{title}（{number}）" if number else title


def recent(rows: Any) -> Any:
    """As many as a list can offer."""
    newest = rows.order_by("-pk").values_list("pk", flat=True)[:RECENT]
    return (
        Document.objects.filter(pk__in=list(newest)).select_related("live").prefetch_related("editions").order_by("-pk")
    )


class PostingForm(forms.Form):
    """Several channels of one day at once."""

    channels = Several(label=_("渠道"))
    on = Day(label=_("日期"))
    locator = forms.CharField(label=_("位置"), max_length=300, required=False, help_text=_("网址、期号或者版面"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
        field = self.fields["channels"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = vocabulary().channels.choices()


class LeafForm(forms.Form):
    """Under which leaf of the organ's catalogue a document stands."""

    entry = forms.TypedChoiceField(
        label=_("公开事项"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("不选的，按“法定主动公开内容”归入；公开制度须在这里归入"),
    )

    def __init__(self, organ: int, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["entry"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = with_none(leaves_of(organ))


class ValidityForm(forms.Form):
    """From when, what, by which document."""

    validity = forms.ChoiceField(label=_("有效性"))
    on = Day(label=_("自何日起"))
    basis = DocumentChoice(Document.objects.none(), label=_("依据文件"), required=False)
    replaced = forms.BooleanField(
        label=_("由依据文件取代"), required=False, help_text=_("依据文件代替了它，不只是宣布废止")
    )
    basis_text = forms.CharField(
        label=_("依据"), max_length=300, required=False, help_text=_("作出决定的文件不在本系统的，写明名称和文号")
    )

    def __init__(self, document: Document, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
        validity, basis = self.fields["validity"], self.fields["basis"]
        assert isinstance(validity, forms.ChoiceField)
        assert isinstance(basis, DocumentChoice)
        validity.choices = vocabulary().validity.choices()
        public = Document.objects.filter(organ=document.organ_id, live__isnull=False).exclude(pk=document.pk)
        basis.queryset = recent(public)


class ConvertForm(forms.Form):
    """Why it becomes public, and where."""

    reason = forms.CharField(label=_("理由"), max_length=2000, widget=long_text())
    channels = Several(label=_("公开渠道"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"channels": ["website"]})
        field = self.fields["channels"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = vocabulary().channels.choices()


class InterpretationForm(forms.Form):
    """The plan, or why there is none."""

    forms_ = Several(label=_("解读形式"), required=False)
    channels = Several(label=_("解读途径"), required=False)
    planned_on = Day(label=_("解读时间"), required=False)
    outline = forms.CharField(
        label=_("解读提纲"),
        required=False,
        widget=long_text(5),
        help_text=_("背景依据、目标任务、主要内容、适用范围、执行标准、注意事项、关键词、惠民利民举措、新旧政策差异"),
    )
    interpreter = forms.CharField(
        label=_("解读人"), required=False, max_length=60, help_text=_("起草部门负责人是第一解读人")
    )
    not_needed_reason = forms.CharField(label=_("不作解读的理由"), required=False, widget=long_text(2))

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        shapes, channels = self.fields["forms_"], self.fields["channels"]
        assert isinstance(shapes, forms.MultipleChoiceField)
        assert isinstance(channels, forms.MultipleChoiceField)
        shapes.choices = vocabulary().interpretation_forms.choices()
        channels.choices = vocabulary().channels.choices()

    def entry(self) -> PlanEntry:
        """As the act wants it."""
        data = self.cleaned_data
        return PlanEntry(
            tuple(data["forms_"]),
            tuple(data["channels"]),
            data["planned_on"],
            data["outline"],
            data["interpreter"],
            data["not_needed_reason"],
        )


class CallForm(forms.Form):
    """How long, by which law, how to answer, on which document."""

    opens_on = Day(label=_("开始日期"))
    closes_on = Day(label=_("截止日期"))
    limit = forms.ChoiceField(label=_("征集期限依据"), required=False)
    short_reason = forms.CharField(
        label=_("期限短于规定的理由"),
        required=False,
        widget=long_text(2),
        help_text=_("随公告公布；法律对这件事没有规定期限、拟定期限又较短的，也在这里写明"),
    )
    contact = forms.CharField(label=_("联系方式"), widget=long_text(), help_text=_("电话、邮箱、通信地址"))
    about = DocumentChoice(
        Document.objects.none(), label=_("拟定的文件"), required=False, help_text=_("正式文件已在起草的，在此关联")
    )

    def __init__(self, notice: Document, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        limit, about = self.fields["limit"], self.fields["about"]
        assert isinstance(limit, forms.ChoiceField)
        assert isinstance(about, DocumentChoice)
        today = timezone.localdate()
        limit.choices = with_none(
            [(item.id, f"{item.label}：{item.length}") for item in consultation_limits(today)],
            _("没有选定（按最长的规定预设）"),
        )
        about.queryset = recent(Document.objects.filter(organ=notice.organ_id).exclude(pk=notice.pk))

    def call(self) -> Call:
        """As the act wants it."""
        data = self.cleaned_data
        about = data["about"].pk if data["about"] else None
        return Call(data["opens_on"], data["closes_on"], data["contact"], data["limit"], data["short_reason"], about)


class ProlongForm(forms.Form):
    """Until when, and why."""

    closes_on = Day(label=_("延长到"))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=long_text(2))


class OpinionForm(forms.Form):
    """An opinion that came otherwise than by the web."""

    channel = forms.ChoiceField(
        label=_("怎样收到"), choices=[item for item in Opinion.Channel.choices if item[0] != Opinion.Channel.WEB]
    )
    body = forms.CharField(label=_("意见"), widget=long_text(5))
    name = forms.CharField(label=_("姓名或者单位"), required=False, max_length=100, help_text=_("不公开"))
    contact = forms.CharField(label=_("联系方式"), required=False, max_length=200, help_text=_("不公开"))


class FeedbackForm(forms.Form):
    """Which document tells the result."""

    feedback = DocumentChoice(Document.objects.none(), label=_("反馈公告"), help_text=_("类别为“意见征集与反馈”的文件"))

    def __init__(self, notice: Document, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["feedback"]
        assert isinstance(field, DocumentChoice)
        rows = Document.objects.filter(organ=notice.organ_id, plan="consultation").exclude(pk=notice.pk)
        field.queryset = recent(rows.filter(consultation=None, feedback_on=None))
