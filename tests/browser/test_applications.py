"""Applying on a phone: the draft survives, the form is sent once, the receipt opens the page of the application."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongkai.applications.models import Application
from tests.applications import office as world
from tests.applications.office import APPLICANT, Office
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORM = "/applications/to/530500-office/"


@pytest.fixture
def here(chromium: Browser, transactional_db: None, live_server: LiveServer) -> Office:
    cache.clear()
    return world.build()


@pytest.fixture
def page(chromium: Browser, here: Office, live_server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def fill(page: Page) -> None:
    page.fill("#id_wanted_description", "2024年城区供水管网改造的资金安排")
    page.check("[value=electronic]")
    page.check("[value=online]")
    page.fill("#id_name", APPLICANT.name)
    page.select_option("#id_identity", "resident_card")
    page.fill("#id_identity_number", APPLICANT.identity_number)
    page.fill("#id_phone", APPLICANT.phone)


def test_a_draft_survives_and_becomes_one_application_that_can_be_followed(page: Page) -> None:
    found = []
    for address in ("/applications/?q=办公室", FORM, "/applications/track/", "/applications/statistics/"):
        found += violations(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    page.goto(FORM)
    expect(page.locator("#id_contact")).to_be_hidden()  # of organisations only
    fill(page)
    page.goto("/applications/")  # as when the connection is lost: the page goes away
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "供水管网" in kept
    assert APPLICANT.identity_number not in kept
    page.goto(FORM)
    page.click("[data-restore-yes]")
    expect(page.locator("#id_name")).to_have_value(APPLICANT.name)
    page.fill("#id_identity_number", APPLICANT.identity_number)
    page.click("text=提交申请")
    expect(page.locator("h1")).to_have_text("申请已收到")
    assert page.evaluate("localStorage.length") == 0
    found += too_wide(page)
    page.click("text=查看办理情况")
    expect(page.locator(".stage-word")).to_have_text("待确认")
    found += violations(page, "/applications/track/case/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert found == []
    assert Application.objects.count() == 1


def too_wide(page: Page) -> list[str]:
    """Of the receipt, which cannot be loaded again: only that nothing is too wide."""
    room, needed = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    return [f"receipt: {needed} > {room}"] if needed > room else []
