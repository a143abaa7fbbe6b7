"""Organs merge, split and change their names: documents follow, addresses and numbers stay, no count breaks."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.documents.acts.catalogue import transfer_documents
from gongkai.documents.models import Document
from gongkai.documents.queries import desk, public
from gongkai.documents.queries.counts import Span, document_counts
from gongkai.documents.queries.reform import follower, followers, undivided
from gongkai.kernel import outbox
from gongkai.kernel.models import LedgerEntry, OutboxEvent
from gongkai.organs.acts import merge_organs, rename_organ, split_organ
from gongkai.organs.models import Organ, Post
from gongkai.organs.roles import Role
from gongkai.search.models import Entry
from tests.documents.office import Office

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
