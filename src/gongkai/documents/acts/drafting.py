"""Drafts: the text with its metadata and, from the first line on, its disclosure attribute."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents import content, facts, proposals
from gongkai.documents.acts.editions import Draft, begin_edition
from gongkai.documents.acts.leaves import leaf_of
from gongkai.documents.acts.screening import recheck
from gongkai.documents.acts.steps import demand_none, locked, move
from gongkai.documents.models import DeterminationRecord, Document, Edition, EditionState, Submission
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.organs.models import Organ
from gongkai.statute.disclosure import Attribute, Making, Origin, Responsible, responsible_organ
from gongkai.statute.document_numbers import parse_number
from gongkai.statute.processes import document_process
from gongkai.statute.vocabulary import theme_versions


@dataclass(frozen=True, slots=True)
class Proposal(Typed):
    """The disclosure decision as proposed, and how the information came about.

    ``secrecy_level``: 密级 as printed; with one the document is refused. ``responsible_reason`` is needed where the
    organ is not the one 条例 10 names. ``entry``: the leaf of the organ's catalogue it stands under, which also tells
    the statutory item where ``duty`` does not.
    """

    formed_on: datetime.date
    attribute: Attribute = Attribute.ACTIVE
    grounds: tuple[str, ...] = ()
    reason: str = ""
    third_party_consents: bool = False
    public_interest: str = ""
    limit: str = "publication"
    duty: str = ""
    entry: int | None = None
    channels: tuple[str, ...] = ("website",)
    secrecy_level: str = ""
    making: Making = field(default_factory=Making)
    responsible: Responsible | None = None
    responsible_reason: str = ""
    partners: tuple[int, ...] = ()


@act("document.create", Permission.DRAFT_DOCUMENT, _("新建文件"))
def create_document(step: Step, organ_id: int, plan: str, draft: Draft, proposal: Proposal) -> Document:
    """Begin a document of an organ. What carries a 密级 is refused: it must not enter this system at all."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    document_process().plan(plan)
    document = Document(organ=organ, plan=plan, author_id=step.person, created_at=step.now)
    _propose(step, document, proposal)
    document.save()
    document.partners.set(proposal.partners)
    edition = Edition(document=document, number=1, drafters=[step.person], saved_at=step.now)
    _write(edition, draft)
    edition.save()
    recheck(step, edition)
    _remember(step, document)
    step.record(document, edition=edition.pk, attribute=document.attribute, text=edition.text_sha256)
    return document


@act("document.edit", Permission.DRAFT_DOCUMENT, _("修改草稿"))
def edit_draft(step: Step, edition_id: int, seen: datetime.datetime, draft: Draft, proposal: Proposal) -> Edition:
    """Write on a draft. ``seen`` is when the text the writer had before them was saved: nobody overwrites another."""
    edition = locked(step, edition_id)
    step.demand(edition.state == EditionState.DRAFT, _("文件已送审，须先撤回修改。"))
    step.demand(edition.saved_at == seen, _("这份草稿刚被别人保存过，请重新打开，以免覆盖他的修改。"))
    document = proposals.as_proposed(edition)
    before = _decision(document)
    _propose(step, document, proposal)
    if document.published_at is None:
        document.save()
        document.partners.set(proposal.partners)
        edition.document = document
    else:
        proposals.keep(edition, document, proposal.partners)
    if _decision(document) != before:
        _remember(step, document)
    _write(edition, draft)
    edition.drafters = sorted({*edition.drafters, step.person})
    edition.saved_at = step.now
    edition.save()
    recheck(step, edition)
    step.record(edition, attribute=document.attribute, text=edition.text_sha256)
    return edition


@act("document.new_edition", Permission.DRAFT_DOCUMENT, _("新建版本"))
def new_edition(step: Step, document_id: int) -> Edition:
    """Begin a correction or amendment: a draft that starts from the text that is public.

    For a document that was taken down it starts from the text that was: passing every gate is its way back.
    """
    document = lock(Document.objects.select_related("organ"), pk=document_id)
    step.permit(document.organ.place)
    origin = document.live or document.editions.filter(state=EditionState.WITHDRAWN).order_by("-number").first()
    step.demand(origin is not None, _("只有公开过的文件才有新版本，未公开的请修改草稿。"))
    assert origin is not None
    edition = begin_edition(step, document, origin, [step.person])
    recheck(step, edition)
    step.record(edition, document=document.pk, number=edition.number)
    return edition


@act("document.submit", Permission.DRAFT_DOCUMENT, _("送审"))
def submit(step: Step, edition_id: int) -> Edition:
    """Send a draft to its first gate; everything the law asks of it must be there (see ``facts.obstacles``)."""
    edition = locked(step, edition_id)
    demand_none(step, facts.obstacles(edition))
    edition.round += 1
    edition.submitted_at = step.now
    Submission.objects.create(edition=edition, round=edition.round, at=step.now, title=edition.title, text=edition.text)
    move(step, edition, "submit")
    step.record(edition, round=edition.round, text=edition.text_sha256)
    return edition


@act("document.recall", Permission.DRAFT_DOCUMENT, _("撤回修改"))
def recall(step: Step, edition_id: int, reason: str) -> Edition:
    """Take a draft back from review to change it; every gate is passed anew afterwards."""
    edition = locked(step, edition_id)
    move(step, edition, "recall", reason)
    step.record(edition, reason=reason.strip())
    return edition


@act("document.discard", Permission.DRAFT_DOCUMENT, _("草稿作废"))
def discard(step: Step, edition_id: int, reason: str) -> Edition:
    """Give a draft up. It stays in the records."""
    edition = locked(step, edition_id)
    move(step, edition, "discard", reason)
    step.record(edition, reason=reason.strip())
    return edition


def _write(edition: Edition, draft: Draft) -> None:
    for item in dataclasses.fields(Draft):
        setattr(edition, item.name, getattr(draft, item.name))
    edition.keywords = list(draft.keywords)
    edition.theme_version = theme_versions()[-1].id
    number = parse_number(draft.document_number)
    edition.document_number = str(number) if number else draft.document_number.strip()
    edition.title = draft.title.strip()
    edition.body = content.clean(draft.body)
    edition.text = content.plain(edition.body)
    edition.text_sha256 = content.fingerprint(edition.text)


def _propose(step: Step, document: Document, proposal: Proposal) -> None:
    step.demand(
        not proposal.secrecy_level.strip(),
        _("标有密级的文件不得进入本系统，请立即按保密规定处理（《中华人民共和国保守国家秘密法》）。"),
    )
    step.demand(
        document.published_at is None or proposal.attribute is Attribute.ACTIVE,
        _("公开过的文件不再改变公开属性，不能继续公开的请撤下。"),
    )
    demand_none(step, facts.against_day(proposal.formed_on, timezone.localdate(step.now)))
    named, why = responsible_organ(proposal.making)
    responsible = proposal.responsible or named
    step.demand(
        responsible is named or bool(proposal.responsible_reason.strip()),
        _("公开责任机关与条例的规定不同（%(why)s），请写明理由。"),
        why=why,
    )
    for name in ("formed_on", "attribute", "reason", "third_party_consents", "public_interest", "limit"):
        setattr(document, name, getattr(proposal, name))
    leaf = leaf_of(step, document.organ_id, proposal.entry)
    told = leaf.duty if leaf is not None and proposal.attribute is Attribute.ACTIVE else ""
    document.entry, document.duty = leaf, proposal.duty or told
    document.grounds, document.channels = list(proposal.grounds), list(proposal.channels)
    document.obtained_from = Origin(proposal.making.obtained_from)
    document.joint = proposal.making.joint
    document.own_name_body = proposal.making.own_name_body
    document.special_law = proposal.making.special_law
    document.responsible, document.responsible_reason = responsible, proposal.responsible_reason.strip()
    answer = facts.determination(document)
    document.publish_by = answer.publish_by.date if answer.publish_by else None
    document.reassess_on = answer.reassess_by.date if answer.reassess_by else None


def _decision(document: Document) -> tuple[object, ...]:
    return document.attribute, tuple(document.grounds), document.reason


def _remember(step: Step, document: Document) -> None:
    DeterminationRecord.objects.create(
        document=document,
        kind=DeterminationRecord.Kind.PROPOSED,
        attribute=document.attribute,
        grounds=document.grounds,
        reason=document.reason,
        by_id=step.person,
        at=step.now,
    )
