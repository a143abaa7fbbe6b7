"""The family of a document: who may link what, and what another organ's people see of it."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts.participation import Call, call_for_opinions
from gongkai.documents.models import Edition, Relation
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import NotFound, NotPermitted
from gongkai.organs.models import Organ, Post, User
from gongkai.organs.policy import actor_of
from gongkai.organs.roles import Role
from tests.documents.office import Office

SECRET_TITLE = "关于尚未议定事项的请示"


@pytest.fixture
def neighbour(here: Office) -> User:
    """A clerk of another organ who also manages disclosure there."""
    organ = Organ.objects.exclude(pk=here.organ.pk).filter(valid_to=None).first()
    assert organ is not None
    user = User.objects.create(username="neighbour", display_name="吴邻居", organ=organ)
    for role in (Role.CLERK, Role.DISCLOSURE):
        Post.objects.create(user=user, organ=organ, role=role)
    return user


def _acting(user: User) -> Actor:
    return actor_of(user, timezone.localdate())


def _own(user: User, plan: str = "ordinary") -> Edition:
    entry = acts.Draft(title="邻居的文件", body="<p>各科室：</p><p>现通知如下。</p>", summary="通知。")
    proposal = acts.Proposal(timezone.localdate())
    return acts.create_document(_acting(user), user.organ.pk, plan, entry, proposal).editions.get()


def test_a_draft_of_another_organ_cannot_be_referred_to(here: Office, neighbour: User) -> None:
    hidden = here.draft(SECRET_TITLE).document_id
    own = _own(neighbour, "consultation")
    today = timezone.localdate()
    with pytest.raises(NotFound):
        acts.relate(_acting(neighbour), own.document_id, "interprets", hidden)
    call = Call(today, today + datetime.timedelta(days=30), "电话", about=hidden)
    with pytest.raises(NotFound):
        call_for_opinions(_acting(neighbour), own.document_id, call)
    assert not Relation.objects.exists()


def test_a_decision_on_validity_names_no_hidden_draft(here: Office, neighbour: User) -> None:
    document = here.publish(here.draft())
    hidden = _own(neighbour).document_id
    with pytest.raises(NotFound):
        acts.set_validity(here.actor("王公开"), document.pk, "abolished", timezone.localdate(), hidden)


def test_what_another_organ_made_public_can_be_linked_and_either_side_may_undo_it(
    here: Office, neighbour: User
) -> None:
    public = here.publish(here.draft())
    own = _own(neighbour)
    with pytest.raises(NotPermitted):
        acts.relate(_acting(neighbour), public.pk, "interprets", own.document_id)
    relation = acts.relate(_acting(neighbour), own.document_id, "interprets", public.pk)
    with pytest.raises(NotPermitted):
        acts.unrelate(here.actor("外人"), relation.pk)
    acts.unrelate(here.actor("张起草"), relation.pk)
    assert not Relation.objects.exists()


def test_the_pages_do_not_tell_the_title_of_another_organs_draft(client: Client, here: Office, neighbour: User) -> None:
    public = here.publish(here.draft())
    own = _own(neighbour)
    acts.relate(_acting(neighbour), own.document_id, "interprets", public.pk)
    client.force_login(here.person("张起草"))
    for page in ("document", "relations"):
        text = client.get(reverse(f"desk:{page}", args=[public.pk])).content.decode()
        assert "邻居的文件" not in text
        assert "另一机关尚未公开的文件" in text
    here.draft(SECRET_TITLE)
    client.force_login(neighbour)
    found = client.get(reverse("desk:relations", args=[own.document_id]), {"q": "饮用水"}).content.decode()
    assert "关于加强饮用水水源保护的通知" in found
    assert (
        SECRET_TITLE
        not in client.get(reverse("desk:relations", args=[own.document_id]), {"q": "请示"}).content.decode()
    )
