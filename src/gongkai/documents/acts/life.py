"""After publication: other channels, relations, validity, assessment of what is withheld, the archive."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents import facts, outgoing
from gongkai.documents.acts.editions import begin_edition
from gongkai.documents.acts.screening import recheck
from gongkai.documents.acts.steps import demand_none, demand_settled, lock_known
from gongkai.documents.models import DeterminationRecord, Document, EditionState, Posting, Relation, ValidityDecision
from gongkai.documents.models.documents import OPEN_STATES
from gongkai.documents.searching import KIND
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.search import index
from gongkai.statute.disclosure import Attribute
from gongkai.statute.time_limits import due
from gongkai.statute.vocabulary import vocabulary


@act("document.post", Permission.PUBLISH_DOCUMENT, _("登记渠道发布"))
def post(step: Step, document_id: int, channel: str, on: datetime.date, locator: str = "") -> Posting:
    """Note that a public document went out at a channel on a day. Noting the same once more changes nothing."""
    document = _locked(step, document_id)
    vocabulary().channels.get(channel)
    step.demand(document.live_id is not None, _("只有已公开的文件才能登记其他渠道的发布。"))
    step.demand(on <= timezone.localdate(step.now), _("发布日期不能在今天之后。"))
    posting, new = Posting.objects.get_or_create(
        document=document, channel=channel, on=on, locator=locator.strip(), defaults={"by_id": step.person}
    )
    if new:
        step.record(posting, document=document.pk, channel=channel, on=on.isoformat(), locator=locator.strip())
    else:
        step.unchanged()
    return posting


@act("document.relate", Permission.DRAFT_DOCUMENT, _("关联文件"))
def relate(step: Step, source_id: int, kind: str, target_id: int) -> Relation:
    """Link two documents (同栏关联); the link is shown from both sides once both are public.

    The organ of the source decides; a target elsewhere must be public, else it is as if it did not exist. That one
    document ends or changes another is an intention only: the public sees it with the mark, by :func:`set_validity`.
    """
    vocabulary().relations.get(kind)
    step.demand(source_id != target_id, _("文件不能与自己关联。"))
    if source_id < target_id:
        source, target = _locked(step, source_id), lock_known(step, target_id)
    else:
        target, source = lock_known(step, target_id), _locked(step, source_id)
    relation, new = Relation.objects.get_or_create(source=source, kind=kind, target=target)
    if new:
        step.record(relation, source=source_id, kind=kind, target=target_id)
    else:
        step.unchanged()
    return relation


@act("document.unrelate", Permission.DRAFT_DOCUMENT, _("取消关联"))
def unrelate(step: Step, relation_id: int) -> None:
    """Take a link away; both sides may, for it stands on the pages of both."""
    relation = lock(Relation.objects.select_related("source__organ", "target__organ"), pk=relation_id)
    source, target = relation.source.organ.place, relation.target.organ.place
    step.permit(source if step.actor.may(step.permission, source) else target)
    word = vocabulary().relations.get(relation.kind).validity
    decided = ValidityDecision.objects.filter(document=relation.target_id, basis=relation.source_id, validity=word)
    step.demand(not word or not decided.exists(), _("这一关联随有效性决定而来，不能单独取消。"))
    step.record(relation, source=relation.source_id, kind=relation.kind, target=relation.target_id)
    relation.delete()


@act("document.validity", Permission.MANAGE_DISCLOSURE, _("标注有效性"))
def set_validity(
    step: Step,
    document_id: int,
    validity: str,
    on: datetime.date,
    basis_id: int | None = None,
    basis_text: str = "",
    replaced: bool = False,
) -> ValidityDecision:
    """Declare from which day a document is in force, amended, abolished or lapsed, by which deciding document.

    ``replaced``: the deciding document stands in its place (取代), it does not only end it.
    No detail of a person goes out with ``basis_text``; other words of a title are as its maker wrote them.
    """
    document = _locked(step, document_id)
    vocabulary().validity.get(validity)
    step.demand(document.published_at is not None, _("只有公开过的文件才标注有效性。"))
    step.demand(basis_id is not None or bool(basis_text.strip()), _("请指明作出决定的文件。"))
    found = outgoing.check(basis_text, document.organ_id, timezone.localdate(step.now))
    demand_settled(step, found.forbidden, found.personal)
    if basis_id is not None:
        basis = lock_known(step, basis_id)
        step.demand(basis.live_id is not None, _("作出决定的文件须已公开。"))
        step.demand(basis_id != document_id, _("文件不能由自己决定有效性。"))
    decision = decide_validity(step, document, validity, on, basis_id, basis_text, replaced=replaced)
    step.record(document, validity=validity, on=on.isoformat(), basis=basis_id, basis_text=basis_text.strip())
    return decision


@act("document.reassess", Permission.REVIEW_ATTRIBUTE, _("定期评估"))
def reassess(step: Step, document_id: int, reason: str) -> Document:
    """Assess again whether what is withheld must stay so (条例 18): it must, for this reason. Else :func:`convert`."""
    document = _locked(step, document_id)
    step.demand(document.attribute != Attribute.ACTIVE, _("主动公开的文件不需要定期评估。"))
    step.demand(bool(reason.strip()), _("请写明评估意见。"))
    today = timezone.localdate(step.now)
    document.reassess_on = due("reassessment", today).date
    document.save(update_fields=["reassess_on"])
    _remember(step, document, DeterminationRecord.Kind.REASSESSED, reason)
    step.record(document, attribute=document.attribute, next=document.reassess_on.isoformat(), reason=reason.strip())
    return document


@act("document.convert", Permission.REVIEW_ATTRIBUTE, _("转为主动公开"))
def convert(step: Step, document_id: int, reason: str, channels: tuple[str, ...] = ("website",)) -> Document:
    """Make proactive what was withheld or given on request (条例 18, 44). Its text still passes every gate.

    A new draft begins from the filed edition; the twenty working days run from today. What is under review is not
    converted: its gates were asked about another attribute.
    """
    document = _locked(step, document_id)
    on_its_way = document.editions.filter(state__in=OPEN_STATES).exclude(state=EditionState.DRAFT).exists()
    step.demand(not on_its_way, _("这份文件正在办理，请先退回或者撤回修改，再转为主动公开。"))
    step.demand(document.attribute != Attribute.ACTIVE, _("这份文件本来就是主动公开。"))
    step.demand(bool(reason.strip()), _("请写明转为主动公开的理由。"))
    document.attribute, document.channels = Attribute.ACTIVE, list(channels)
    document.grounds, document.reason = [], reason.strip()
    demand_none(step, facts.determination(document).obstacles)
    document.publish_by = due(document.limit, timezone.localdate(step.now)).date
    document.reassess_on = None
    document.save()
    filed = document.editions.filter(state=EditionState.FILED).first()
    if filed is not None:
        recheck(step, begin_edition(step, document, filed, filed.drafters, reason.strip()))
    _remember(step, document, DeterminationRecord.Kind.CONVERTED, reason)
    step.record(document, attribute=document.attribute, reason=reason.strip(), due=document.publish_by.isoformat())
    return document


@act("document.archive", Permission.PUBLISH_DOCUMENT, _("归档"))
def archive(step: Step, document_id: int) -> Document:
    """Hand a finished document to the archive (归档). It stays public as it is."""
    document = _locked(step, document_id)
    ended = document.editions.filter(state__in=("published", "filed", "withdrawn")).exists()
    step.demand(ended, _("办结后才能归档。"))
    step.demand(document.archived_at is None, _("已经归档。"))
    document.archived_at = step.now
    document.save(update_fields=["archived_at"])
    step.record(document, index_number=document.index_number)
    return document


def decide_validity(
    step: Step,
    document: Document,
    validity: str,
    on: datetime.date,
    basis_id: int | None,
    basis_text: str,
    *,
    replaced: bool = False,
) -> ValidityDecision:
    """Keep the decision, link it and mark the document as of today; for acts that have permitted and will record."""
    decision = ValidityDecision.objects.create(
        document=document,
        validity=validity,
        on=on,
        basis_id=basis_id,
        basis_text=basis_text.strip(),
        by_id=step.person,
        at=step.now,
    )
    if basis_id is not None and basis_id != document.pk:
        _link(document, basis_id, validity, replaced=replaced)
    document.validity = facts.validity_on(document, timezone.localdate(step.now))
    document.save(update_fields=["validity"])
    index.mark(KIND, [document.pk], document.validity)
    return decision


def _link(document: Document, basis_id: int, validity: str, *, replaced: bool) -> None:
    """The link that says what the deciding document did; one that its drafter announced is enough."""
    kinds = [kind.id for kind in vocabulary().relations.items if kind.validity == validity]
    wanted = "replaces" if replaced and "replaces" in kinds else kinds[0] if kinds else ""
    links = Relation.objects.filter(source=basis_id, target=document, kind__in=[wanted] if replaced else kinds)
    if wanted and not links.exists():
        Relation.objects.create(source_id=basis_id, kind=wanted, target=document)


def _locked(step: Step, document_id: int) -> Document:
    document = lock(Document.objects.select_related("organ"), pk=document_id)
    step.permit(document.organ.place)
    return document


def _remember(step: Step, document: Document, kind: DeterminationRecord.Kind, reason: str) -> None:
    DeterminationRecord.objects.create(
        document=document,
        kind=kind,
        attribute=document.attribute,
        grounds=document.grounds,
        reason=reason.strip(),
        by_id=step.person,
        at=step.now,
    )
