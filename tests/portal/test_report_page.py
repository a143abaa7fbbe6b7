"""The page of one report: what it shows, what it costs, how it is cached."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from gongkai.reports.acts import withdraw_report
from gongkai.reports.models import WithdrawalKind
from tests import world
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(small_world: World) -> World:
    return small_world


def page_of(client: Client, here: World) -> str:
    return client.get(reverse("portal:report", args=[here.published.pk])).content.decode()


def test_a_finding_shows_both_sides_the_arithmetic_and_the_marked_sentence(client: Client, here: World) -> None:
    html = page_of(client, here)
    assert "21 ≠ 19" in html or "19 ≠ 21" in html
    assert 'id="finding-1"' in html
    assert '<mark class="hl-error">' in html
    assert "与原件一致，勘误另行公布。" in html


def test_tables_stand_in_the_official_layout(client: Client, here: World) -> None:
    html = page_of(client, here)
    assert 'id="table-applications"' in html
    assert 'rowspan="8">（三）不予公开' in html
    assert 'id="cell-applications.granted.natural_person"' in html


def test_the_page_costs_three_queries(
    client: Client, here: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        page_of(client, here)


def test_a_page_that_was_drawn_before_costs_one_small_query(
    client: Client, here: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page_of(client, here)
    cache.delete("head-of-the-ledger")  # what a second does
    with django_assert_num_queries(1):
        page_of(client, here)


def test_a_withdrawn_report_shows_its_reason_and_nothing_else(client: Client, here: World) -> None:
    address = reverse("portal:report", args=[here.published.pk])
    assert "二、主动公开政府信息情况" in page_of(client, here)
    withdraw_report(world.actor(here.reviewer), here.published.pk, WithdrawalKind.NOT_PUBLIC, "含个人信息")
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 410
    assert "含个人信息" in html
    assert "二、主动公开政府信息情况" not in html
    for extension in ("json", "csv", "xlsx", "docx"):
        assert client.get(reverse("portal:download", args=[here.published.pk, extension])).status_code == 404


def test_what_staff_see_is_kept_for_nobody_else(client: Client, here: World) -> None:
    client.force_login(here.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("portal:report", args=[here.published.pk]))
    assert response["Cache-Control"] == "private, no-store"


def test_the_search_page_costs_three_queries(client: Client, here: World) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("portal:search"), {"q": "公开"})
    asked = [query for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 3


def test_an_unchanged_page_is_not_sent_again(client: Client, here: World) -> None:
    address = reverse("portal:report", args=[here.published.pk])
    first = client.get(address)
    assert "public" in first["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_way_of_reading_is_part_of_the_cached_page(client: Client, here: World) -> None:
    address = reverse("portal:report", args=[here.published.pk])
    first = client.get(address)["ETag"]
    client.post(reverse("preferences"), {"toggle": "elder", "next": address})
    assert client.get(address)["ETag"] != first
    assert 'class="elder"' in client.get(address).content.decode()


def test_the_meta_tags_of_the_website_guideline_are_there(client: Client, here: World) -> None:
    html = page_of(client, here)
    for name in ("SiteName", "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Keywords", "Url"):
        assert f'<meta name="{name}" content="' in html


@pytest.mark.parametrize(("extension", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("docx", b"PK")])
def test_downloads_are_files_of_their_kind(client: Client, here: World, extension: str, start: bytes) -> None:
    response = client.get(reverse("portal:download", args=[here.published.pk, extension]))
    assert response.content.startswith(start)
    assert "attachment" in response["Content-Disposition"]


def test_the_json_download_is_the_snapshot(client: Client, here: World) -> None:
    response = client.get(reverse("portal:download", args=[here.published.pk, "json"]))
    assert json.loads(response.content) == here.published.snapshot


def test_a_report_under_review_is_not_public(client: Client, here: World) -> None:
    assert client.get(reverse("portal:report", args=[here.under_review.pk])).status_code == 404


def test_no_page_holds_inline_script_or_style(client: Client, here: World) -> None:
    html = page_of(client, here)
    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html


def test_history_compares_years_and_siblings(client: Client, here: World) -> None:
    html = client.get(reverse("portal:history", args=[here.published.pk])).content.decode()
    assert "历年申请与办理" in html
    assert "▶ 保山市人民政府办公室" in html
    assert "昭通市人民政府办公室" in html
