"""Normative documents filed for the record with the authority above (备案)."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models import Document, Filing
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission


@act("document.file_for_record", Permission.MANAGE_DISCLOSURE, _("登记备案"))
def file_for_record(step: Step, document_id: int, number: str, receiver: str, on: datetime.date) -> Filing:
    """Note under which number, where and when a public normative document was filed; once."""
    document = lock(Document.objects.select_related("organ"), pk=document_id)
    step.permit(document.organ.place)
    step.demand(document.plan == "normative", _("只有行政规范性文件才登记备案。"))
    step.demand(document.published_at is not None, _("文件公布后才能登记备案。"))
    step.demand(not Filing.objects.filter(document=document).exists(), _("这份文件已经登记备案。"))
    step.demand(bool(number.strip()) and bool(receiver.strip()), _("请填写备案编号和备案机关。"))
    step.demand(on <= timezone.localdate(step.now), _("日期不能在今天之后。"))
    filing = Filing.objects.create(
        document=document, number=number.strip(), receiver=receiver.strip(), on=on, by_id=step.person
    )
    step.record(filing, document=document_id, number=filing.number, receiver=filing.receiver, on=on.isoformat())
    return filing
