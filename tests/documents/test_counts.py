"""Every number equals its rows; an item counts once, a channel every posting."""

from __future__ import annotations

import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from gongkai.documents import acts
from gongkai.documents.acts import Proposal
from gongkai.documents.acts.leaves import EntryText, file_under, write_entry
from gongkai.documents.queries import desk, public
from gongkai.documents.queries.catalogue import leaves_of
from gongkai.documents.queries.counts import Span, document_counts, form_cells
from gongkai.statute.disclosure import Attribute
from tests.documents.office import Office


def values(here: Office, year: int) -> dict[str, int]:
    return {count.id: count.value(here.organ.pk, Span.year(year)) for count in document_counts()}


def test_a_year_is_counted_from_its_rows(here: Office) -> None:
    today = timezone.localdate()
    rule = here.publish(here.prepare(here.draft("办法", plan="normative", proposal=Proposal(today, duty="20-01"))))
    old = here.publish(here.prepare(here.draft("旧办法", plan="normative", proposal=Proposal(today, duty="20-01"))))
    here.publish(here.draft("预算", plan="information", proposal=Proposal(today, duty="20-07")))
    acts.post(here.actor("孙审校"), rule.pk, "wechat", today)
    acts.set_validity(here.actor("王公开"), old.pk, "abolished", today, basis_text="依据")
    here.draft("未公开")
    counted = values(here, today.year)
    assert counted["items"] == 3
    assert (counted["normative.made"], counted["normative.ended"], counted["normative.in_force"]) == (2, 1, 1)
    assert (counted["channel.website"], counted["channel.wechat"]) == (3, 1)
    assert (counted["duty.20-01"], counted["duty.20-07"]) == (2, 1)
    assert not any(values(here, today.year - 1).values())


def test_rules_stand_in_their_own_row_by_the_form_of_the_year(here: Office) -> None:
    today = timezone.localdate()
    rule = here.publish(here.draft("管理规定", genre="rule", proposal=Proposal(today, duty="20-01")))
    here.publish(here.draft("另一规定", genre="rule", proposal=Proposal(today, duty="20-01")))
    acts.post(here.actor("孙审校"), rule.pk, "gazette", today, "2026年第1期")
    acts.post(here.actor("孙审校"), rule.pk, "venue", today)
    acts.post(here.actor("孙审校"), rule.pk, "press", today)
    acts.set_validity(here.actor("王公开"), rule.pk, "abolished", today, basis_text="依据")
    counted = values(here, today.year)
    assert [counted[f"rules.{part}"] for part in ("made", "published", "public", "ended", "in_force")] == [
        2,
        2,
        2,
        1,
        1,
    ]
    assert counted["normative.made"] == 0
    assert (counted["through.website"], counted["through.gazette"], counted["through.other"]) == (2, 1, 1)
    assert (counted["gazette.issues"], counted["forwarded"]) == (1, 0)
    for year, cell, number in (
        (2023, "active_disclosure.regulations.repealed", "rules.ended"),
        (2019, "active_disclosure.regulations.published_total", "rules.public"),
        (2016, "statistics_2014_2018.channel_other", "through.other"),
    ):
        filled = {item.source.cell.key: item.count.id if item.count else "" for item in form_cells(year)}
        assert filled[cell] == number


def test_every_number_is_as_long_as_the_list_it_opens_onto(here: Office, client: Client) -> None:
    today = timezone.localdate()
    first = here.publish(here.prepare(here.draft("办法", plan="normative", proposal=Proposal(today, duty="20-01"))))
    for channel in ("wechat", "gazette"):
        acts.post(here.actor("孙审校"), first.pk, channel, today, "一")
    client.force_login(here.person("王公开"))
    asked = {"organ": str(here.organ.pk), "year": str(today.year)}
    page = client.get(reverse("desk:statistics"), asked).content.decode()
    assert "行政许可台账" in page
    for count in document_counts():
        number = count.value(here.organ.pk, Span.year(today.year))
        listed = client.get(reverse("desk:statistic", args=[count.id]), asked).context
        assert (listed["page"].paginator.count, len(listed["rows"])) == (number, number), count.id


def test_lists_and_counts_agree_on_the_item_of_a_leaf_and_on_what_is_in_force(here: Office) -> None:
    today = timezone.localdate()
    last = Span.year(today.year).last
    manager, ahead = here.actor("王公开"), last + datetime.timedelta(days=1)
    leaf = write_entry(manager, here.organ.pk, EntryText("财政预决算", duty="20-07"))
    document = here.publish(here.prepare(here.draft("办法", plan="normative", effective_on=ahead)))
    file_under(manager, document.pk, leaf.pk)
    counted = values(here, today.year)
    assert counted["duty.20-07"] == public.documents(public.Filters(duty="20-07")).total == 1
    assert counted["normative.in_force"] == public.documents(public.Filters(on=last)).total == 0
    assert public.documents(public.Filters(on=ahead)).total == 1


def test_a_download_asks_the_same_questions_however_long_it_is(here: Office, client: Client) -> None:
    client.force_login(here.person("王公开"))
    address = f"{reverse('desk:statistic', args=['normative.made'])}?organ={here.organ.pk}&as=csv"
    numbers = []
    for title in ("甲文", "乙文"):
        here.publish(here.prepare(here.draft(title, plan="normative", proposal=Proposal(timezone.localdate()))))
        with CaptureQueriesContext(connection) as asked:
            assert title in client.get(address).content.decode()
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
    assert not any('"body"' in query["sql"] for query in asked.captured_queries)


def test_a_number_longer_than_any_key_names_nothing(here: Office, client: Client) -> None:
    client.force_login(here.person("王公开"))
    digits = "9" * 5000
    address = f"{reverse('desk:statistics')}?organ={digits}&year={digits}"
    assert client.get(address).context["organ"] == here.organ
    draft = here.draft()
    for view, field in (("settle", "item"), ("order_attachments", "up")):
        assert client.post(reverse(f"desk:{view}", args=[draft.pk]), {field: digits}).status_code < 500


def test_withdrawn_items_stay_counted_in_the_year_they_were_published(here: Office) -> None:
    document = here.publish(here.draft())
    assert document.live_id is not None
    acts.withdraw(here.actor("周领导"), document.live_id, "superseded", "由新文件取代")
    assert values(here, timezone.localdate().year)["items"] == 1


def test_the_queue_of_a_person_holds_what_is_theirs_to_do(here: Office) -> None:
    edition = here.pass_gates(here.draft(), until="secrecy_review")
    assert [item.edition for item in desk.queue(here.actor("赵保密"))] == [edition]
    for name in ("张起草", "李科长", "周领导", "外人"):
        assert desk.queue(here.actor(name)) == []
    assert desk.edition_view(here.actor("外人"), edition.pk) is None
    view = desk.edition_view(here.actor("赵保密"), edition.pk)
    assert view is not None
    assert {act.id for act in view.acts} == {"pass", "return", "refer"}


def test_a_queue_asks_the_same_questions_however_long_it_is(
    here: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for title in ("甲", "乙", "丙"):
        here.pass_gates(here.draft(title), until="secrecy_review")
    actor = here.actor("赵保密")
    with django_assert_num_queries(2):
        assert len(desk.queue(actor)) == 3


def test_what_is_due_is_listed_until_it_is_done(here: Office) -> None:
    today = timezone.localdate()
    draft = here.draft(proposal=Proposal(today))
    kinds = [task.kind for task in desk.tasks(here.actor("孙审校"), today)]
    assert kinds == ["publish"]
    here.publish(draft)
    assert desk.tasks(here.actor("孙审校"), today) == []
    withheld = here.pass_gates(here.draft("会议记录", proposal=Proposal(today, Attribute.ON_REQUEST)))
    acts.number(here.actor("孙审校"), withheld.pk)
    acts.file_document(here.actor("孙审校"), withheld.pk)
    later = today + datetime.timedelta(days=350)
    assert [task.kind for task in desk.tasks(here.actor("王公开"), later)] == ["reassess"]


def test_an_empty_mandatory_item_is_a_fault_until_something_is_published(here: Office) -> None:
    today = timezone.localdate()
    faults = {leaf.duty for leaf in leaves_of(here.organ, today) if leaf.fault == "empty"}
    assert {"20-01", "20-07", "21-05"} <= faults
    assert "20-15" not in faults
    here.publish(here.draft("预算", plan="information", proposal=Proposal(today, duty="20-07")))
    assert "20-07" not in {leaf.duty for leaf in leaves_of(here.organ, today) if leaf.fault}
