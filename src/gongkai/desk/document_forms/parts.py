"""Fields and widgets that many forms of documents use."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Day(forms.DateField):
    """A day, with the browser's own picker."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)


class Several(forms.MultipleChoiceField):
    """Some of a closed list, as check boxes."""

    widget = forms.CheckboxSelectMultiple


class Words(forms.CharField):
    """Words parted by commas, blanks or lines; cleaned to a tuple."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return tuple(dict.fromkeys(word for word in re.split(r"[\s,，;；、]+", typed) if word))

    def prepare_value(self, value: Any) -> Any:
        return "，".join(value) if isinstance(value, list | tuple) else value


def long_text(rows: int = 3) -> forms.Textarea:
    """A field for some sentences."""
    return forms.Textarea(attrs={"rows": rows})


def with_none(choices: list[tuple[str, str]], none: Text = "—") -> list[tuple[str, Text]]:
    """The choices behind an empty one."""
    return [("", none), *choices]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=2000, widget=long_text())


def kept_reason() -> forms.CharField:
    """Why something that the machine check asks about is published as it stands."""
    return forms.CharField(
        label=_("检测发现的内容确须保留的理由"),
        required=False,
        max_length=500,
        help_text=_("检测没有发现问题的不用填"),
    )


class NoForm(forms.Form):
    """A step that asks for nothing but yes."""
