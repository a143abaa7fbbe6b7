"""What visitors may do without an account: give an opinion on a draft."""

from __future__ import annotations

import datetime
import re

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongkai.documents.acts.participation import give_opinion
from gongkai.documents.models import Opinion
from gongkai.kernel import limits
from gongkai.kernel.actors import VISITOR
from gongkai.kernel.errors import Unlawful

_TOKEN = re.compile(r"[\w-]{20,64}", re.ASCII)


def visitor_opinion(
    consultation_id: int, body: str, token: str, *, name: str, contact: str, address: str, now: datetime.datetime
) -> Opinion:
    """Keep an opinion from the public form; the same ``token`` sent twice is one opinion.

    Raises TooMany (rate limit per address), NotFound, Unlawful (empty, too long, outside the period).
    """
    if not _TOKEN.fullmatch(token):
        raise Unlawful(_("表单已失效，请重新打开页面后再提交。"))
    limits.spend("opinion", address, limit=settings.VISITOR_OPINIONS_PER_HOUR, seconds=3600, now=now)
    return give_opinion(VISITOR, consultation_id, body, token, name=name, contact=contact)
