"""Old addresses lead on: of organs that were merged, and of documents that were imported from another site."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.documents.acts import withdraw
from gongkai.documents.importing.sources import open_source
from gongkai.documents.models import Document
from gongkai.documents.takeover import take_over
from gongkai.kernel import outbox
from gongkai.organs.acts import merge_organs
from gongkai.organs.models import Organ, Post
from gongkai.organs.roles import Role
from gongkai.portal.export import export
from tests.documents.office import Office, build

OLD = "http://www.old.gov.cn/zfxxgk/1/t2020_7.html"


@pytest.fixture
def here(db: None) -> Office:
    return build()


@pytest.fixture
def merged(here: Office) -> Organ:
    """The organ that the office was merged into, with a document of its own."""
    Post.objects.create(user=here.outsider, organ=here.organ, role=Role.ADMIN, scope=Post.Scope.DIVISION)
    here.publish(here.draft())
    into = Organ.objects.get(code="530500-government")
    merge_organs(here.actor("外人"), [here.organ.pk], into.pk, timezone.localdate(), "机构改革方案")
    outbox.deliver(timezone.now())
    return into


@pytest.mark.parametrize("name", ["documents", "documents_feed", "normative"])
def test_lists_and_feeds_of_a_merged_organ_lead_to_its_follower(
    here: Office, merged: Organ, client: Client, name: str
) -> None:
    answer = client.get(reverse(f"portal:{name}"), {"organ": here.organ.code, "year": "2026"})
    assert answer.status_code == 301
    assert answer["Location"] == f"{reverse(f'portal:{name}')}?organ={merged.code}&year=2026"
    assert client.get(answer["Location"]).status_code == 200


def test_the_column_of_a_merged_organ_is_its_followers(here: Office, merged: Organ, client: Client) -> None:
    answer = client.get(reverse("portal:column", args=[here.organ.code]))
    assert (answer.status_code, answer["Location"]) == (301, reverse("portal:column", args=[merged.code]))


def test_the_interface_says_who_follows_and_gives_what_the_follower_has(
    here: Office, merged: Organ, client: Client
) -> None:
    assert client.get(f"/api/v1/organs/{here.organ.code}").json()["followed_by"] == merged.code
    assert client.get(f"/api/v1/organs/{merged.code}").json()["followed_by"] == ""
    (row,) = client.get("/api/v1/documents", {"organ": here.organ.code}).json()["items"]
    assert row["organ"] == merged.code


def test_an_organ_that_exists_keeps_its_addresses(here: Office, client: Client) -> None:
    for address in (reverse("portal:column", args=[here.organ.code]), f"/documents/?organ={here.organ.code}"):
        assert client.get(address).status_code == 200


@pytest.fixture
def imported(here: Office, tmp_path: Path) -> Document:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["标题", "发布日期", "正文", "网址"], ["旧公告", "2020-03-01", "正文。", OLD]])
    take_over(here.actor("王公开"), here.organ.pk, open_source(path), path.name, tmp_path / "faults.csv")
    return Document.objects.get()


def test_an_imported_document_answers_at_its_old_address(
    imported: Document, client: Client, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["www.old.gov.cn", "testserver"]
    answer = client.get("/zfxxgk/1/t2020_7.html", headers={"host": "www.old.gov.cn"})
    assert (answer.status_code, answer["Location"]) == (301, reverse("portal:document", args=[imported.pk]))
    assert client.get("/zfxxgk/1/t2020_8.html", headers={"host": "www.old.gov.cn"}).status_code == 404
    assert client.get("/zfxxgk/1/t2020_7.html").status_code == 404


def test_what_was_taken_down_is_gone_at_its_old_address_too(
    here: Office, imported: Document, client: Client, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["www.old.gov.cn"]
    assert imported.live_id is not None
    withdraw(here.actor("周领导"), imported.live_id, "privacy", "含个人信息")
    host = {"host": "www.old.gov.cn"}
    answer = client.get("/zfxxgk/1/t2020_7.html", headers=host, follow=True)
    assert answer.status_code in (404, 410)
    assert "旧公告" not in answer.content.decode()


def test_the_export_holds_the_old_addresses_for_the_web_server(imported: Document, tmp_path: Path) -> None:
    export(tmp_path / "site", "http://testserver")
    listed = (tmp_path / "site" / "old-addresses.map").read_text()
    assert listed == f'"www.old.gov.cn/zfxxgk/1/t2020_7.html" "/documents/{imported.pk}/";\n'
