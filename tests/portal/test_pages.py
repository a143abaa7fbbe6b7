"""Every public page answers, with and without data, and says what it has to say."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.reports.models import Report
from tests import world
from tests.world import World

pytestmark = pytest.mark.django_db

PAGES = (
    "home",
    "reports",
    "organs",
    "compare",
    "search",
    "checkup",
    "norms",
    "accessibility",
    "site_map",
    "feed",
    "sitemap",
    "robots",
)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_answers_in_an_empty_house(client: Client, name: str) -> None:
    assert client.get(reverse(f"portal:{name}")).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_every_page_answers_in_a_lived_in_house(client: Client, name: str, small_world: World) -> None:
    assert client.get(reverse(f"portal:{name}")).status_code == 200


@pytest.mark.parametrize("form_id", ["A2014", "B2019", "C2021"])
def test_an_official_form_shows_its_tables_and_identities(client: Client, form_id: str) -> None:
    html = client.get(reverse("portal:form", args=[form_id])).content.decode()
    assert 'class="official' in html
    assert "勾稽关系" in html


@pytest.mark.parametrize(
    "address", ["/reports/999/", "/organs/nowhere/", "/divisions/999999/", "/norms/X/", "/nowhere/"]
)
def test_what_is_not_there_is_404_with_a_way_on(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert reverse("portal:home") in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/reports/" + "9" * 30 + "/", 404),
        ("/compare/?report=" + "9" * 30, 200),
        ("/compare/?report=" + "9" * 5000, 200),
        ("/search/?q=公开&organ=" + "9" * 30, 200),
        ("/organs/%00/", 400),
        ("/search/?q=%00", 400),
    ],
)
def test_nonsense_in_an_address_is_no_fault_of_the_server(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_the_feed_names_the_published_reports(client: Client, small_world: World) -> None:
    items = ET.fromstring(client.get(reverse("portal:feed")).content).findall("./channel/item")
    assert len(items) == Report.objects.filter(status="published").count() == 3


def test_the_sitemap_lists_published_reports_only(client: Client, small_world: World) -> None:
    here = small_world
    index = client.get(reverse("portal:sitemap")).content.decode()
    assert reverse("portal:sitemap_section", args=["reports"]) in index
    sitemap = client.get(reverse("portal:sitemap_section", args=["reports"])).content.decode()
    assert reverse("portal:report", args=[here.published.pk]) in sitemap
    assert reverse("portal:report", args=[here.under_review.pk]) not in sitemap


def test_reports_are_narrowed_by_year_and_division(client: Client, small_world: World) -> None:
    html = client.get(reverse("portal:reports"), {"year": "2020", "division": "5306"}).content.decode()
    assert "昭通市人民政府办公室 2020" in html
    assert "保山市人民政府办公室 2020" not in html


def test_two_reports_stand_side_by_side(client: Client, small_world: World) -> None:
    pks = [report.pk for report in Report.objects.filter(year=2020)]
    html = client.get(reverse("portal:compare"), {"report": pks}).content.decode()
    assert "逐格对比" in html
    assert "予以公开" in html


def test_compare_takes_nonsense_for_nothing(client: Client) -> None:
    assert client.get(reverse("portal:compare"), {"report": ["x", "", "999999"]}).status_code == 200


def test_a_language_is_chosen_and_kept(client: Client) -> None:
    assert 'lang="zh-CN"' in client.get("/", headers={"Accept-Language": "en"}).content.decode()
    client.post(reverse("preferences"), {"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/").content.decode()


def test_preferences_lead_back_to_this_site_only(client: Client) -> None:
    response = client.post(reverse("preferences"), {"toggle": "contrast", "next": "https://elsewhere.example/"})
    assert response["Location"] == "/"


def upload(client: Client, content: bytes, name: str) -> tuple[int, str]:
    response = client.post(reverse("portal:checkup"), {"file": SimpleUploadedFile(name, content)})
    return response.status_code, response.content.decode()


def test_checkup_shows_findings_and_keeps_nothing(client: Client) -> None:
    status, html = upload(client, world.contradictory_page(), "报告.html")
    assert status == 200
    assert 'id="finding-1"' in html
    assert 'id="table-applications"' in html
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "a.html"), (b"%PDF-1.4 broken", "a.pdf"), (b"\x89PNG\r\n", "a.png")]
)
def test_checkup_says_what_is_wrong_with_a_file(client: Client, content: bytes, name: str) -> None:
    status, html = upload(client, content, name)
    assert status in (400, 422)
    assert 'role="alert"' in html


def test_checkup_without_a_file_asks_for_one(client: Client) -> None:
    assert client.post(reverse("portal:checkup")).status_code == 400


def test_a_division_leads_to_those_below_it(client: Client, small_world: World) -> None:
    province = client.get(reverse("portal:division", args=["530000"])).content.decode()
    assert reverse("portal:division", args=["530500"]) in province
    assert "下级地区" not in client.get(reverse("portal:division", args=["530500"])).content.decode()


def test_the_home_page_is_in_the_order_of_the_dates_it_prints(client: Client, small_world: World) -> None:
    latest = client.get(reverse("portal:home")).context["latest"]
    printed = [report.printed_on for report in latest]
    assert len(set(printed)) > 1
    assert printed == sorted(printed, reverse=True)


def test_english_counts_one_report_as_one(client: Client, small_world: World) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = client.get(reverse("portal:organs")).content.decode()
    assert "1 report<" in html
    assert "1 reports" not in html


def test_the_norms_are_told_in_words_for_everybody(client: Client) -> None:
    html = client.get(reverse("portal:norms")).content.decode()
    assert "待核实" in html
    for bookkeeping in ("[K]", "[S]", "凭记忆", "已读", "未读"):
        assert bookkeeping not in html


def test_a_report_without_tables_is_named_and_takes_no_column(client: Client, small_world: World) -> None:
    here = small_world
    title = f"{world.UNIT}2019年政府信息公开工作年度报告"
    text = f"<h1>{title}</h1><h2>一、总体情况</h2><p>2019年主动公开政府信息30条。</p>"
    world.hand_in(here.clerk, {"baoshan-2019.html": text.encode()})
    bare = Report.objects.get(file_name="baoshan-2019.html")
    world.publish(here.clerk, here.reviewer, bare)
    response = client.get(reverse("portal:compare"), {"report": [bare.pk, here.published.pk]})
    assert [report.id for report in response.context["without"]] == [bare.pk]
    assert [report.id for report in response.context["comparison"].reports] == [here.published.pk]
