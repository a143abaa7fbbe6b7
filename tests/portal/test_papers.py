"""Public documents and reports as PDF: what a copy says, what it costs, and what happens where none can be printed."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.documents import acts
from gongkai.documents.models import Document
from gongkai.papers import faces
from gongkai.papers.pdf import Bounds, Job, print_job
from gongkai.portal.checks import fonts_for_pdf
from tests import world
from tests.documents import office
from tests.documents.office import Office
from tests.papers.samples import pdf_text, stand_in_order, tight


@pytest.fixture
def here(db: None) -> Office:
    cache.clear()
    return office.build()


def pdf_of(document: Document) -> str:
    return reverse("portal:document_download", args=[document.pk, "pdf"])


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    none: frozenset[str] = frozenset()
    for module in ("gongkai.papers.faces", "gongkai.papers.pdf", "gongkai.portal.checks"):
        monkeypatch.setattr(f"{module}.machine_families", lambda: none)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The digests of what was really printed."""
    printed: list[str] = []

    def print_and_count(job: Job, bounds: Bounds) -> bytes:
        printed.append(job.digest)
        return print_job(job, bounds)

    monkeypatch.setattr("gongkai.portal.printing.print_job", print_and_count)
    return printed


def test_a_document_is_had_as_pdf_with_its_head_its_standing_and_its_address(client: Client, here: Office) -> None:
    body = "<p>各乡镇人民政府：</p><p>标准如下。</p><table><tr><th>档次</th></tr><tr><td>680元</td></tr></table>"
    document = here.publish(here.draft("关于低保标准的通知", document_number="保政办发(2026)3号", body=body))
    response = client.get(pdf_of(document))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    parts = (
        *("有效性：有效", here.organ.name, "保政办发〔2026〕3号", "关于低保标准的通知", "各乡镇人民政府："),
        *("680元", "索引号", f"http://testserver/documents/{document.pk}/"),
    )
    text = pdf_text(response.content)
    assert stand_in_order(text, parts)
    assert f"{timezone.localdate().year}年" in tight(text)


def test_a_document_that_has_ended_says_so_in_every_format(client: Client, here: Office) -> None:
    document = here.publish(here.prepare(here.draft("旧规定", plan="normative", genre="normative")))
    acts.set_validity(
        here.actor("王公开"), document.pk, "abolished", timezone.localdate(), basis_text="保政发〔2026〕9号"
    )
    assert tight(pdf_text(client.get(pdf_of(document)).content)).count("废止") >= 3


def test_title_and_number_at_the_head_of_a_text_are_said_once(client: Client, here: Office) -> None:
    document = here.publish(
        here.draft("关于低保标准的通知", body="<p class='center'>关于低保标准的通知</p><p>正文。</p>")
    )
    text = client.get(reverse("portal:document_download", args=[document.pk, "txt"])).content.decode("utf-8-sig")
    head, _, _ = text.partition("正文。")
    assert head.count("关于低保标准的通知") == 1


def test_the_page_offers_the_pdf(client: Client, here: Office) -> None:
    document = here.publish(here.draft())
    shown = client.get(reverse("portal:document", args=[document.pk])).content.decode()
    assert re.search(f'href="{pdf_of(document)}" download>PDF', shown)


def test_a_pdf_is_printed_once_and_kept_whatever_the_address_says_besides(
    client: Client, here: Office, counted: list[str]
) -> None:
    document = here.publish(here.draft())
    first = client.get(pdf_of(document))
    for asked in ({"x": "1"}, {"x": "2", "edition": "1"}):
        assert client.get(pdf_of(document), asked).content == first.content
    assert client.get(pdf_of(document), headers={"Accept-Language": "en", "Accept": "a/b"}).content == first.content
    assert client.get(pdf_of(document), headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert len(counted) == 1


def test_who_asks_for_too_many_pdfs_is_asked_to_wait_but_gets_what_lies_ready(
    client: Client, here: Office, settings: Settings
) -> None:
    settings.PRINTINGS_PER_HOUR = 1
    first, second = here.publish(here.draft("一")), here.publish(here.draft("二"))
    assert client.get(pdf_of(first)).status_code == 200
    refused = client.get(pdf_of(second))
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert client.get(pdf_of(first)).status_code == 200


def test_what_is_not_public_has_no_pdf(client: Client, here: Office) -> None:
    draft = here.draft()
    assert client.get(pdf_of(draft.document)).status_code == 404
    document = here.publish(draft)
    assert client.get(pdf_of(document)).status_code == 200
    assert document.live_id is not None
    acts.withdraw(here.actor("周领导"), document.live_id, "privacy", "写明的理由")
    assert client.get(pdf_of(document)).status_code == 404


@pytest.mark.usefixtures("no_fonts")
def test_without_fonts_no_pdf_is_offered_and_the_administrator_is_told(client: Client, here: Office) -> None:
    document = here.publish(here.draft())
    shown = client.get(reverse("portal:document", args=[document.pk])).content.decode()
    assert pdf_of(document) not in shown
    assert reverse("portal:document_download", args=[document.pk, "docx"]) in shown
    response = client.get(pdf_of(document))
    assert response.status_code == 503
    assert "请改用其他格式" in response.content.decode()
    (told,) = fonts_for_pdf()
    assert "fonts-noto-cjk" in told.msg


def test_the_machine_of_the_tests_has_fonts() -> None:
    assert faces.can_print()
    assert fonts_for_pdf() == []


def test_a_character_that_cannot_be_printed_is_named(client: Client, here: Office) -> None:
    document = here.publish(here.draft(body="<p>张\ue000</p>"))
    response = client.get(pdf_of(document))
    assert response.status_code == 422
    assert "U+E000" in response.content.decode()
    assert client.get(reverse("portal:document_download", args=[document.pk, "docx"])).status_code == 200


@pytest.mark.django_db
def test_a_report_is_had_as_pdf(client: Client) -> None:
    cache.clear()
    report = world.build().published
    address = reverse("portal:download", args=[report.pk, "pdf"])
    assert f'href="{address}"' in client.get(reverse("portal:report", args=[report.pk])).content.decode()
    text = tight(pdf_text(client.get(address).content))
    assert "公布状态：已公布" in text
    assert f"http://testserver{reverse('portal:report', args=[report.pk])}" in text
    assert client.get(reverse("portal:download", args=[999_999, "pdf"])).status_code == 404
