"""Forms of the desk. What is lawful is decided by the acts; forms only read what was typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models import Organ
from gongkai.reports.models import WithdrawalKind

BLANK = "blank"
OTHER = "other"


class AssignForm(forms.Form):
    """Whose report, of which year."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("机关"), to_field_name="code", widget=forms.TextInput)
    year = forms.IntegerField(label=_("报告年度"), min_value=2008, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = Organ.objects.filter(valid_to=None)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=500, strip=True)


class CellForm(ReasonForm):
    """Which of the possible values a cell has; ``other`` takes the one typed in."""

    choice = forms.CharField(label=_("数值"))
    other = forms.DecimalField(label=_("其他数值"), required=False, max_digits=20, decimal_places=4)

    def clean(self) -> dict[str, Any]:
        """Put the settled value into ``value`` (None = blank)."""
        cleaned = super().clean() or self.cleaned_data
        choice = cleaned.get("choice")
        if choice == BLANK:
            cleaned["value"] = None
        elif choice == OTHER:
            cleaned["value"] = cleaned.get("other")
            if cleaned["value"] is None:
                self.add_error("other", _("请填写数值。"))
        elif choice:
            cleaned["value"] = self._number(choice)
        return cleaned

    def _number(self, text: str) -> Decimal | None:
        try:
            return forms.DecimalField(max_digits=20, decimal_places=4).clean(text)
        except forms.ValidationError as error:
            self.add_error("choice", error)
            return None


class WithdrawForm(ReasonForm):
    """Why a report is no longer to be seen."""

    kind = forms.ChoiceField(label=_("撤回原因"), choices=WithdrawalKind.choices)
