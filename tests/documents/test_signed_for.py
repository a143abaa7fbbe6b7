"""A gate passed for one disclosure attribute says nothing about another: nothing is published unreviewed."""

from __future__ import annotations

import pytest

from gongkai.documents import acts
from gongkai.documents.acts import Proposal
from gongkai.documents.models import Document, Edition, EditionState
from gongkai.kernel.errors import Unlawful
from gongkai.statute.disclosure import Attribute
from tests.documents.office import FORMED, Office

pytestmark = pytest.mark.django_db

WITHHELD = Proposal(FORMED, Attribute.NONE, ("EX14-3",))


def cleared(here: Office, proposal: Proposal = WITHHELD) -> Edition:
    return here.pass_gates(here.draft(proposal=proposal))


def test_what_is_under_review_as_withheld_is_not_made_proactive_meanwhile(here: Office) -> None:
    edition = here.pass_gates(here.draft(proposal=WITHHELD), until="text_check")
    with pytest.raises(Unlawful, match="先退回或者撤回修改"):
        acts.convert(here.actor("王公开"), edition.document_id, "可以公开")
    for state in (EditionState.CLEARED, EditionState.NUMBERED):
        edition = cleared(here) if state is EditionState.CLEARED else acts.number(here.actor("孙审校"), edition.pk)
        assert edition.state == state
        with pytest.raises(Unlawful, match="先退回或者撤回修改"):
            acts.convert(here.actor("王公开"), edition.document_id, "可以公开")
    assert not Document.objects.exclude(attribute=Attribute.NONE).exists()


def test_a_draft_may_be_made_proactive_and_passes_every_gate_as_such(here: Office) -> None:
    edition = here.draft(proposal=WITHHELD)
    acts.convert(here.actor("王公开"), edition.document_id, "可以公开")
    edition.refresh_from_db()
    assert here.publish(edition).live == edition


def test_gates_passed_for_another_attribute_do_not_open_publication(here: Office) -> None:
    """Whatever changed the attribute: the act asks the reviews themselves."""
    edition = acts.number(here.actor("孙审校"), cleared(here).pk)
    assert {review.attribute for review in edition.reviews.all()} == {Attribute.NONE}
    Document.objects.update(attribute=Attribute.ACTIVE, grounds=[])
    with pytest.raises(Unlawful, match="保密审查"):
        acts.publish(here.actor("孙审校"), edition.pk)
    edition = acts.number(here.actor("孙审校"), cleared(here, Proposal(FORMED)).pk)
    Document.objects.filter(pk=edition.document_id).update(attribute=Attribute.ON_REQUEST)
    with pytest.raises(Unlawful, match="公开属性审核"):
        acts.file_document(here.actor("孙审校"), edition.pk)


def test_a_gate_that_the_organ_added_meanwhile_is_passed_before_publication(here: Office) -> None:
    edition = acts.number(here.actor("孙审校"), cleared(here, Proposal(FORMED)).pk)
    office = here.organ.disclosure_office
    office.extra_gates = {"ordinary": ["legality_review"]}
    office.save()
    with pytest.raises(Unlawful, match="合法性审核"):
        acts.publish(here.actor("孙审校"), edition.pk)
    edition = acts.recall(here.actor("张起草"), edition.pk, "补合法性审核")
    assert here.publish(edition).live == edition
