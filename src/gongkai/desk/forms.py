"""Forms of the desk. What is lawful is decided by the acts; forms only read what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
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


class CellsForm(ReasonForm):
    """Values for ambiguous cells: per cell ``choice-<id>`` (a number, ``blank`` or ``other``) and ``other-<id>``.

    Cells without a choice stay as they are. ``settled`` holds the values by cell id, None = blank.
    """

    settled: dict[int, Decimal | None]

    def __init__(self, data: QueryDict, cells: Iterable[int]) -> None:
        super().__init__(data)
        self.cells = tuple(cells)

    def clean(self) -> dict[str, Any]:
        """Read the choices; at least one is needed."""
        self.settled = {}
        for cell in self.cells:
            choice = self.data.get(f"choice-{cell}", "")
            if choice == BLANK:
                self.settled[cell] = None
            elif choice:
                typed = self.data.get(f"other-{cell}", "") if choice == OTHER else choice
                self.settled[cell] = forms.DecimalField(max_digits=20, decimal_places=4).clean(typed)
        if not self.settled:
            raise forms.ValidationError(_("请先选定至少一格的数值。"))
        return self.cleaned_data


class WithdrawForm(ReasonForm):
    """Why a report is no longer to be seen."""

    kind = forms.ChoiceField(label=_("撤回原因"), choices=WithdrawalKind.choices)
