"""Forms of the desk. What is lawful is decided by the acts; forms only read what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models import Organ
from gongkai.reports.models import WithdrawalKind

BLANK = "blank"
OTHER = "other"
OPEN = "open"


class AssignForm(forms.Form):
    """Whose report, of which year."""

    organ = forms.CharField(label=_("机关"), max_length=200)
    year = forms.IntegerField(label=_("报告年度"), min_value=1000, max_value=9999)

    def clean_organ(self) -> Organ:
        """The organ of today's register that has this code, or as the only one this name."""
        typed = self.cleaned_data["organ"]
        found = Organ.objects.filter(Q(code=typed) | Q(name=typed), valid_to=None)[:2]
        if len(found) != 1:
            raise forms.ValidationError(_("名录中没有这个机关，或者不止一个。"))
        return found[0]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=500, strip=True)


class CellsForm(ReasonForm):
    """Values for ambiguous cells: per cell ``choice-<id>`` (a number, ``blank``, ``other``, ``open``), ``other-<id>``.

    Cells without either stay as they are; a number typed without a choice counts as ``other``. ``settled`` holds the
    values by cell id, None = blank; ``reopened`` the cells that are to be ambiguous again. What says the same as
    ``confirmed``, the values that people chose before, is in neither.
    """

    settled: dict[int, Decimal | None]
    reopened: set[int]

    def __init__(
        self, data: QueryDict, cells: Iterable[int], confirmed: Mapping[int, Decimal | None] | None = None
    ) -> None:
        super().__init__(data)
        self.cells = tuple(cells)
        self.confirmed = confirmed or {}

    def clean(self) -> dict[str, Any]:
        """Read the choices; at least one is needed."""
        self.settled, self.reopened = {}, set()
        for cell in self.cells:
            other = self.data.get(f"other-{cell}", "").strip()
            choice = self.data.get(f"choice-{cell}") or (OTHER if other else "")
            if choice == OPEN:
                self.reopened |= {cell} & self.confirmed.keys()
            elif choice == BLANK:
                self.settled[cell] = None
            elif choice:
                typed = other if choice == OTHER else choice
                self.settled[cell] = forms.DecimalField(max_digits=20, decimal_places=4).clean(typed)
        for cell, value in self.confirmed.items():
            if cell in self.settled and self.settled[cell] == value:
                del self.settled[cell]
        if not self.settled and not self.reopened:
            raise forms.ValidationError(_("请先选定至少一格的数值。"))
        return self.cleaned_data


class WithdrawForm(ReasonForm):
    """Why a report is no longer to be seen. (A new edition replaces the live one by itself.)"""

    kind = forms.ChoiceField(
        label=_("撤回原因"),
        choices=[
            (kind.value, kind.label)
            for kind in WithdrawalKind
            if kind not in (WithdrawalKind.REPLACED, WithdrawalKind.DISCARDED)
        ],
    )
