"""The term list of an organ as staff type it: a term a line."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.document_forms.parts import long_text
from gongkai.documents.acts.terms import TermEntry
from gongkai.screening import sample_terms

_PARTS = re.compile(r"\s*[|｜\t]\s*")


class TermsForm(forms.Form):
    """Several terms of one category."""

    category = forms.ChoiceField(label=_("类别"))
    lines = forms.CharField(
        label=_("词语"),
        widget=long_text(6),
        max_length=2_000_000,
        help_text=_("一行一条：词语｜建议改为｜说明｜例外（用顿号分开），后面几项可以不写。可以从表格中复制粘贴"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(item.id, item.label) for item in sample_terms().file.categories]

    def entries(self) -> list[TermEntry]:
        """The terms as typed."""
        category = self.cleaned_data["category"]
        lines = (line.strip() for line in str(self.cleaned_data["lines"]).splitlines())
        return [_entry(line, category) for line in lines if line]


def _entry(line: str, category: str) -> TermEntry:
    text, replacement, note, exceptions = [*_PARTS.split(line, maxsplit=3), "", "", ""][:4]
    kept = tuple(wording for wording in re.split("[、,，]", exceptions) if wording.strip())
    return TermEntry(text.strip(), category, replacement.strip(), note.strip(), tuple(map(str.strip, kept)))
