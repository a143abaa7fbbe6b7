"""The desk: behind a login, acting only through acts, saying no in words."""

from __future__ import annotations

import datetime
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.ledger_lines import lines
from gongkai.kernel.logs import RefusalsWithoutTrace
from gongkai.kernel.models import LedgerEntry, StoredFile
from gongkai.organs.models import Organ, User
from gongkai.organs.policy import actor_of
from gongkai.reports.acts import confirm_report
from gongkai.reports.acts.imports import claim_item
from gongkai.reports.models import ImportBatch, ImportItem, ReportStatus
from tests import world
from tests.world import World

pytestmark = pytest.mark.django_db

PAGES = ("home", "import", "reports", "account")


@pytest.fixture
def here(small_world: World) -> World:
    return small_world


def desk(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("name", [*PAGES, "ledger"])
def test_a_visitor_is_sent_to_the_login(client: Client, name: str) -> None:
    response = client.get(reverse(f"desk:{name}"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("desk:login"))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_answers_and_is_never_cached(client: Client, here: World, name: str) -> None:
    response = desk(client, here.clerk).get(reverse(f"desk:{name}"))
    assert response.status_code == 200
    assert name == "account" or "no-store" in response["Cache-Control"]


def test_after_too_many_failures_the_door_is_locked(client: Client, here: World) -> None:
    for _ in range(5):
        response = client.post(reverse("desk:login"), {"username": "li", "password": "wrong"})
    assert response.status_code == 429
    assert "已暂时锁定" in response.content.decode()
    right = client.post(reverse("desk:login"), {"username": "li", "password": world.PASSWORD})
    assert right.status_code == 429


def test_files_are_handed_in_together_and_each_has_a_result(client: Client, here: World) -> None:
    files = [SimpleUploadedFile("甲.html", world.page(world.UNIT, 2022, 3)), SimpleUploadedFile("空.txt", b"")]
    response = desk(client, here.clerk).post(reverse("desk:import"), {"files": files})
    batch = ImportBatch.objects.latest("pk")
    assert response["Location"] == reverse("desk:batch", args=[batch.pk])
    html = client.get(response["Location"]).content.decode()
    assert "甲.html" in html
    assert "文件是空的" in html


def test_without_the_right_nothing_is_stored(client: Client, here: World) -> None:
    before = StoredFile.objects.count()
    upload = SimpleUploadedFile("a.html", b"<p>never seen before</p>")
    response = desk(client, here.reviewer).post(reverse("desk:import"), {"files": [upload]})
    assert response.status_code == 403
    assert StoredFile.objects.count() == before


def test_progress_is_a_fragment_that_asks_again_while_files_wait(client: Client, here: World) -> None:
    files = [SimpleUploadedFile("甲.html", world.page(world.UNIT, 2022, 3))]
    address = desk(client, here.clerk).post(reverse("desk:import"), {"files": files})["Location"]
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert 'hx-trigger="every 1s"' in fragment
    finished = client.get(reverse("desk:batch", args=[here.batch.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in finished


def test_a_file_whose_worker_died_says_when_it_is_read_again(client: Client, here: World) -> None:
    files = [SimpleUploadedFile("甲.html", world.page(world.UNIT, 2022, 3))]
    address = desk(client, here.clerk).post(reverse("desk:import"), {"files": files})["Location"]
    claim_item(timezone.now())
    assert "读取可能已中断" not in client.get(address).content.decode()
    ImportItem.objects.update(lease_until=timezone.now() + datetime.timedelta(seconds=30))
    assert "读取可能已中断" in client.get(address).content.decode()


def test_an_open_error_stands_between_a_report_and_its_confirmation(client: Client, here: World) -> None:
    address = reverse("desk:review", args=[here.under_review.pk])
    confirm = reverse("desk:decide", args=[here.under_review.pk, "confirm"])
    here.under_review.findings.update(severity="error", acknowledged_reason="")
    html = desk(client, here.clerk).get(address).content.decode()
    assert "更正或说明后才能核对完毕" in html
    assert confirm not in html
    here.under_review.findings.update(acknowledged_reason="与原件一致")
    assert confirm in client.get(address).content.decode()


def test_a_refused_page_leaves_one_line_in_the_log(client: Client, here: World) -> None:
    said: list[str] = []
    handler = logging.Handler()
    handler.addFilter(RefusalsWithoutTrace())
    handler.emit = lambda record: said.append(logging.Formatter().format(record))  # type: ignore[method-assign]
    logging.getLogger("django.request").addHandler(handler)
    try:
        desk(client, here.clerk).get(reverse("desk:ledger"))
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert len(said) == 1
    assert "Traceback" not in said[0]


def test_nobody_sees_a_batch_out_of_reach(client: Client, here: World) -> None:
    assert desk(client, here.reviewer).get(reverse("desk:batch", args=[here.batch.pk])).status_code == 404


def test_each_possible_value_is_tried_out(client: Client, here: World) -> None:
    html = desk(client, here.clerk).get(reverse("desk:review", args=[here.under_review.pk])).content.decode()
    assert 'name="choice-' in html
    assert "✓ " in html
    assert "✕ " in html


def test_a_refusal_is_said_on_the_page_it_was_sent_from(client: Client, here: World) -> None:
    address = reverse("desk:decide", args=[here.under_review.pk, "confirm"])
    sent = {"back": address, "seen": here.under_review.snapshot_sha256}
    response = desk(client, here.clerk).post(address, sent, follow=True)
    here.under_review.refresh_from_db()
    assert here.under_review.status == ReportStatus.IMPORTED
    assert response.redirect_chain == [(address, 302)]
    assert "单元格" in response.content.decode()


def test_a_missing_right_is_403(client: Client, here: World) -> None:
    address = reverse("desk:decide", args=[here.under_review.pk, "publish"])
    assert desk(client, here.clerk).post(address).status_code == 403


def test_a_step_that_is_past_is_refused_by_the_state_not_by_who_may_publish(client: Client, here: World) -> None:
    confirm_report(actor_of(here.reviewer, timezone.localdate()), here.under_review.pk, accept_ambiguous=True)
    address = reverse("desk:decide", args=[here.under_review.pk, "confirm"])
    html = desk(client, here.reviewer).get(address, follow=True).content.decode()
    assert "这一步现在不能办理：报告的状态是“已核对，待发布”" in html


@pytest.mark.parametrize("elsewhere", ["//elsewhere.example/", "/\\elsewhere.example/", "https://elsewhere.example/"])
def test_refusals_never_lead_to_another_site(client: Client, here: World, elsewhere: str) -> None:
    address = reverse("desk:decide", args=[here.under_review.pk, "confirm"])
    response = desk(client, here.clerk).post(address, {"back": elsewhere})
    assert response["Location"] == "/desk/"


def test_cells_are_settled_all_or_none(client: Client, here: World) -> None:
    first, second = here.under_review.cells.filter(status="ambiguous")[:2]
    address = reverse("desk:settle_cells", args=[here.under_review.pk])
    choices = {f"choice-{first.pk}": "blank", f"choice-{second.pk}": "other", f"other-{second.pk}": "many"}
    choices |= {"seen": here.under_review.snapshot_sha256, "sure": "1"}
    desk(client, here.clerk).post(address, {**choices, "reason": "对照原件"})
    assert not here.under_review.cells.filter(confirmed_value=True).exists()
    desk(client, here.clerk).post(address, {**choices, f"other-{second.pk}": "3", "reason": "对照原件"})
    settled = here.under_review.cells.filter(confirmed_value=True).values_list("pk", "value")
    assert dict(settled) == {first.pk: None, second.pk: 3}


def test_the_ledger_is_for_auditors_and_verifies_itself(client: Client, here: World) -> None:
    address = reverse("desk:ledger")
    assert desk(client, here.clerk).get(address).status_code == 403
    html = desk(client, here.admin).get(address, {"verify": "1"}).content.decode()
    assert "发布报告" in html
    assert "report.publish</" not in html
    assert "2020 年度报告，第 1 版" in html
    assert "完成" in html
    assert here.published.file_id not in html  # the beginning of a hash is enough
    assert reverse("portal:report", args=[here.published.pk]) in html
    assert reverse("desk:review", args=[here.under_review.pk]) not in html  # an administrator has no such page
    assert "条记录前后相符" in html


def test_the_ledger_links_every_batch_of_the_reader_however_many_came_since(here: World) -> None:
    first = ImportBatch.objects.order_by("pk")[0]
    others = [ImportBatch(organ=first.organ, created_by=here.clerk, created_at=first.created_at) for _ in range(60)]
    ImportBatch.objects.bulk_create(others)
    entries = list(LedgerEntry.objects.filter(subject="reports.importbatch", subject_id=str(first.pk)))
    (line,) = lines(entries, actor_of(here.clerk, timezone.localdate()))
    assert line.subject.url == reverse("desk:batch", args=[first.pk])


def test_whoever_manages_one_city_does_not_see_the_ledger_of_all(client: Client, here: World) -> None:
    city = Organ.objects.get(code="530500-office")
    here.admin.posts.update(organ=city)
    home = desk(client, here.admin).get(reverse("desk:home")).content.decode()
    assert reverse("desk:ledger") not in home
    assert client.get(reverse("desk:ledger")).status_code == 403


def test_withdrawing_asks_for_kind_and_reason_and_is_told_to_the_public(client: Client, here: World) -> None:
    address = reverse("desk:decide", args=[here.published.pk, "withdraw"])
    desk(client, here.reviewer).post(address, {"kind": "inaccurate", "reason": ""})
    here.published.refresh_from_db()
    assert here.published.status == ReportStatus.PUBLISHED
    client.post(address, {"kind": "inaccurate", "reason": "统计口径有误"})
    html = client.get(reverse("portal:report", args=[here.published.pk])).content.decode()
    assert "这份报告已撤回" in html
    assert "统计口径有误" in html
