"""Drafts that an organ's own system hands in: the determination made there arrives here, once for each key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents import facts
from gongkai.documents.acts.drafting import Proposal, create_document, submit
from gongkai.documents.acts.editions import Draft
from gongkai.documents.models import CatalogueEntry, Edition, ReceivedCall
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.errors import Refused, Unlawful
from gongkai.kernel.ledger import Json
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import ApiToken
from gongkai.statute.data import LawDataError
from gongkai.statute.disclosure import DisclosureFacts, determine, older
from gongkai.statute.explain import Obstacle
from gongkai.statute.processes import document_process
from gongkai.statute.time_limits import time_limit
from gongkai.statute.vocabulary import document_types, duties, theme_versions, vocabulary


class Obstructed(Unlawful):
    """Refused for what stands in single fields; ``obstacles`` says which, why and by what article."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__("\n".join(map(str, obstacles)))
        self.obstacles = obstacles


class KeyTaken(Refused):
    """The Idempotency-Key was used for another body."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its key, the hash of its body, and whether the draft is to be sent on to review at once."""

    key: str
    body_sha256: str
    submit: bool


@act("document.receive", Permission.DRAFT_DOCUMENT, _("接收外部系统报送"))
def receive(
    step: Step, token_id: int, call: Call, plan: str, draft: Draft, proposal: Proposal
) -> tuple[ReceivedCall, bool]:
    """Begin a document as drafting does, and submit it; all or nothing. True: a repetition, nothing was done.

    Raises Obstructed where the draft could not be submitted as it stands (with ``call.submit``: else it stays a draft
    for people to complete), KeyTaken when the key belongs to another body.
    """
    token = lock(ApiToken.objects.select_related("organ"), pk=token_id)  # the same key twice at once: one waits
    step.permit(token.organ.place)
    earlier = ReceivedCall.objects.filter(token=token, key=call.key).first()
    if earlier is not None:
        if earlier.body_sha256 != call.body_sha256:
            raise KeyTaken("这个 Idempotency-Key 已用于另一份内容，请换一个。")
        step.unchanged()
        return earlier, True
    today = timezone.localdate(step.now)
    step.demand(
        token.organ.valid_to is None or token.organ.valid_to > today,
        _("%(organ)s已不存在，请以承接机关的凭证报送。"),
        organ=token.organ.name,
    )
    _demand_known([*facts.against_day(proposal.formed_on, timezone.localdate(step.now))])
    _demand_known([*_unknown(plan, draft, proposal), *_unfiled(token.organ_id, proposal.entry)])
    _demand_known([*_undetermined(proposal)])
    document = create_document(step.actor, token.organ_id, plan, draft, proposal)
    edition = document.editions.get()
    if call.submit:
        _demand_known(facts.obstacles(edition))
        edition = submit(step.actor, edition.pk)
    received = ReceivedCall.objects.create(
        token=token,
        key=call.key,
        body_sha256=call.body_sha256,
        document=document,
        answer=state_of(edition),
        at=step.now,
    )
    step.record(document, token=token.pk, key=call.key, body=call.body_sha256)
    return received, False


def state_of(edition: Edition) -> dict[str, Json]:
    """What the other system is told of its document."""
    document = edition.document
    return {
        "id": document.pk,
        "edition": edition.number,
        "state": edition.state,
        "state_label": edition.get_state_display(),
        "gate": edition.gate,
        "attribute": str(document.attribute),
        "index_number": document.index_number,
        "document_number": edition.document_number,
        "publish_by": document.publish_by.isoformat() if document.publish_by else None,
        "published": document.live_id is not None,
        "obstacles": [told(item) for item in facts.obstacles(edition)] if edition.state == "draft" else [],
    }


def told(obstacle: Obstacle) -> dict[str, Json]:
    """An obstacle for programs."""
    return {
        "field": obstacle.field,
        "message": obstacle.message,
        "basis": str(obstacle.source) if obstacle.source else "",
    }


def _demand_known(obstacles: list[Obstacle]) -> None:
    if obstacles:
        raise Obstructed(obstacles)


def _unknown(plan: str, draft: Draft, proposal: Proposal) -> Iterator[Obstacle]:
    """Values that stand in no list."""
    words = vocabulary()
    lists = {
        "plan": ({item.id for item in document_process().plans}, (plan,)),
        "doc_type": ({item.id for item in document_types().items}, (draft.doc_type,)),
        "genre": ({item.id for item in words.genres.items}, (draft.genre,)),
        "audience": ({item.id for item in words.audiences.items}, (draft.audience,)),
        "theme": ({key for key, _ in theme_versions()[-1].paths()}, (draft.theme,)),
        "duty": ({item.id for item in duties()}, (proposal.duty,)),
        "channels": ({item.id for item in words.channels.items}, proposal.channels),
    }
    for name, (known, given) in lists.items():
        for value in given:
            if value and value not in known:
                yield Obstacle(name, f"没有“{value}”这个值，可用：{'、'.join(sorted(known)[:40])}")
    try:
        if proposal.formed_on >= older().until or proposal.limit != "publication":
            time_limit(proposal.limit, proposal.formed_on)
    except (LookupError, LawDataError):
        yield Obstacle("limit", f"{proposal.formed_on} 没有期限“{proposal.limit}”，请核对期限和成文日期")


def _unfiled(organ_id: int, entry: int | None) -> Iterator[Obstacle]:
    """A leaf that is not the organ's."""
    if entry is not None and not CatalogueEntry.objects.filter(pk=entry, organ=organ_id).exists():
        yield Obstacle("entry", f"本机关的公开目录中没有编号为 {entry} 的公开事项")


def _undetermined(proposal: Proposal) -> Iterator[Obstacle]:
    """What the law says to the determination itself, 密级 first of all."""
    yield from determine(
        DisclosureFacts(
            attribute=proposal.attribute,
            formed_on=proposal.formed_on,
            grounds=proposal.grounds,
            reason=proposal.reason,
            secrecy_level=proposal.secrecy_level,
            channels=proposal.channels,
            third_party_consents=proposal.third_party_consents,
            public_interest=proposal.public_interest,
            limit=proposal.limit,
            duty=proposal.duty,
        )
    ).obstacles
