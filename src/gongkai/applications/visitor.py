"""What visitors may do without an account: apply, and follow what they applied for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongkai.applications.acts.intake import Received, submit
from gongkai.applications.acts.visiting import Upload, hand_in, renew_code
from gongkai.applications.codes import opened
from gongkai.applications.models import Application
from gongkai.applications.queries.duplicates import open_duplicates
from gongkai.kernel import limits
from gongkai.kernel.actors import VISITOR
from gongkai.kernel.errors import NotFound, Unlawful
from gongkai.statute.intake import Applicant, Wanted

IDENTITY = "identity"
"""The purpose of a paper that proves who applies."""
_TOKEN = re.compile(r"[\w-]{20,64}", re.ASCII)
_HOUR = 3600


def visitor_application(
    organ_id: int,
    applicant: Applicant,
    wanted: Wanted,
    token: str,
    *,
    evidence: Sequence[Upload] = (),
    address: str,
    now: datetime.datetime,
) -> Received:
    """Take in an application from the public form, with its evidence of identity, in one transaction.

    The same ``token`` sent twice is one application; who sends it again within the hour gets a new code, because the
    answer with the first one may have been lost on the way.
    Raises TooMany (rate limit per address), NotFound, Unlawful.
    """
    if not _TOKEN.fullmatch(token):
        raise Unlawful(_("表单已失效，请重新打开页面后再提交。"))
    limits.spend("application", address, limit=settings.VISITOR_APPLICATIONS_PER_HOUR, seconds=_HOUR, now=now)
    with transaction.atomic():
        received = submit(VISITOR, organ_id, applicant, wanted, token)
        if not received.code:
            return Received(*renew_code(VISITOR, token))
        if evidence:
            hand_in(VISITOR, received.application.number, received.code, IDENTITY, evidence)
    return received


def told_duplicates(
    organ_id: int, applicant: Applicant, wanted: Wanted, token: str, *, address: str, now: datetime.datetime
) -> list[Application]:
    """The applicant's own open applications for nearly the same, but not the one of this form. Raises TooMany."""
    limits.spend("application-same", address, limit=settings.VISITOR_APPLICATIONS_PER_HOUR, seconds=_HOUR, now=now)
    return [item for item in open_duplicates(organ_id, applicant, wanted) if item.token != token]


def look_up(number: str, code: str, *, address: str, now: datetime.datetime) -> Application:
    """The application that number and code open. Raises TooMany, and NotFound whichever of the two is wrong."""
    limits.spend("tracking", address, limit=settings.VISITOR_LOOKUPS_PER_HOUR, seconds=_HOUR, now=now)
    found = opened(Application.objects.select_related("organ__division"), number, code)
    if found is None:
        raise NotFound(_("登记编号或者查询码不对，请核对。"))
    return found
