"""The public pages of documents in Chromium: axe finds nothing, nothing is wider than the window, the form works."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.documents import acts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.models import Consultation, Opinion
from tests.browser.test_accessibility import violations
from tests.documents import office as world
from tests.documents.office import FORMED, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROW = "<tr><td>一级保护区</td><td>8</td><td>12</td><td>乡镇人民政府、水务所</td><td>每月上报一次巡查记录</td></tr>"
BODY = f"<p>各单位：</p><h2>第一章</h2><p>标准为500元。</p><table>{ROW * 3}</table>"
ADDRESSES = (
    "/",
    "/documents/",
    "/normative/?on={today}",
    "/documents/{amended}/",
    "/documents/{amended}/editions/1/",
    "/documents/{amended}/changes/",
    "/documents/{abolished}/",
    "/documents/{withdrawn}/",
    "/consultations/",
    "/consultations/{call}/",
    "/consultations/{call}/received/",
    "/organs/530500-office/",
    "/organs/530500-office/disclosure/",
    "/search/?q=水源",
)


@pytest.fixture
def here(chromium: Browser, transactional_db: None, live_server: LiveServer) -> Office:
    cache.clear()
    return world.build()


@pytest.fixture
def addresses(here: Office) -> list[str]:
    """A small site: amended, abolished, withdrawn, an open call."""
    amended = here.publish(here.draft("水源保护规定", body=BODY))
    edition = acts.new_edition(here.actor("张起草"), amended.pk)
    entry = Draft(edition.title, BODY.replace("500", "680"), edition.summary, change_note="提高标准")
    acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, entry, Proposal(FORMED))
    edition = here.pass_gates(edition)
    acts.number(here.actor("孙审校"), edition.pk)
    acts.publish(here.actor("孙审校"), edition.pk)
    abolished = here.publish(here.prepare(here.draft("水源保护暂行规定", plan="normative")))
    acts.set_validity(here.actor("王公开"), abolished.pk, "abolished", timezone.localdate(), basis_id=amended.pk)
    acts.relate(here.actor("张起草"), amended.pk, "replaces", abolished.pk)
    withdrawn = here.publish(here.draft("通报"))
    assert withdrawn.live_id is not None
    acts.withdraw(here.actor("周领导"), withdrawn.live_id, "illegal", "内容不当")
    notice = here.publish(here.prepare(here.draft("公开征求水源保护意见的公告", plan="consultation")))
    keys: dict[str, int | datetime.date] = {
        "amended": amended.pk,
        "abolished": abolished.pk,
        "withdrawn": withdrawn.pk,
        "call": Consultation.objects.get(notice=notice).pk,
        "today": timezone.localdate(),
    }
    return [address.format(**keys) for address in ADDRESSES]


@pytest.fixture
def page(chromium: Browser, here: Office, live_server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.mark.look
def test_axe_finds_nothing_and_nothing_is_too_wide(page: Page, addresses: list[str]) -> None:
    found = []
    for width, mode in ((1280, "contrast"), (390, "elder"), (390, "")):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/")
        page.context.add_cookies([{"name": "gongkai_view", "value": mode, "url": page.url}])
        for address in addresses:
            found += violations(page, address)
            room, needed = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
            if needed > room:
                found.append(f"{address} ({width} {mode}): {needed} > {room}")
    assert found == []


@pytest.mark.look
def test_nothing_on_the_pages_of_documents_is_small_in_elder_mode(page: Page, addresses: list[str]) -> None:
    page.goto("/")
    page.context.add_cookies([{"name": "gongkai_view", "value": "elder", "url": page.url}])
    script = """() => [...document.querySelectorAll("main *")]
        .filter(element => element.checkVisibility()
            && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
        .filter(element => parseFloat(getComputedStyle(element).fontSize) < 19.9)
        .map(element => element.outerHTML.slice(0, 120))"""
    small = {address: page.evaluate(script) for address in addresses if page.goto(address)}
    assert {address: found[:3] for address, found in small.items() if found} == {}


def test_an_opinion_is_given_with_the_keyboard_alone(page: Page, addresses: list[str]) -> None:
    (call,) = [address for address in addresses if address.startswith("/consultations/") and address[15:-1].isdigit()]
    page.goto(call)
    page.focus("#body")
    page.keyboard.type("第三条的巡查次数太少。")
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
    assert names == ["name", "contact", "BUTTON"]  # the trap is no stop on the way
    page.keyboard.press("Enter")
    page.wait_for_url("**/received/#main")
    assert Opinion.objects.get().body == "第三条的巡查次数太少。"
