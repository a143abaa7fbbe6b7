"""What passes to the organ that follows when organs change (机构改革)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from gongkai.documents.models import CatalogueEntry, CleanUp, Document, Edition, HandOver, MajorDecision
from gongkai.documents.models.documents import OPEN_STATES
from gongkai.documents.searching import KIND
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.search import index

PLACE = ("part", "duty", "field", "level1", "level2")


@act("document.transfer", Permission.CHANGE_ORGAN, _("划转文件"))
def transfer_documents(step: Step, from_id: int, to_id: int, document_ids: Sequence[int] | None, basis: str) -> int:
    """Documents with their open work pass to the organ that follows; numbers and addresses stay.

    None: all of them, and with them the catalogue, decision files, clean-ups without result and hand-overs without
    receipt. Documents stay under their leaves: the other organ's of the same name, else one like it is made there.
    Returns how many documents passed over.
    """
    origin, target = lock(Organ.objects, pk=from_id), lock(Organ.objects, pk=to_id)
    step.permit(origin.place)
    step.permit(target.place)
    step.demand(bool(basis.strip()), _("请填写机构改革的依据。"))
    step.demand(target.valid_to is None, _("%(target)s已不存在。"), target=target.name)
    step.demand(origin != target, _("请选择另一个机关。"))
    chosen = Document.objects.select_for_update().filter(organ=origin)
    if document_ids is not None:
        chosen = chosen.filter(pk__in=document_ids)
    moved = list(chosen.values_list("pk", flat=True))
    rest = _pass_the_rest(origin, target) if document_ids is None else {}
    leaves = _leaves_there(moved, target)
    Document.objects.filter(pk__in=moved).update(organ=target)
    index.move(KIND, moved, target.pk)
    if not moved and not any(rest.values()):
        step.unchanged()
        return 0
    step.record(
        target,
        origin=origin.code,
        documents=moved if document_ids is not None else len(moved),
        leaves=leaves,
        **rest,
        basis=basis.strip(),
    )
    return len(moved)


def _pass_the_rest(origin: Organ, target: Organ) -> dict[str, int]:
    """What belongs to no single document; leaves that the other organ has too stay behind as they were."""
    there = set(CatalogueEntry.objects.filter(organ=target).values_list(*PLACE))
    entries = [entry.pk for entry in CatalogueEntry.objects.filter(organ=origin) if _place(entry) not in there]
    return {
        "entries": CatalogueEntry.objects.filter(pk__in=entries).update(organ=target),
        "decisions": MajorDecision.objects.filter(organ=origin).update(organ=target),
        "clean_ups": CleanUp.objects.filter(organ=origin, result=None).update(organ=target),
        "hand_overs": HandOver.objects.filter(organ=origin, receipt_on=None).update(organ=target),
    }


def _leaves_there(moved: Sequence[int], target: Organ) -> int:
    """Put documents that move, and drafts of later editions, under the leaves of the other organ: how many leaves."""
    rows = Document.objects.filter(pk__in=moved)
    drafts = list(Edition.objects.filter(document__in=moved, state__in=OPEN_STATES, proposed__isnull=False))
    named = {*rows.values_list("entry", flat=True), *((draft.proposed or {}).get("entry_id") for draft in drafts)}
    wanted: list[int] = [key for key in named if key is not None]
    strange = CatalogueEntry.objects.filter(pk__in=wanted).exclude(organ=target)
    followers: dict[int, int] = {}
    for entry in strange:
        follower = CatalogueEntry.objects.filter(organ=target, **dict(zip(PLACE, _place(entry), strict=True))).first()
        if follower is None:
            follower = CatalogueEntry.objects.get(pk=entry.pk)
            follower.pk, follower.organ = None, target
            follower.save(force_insert=True)
        followers[entry.pk] = follower.pk
        rows.filter(entry=entry).update(entry=follower)
    for draft in drafts:
        proposed = draft.proposed or {}
        old = proposed.get("entry_id")
        if old in followers:
            draft.proposed = {**proposed, "entry_id": followers[old]}
            draft.save(update_fields=["proposed"])
    return len(followers)


def _place(entry: CatalogueEntry) -> tuple[str, ...]:
    return tuple(getattr(entry, name) for name in PLACE)
