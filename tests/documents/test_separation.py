"""Whoever drafted a document does not make it public; who reviewed it does so only where the organ allows it."""

from __future__ import annotations

import pytest

from gongkai.documents import acts, policy
from gongkai.kernel.errors import Unlawful
from gongkai.statute.processes import document_process
from tests.documents.office import Office

pytestmark = pytest.mark.django_db


def test_a_drafter_with_the_rights_of_an_editor_does_not_publish_their_own_document(here: Office) -> None:
    here.person("张起草").posts.create(organ=here.organ, role="editor")
    edition = acts.number(here.actor("孙审校"), here.pass_gates(here.draft()).pk)
    assert "publish" not in {act.id for act in policy.possible_acts(here.actor("张起草"), edition)}
    with pytest.raises(Unlawful, match="起草人不能“发布”"):
        acts.publish(here.actor("张起草"), edition.pk)
    office = here.organ.disclosure_office
    office.reviewers_publish = True
    office.save()
    with pytest.raises(Unlawful, match="起草人不能“发布”"):
        acts.publish(here.actor("张起草"), edition.pk)
    assert acts.publish(here.actor("孙审校"), edition.pk).state == "published"


def test_a_drafter_who_leads_does_not_publish_their_own_draft_at_once(here: Office) -> None:
    here.person("张起草").posts.create(organ=here.organ, role="leader")
    edition = here.draft()
    with pytest.raises(Unlawful, match="起草人不能“紧急发布”"):
        acts.publish_at_once(here.actor("张起草"), edition.pk, "汛情")
    assert acts.publish_at_once(here.actor("周领导"), edition.pk, "汛情").at_once


def test_a_reviewer_publishes_only_where_the_organ_says_so(here: Office) -> None:
    here.person("周领导").posts.create(organ=here.organ, role="editor")
    edition = acts.number(here.actor("孙审校"), here.pass_gates(here.draft()).pk)
    with pytest.raises(Unlawful, match="“签发”与“发布”须由不同的人"):
        acts.publish(here.actor("周领导"), edition.pk)
    office = here.organ.disclosure_office
    office.reviewers_publish = True
    office.save()
    assert acts.publish(here.actor("周领导"), edition.pk).state == "published"


def test_the_rules_stand_in_the_law_not_in_the_acts() -> None:
    publish = document_process().act("publish")
    assert publish.not_drafter
    assert "text_check" not in publish.not_also
