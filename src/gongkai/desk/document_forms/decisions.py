"""Files of major administrative decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.desk.document_forms.life import DocumentChoice, recent
from gongkai.desk.document_forms.parts import Day, long_text
from gongkai.documents.models import Document, MajorDecision
from gongkai.organs.models import Organ
from gongkai.statute.decisions import decision_kinds, decision_steps


class DecisionForm(forms.Form):
    """A new file."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("机关"))
    title = forms.CharField(label=_("决策事项"), max_length=200)
    kind = forms.ChoiceField(label=_("类别"))
    on = Day(label=_("启动日期"))

    def __init__(self, organs: Any, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate(), "organ": organs.first()})
        organ, kind = self.fields["organ"], self.fields["kind"]
        assert isinstance(organ, forms.ModelChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        organ.queryset = organs
        kind.choices = [(item.id, item.label) for item in decision_kinds()]


class StepForm(forms.Form):
    """One step, done or not applicable."""

    step = forms.ChoiceField(label=_("程序"))
    done = forms.ChoiceField(
        label=_("结果"), choices=[("yes", _("已办理")), ("no", _("不适用"))], widget=forms.RadioSelect, initial="yes"
    )
    on = Day(label=_("日期"))
    since = Day(label=_("期限起算之日"), required=False)
    note = forms.CharField(label=_("说明"), required=False, widget=long_text(), help_text=_("不适用的须写明理由"))
    evidence = forms.FileField(label=_("材料"), required=False)

    def __init__(self, decision: MajorDecision, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"on": timezone.localdate()})
        recorded = set(decision.records.values_list("step", flat=True))
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)
        left = [item for item in decision_steps() if item.id not in recorded]
        field.choices = [(item.id, item.label) for item in left]
        timed = [f"{item.label}：{item.clock.asks}" for item in left if item.clock]
        self.fields["since"].help_text = "；".join(timed)
        if not timed:
            del self.fields["since"]


class FilingForm(forms.Form):
    """Where, when and under which number."""

    number = forms.CharField(label=_("备案编号"), max_length=60)
    receiver = forms.CharField(label=_("备案机关"), max_length=100)
    on = Day(label=_("报送备案日期"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})


class LinkForm(forms.Form):
    """The document that publishes the decision."""

    document = DocumentChoice(Document.objects.none(), label=_("文件"))

    def __init__(self, decision: MajorDecision, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["document"]
        assert isinstance(field, DocumentChoice)
        field.queryset = recent(Document.objects.filter(organ=decision.organ_id))
