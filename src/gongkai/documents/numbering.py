"""Giving index numbers (索引号): one after the other within what a template counts."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from gongkai.documents.models import DisclosureOffice, Document
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.numbering import take_serials
from gongkai.statute.index_numbers import IndexFacts, IndexTemplate, TemplateError


def next_index_number(office: DisclosureOffice, on: datetime.date) -> str:
    """The next index number (索引号) of an organ by its template. Raises Unlawful when a code it needs is missing."""
    return next_index_numbers(office, on, 1)[0]


def next_index_numbers(
    office: DisclosureOffice, on: datetime.date, count: int, reserved: Collection[str] = ()
) -> list[str]:
    """The next ``count`` index numbers of an organ, in order. Raises Unlawful when a code they need is missing.

    Numbers that came with imported documents, or are ``reserved`` for some, are passed over.
    """
    facts = IndexFacts(
        on=on,
        organ_code=office.organ_code,
        credit_code=office.credit_code,
        region=office.organ.division_id,
        department=office.department_code,
        class_code=office.class_code,
        unit_code=office.unit_code,
    )
    try:
        template = IndexTemplate(office.index_template)
        scope = f"index/{template.scope(facts)}"
        found: list[str] = []
        while lacking := count - len(found):
            first = take_serials(scope, lacking)
            numbers = [template.render(facts, serial) for serial in range(first, first + lacking)]
            taken = set(Document.objects.filter(index_number__in=numbers).values_list("index_number", flat=True))
            found += [number for number in numbers if number not in taken and number not in reserved]
    except TemplateError as error:
        raise Unlawful(_("%(error)s。请先在“公开机构”中补全。"), error=error) from error
    return found
