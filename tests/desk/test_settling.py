"""Settling cells on the page: by row, asked before new errors are made, nothing lost between two windows."""

from __future__ import annotations

import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.kernel.models import Heartbeat
from gongkai.reports.acts import confirm_report
from gongkai.reports.models import ImportBatch, ReportStatus
from tests import world
from tests.desk.test_desk import desk
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(small_world: World) -> World:
    return small_world


def page(client: Client, here: World) -> str:
    return client.get(reverse("desk:review", args=[here.under_review.pk])).content.decode()


def settle(client: Client, here: World, **fields: str) -> HttpResponse:
    address = reverse("desk:settle_cells", args=[here.under_review.pk])
    sent = {"seen": here.under_review.snapshot_sha256, "reason": "对照原件", **fields}
    response = client.post(address, sent, follow=True)
    here.under_review.refresh_from_db()
    return response  # type: ignore[return-value]  # the test client's response is one


def test_a_choice_that_makes_new_errors_is_asked_about_first(client: Client, here: World) -> None:
    desk(client, here.clerk)
    cell = here.under_review.cells.filter(status="ambiguous")[0]
    asked = settle(client, here, **{f"choice-{cell.pk}": "other", f"other-{cell.pk}": "88"}).content.decode()
    assert "还没有保存" in asked
    assert "88" in asked
    assert not here.under_review.cells.filter(confirmed_value=True).exists()
    settle(client, here, **{f"choice-{cell.pk}": "other", f"other-{cell.pk}": "88", "sure": "1"})
    assert here.under_review.cells.get(confirmed_value=True).value == 88


def test_a_settled_cell_can_be_opened_again(client: Client, here: World) -> None:
    desk(client, here.clerk)
    cell = here.under_review.cells.filter(status="ambiguous")[0]
    settle(client, here, **{f"choice-{cell.pk}": "3", "sure": "1"})
    assert "改回存疑" in page(client, here)
    settle(client, here, **{f"choice-{cell.pk}": "open", "sure": "1"})
    assert not here.under_review.cells.filter(confirmed_value=True).exists()


def test_an_older_window_does_not_overwrite_a_newer_choice(client: Client, here: World) -> None:
    desk(client, here.clerk)
    cell = here.under_review.cells.filter(status="ambiguous")[0]
    old = here.under_review.snapshot_sha256
    settle(client, here, **{f"choice-{cell.pk}": "3", "sure": "1"})
    said = settle(client, here, **{f"choice-{cell.pk}": "blank", "sure": "1", "seen": old}).content.decode()
    assert "刚刚有了变化" in said
    cell.refresh_from_db()
    assert cell.value == 3


def test_a_step_done_twice_says_where_the_report_stands(client: Client, here: World) -> None:
    address = reverse("desk:decide", args=[here.under_review.pk, "confirm"])
    sent = {"accept": "1", "back": address, "seen": here.under_review.snapshot_sha256}
    for _click in range(2):
        response = desk(client, here.clerk).post(address, sent, follow=True)
    assert response.redirect_chain[0][0] == reverse("desk:review", args=[here.under_review.pk])
    assert "已核对，待发布" in response.content.decode()
    here.under_review.refresh_from_db()
    assert here.under_review.status == ReportStatus.CONFIRMED


@pytest.mark.parametrize("step", ["confirm", "publish"])
def test_a_decision_counts_for_what_was_looked_at(client: Client, here: World, step: str) -> None:
    if step == "publish":
        confirm_report(world.actor(here.clerk), here.under_review.pk, accept_ambiguous=True)
    here.under_review.refresh_from_db()
    before = here.under_review.status
    address = reverse("desk:decide", args=[here.under_review.pk, step])
    sent = {"accept": "1", "back": address, "seen": "0" * 64}
    said = desk(client, here.reviewer).post(address, sent, follow=True).content.decode()
    assert "刚刚有了变化" in said
    here.under_review.refresh_from_db()
    assert here.under_review.status == before


@pytest.mark.parametrize("step", ["publish", "return", "withdraw"])
def test_only_those_who_may_are_offered_a_step(client: Client, here: World, step: str) -> None:
    sent = {"accept": "1", "seen": here.under_review.snapshot_sha256}
    desk(client, here.clerk).post(reverse("desk:decide", args=[here.under_review.pk, "confirm"]), sent)
    address = reverse("desk:decide", args=[here.under_review.pk, step])
    assert address not in page(client, here)
    assert client.get(address).status_code == 403
    desk(client, here.reviewer)
    assert address in page(client, here)
    assert client.get(address).status_code == 200


def test_a_report_that_was_never_public_is_discarded_without_naming_a_kind(client: Client, here: World) -> None:
    address = reverse("desk:decide", args=[here.under_review.pk, "withdraw"])
    assert 'name="kind"' not in desk(client, here.reviewer).get(address).content.decode()
    client.post(address, {"reason": "导错了文件"})
    here.under_review.refresh_from_db()
    assert (here.under_review.status, here.under_review.withdrawal_kind) == (ReportStatus.WITHDRAWN, "discarded")


def test_whoever_comes_back_from_the_login_is_told_that_the_form_was_not_saved(client: Client, here: World) -> None:
    finding = here.published.findings.all()[0]
    for name, parts in (("settle_cells", []), ("acknowledge", [finding.pk])):
        address = reverse(f"desk:{name}", args=[here.published.pk, *parts])
        sent = Client().post(address, {"reason": "x"})
        assert sent.status_code == 302
        back = desk(client, here.clerk).get(address, follow=True)
        assert "没有保存" in back.content.decode()


def test_progress_of_an_ended_session_leads_to_the_login(client: Client, here: World) -> None:
    address = reverse("desk:batch", args=[here.batch.pk])
    response = client.get(address, headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith(reverse("desk:login"))
    assert not response.content


def test_the_batch_says_when_nobody_works(client: Client, here: World) -> None:
    item = here.batch.items.all()[0]
    ImportBatch.objects.get(pk=here.batch.pk).items.filter(pk=item.pk).update(status="pending")
    address = reverse("desk:batch", args=[here.batch.pk])
    Heartbeat.objects.update(at=timezone.now())
    assert "没有程序在读取" not in desk(client, here.clerk).get(address).content.decode()
    Heartbeat.objects.update(at=timezone.now() - datetime.timedelta(minutes=7))
    html = client.get(address).content.decode()
    assert "没有程序在读取" in html
    assert "7 分钟前" in html.replace("\xa0", " ")
    Heartbeat.objects.all().delete()
    assert "还没有启动过" in client.get(address).content.decode()


def test_a_finished_batch_begins_with_what_needs_a_person(client: Client, here: World) -> None:
    html = desk(client, here.clerk).get(reverse("desk:batch", args=[here.batch.pk])).content.decode()
    assert html.index("not-a-report.pdf") < html.index("baoshan-2020.html")
