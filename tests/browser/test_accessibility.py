"""WCAG 2.1 AA: axe finds nothing on any page, in any mode; the keyboard reaches everything."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import log_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.look, pytest.mark.django_db(transaction=True)]

PUBLIC = (
    "/",
    "/reports/",
    "/reports/{published}/",
    "/reports/{published}/history/",
    "/organs/",
    "/divisions/530500/",
    "/organs/530500-office/",
    "/compare/?report={published}&report={other}",
    "/search/?q=公开",
    "/checkup/",
    "/norms/",
    "/norms/A2014/",
    "/norms/C2021/",
    "/accessibility/",
    "/site-map/",
    "/api/",
    "/nowhere/",
    "/desk/login/",
)
DESK = (
    "/desk/",
    "/desk/import/",
    "/desk/import/{batch}/",
    "/desk/reports/",
    "/desk/reports/{under_review}/",
    "/desk/reports/{under_review}/confirm/",
    "/desk/reports/{under_review}/withdraw/",
    "/desk/account/",
)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],  # of what passes, one node a rule is enough; all nodes make a megabyte a page
}


def addresses(patterns: tuple[str, ...], here: World) -> list[str]:
    keys = {
        "published": here.published.pk,
        "other": here.published.pk + 1,
        "under_review": here.under_review.pk,
        "batch": here.batch.pk,
    }
    return [pattern.format(**keys) for pattern in patterns]


def violations(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{address} {item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"][:3]]


# Colours hang on the contrast, sizes on elder mode, what is folded away on the width: three runs meet every value.
@pytest.mark.parametrize(("width", "mode"), [(1280, "contrast"), (390, ""), (390, "elder contrast")])
def test_axe_finds_nothing_on_the_public_pages(page: Page, here: World, width: int, mode: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    page.context.add_cookies([{"name": "gongkai_view", "value": mode, "url": page.url}])
    assert [line for address in addresses(PUBLIC, here) for line in violations(page, address)] == []


@pytest.mark.parametrize("mode", ["", "elder contrast"])
def test_axe_finds_nothing_on_the_desk(page: Page, here: World, mode: str) -> None:
    log_in(page, "li")
    page.context.add_cookies([{"name": "gongkai_view", "value": mode, "url": page.url}])
    found = [line for address in addresses(DESK, here) for line in violations(page, address)]
    log_out(page)
    log_in(page, "zhao")
    assert found + violations(page, "/desk/ledger/?verify=1") == []


def log_out(page: Page) -> None:
    page.goto("/desk/account/")
    page.click(".who button")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_window(page: Page, here: World, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    too_wide = []
    for mode in ("", "elder"):
        page.goto("/")
        page.context.add_cookies([{"name": "gongkai_view", "value": mode, "url": page.url}])
        for address in addresses(PUBLIC, here):
            page.goto(address)
            room, needed = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
            if needed > room:
                too_wide.append(f"{address} ({mode}): {needed} > {room}")
    assert too_wide == []


def test_nothing_in_elder_mode_is_smaller_than_20_px(page: Page, here: World) -> None:
    page.goto("/")
    page.context.add_cookies([{"name": "gongkai_view", "value": "elder", "url": page.url}])
    script = """() => [...document.querySelectorAll("main *:not(svg *), header *, footer *")]
        .filter(element => element.checkVisibility()
            && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
        .filter(element => parseFloat(getComputedStyle(element).fontSize) < 19.9)
        .map(element => element.outerHTML.slice(0, 120))"""
    small = {address: page.evaluate(script) for address in addresses(PUBLIC, here) if page.goto(address)}
    assert {address: found[:3] for address, found in small.items() if found} == {}


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))


def test_the_first_tab_leads_to_the_text(page: Page, here: World) -> None:
    page.goto(f"/reports/{here.published.pk}/")
    page.keyboard.press("Tab")
    assert 'class="skip"' in focused(page)
    page.keyboard.press("Enter")
    assert 'id="main"' in focused(page)


def test_the_keyboard_passes_through_the_report_page_without_a_trap(page: Page, here: World) -> None:
    page.goto(f"/reports/{here.published.pk}/")
    page.evaluate("document.body.tabIndex = -1")
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate("""() => {
            const all = [...document.querySelectorAll("*")], element = document.activeElement;
            return [all.indexOf(element), getComputedStyle(element).outlineStyle, element.closest("footer") !== null];
        }""")
        )
        if stops[-1][2]:
            break
    order = [place for place, _, _ in stops]
    assert order == sorted(order), "the order of tabbing is the order of reading"
    assert stops[-1][2], "the footer is reached"
    assert all(outline != "none" for _, outline, _ in stops), "where one stands can always be seen"


def test_a_file_is_checked_with_the_keyboard_alone(page: Page, here: World) -> None:
    page.goto("/checkup/")
    page.focus("#file")
    page.keyboard.press("Tab")
    assert "开始体检" in focused(page)
