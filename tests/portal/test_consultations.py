"""Opinions on drafts: who may say what when, once each, and what the public hears of it."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.documents import acts
from gongkai.documents.acts.participation import answer_opinion, enter_opinion, give_feedback, moderate
from gongkai.documents.models import Consultation, Opinion
from tests.documents.office import Office

TOKEN = "t" * 32


@pytest.fixture
def here(office: Office) -> Office:
    return office


def call(here: Office) -> Consultation:
    notice = here.publish(here.prepare(here.draft("关于公开征求意见的公告", plan="consultation")))
    return Consultation.objects.get(notice=notice)


def address(consultation: Consultation) -> str:
    return reverse("portal:consultation", args=[consultation.pk])


def send(client: Client, consultation: Consultation, status: int = 302, /, **data: str) -> str:
    response = client.post(address(consultation), {"body": "第三条太严。", "token": TOKEN, **data})
    assert response.status_code == status
    return response.content.decode()


def close(consultation: Consultation) -> None:
    """The time for opinions is over."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Consultation.objects.filter(pk=consultation.pk).update(opens_on=yesterday, closes_on=yesterday)


def test_anybody_gives_an_opinion_and_is_led_to_thanks(client: Client, here: Office) -> None:
    consultation = call(here)
    html = client.get(address(consultation)).content.decode()
    (token,) = re.findall(r'name="token" value="([^"]+)"', html)
    response = client.post(address(consultation), {"body": "第三条太严。", "token": token}, follow=True)
    assert "意见已收到" in response.content.decode()
    assert Opinion.objects.get().showing == Opinion.Showing.WAITING


def test_the_form_is_guarded_against_other_sites(here: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(call(here)), {"body": "x", "token": TOKEN}).status_code == 403


def test_a_form_sent_twice_is_one_opinion(client: Client, here: Office) -> None:
    consultation = call(here)
    send(client, consultation)
    send(client, consultation)
    assert Opinion.objects.count() == 1


def test_every_visitor_gets_a_token_of_their_own(client: Client, here: Office) -> None:
    consultation = call(here)
    pages = [client.get(address(consultation)) for _ in range(2)]
    tokens = {re.search(r'name="token" value="([^"]+)"', page.content.decode()).group(1) for page in pages}  # type: ignore[union-attr]
    assert len(tokens) == 2
    assert "no-store" in pages[0]["Cache-Control"]


def test_a_machine_that_fills_every_field_is_thanked_and_forgotten(client: Client, here: Office) -> None:
    send(client, call(here), homepage="https://spam.example")
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("data", [{"body": "  "}, {"body": "长" * 10_001}, {"token": ""}, {"token": "x y"}])
def test_what_cannot_be_taken_is_refused_and_given_back(client: Client, here: Office, data: dict[str, str]) -> None:
    html = send(client, call(here), 422, **data)
    assert 'role="alert"' in html
    assert data.get("body", "第三条太严。").strip() in html
    assert not Opinion.objects.exists()


def test_an_address_that_sends_without_end_is_stopped(client: Client, here: Office, settings: Settings) -> None:
    settings.VISITOR_OPINIONS_PER_HOUR = 2
    consultation = call(here)
    for number in range(2):
        send(client, consultation, token=f"{number}{TOKEN}")
    send(client, consultation, 429, token=f"3{TOKEN}")
    assert Opinion.objects.count() == 2


def test_nobody_gives_an_opinion_after_the_end(client: Client, here: Office) -> None:
    consultation = call(here)
    close(consultation)
    assert "提交意见" not in client.get(address(consultation)).content.decode()
    send(client, consultation, 422)


def test_opinions_are_shown_after_moderation_and_never_with_a_name(client: Client, here: Office) -> None:
    consultation, author = call(here), here.actor("张起草")
    mail = Opinion.Channel.MAIL
    shown = enter_opinion(author, consultation.pk, mail, "显示的意见", name="某某", contact="139")
    hidden = enter_opinion(author, consultation.pk, mail, "不宜显示的意见", name="某某")
    assert "显示的意见" not in client.get(address(consultation)).content.decode()
    moderate(author, shown.pk, Opinion.Showing.SHOWN)
    moderate(author, hidden.pk, Opinion.Showing.HIDDEN, "人身攻击")
    html = client.get(address(consultation)).content.decode()
    assert "显示的意见" in html
    assert "另有 1 条意见" in html
    for word in ("不宜显示", "某某", "139", "人身攻击"):
        assert word not in html


def test_feedback_tells_how_many_were_adopted_and_why(client: Client, here: Office) -> None:
    consultation, author = call(here), here.actor("张起草")
    outcome = Opinion.Outcome
    for body, decided in (("甲", outcome.ADOPTED), ("乙", outcome.NOT_ADOPTED), ("丙", outcome.PARTLY)):
        opinion = enter_opinion(author, consultation.pk, Opinion.Channel.EMAIL, f"意见{body}")
        moderate(author, opinion.pk, Opinion.Showing.SHOWN)
        answer_opinion(author, opinion.pk, decided, f"理由{body}")
    close(consultation)
    feedback = here.draft("征求意见情况反馈", plan="consultation", body="<p>采纳一条。</p>")
    give_feedback(author, consultation.pk, feedback.document_id)
    before = client.get(address(consultation)).content.decode()
    assert "理由甲" not in before
    assert "征求意见情况反馈" not in before
    here.publish(feedback)
    html = client.get(address(consultation)).content.decode()
    assert re.findall(r"<dt>(收到意见|采纳|部分采纳|未采纳)</dt><dd>(\d)</dd>", html) == [
        ("收到意见", "3"),
        ("采纳", "1"),
        ("部分采纳", "1"),
        ("未采纳", "1"),
    ]
    assert "理由甲" in html
    assert reverse("portal:document", args=[feedback.document_id]) in html


def test_calls_are_listed_by_stage(client: Client, here: Office) -> None:
    consultation = call(here)
    listed = reverse("portal:consultations")
    assert address(consultation) in client.get(listed, {"stage": "open"}).content.decode()
    assert address(consultation) not in client.get(listed, {"stage": "closed"}).content.decode()
    close(consultation)
    cache.clear()
    assert address(consultation) in client.get(listed, {"stage": "closed"}).content.decode()
    assert client.get(listed, {"stage": "nonsense", "page": "x"}).status_code == 200


def test_a_call_that_was_taken_down_is_gone(client: Client, here: Office) -> None:
    consultation = call(here)
    live = consultation.notice.editions.get()
    acts.withdraw(here.actor("周领导"), live.pk, "illegal", "程序不合")
    assert client.get(address(consultation)).status_code == 410
    send(client, consultation, 410)
    assert client.get(reverse("portal:consultation", args=[99])).status_code == 404


def test_the_page_of_the_notice_leads_to_the_call(client: Client, here: Office) -> None:
    consultation = call(here)
    html = client.get(reverse("portal:document", args=[consultation.notice_id])).content.decode()
    assert address(consultation) in html
