"""The pages at work in a browser: with script and without, under the strict Content-Security-Policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import world
from tests.browser.conftest import log_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORT = {"name": "年报.html", "mimeType": "text/html", "buffer": world.contradictory_page()}


@pytest.fixture
def without_script(chromium: Browser, here: World, live_server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.look
def test_a_report_is_checked_with_progress_and_without_leaving_the_page(page: Page) -> None:
    page.goto("/checkup/")
    page.set_input_files("#file", REPORT)  # type: ignore[arg-type]
    page.click("text=开始体检")
    expect(page.locator("#finding-1")).to_be_visible()
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.look
def test_a_report_is_checked_without_script(without_script: Page) -> None:
    without_script.goto("/checkup/")
    without_script.set_input_files("#file", REPORT)  # type: ignore[arg-type]
    without_script.click("text=开始体检")
    expect(without_script.locator("#finding-1")).to_be_visible()


@pytest.mark.look
def test_elder_mode_is_switched_without_script(without_script: Page) -> None:
    without_script.goto("/")
    without_script.click("text=长者模式")
    expect(without_script.locator("html")).to_have_class("elder")
    without_script.click("text=长者模式")
    expect(without_script.locator("html")).not_to_have_class(re.compile("elder"))


@pytest.mark.look
def test_other_years_arrive_when_one_scrolls_to_them(page: Page, here: World) -> None:
    page.goto(f"/reports/{here.published.pk}/")
    page.locator(".history").scroll_into_view_if_needed()
    expect(page.locator("#trend-applications-title")).to_be_attached()


@pytest.mark.look
def test_a_link_to_a_derivation_opens_where_it_stands(page: Page, here: World) -> None:
    log_in(page, "li")
    page.goto(f"/desk/reports/{here.under_review.pk}/")
    link = page.locator("a.cell-link").first
    target = str(link.get_attribute("href"))
    link.click()
    expect(page.locator(f'[id="{target[1:]}"]')).to_be_visible()


@pytest.mark.look
def test_no_page_breaks_its_own_security_policy(page: Page, here: World, live_server: LiveServer) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    outside: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(live_server.url) else outside.append(request.url))
    for address in (f"/reports/{here.published.pk}/", "/checkup/", "/compare/", "/desk/login/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert complaints == []
    assert outside == []


def test_a_report_goes_from_review_to_the_public(page: Page, here: World) -> None:
    log_in(page, "li")
    page.goto(f"/desk/reports/{here.under_review.pk}/")
    page.click("text=核对完毕…")
    page.check("input[name=accept]")
    page.click("text=核对完毕，提交发布")
    expect(page.locator(".messages")).to_contain_text("已核对")
    page.click(".who button")
    log_in(page, "wang")
    page.click("text=昭通市人民政府办公室 2021")
    page.click("text=发布…")
    page.click("button.button:has-text('发布')")
    expect(page.locator(".messages")).to_contain_text("已发布")
    page.goto(f"/reports/{here.under_review.pk}/")
    expect(page.locator("h1")).to_contain_text("2021")


def test_ambiguous_cells_are_settled_with_a_reason(page: Page, here: World) -> None:
    log_in(page, "li")
    page.goto(f"/desk/reports/{here.under_review.pk}/")
    before = int(page.locator("#cells .count").inner_text())
    page.locator(".settle > li").first.locator("input[type=radio]").first.check()
    page.fill("#settle-why", "对照盖章原件")
    page.click("text=确认选定的格")
    expect(page.locator(".messages")).to_contain_text("已确认")
    assert int(page.locator("#cells .count").inner_text()) < before
