"""Hand-over to archives and libraries, clean-up of normative documents."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents.acts.life import decide_validity
from gongkai.documents.models import CleanUp, CleanUpItem, Document, HandOver
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.statute.vocabulary import vocabulary


@act("document.hand_over", Permission.PUBLISH_DOCUMENT, _("移送文件"))
def hand_over(step: Step, organ_id: int, receiver: str, document_ids: Sequence[int], on: datetime.date) -> HandOver:
    """Give public documents to an archive or library (条例 25), each at most once to the same receiver."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(bool(receiver.strip()), _("请填写接收单位。"))
    fitting = Document.objects.filter(pk__in=document_ids, organ=organ, live__isnull=False)
    given = fitting.filter(hand_overs__receiver=receiver.strip())
    chosen = list(fitting.exclude(pk__in=given.values("pk")))
    step.demand(bool(chosen), _("没有可移送的文件：须已公开，且未向该单位移送过。"))
    batch = HandOver.objects.create(organ=organ, receiver=receiver.strip(), made_on=on, by_id=step.person)
    batch.documents.set(chosen)
    step.record(batch, receiver=receiver.strip(), documents=[document.pk for document in chosen])
    return batch


@act("document.receipt", Permission.PUBLISH_DOCUMENT, _("登记移送签收"))
def note_receipt(step: Step, hand_over_id: int, on: datetime.date, note: str = "") -> HandOver:
    """The receiver has signed for a batch."""
    batch = lock(HandOver.objects.select_related("organ"), pk=hand_over_id)
    step.permit(batch.organ.place)
    step.demand(batch.receipt_on is None, _("已登记签收。"))
    step.demand(batch.made_on <= on <= timezone.localdate(step.now), _("签收日期应在移送之后、今天之前。"))
    batch.receipt_on, batch.receipt_note = on, note.strip()
    batch.save(update_fields=["receipt_on", "receipt_note"])
    step.record(batch, on=on.isoformat(), note=note.strip())
    return batch


@act("clean_up.start", Permission.MANAGE_DISCLOSURE, _("启动文件清理"))
def start_clean_up(step: Step, organ_id: int, title: str, as_of: datetime.date) -> CleanUp:
    """Begin a clean-up over all normative documents of an organ that have not ended (清理)."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(bool(title.strip()), _("请填写清理的名称。"))
    campaign = CleanUp.objects.create(organ=organ, title=title.strip(), as_of=as_of)
    rows = Document.objects.filter(
        organ=organ, plan="normative", live__isnull=False, validity__in=("in_force", "amended")
    )
    CleanUpItem.objects.bulk_create(CleanUpItem(clean_up=campaign, document=document) for document in rows)
    step.record(campaign, title=title.strip(), documents=campaign.items.count())
    return campaign


@act("clean_up.judge", Permission.MANAGE_DISCLOSURE, _("填写清理意见"))
def judge(step: Step, item_id: int, verdict: str, reason: str = "") -> CleanUpItem:
    """What becomes of one document: it stays, is to be amended, abolished, or has lapsed."""
    organ = lock(Organ.objects, clean_ups__items=item_id)  # nobody puts the campaign into effect meanwhile
    step.permit(organ.place)
    item = lock(CleanUpItem.objects.select_related("clean_up"), pk=item_id)
    step.demand(item.clean_up.result_id is None, _("清理结果已公布。"))
    vocabulary().validity.get(verdict)
    item.verdict, item.reason = verdict, reason.strip()
    item.save(update_fields=["verdict", "reason"])
    step.record(item, document=item.document_id, verdict=verdict, reason=reason.strip())
    return item


@act("clean_up.finish", Permission.MANAGE_DISCLOSURE, _("公布清理结果"))
def finish_clean_up(step: Step, clean_up_id: int, result_id: int) -> CleanUp:
    """Put a clean-up into effect by the published document that announces its result; copies are marked at once.

    It happens once. A document that has passed to another organ meanwhile is that organ's to mark.
    """
    organ = lock(Organ.objects, clean_ups=clean_up_id)
    step.permit(organ.place)
    changed = CleanUpItem.objects.filter(clean_up=clean_up_id).exclude(verdict="in_force")
    concerned = {result_id, *changed.values_list("document", flat=True)}
    documents = {pk: lock(Document.objects, pk=pk) for pk in sorted(concerned)}
    campaign = lock(CleanUp.objects, pk=clean_up_id, organ=organ)
    step.demand(campaign.result_id is None, _("清理结果已公布。"))
    result = documents[result_id]
    step.demand(
        result.live_id is not None and result.organ_id == campaign.organ_id, _("清理结果须先由本机关公开发布。")
    )
    open_items = campaign.items.filter(verdict="").count()
    step.demand(not open_items, _("还有 %(open_items)s 件文件没有清理意见。"), open_items=open_items)
    gone = sorted(str(pk) for pk, document in documents.items() if document.organ_id != campaign.organ_id)
    step.demand(
        not gone,
        _("编号 %(gone)s 的文件已不属于本机关，由现在的机关标注；请先把清理意见改为继续有效。"),
        gone="、".join(gone),
    )
    campaign.result = result
    campaign.save(update_fields=["result"])
    today = timezone.localdate(step.now)
    for item in changed.order_by("document"):
        decide_validity(step, documents[item.document_id], item.verdict, today, result.pk, "")
    step.record(campaign, result=result_id, changed=[item.document_id for item in changed])
    return campaign
