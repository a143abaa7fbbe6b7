"""Organs merge, split and change their names: documents follow, addresses and numbers stay, no count breaks."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts import Proposal
from gongkai.documents.acts.catalogue import hand_over, start_clean_up
from gongkai.documents.acts.leaves import EntryText, write_entry
from gongkai.documents.acts.reform import transfer_documents
from gongkai.documents.models import CatalogueEntry, Document, MajorDecision
from gongkai.documents.queries import desk, public
from gongkai.documents.queries.counts import Span, document_counts
from gongkai.documents.queries.reform import follower, followers, left_over, undivided
from gongkai.kernel import outbox
from gongkai.kernel.actors import INSTALLER
from gongkai.kernel.models import LedgerEntry, OutboxEvent
from gongkai.organs.acts import issue_token, merge_organs, rename_organ, revoke_token, split_organ
from gongkai.organs.models import Organ, Post, User
from gongkai.organs.policy import actor_of
from gongkai.organs.roles import Role
from gongkai.search.models import Entry
from tests.documents.office import FORMED, Office

BASIS = "机构改革方案"
TODAY = timezone.localdate()


@pytest.fixture
def admin(here: Office) -> Office:
    Post.objects.create(user=here.outsider, organ=here.organ, role=Role.ADMIN, scope=Post.Scope.DIVISION)
    return here


def other(number: int = 0) -> Organ:
    return Organ.objects.filter(kind=Organ.Kind.DEPARTMENT, division="530500").order_by("pk")[number]


def items(organ: Organ) -> int:
    return document_counts()[0].value(organ.pk, Span.year(TODAY.year))


def deliver() -> None:
    outbox.deliver(timezone.now())


def test_documents_of_a_merged_organ_pass_to_the_one_that_follows(admin: Office) -> None:
    document, draft = admin.publish(admin.draft()), admin.draft("未发布", body="<p>另一份</p>").document
    number = document.index_number
    merge_organs(admin.actor("外人"), [admin.organ.pk], other().pk, TODAY, BASIS)
    assert Document.objects.get(pk=document.pk).organ == admin.organ
    deliver()
    document.refresh_from_db()
    draft.refresh_from_db()
    assert (document.organ, draft.organ, document.index_number) == (other(), other(), number)
    assert Entry.objects.get(object_id=document.pk).organ == other()
    assert isinstance(public.document_page(document.pk), public.DocumentPage)


def test_a_merger_that_lies_ahead_moves_nothing_before_its_day(admin: Office) -> None:
    document = admin.publish(admin.draft())
    tomorrow = TODAY + datetime.timedelta(days=1)
    merge_organs(admin.actor("外人"), [admin.organ.pk], other().pk, tomorrow, BASIS)
    deliver()
    assert Document.objects.get(pk=document.pk).organ == admin.organ
    outbox.deliver(timezone.now() + datetime.timedelta(days=1))
    assert Document.objects.get(pk=document.pk).organ == other()


def test_the_event_may_come_twice_and_the_second_time_changes_nothing(admin: Office) -> None:
    admin.publish(admin.draft())
    merge_organs(admin.actor("外人"), [admin.organ.pk], other().pk, TODAY, BASIS)
    deliver()
    entries = LedgerEntry.objects.count()
    OutboxEvent.objects.filter(kind="organ.merged").update(delivered_at=None)
    deliver()
    assert OutboxEvent.objects.get(kind="organ.merged").last_error == ""
    assert LedgerEntry.objects.count() == entries


def test_documents_go_to_the_last_of_a_chain_of_mergers(admin: Office) -> None:
    document = admin.publish(admin.draft())
    merge_organs(admin.actor("外人"), [admin.organ.pk], other(0).pk, TODAY, BASIS)
    merge_organs(admin.actor("外人"), [other(0).pk], other(1).pk, TODAY, BASIS)
    assert follower(admin.organ.pk) == other(1).pk
    deliver()
    assert Document.objects.get(pk=document.pk).organ == other(1)


def test_a_merger_breaks_no_series_and_counts_nothing_twice(admin: Office) -> None:
    admin.publish(admin.draft())
    before = items(admin.organ) + items(other())
    merge_organs(admin.actor("外人"), [admin.organ.pk], other().pk, TODAY, BASIS)
    deliver()
    assert (items(admin.organ), items(other())) == (0, before)


def test_a_split_leaves_the_documents_for_people_to_deal_out(admin: Office) -> None:
    first, second = admin.publish(admin.draft()), admin.publish(admin.draft("乙", body="<p>另一份</p>"))
    split_organ(admin.actor("外人"), admin.organ.pk, [other(0).pk, other(1).pk], TODAY, BASIS)
    deliver()
    (waiting,) = undivided(admin.actor("外人"))
    assert (waiting.organ, waiting.documents, set(waiting.followers)) == (admin.organ, 2, {other(0), other(1)})
    assert undivided(admin.actor("张起草")) == []
    assert items(admin.organ) == 2
    transfer_documents(admin.actor("外人"), admin.organ.pk, other(0).pk, [first.pk], BASIS)
    transfer_documents(admin.actor("外人"), admin.organ.pk, other(1).pk, [second.pk], BASIS)
    assert undivided(admin.actor("外人")) == []
    assert (items(admin.organ), items(other(0)), items(other(1))) == (0, 1, 1)


def test_what_is_open_at_a_merged_organ_goes_on_at_the_one_that_follows(admin: Office) -> None:
    manager, editor = admin.actor("王公开"), admin.actor("孙审校")
    leaf = write_entry(manager, admin.organ.pk, EntryText("财政预决算", duty="20-07", level2="预算"))
    same = CatalogueEntry.objects.create(organ=other(), level1="机关概况", duty="20-02")
    twin = write_entry(manager, admin.organ.pk, EntryText("机关概况", duty="20-02"))
    filed = admin.publish(admin.draft(proposal=Proposal(TODAY, entry=leaf.pk)))
    double = admin.publish(admin.draft("概况", body="<p>另一份</p>", proposal=Proposal(TODAY, entry=twin.pk)))
    campaign = start_clean_up(manager, admin.organ.pk, "清理", TODAY)
    batch = hand_over(editor, admin.organ.pk, "档案馆", [filed.pk], TODAY)
    decision = MajorDecision.objects.create(organ=admin.organ, title="规划", kind="plan", started_on=TODAY)
    merge_organs(admin.actor("外人"), [admin.organ.pk], other().pk, TODAY, BASIS)
    deliver()
    for row in (filed, double, leaf, campaign, batch, decision):
        row.refresh_from_db()
    assert {row.organ for row in (filed, double, leaf, campaign, batch, decision)} == {other()}
    assert (filed.entry, double.entry) == (leaf, same)


def test_a_draft_goes_on_in_the_hands_of_those_who_follow(admin: Office) -> None:
    edition = admin.draft()
    merge_organs(admin.actor("外人"), [admin.organ.pk], other().pk, TODAY, BASIS)
    deliver()
    successor = User.objects.create(username="new", display_name="新经办", organ=other())
    Post.objects.create(user=successor, organ=other(), role=Role.CLERK)
    actor = actor_of(successor, TODAY)
    text = acts.Draft(edition.title, edition.body, "接着写。")
    acts.edit_draft(actor, edition.pk, edition.saved_at, text, Proposal(FORMED))
    assert acts.submit(actor, edition.pk).drafters == sorted({edition.drafters[0], successor.pk})


def test_a_leaf_that_the_new_organ_lacks_is_made_there_when_single_documents_pass(admin: Office) -> None:
    leaf = write_entry(admin.actor("王公开"), admin.organ.pk, EntryText("财政预决算", duty="20-07", level2="预算"))
    first = admin.publish(admin.draft(proposal=Proposal(TODAY, entry=leaf.pk)))
    edition = acts.new_edition(admin.actor("张起草"), first.pk)
    text = acts.Draft(edition.title, edition.body, edition.summary, change_note="改")
    acts.edit_draft(admin.actor("张起草"), edition.pk, edition.saved_at, text, Proposal(FORMED, entry=leaf.pk))
    split_organ(admin.actor("外人"), admin.organ.pk, [other(0).pk, other(1).pk], TODAY, BASIS)
    transfer_documents(admin.actor("外人"), admin.organ.pk, other(0).pk, [first.pk], BASIS)
    first.refresh_from_db()
    edition.refresh_from_db()
    there = CatalogueEntry.objects.get(organ=other(0))
    assert edition.proposed is not None
    assert (first.entry, str(there), edition.proposed["entry_id"]) == (there, str(leaf), there.pk)


def test_what_needs_a_person_after_a_merger_stands_on_the_work_list(admin: Office, client: Client) -> None:
    admin.draft()
    token, _secret = issue_token(INSTALLER, admin.organ.pk, admin.person("张起草").pk, "办公", TODAY.replace(year=2099))
    merge_organs(admin.actor("外人"), [admin.organ.pk], other().pk, TODAY, BASIS)
    deliver()
    kinds = {item.kind for item in left_over(admin.actor("外人"), TODAY)}
    assert kinds == {"office", "nobody", "posts", "tokens"}
    revoke_token(INSTALLER, token.pk)
    assert "tokens" not in {item.kind for item in left_over(admin.actor("外人"), TODAY)}
    assert left_over(admin.actor("张起草"), TODAY) == []
    client.force_login(admin.outsider)
    assert "尚未登记公开工作机构" in client.get("/desk/").content.decode()


def test_an_organ_that_ended_names_those_that_follow(admin: Office) -> None:
    merge_organs(admin.actor("外人"), [admin.organ.pk], other().pk, TODAY, BASIS)
    assert [link.successor for link in followers(admin.organ.pk)] == [other()]


def test_a_new_name_moves_nothing(admin: Office) -> None:
    document = admin.publish(admin.draft())
    rename_organ(admin.actor("外人"), admin.organ.pk, "保山市人民政府综合办公室", "综合办公室", TODAY, BASIS)
    deliver()
    assert Document.objects.get(pk=document.pk).organ == admin.organ


def test_the_work_list_and_the_page_of_the_organ_say_what_became_of_it(admin: Office, client: Client) -> None:
    admin.publish(admin.draft())
    split_organ(admin.actor("外人"), admin.organ.pk, [other(0).pk, other(1).pk], TODAY, BASIS)
    assert [task.organ for task in desk.tasks(admin.actor("外人"), TODAY) if task.kind == "divide"] == [admin.organ]
    page = client.get(f"/organs/{admin.organ.code}/").content.decode()
    assert other(0).name in page
    assert other(1).name in page
