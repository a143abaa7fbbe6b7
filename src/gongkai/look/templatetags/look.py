"""Filters for figures, dates and marks; Chinese typography of numbers."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.reading.model import CellStatus
from gongkai.reading.writers.numbers import printed
from gongkai.statute.forms import FormId, Severity
from gongkai.statute.report_forms import form as statutory_form

register = template.Library()


@register.filter
def figure(value: Decimal | int | None) -> str:
    """A number as an office prints it: no exponent, no trailing zeros, a minus sign; ``—`` for none."""
    return "—" if value is None else printed(Decimal(value)).replace("-", "−")


@register.filter
def severity_word(severity: Severity | str) -> str:
    """The word a clerk reads for a severity."""
    words = {
        Severity.ERROR: _("错误"),
        Severity.WARNING: _("警告"),
        Severity.QUESTION: _("疑问"),
        Severity.INFO: _("提示"),
    }
    return words[Severity(severity)]


@register.filter
def status_word(status: CellStatus | str) -> str:
    """How a cell is known, in words."""
    words = {
        CellStatus.READ: _("读出"),
        CellStatus.INFERRED: _("推定"),
        CellStatus.AMBIGUOUS: _("存疑"),
        CellStatus.BLANK: _("空白"),
        CellStatus.ABSENT: _("文件中没有"),
    }
    return words[CellStatus(status)]


@register.filter
def form_word(form: FormId | str | None) -> str:
    """Which official form, by its short name in the law data."""
    return _(statutory_form(FormId(form)).short_name) if form else _("非法定格式")


@register.filter
def pub_date(moment: datetime.datetime | datetime.date | None) -> str:
    """``YYYY-MM-DD HH:MM`` as the website guideline (国办发〔2017〕47号) prints dates of publication."""
    if moment is None:
        return ""
    if isinstance(moment, datetime.datetime):
        return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
    return moment.isoformat()
