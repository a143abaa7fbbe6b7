"""The link of an electronic delivery: signed, for one delivery, and only until its last day."""

from __future__ import annotations

import datetime

from django.core import signing
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import Delivery, Letter
from gongkai.kernel.errors import NotFound

_SALT = "gongkai.applications.delivery"


def token_of(delivery: Delivery) -> str:
    """What the link ends with. It cannot be guessed or changed into another."""
    return signing.dumps(delivery.pk, salt=_SALT, compress=False)


def delivered(token: str, on: datetime.date) -> Letter:
    """The letter that a link opens on a day. Raises NotFound: no such link, or its last day is over."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        number = None
    found = Delivery.objects.select_related("letter").filter(pk=number, link_until__gte=on).first()
    if found is None:
        raise NotFound(_("链接无效或者已经过期，请凭登记编号和查询码查询，或者联系办理机关。"))
    return found.letter
