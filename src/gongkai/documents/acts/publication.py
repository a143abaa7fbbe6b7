"""Numbered, published, filed, withdrawn: what makes a document public and what takes it back."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents import facts, likeness
from gongkai.documents.acts.old_editions import close_earlier
from gongkai.documents.acts.participation import open_call
from gongkai.documents.acts.steps import demand_fit, demand_fitting, demand_none, lock_known, locked, move
from gongkai.documents.models import DisclosureOffice, Document, Edition, EditionState, Posting
from gongkai.documents.numbering import next_index_number
from gongkai.documents.proposals import as_proposed, carry_out
from gongkai.documents.searching import KIND, findable
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.search import index
from gongkai.statute.document_numbers import parse_number
from gongkai.statute.vocabulary import vocabulary

WEBSITE = "website"


@act("document.number", Permission.PUBLISH_DOCUMENT, _("编号"))
def number(step: Step, edition_id: int, document_number: str = "") -> Edition:
    """Give a signed edition its numbers: the index number by the organ's template, once for all editions.

    ``document_number`` (发文字号) is what the organ's registry gave; "" where the text is no official document.
    """
    edition = locked(step, edition_id)
    _give_number(step, edition, document_number)
    _number(step, edition)
    move(step, edition, "number")
    step.record(edition, index_number=edition.document.index_number, document_number=edition.document_number)
    return edition


@act("document.publish", Permission.PUBLISH_DOCUMENT, _("发布文件"))
def publish(step: Step, edition_id: int, former: str = "corrected") -> Edition:
    """Make a numbered edition public and freeze it; the edition that was live is replaced by it.

    ``former`` says what becomes of that one (``law/documents/vocabulary.yaml``): may its text still be read?
    """
    edition = locked(step, edition_id)
    _demand_gates(step, edition)
    _go_live(step, edition, "publish", former=former)
    step.record(edition, text=edition.text_sha256, index_number=edition.document.index_number, former=former)
    return edition


@act("document.publish_at_once", Permission.SIGN_DOCUMENT, _("紧急发布"))
def publish_at_once(step: Step, edition_id: int, reason: str, document_number: str = "") -> Edition:
    """Publish in an emergency without the gates that are left. It stays marked until somebody else has looked at it.

    Facts that forbid publication forbid it here too: attribute, secrecy, unsettled findings of the machine check.
    """
    edition = locked(step, edition_id)
    demand_none(step, facts.obstacles(edition))
    skipped = [gate.id for gate in facts.gates_lacking(edition)]
    _give_number(step, edition, document_number)
    _number(step, edition)
    edition.at_once = True
    _go_live(step, edition, "publish_at_once", reason)
    step.record(edition, reason=reason.strip(), skipped=skipped, text=edition.text_sha256)
    return edition


@act("document.confirm_seen", Permission.REVIEW_SECRECY, _("复核紧急发布"))
def confirm_seen(step: Step, edition_id: int) -> Edition:
    """Look at an edition that was published at once, afterwards; not by whoever drafted or published it."""
    edition = locked(step, edition_id)
    step.demand(edition.at_once and edition.seen_at is None, _("这份文件没有等待复核的紧急发布。"))
    step.demand(
        step.person not in facts.drafters(edition) | {edition.published_by_id},
        _("起草人和发布人不能复核自己的紧急发布。"),
    )
    edition.seen_by_id, edition.seen_at = step.person, step.now
    edition.save(update_fields=["seen_by", "seen_at"])
    step.record(edition, text=edition.text_sha256)
    return edition


@act("document.file", Permission.PUBLISH_DOCUMENT, _("办结存档"))
def file_document(step: Step, edition_id: int) -> Edition:
    """Close a numbered edition that is not disclosed proactively; it is kept, assessed again and never public."""
    edition = locked(step, edition_id)
    _demand_gates(step, edition)
    move(step, edition, "file")
    step.record(edition, index_number=edition.document.index_number)
    return edition


@act("document.withdraw", Permission.SIGN_DOCUMENT, _("撤下文件"))
def withdraw(
    step: Step, edition_id: int, kind: str, reason: str, instead_id: int | None = None, kept: str = ""
) -> Edition:
    """Take the live edition from public view; what remains to be seen depends on the kind.

    ``instead_id``: the public document that the page leads to, for the kinds that have one in the house.
    ``kept``: why what the machine check finds in a reason that is shown stays there.
    """
    edition = locked(step, edition_id)
    if vocabulary().withdrawals.get(kind).keeps_title:
        demand_fit(step, reason, edition.document.organ_id, kept)
    if instead_id is not None:
        leads = vocabulary().withdrawals.get(kind).instead
        step.demand(leads, _("只有被取代、合并或者重复发布的，才指明代替它的文件。"))
        other = lock_known(step, instead_id)
        fits = other.live_id is not None and other.pk != edition.document_id
        step.demand(fits, _("代替的须是另一份现在公开的文件。"))
    retire(step, edition, kind, reason)
    Document.objects.filter(pk=edition.document_id).update(live=None, instead=instead_id)
    index.remove(KIND, edition.document_id)
    step.record(edition, kind=kind, reason=reason.strip(), instead=instead_id)
    step.announce("document.withdrawn", document=edition.document_id)
    return edition


def _demand_gates(step: Step, edition: Edition) -> None:
    """Every gate was passed for what the document is today: this text, this attribute, the gates of its organ."""
    lacking = facts.gates_lacking(edition) if edition.state == EditionState.NUMBERED else ()
    step.demand(
        not lacking,
        _("下列关口没有对现在的正文和公开属性通过：%(gates)s。请撤回修改后重新送审。"),
        gates="、".join(gate.label for gate in lacking),
    )


def _give_number(step: Step, edition: Edition, document_number: str) -> None:
    """The document number (发文字号) as the registry gave it; an organ gives each to one document only.

    What left the numbered state again without being public (作废, 撤回) gives its number back.
    """
    if document_number.strip():
        parsed = parse_number(document_number)
        step.demand(
            parsed is not None,
            _("“%(document_number)s”不是规范的发文字号，应如“云政办发〔2026〕1号”。"),
            document_number=document_number,
        )
        edition.document_number = str(parsed)
    step.demand(not edition.doc_type or bool(edition.document_number), _("公文须有发文字号才能发布，请填写。"))
    if edition.document_number:
        lock(Organ.objects, pk=edition.document.organ_id)  # two who number at once wait for each other
        others = Edition.objects.filter(
            document__organ=edition.document.organ_id,
            document_number=edition.document_number,
            state__in=(EditionState.NUMBERED, EditionState.PUBLISHED, EditionState.FILED, EditionState.WITHDRAWN),
        ).exclude(document=edition.document_id)
        taken = others.first()
        step.demand(
            taken is None,
            _("发文字号%(number)s已用于“%(title)s”，请核对。"),
            number=edition.document_number,
            title=taken.title if taken else "",
        )


def _number(step: Step, edition: Edition) -> None:
    document = edition.document
    if document.index_number is None:
        office = DisclosureOffice.objects.filter(organ=document.organ).select_related("organ").first()
        step.demand(
            office is not None, _("%(organ)s尚未登记政府信息公开工作机构，不能编制索引号。"), organ=document.organ
        )
        assert office is not None
        document.index_number = next_index_number(office, _today(step))
        document.save(update_fields=["index_number"])


def _go_live(step: Step, edition: Edition, act_id: str, reason: str = "", former: str = "corrected") -> None:
    document = edition.document
    demand_fitting(step, edition, act_id, reason)
    formed_on = as_proposed(edition).formed_on
    step.demand(formed_on <= _today(step), _("成文日期在今天之后，还不能发布。请撤回修改，改为实际的签发日期。"))
    if document.published_at is None:
        open_call(step, document)
    if document.live_id is not None:
        live = Edition.objects.select_for_update().get(pk=document.live_id)
        live.document = document
        retire(step, live, former, f"由第 {edition.number} 版取代")
    edition.published_at, edition.published_by_id = step.now, step.person
    move(step, edition, act_id, reason)
    carry_out(document, edition)
    decisions = document.validity_decisions.all() if document.published_at else ()
    document.live, document.instead = edition, None
    document.published_at = document.published_at or step.now
    document.validity = facts.validity_among(decisions, edition.expires_on, _today(step))
    document.save(update_fields=["live", "instead", "published_at", "validity"])
    posting = Posting(document=document, channel=WEBSITE, on=_today(step), locator="", by_id=step.person)
    Posting.objects.bulk_create([posting], ignore_conflicts=True)  # twice on one day is once
    index.put(findable(document, edition))
    likeness.remember(document, edition.text, first=edition.number == 1)
    step.announce("document.published", document=document.pk, edition=edition.pk)


def retire(step: Step, edition: Edition, kind: str, reason: str) -> None:
    """Withdraw a live edition; for acts that have permitted and will record."""
    if not vocabulary().withdrawals.get(kind).keeps_text:
        close_earlier(edition)
    edition.withdrawal_kind, edition.withdrawal_reason, edition.withdrawn_at = kind, reason.strip(), step.now
    move(step, edition, "withdraw", reason)


def _today(step: Step) -> datetime.date:
    return timezone.localdate(step.now)
