"""Giving numbers: one after the other within a scope, none twice, none lost to two people at once."""

from __future__ import annotations

import datetime

from django.db import connection

from gongkai.documents.models import DisclosureOffice, Document, Serial
from gongkai.kernel.errors import Unlawful
from gongkai.statute.index_numbers import IndexFacts, IndexTemplate, TemplateError


def next_serial(scope: str) -> int:
    """The next number of a scope, from 1 on. Within a transaction; others wait for its end."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number belongs into the transaction of its act")
    Serial.objects.bulk_create([Serial(scope=scope)], ignore_conflicts=True)
    row = Serial.objects.select_for_update().get(pk=scope)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def next_index_number(office: DisclosureOffice, on: datetime.date) -> str:
    """The next index number (索引号) of an organ by its template. Raises Unlawful when a code it needs is missing.

    Numbers that came with imported documents are passed over.
    """
    facts = IndexFacts(
        on=on,
        organ_code=office.organ_code,
        credit_code=office.credit_code,
        region=office.organ.division_id,
        class_code=office.class_code,
        unit_code=office.unit_code,
    )
    try:
        template = IndexTemplate(office.index_template)
        scope = f"index/{template.scope(facts)}"
        while True:
            number = template.render(facts, next_serial(scope))
            if not Document.objects.filter(index_number=number).exists():
                return number
    except TemplateError as error:
        raise Unlawful(f"{error}。请先在“公开机构”中补全。") from error
