"""The query code: whoever has it with the number may follow an application, and nobody else on the public pages."""

from __future__ import annotations

import hmac
import unicodedata

from django.db.models import QuerySet

from gongkai.applications.models import Application
from gongkai.applications.persons import code_mark

_NOBODY = "0" * 64


def opened(rows: QuerySet[Application], number: str, code: str) -> Application | None:
    """The application among ``rows`` that number and code open. A wrong number costs as much as a wrong code."""
    asked = "".join(unicodedata.normalize("NFKC", number).split())
    found = rows.filter(number=asked).first()
    same = hmac.compare_digest(found.code_mark if found else _NOBODY, code_mark(asked, code))
    return found if same else None
