"""A day in the life of a document, in a browser: drafted, passed by others, read by everybody, declared invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongkai.documents.models import Document
from gongkai.organs.models import User
from tests.browser.conftest import log_in
from tests.browser.test_accessibility import violations
from tests.documents import office as world
from tests.documents.office import Office
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "保山市城市供水管理办法"
GATES = ("李科长", "王公开", "赵保密", "钱法制", "钱法制", "孙审校", "周领导")
PASTED = '<p class=MsoNormal style="text-align:center;color:red">第一条 保护水源。</p><script>alert(1)</script>'


@pytest.fixture
def here(transactional_db: None) -> Office:
    cache.clear()
    office = world.build()
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return office


@pytest.fixture
def page(chromium: Browser, here: Office, live_server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def become(page: Page, here: Office, name: str) -> None:
    page.context.clear_cookies()
    log_in(page, here.person(name).username)


def outsider_sees(page: Page, document: Document) -> str:
    """The public page in a browser without any login: its text, "" when there is none."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=page.url.split("/desk")[0])
    visitor = context.new_page()
    response = visitor.goto(f"/documents/{document.pk}/")
    assert response is not None
    text = visitor.inner_text("main") if response.ok else ""
    context.close()
    return text


def paste(page: Page, markup: str) -> None:
    page.focus(".editor-text")
    page.keyboard.press("Control+A")
    page.evaluate(
        """markup => {
        const data = new DataTransfer();
        data.setData("text/html", markup);
        const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
        document.querySelector(".editor-text").dispatchEvent(event);
    }""",
        markup,
    )


def draft(page: Page, here: Office, title: str, plan: str, number: str = "") -> Document:
    become(page, here, "张起草")
    page.goto("/desk/documents/new/")
    page.check(f"input[name=plan][value={plan}]")
    page.fill("#id_title", title)
    page.fill("#id_summary", "供水管理的要求。")
    page.fill("#id_document_number", number)
    paste(page, PASTED.replace("保护水源", title))
    expect(page.locator(".editor-text p.center")).to_contain_text("第一条")
    page.click("button[name=save]")
    expect(page.locator(".messages")).to_contain_text("草稿已保存")
    return Document.objects.latest("pk")


def step(page: Page, name: str) -> None:
    """Take the step that a link of the page names."""
    page.click(f".actions a:has-text('{name}')")
    page.click("main form button.button >> nth=-1")


def pass_gates(page: Page, here: Office, document: Document, gates: tuple[str, ...]) -> None:
    become(page, here, "张起草")
    edition = document.editions.latest("number")
    page.goto(f"/desk/documents/editions/{edition.pk}/")
    step(page, "送审")
    expect(page.locator(".messages")).to_contain_text("已送审")
    for name in gates:
        become(page, here, name)
        page.click(f"main a:has-text('{edition.title}') >> nth=0")
        for box in page.locator("input[name=check]").all():
            box.check()
        if page.locator("input[name=opinion]").count():
            page.check("input[name=opinion][value=合法]")
        if page.locator("textarea[name=reason]").count():
            page.fill("textarea[name=reason]", "上级要求紧急印发")
        page.click("text=签名通过")
        expect(page.locator(".messages")).to_contain_text("已通过")


def publish(page: Page, here: Office, document: Document) -> None:
    become(page, here, "孙审校")
    page.goto(f"/desk/documents/editions/{document.editions.latest('number').pk}/")
    step(page, "编号")
    expect(page.locator(".messages")).to_contain_text("已编号")
    step(page, "发布")
    expect(page.locator(".messages")).to_contain_text("已发布")


def test_a_day_in_the_life_of_a_normative_document(page: Page, here: Office) -> None:
    rule = draft(page, here, TITLE, "normative", "保政办规〔2026〕1号")
    assert outsider_sees(page, rule) == ""

    # its interpretation is drafted and linked with it
    reading = draft(page, here, f"《{TITLE}》解读", "interpretation")
    page.goto(f"/desk/documents/{rule.pk}/interpretation/")
    page.check("input[name=forms_][value=text]")
    page.fill("#id_planned_on", "2026-11-30")
    page.fill("#id_outline", "背景；主要内容")
    page.fill("#id_interpreter", "李科长")
    page.click("text=保存")
    page.goto(f"/desk/documents/{rule.pk}/relations/?q=解读")
    page.check("input[name=other]")
    page.check("input[name=kind][value=-interprets]")
    page.click("main button:has-text('关联')")
    expect(page.locator(".messages")).to_contain_text("已更新关联")

    # seven gates, six other people
    pass_gates(page, here, rule, GATES)
    assert outsider_sees(page, rule) == ""
    publish(page, here, rule)
    assert TITLE in outsider_sees(page, rule)
    assert f"{TITLE}》解读" not in outsider_sees(page, rule)

    # the interpretation is due within three working days, until it is public
    become(page, here, "张起草")
    expect(page.locator("section[aria-labelledby=due]")).to_contain_text("政策解读")
    pass_gates(page, here, reading, ("李科长", "赵保密", "孙审校", "周领导"))
    publish(page, here, reading)
    assert f"{TITLE}》解读" in outsider_sees(page, rule)
    become(page, here, "张起草")
    expect(page.locator("main")).not_to_contain_text("政策解读")

    # amended by a second edition
    page.goto(f"/desk/documents/{rule.pk}/")
    page.click("text=做新版本")
    page.fill("#id_change_note", "第一条增加节约用水。")
    paste(page, "<p>第一条 保护水源，节约用水。</p>")
    expect(page.locator(".editor-text")).to_contain_text("节约用水")
    page.click("button[name=save]")
    expect(page.locator("ins").first).to_contain_text("＋")
    assert "节约用水" not in outsider_sees(page, rule)
    pass_gates(page, here, rule, GATES)
    publish(page, here, rule)
    assert "节约用水" in outsider_sees(page, rule)

    # declared invalid
    become(page, here, "王公开")
    page.goto(f"/desk/documents/{rule.pk}/validity/")
    page.select_option("#id_validity", "abolished")
    page.fill("#id_basis_text", "市人民政府关于废止部分规范性文件的决定")
    page.click("main form button.button")
    expect(page.locator(".messages")).to_contain_text("已标注")
    assert "废止" in outsider_sees(page, rule)

    # the counts equal the rows
    page.goto("/desk/documents/statistics/")
    row = page.locator(".tiles div:has-text('主动公开信息') a")
    number = re.sub(r"\D.*", "", row.inner_text())
    row.click()
    assert page.locator("tbody tr").count() == int(number) == 2


@pytest.mark.look
def test_what_was_typed_survives_a_lost_connection(page: Page, here: Office) -> None:
    become(page, here, "张起草")
    page.goto("/desk/documents/new/")
    page.fill("#id_title", "没有来得及保存的标题")
    page.reload()
    page.fill("#id_title", "")
    page.click("[data-restore-yes]")
    expect(page.locator("#id_title")).to_have_value("没有来得及保存的标题")


@pytest.mark.look
def test_the_consequences_follow_the_choice_without_leaving_the_page(page: Page, here: Office) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    become(page, here, "张起草")
    page.goto("/desk/documents/new/")
    page.check("input[name=attribute][value=none]")
    expect(page.locator("#determination [role=status]")).to_contain_text("须选择法定理由")
    page.check("input[name=grounds][value=EX16-1]")
    expect(page.locator("#determination [role=status]")).to_contain_text("须写明不公开的理由")
    assert complaints == []


@pytest.mark.look
def test_axe_finds_nothing_on_the_pages_of_documents(page: Page, here: Office) -> None:
    edition = here.draft(body="<p>联系电话：13812345678</p>")
    published = here.publish(here.draft("已公开的通知"))
    become(page, here, "张起草")
    addresses = (
        "/desk/",
        "/desk/documents/",
        "/desk/documents/calendar/",
        "/desk/documents/new/",
        f"/desk/documents/editions/{edition.pk}/",
        f"/desk/documents/editions/{edition.pk}/edit/",
        f"/desk/documents/{published.pk}/",
        f"/desk/documents/{published.pk}/relations/?q=通知",
        "/desk/documents/consultations/",
        "/desk/documents/decisions/",
        "/desk/documents/statistics/",
        f"/desk/documents/catalogue/{here.organ.pk}/",
    )
    found = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            found += violations(page, address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert found == []
