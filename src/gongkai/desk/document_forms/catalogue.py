"""The catalogue, the disclosure office, hand-over, clean-up and transfer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.desk.document_forms.life import DocumentChoice, recent
from gongkai.desk.document_forms.parts import Day, Several, with_none
from gongkai.documents.acts.leaves import EntryText
from gongkai.documents.acts.offices import OfficeEntry
from gongkai.documents.catalogue_table import LARGEST, read_table
from gongkai.documents.models import CatalogueEntry, CleanUp, DisclosureOffice, Document
from gongkai.organs.models import Organ
from gongkai.statute.codes import is_credit_code, is_organ_code
from gongkai.statute.index_numbers import IndexTemplate, TemplateError, usual_templates
from gongkai.statute.processes import document_process
from gongkai.statute.standard_catalogue import standard_catalogue
from gongkai.statute.time_limits import time_limits
from gongkai.statute.vocabulary import duties, primary_fields

if TYPE_CHECKING:
    EntryBase = forms.ModelForm[CatalogueEntry]
    OfficeBase = forms.ModelForm[DisclosureOffice]
else:
    EntryBase = OfficeBase = forms.ModelForm

FAULTS_SHOWN = 50  # lines of faults that a page can bear
TEXTS = (
    *("name", "address", "hours", "phone", "fax", "contact", "classification", "arrangement", "obtaining"),
    *("organ_code", "credit_code", "department_code", "class_code", "unit_code", "index_template"),
)
ENTRY = (
    *("part", "duty", "field", "level1", "level2", "content", "basis", "limit", "limit_text", "update_months", "unit"),
    *("channels", "audience", "audience_note", "on_request", "levels", "not_involved", "position"),
)


class EntryForm(EntryBase):
    """One leaf of the catalogue; written by the act, never saved here."""

    duty = forms.ChoiceField(label=_("法定事项"), required=False)
    field = forms.ChoiceField(label=_("领域"), required=False)
    limit = forms.ChoiceField(label=_("公开时限"))
    channels = Several(label=_("公开渠道和载体"), required=False)
    audience = forms.ChoiceField(label=_("公开对象"))
    levels = Several(label=_("公开层级"), required=False)
    update_months = forms.IntegerField(label=_("更新周期（月）"), min_value=1, max_value=120, required=False)
    position = forms.IntegerField(label=_("排序"), min_value=0, max_value=9999, required=False)

    class Meta:
        model = CatalogueEntry
        fields = ENTRY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words, today = standard_catalogue(), timezone.localdate()
        limits = [item for item in time_limits() if item.id.partition(".")[0] == "publication" and item.holds_on(today)]
        _choose(self, "duty", with_none([(item.id, f"{item.id} {item.label}") for item in duties()]))
        _choose(self, "field", with_none([(item.id, item.label) for item in primary_fields()]))
        _choose(self, "limit", [(item.id, f"{item.label}：{item.length}") for item in limits])
        for name in ("channels", "audience", "levels"):
            values = {"channels": words.carriers, "audience": words.audiences, "levels": words.levels}[name]
            _choose(self, name, [(item.id, item.label) for item in values])
        self.fields["limit_text"].help_text = _("与法定期限的说法不同时填写，如“按进展情况及时公开”")

    def validate_unique(self) -> None:
        """The organ is not on the form; the act and the table hold it."""

    def entry(self) -> EntryText:
        """As the act wants it."""
        data = self.cleaned_data
        values = {name: data[name] for name in ENTRY}
        values |= {name: tuple(data[name]) for name in ("channels", "levels")}
        values["position"] = data["position"] or 0
        values["part"] = CatalogueEntry.Part(data["part"])
        return EntryText(**values)


class TableForm(forms.Form):
    """A filled-in table of the catalogue; ``source`` is the name of its file once it was read."""

    source = ""

    table = forms.FileField(
        label=_("公开目录表（.xlsx）"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
        help_text=_("列名与导出的表相同；合并的单元格、两行表头和方框勾选（■□）都能读"),
    )

    def clean_table(self) -> list[EntryText]:
        """The leaves; every fault of every row is said at once."""
        upload = self.cleaned_data["table"]
        self.source = str(upload.name)
        if upload.size > LARGEST:
            raise forms.ValidationError(_("文件过大。"))
        texts, faults = read_table(upload.read())
        if faults:
            raise forms.ValidationError([str(fault) for fault in faults[:FAULTS_SHOWN]])
        return texts


class OfficeForm(OfficeBase):
    """The office, its guide, the codes of the organ and how it numbers."""

    extra = Several(label=_("增加的审查关口"), required=False, help_text=_("只能增加，法定关口不能减少"))

    class Meta:
        model = DisclosureOffice
        fields = (*TEXTS, "reviewers_publish")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        process = document_process()
        _choose(
            self,
            "extra",
            [
                (f"{plan.id}:{gate.id}", f"{plan.label}：{gate.label}")
                for plan in process.plans
                for gate in process.gates
                if gate.id not in plan.gates
            ],
        )
        self.fields["class_code"].label, self.fields["unit_code"].label = _("类别代码"), _("内设机构代码")
        usual = "；".join(f"{item.label} {item.template.text}" for item in usual_templates().values())
        self.fields["index_template"].help_text = _("常用格式：%(usual)s") % {"usual": usual}
        given = self.instance.extra_gates if self.instance.pk else {}
        self.initial["extra"] = [f"{plan}:{gate}" for plan, gates in given.items() for gate in gates]

    def clean_organ_code(self) -> str:
        """The check digit of GB 11714."""
        code = str(self.cleaned_data["organ_code"]).strip().upper()
        if code and not is_organ_code(code):
            raise forms.ValidationError(_("组织机构代码的校验码不符（GB 11714），请逐位核对。"))
        return code

    def clean_credit_code(self) -> str:
        """The check character of GB 32100."""
        code = str(self.cleaned_data["credit_code"]).strip().upper()
        if code and not is_credit_code(code):
            raise forms.ValidationError(
                _("统一社会信用代码的校验码不符（GB 32100），请逐位核对；其中没有字母 I、O、S、V、Z。")
            )
        return code

    def clean_index_template(self) -> str:
        """A template that can be used."""
        text = str(self.cleaned_data["index_template"]).strip()
        try:
            IndexTemplate(text)
        except TemplateError as error:
            raise forms.ValidationError(str(error)) from error
        return text

    def entry(self) -> OfficeEntry:
        """As the act wants it."""
        gates: dict[str, list[str]] = {}
        for value in self.cleaned_data["extra"]:
            plan, _colon, gate = value.partition(":")
            gates.setdefault(plan, []).append(gate)
        few = self.cleaned_data["reviewers_publish"]
        texts = {name: self.cleaned_data[name] for name in TEXTS}
        return OfficeEntry(**texts, reviewers_publish=few, extra_gates=gates)


class HandOverForm(forms.Form):
    """Which documents, to whom."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("机关"))
    receiver = forms.CharField(label=_("接收单位"), max_length=100, help_text=_("国家档案馆、公共图书馆、政务服务场所"))
    on = Day(label=_("移送日期"))
    since = Day(label=_("公开日期从"))
    until = Day(label=_("公开日期到"), help_text=_("这段时间公开、还没有移送过该单位的文件"))

    def __init__(self, organs: Any, data: Any = None) -> None:
        today = timezone.localdate()
        start = today.replace(day=1)
        super().__init__(data, initial={"on": today, "since": start, "until": today, "organ": organs.first()})
        field = self.fields["organ"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organs


class ReceiptForm(forms.Form):
    """When it was signed for."""

    on = Day(label=_("签收日期"))
    note = forms.CharField(label=_("签收说明"), max_length=200, required=False)


class CleanUpForm(forms.Form):
    """A new campaign."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("机关"))
    title = forms.CharField(label=_("名称"), max_length=200)
    as_of = Day(label=_("清理基准日"))

    def __init__(self, organs: Any, data: Any = None) -> None:
        super().__init__(data, initial={"as_of": timezone.localdate(), "organ": organs.first()})
        field = self.fields["organ"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organs


class FinishForm(forms.Form):
    """The document that announces the result."""

    result = DocumentChoice(Document.objects.none(), label=_("清理结果"), help_text=_("已公开的清理结果公告"))

    def __init__(self, campaign: CleanUp, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["result"]
        assert isinstance(field, DocumentChoice)
        field.queryset = recent(Document.objects.filter(organ=campaign.organ_id, live__isnull=False, clean_up=None))


class TransferForm(forms.Form):
    """From whom to whom, by which reform."""

    origin = forms.ModelChoiceField(Organ.objects.none(), label=_("原机关"))
    target = forms.ModelChoiceField(Organ.objects.none(), label=_("承接机关"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("机构改革方案或者批复的名称和文号"))

    def __init__(self, origins: Any, targets: Any, data: Any = None) -> None:
        super().__init__(data)
        for name, rows in (("origin", origins), ("target", targets)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


def _choose(form: forms.BaseForm, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
