"""The draft of an answer: what one outcome demands, and nothing else."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.applications.queries.case import Case
from gongkai.desk.application_forms.events import EventForm, words
from gongkai.desk.document_forms.parts import Several
from gongkai.statute.clocks.events import Consulted, Opinion
from gongkai.statute.disclosure import exemption_grounds
from gongkai.statute.outcomes import NOT_GOVERNMENT_INFORMATION, DecisionFacts, Outcome
from gongkai.statute.sources import source

SEARCH = "search"
"""What an answer says of searches comes from the records of searches."""
_STATED = "stated_"


class DraftForm(EventForm):
    """Grounds, separability, the finer reason and the words that the outcome needs (条例 36–39)."""

    def __init__(self, *args: Any, outcome: Outcome, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome = outcome
        self._finer()
        self._grounds(today)
        self._separable()
        self._needs()

    def know(self, case: Case) -> None:
        """Whoever gives out what a third party objects to says why (条例 32)."""
        super().know(case)
        objects = any(
            item.course.consulted is Consulted.THIRD_PARTY and item.course.opinion is Opinion.OBJECTION
            for item in case.asked
        )
        if objects and self.outcome.kind in ("granted", "partial"):
            either = _("第三方不同意公开的，这两项至少写一项（条例第三十二条）")
            self.fields["objection_unfounded"] = words(_("第三方的理由为何不合理"), either, required=False)
            self.fields["public_interest"] = words(_("不公开对公共利益有何重大影响"), either, required=False)

    def _finer(self) -> None:
        if self.outcome.sub_reasons:
            choices = [(item.id, item.label) for item in self.outcome.sub_reasons]
            self.fields["sub_reason"] = forms.ChoiceField(
                label=_("具体情形"), choices=choices, widget=forms.RadioSelect
            )

    def _grounds(self, today: datetime.date) -> None:
        known = exemption_grounds(today)
        choices = [(key, f"{known[key].label}（{known[key].source}）") for key in self.outcome.grounds if key in known]
        if NOT_GOVERNMENT_INFORMATION in self.outcome.grounds:
            choices.append((NOT_GOVERNMENT_INFORMATION, str(_("不属于政府信息"))))
        if choices:
            self.fields["grounds"] = Several(label=_("法定理由"), choices=choices)
            if len(choices) == 1:
                self.initial["grounds"] = [choices[0][0]]

    def _separable(self) -> None:
        if self.outcome.separable:
            self.fields["separable"] = forms.ChoiceField(
                label=_("能够作区分处理"),
                choices=[("yes", _("能够")), ("no", _("不能"))],
                widget=forms.RadioSelect,
                help_text=_("含有不应当公开的内容但能够区分的，应当提供可以公开的内容（条例第三十七条）"),
            )

    def _needs(self) -> None:
        for need in self.outcome.needs:
            if need.field != SEARCH:
                self.fields[_STATED + need.field] = words(need.message, str(source(need.source)))
        chosen_only = _("选择“%(reason)s”的填写")
        for item in self.outcome.sub_reasons:
            for need in item.needs:
                name = _STATED + need.field
                if need.field != SEARCH and name not in self.fields:
                    self.fields[name] = words(need.message, chosen_only % {"reason": item.label}, required=False)

    def decision(self) -> DecisionFacts:
        """What was typed, as the law judges it."""
        data = self.cleaned_data
        said = data.get("separable")
        stated = {name.removeprefix(_STATED): text for name, text in data.items() if name.startswith(_STATED)}
        return DecisionFacts(
            outcome=self.outcome.id,
            decided_on=data["on"],
            grounds=tuple(data.get("grounds", ())),
            separable=None if said is None else said == "yes",
            sub_reason=data.get("sub_reason", ""),
            stated=stated,
            objection_unfounded=data.get("objection_unfounded", ""),
            public_interest=data.get("public_interest", ""),
        )
