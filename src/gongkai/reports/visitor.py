"""体检: a visitor's file is read and checked and forgotten. Nothing is written but a count of uses."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongkai.kernel import limits
from gongkai.kernel.errors import Unlawful
from gongkai.reading.model import CheckResult
from gongkai.reports.reader import Unreadable, read_bounded


def visitor_check(chunks: Iterable[bytes], name: str, *, address: str, now: datetime.datetime) -> CheckResult:
    """Read and check an uploaded file; the result holds the structure too (``result.report``).

    Raises TooMany (rate limit per address), Unlawful (empty, too large, unreadable; the message says what to do).
    """
    limits.spend("check", address, limit=settings.VISITOR_CHECKS_PER_HOUR, seconds=3600, now=now)
    content = _within_limit(chunks)
    try:
        return read_bounded(content, name)
    except Unreadable as error:
        raise Unlawful(str(error)) from error


def _within_limit(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > settings.MAX_UPLOAD_BYTES:
            raise Unlawful(
                _("文件超过 %(limit)s MB 的上限，请压缩图片或拆分后再上传。"),
                limit=settings.MAX_UPLOAD_BYTES // 1024**2,
            )
    if not content:
        raise Unlawful(_("文件是空的，请检查后重新上传。"))
    return bytes(content)
