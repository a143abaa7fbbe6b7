"""The public documents as plain files: complete, linked among themselves, nothing that is not public."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from lxml import html
from lxml.html import HtmlElement

from gongkai.documents import acts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.acts.offices import OfficeEntry, describe_office
from gongkai.documents.models import Document
from gongkai.documents.queries import public
from gongkai.portal.export import Exported, ExportError, export
from tests.documents import office as world
from tests.documents.office import FORMED, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Office:
    return world.build()


def exported(folder: Path) -> Exported:
    return export(folder, "http://localhost")


def page(folder: Path, document: Document) -> str:
    return (folder / f"documents/{document.pk}/index.html").read_text("utf-8")


def times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def amend(here: Office, document: Document, former: str) -> None:
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    entry = Draft("更正后的题目", "<p>新的正文</p>", "概述", change_note="更正")
    edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, entry, Proposal(FORMED))
    edition = here.pass_gates(edition)
    acts.number(here.actor("孙审校"), edition.pk)
    acts.publish(here.actor("孙审校"), edition.pk, former)


def test_every_link_of_every_page_leads_to_a_file_of_the_folder(here: Office, tmp_path: Path) -> None:
    first, second = here.publish(here.draft("甲通知")), here.publish(here.draft("乙通知", body="<p>另一份</p>"))
    acts.relate(here.actor("张起草"), second.pk, "amends", first.pk)
    amend(here, first, "corrected")
    done = exported(tmp_path)
    assert (done.pages, done.everything) == (2, True)
    assert (tmp_path / f"documents/{first.pk}/editions/1/index.html").exists()
    checked = 0
    for path in tmp_path.rglob("*.html"):
        for _, name, link, _ in cast(HtmlElement, html.fromstring(path.read_text("utf-8"))).iterlinks():
            if link.startswith(("http://localhost", "#")) or name is None:
                continue
            assert not link.startswith("/")
            assert (path.parent / unquote(link.partition("#")[0])).resolve().is_file(), (path, link)
            checked += 1
    assert checked > 20
    assert f"http://localhost/documents/{first.pk}/" in (tmp_path / "sitemap-documents-1.xml").read_text()


def test_what_is_not_public_is_in_no_file(here: Office, tmp_path: Path) -> None:
    here.draft("机关内部的草稿", body="<p>不可外传的文字</p>")
    here.publish(here.draft("甲通知"))
    exported(tmp_path)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or "不可外传的文字".encode() not in path.read_bytes()
        assert not path.is_file() or "机关内部的草稿".encode() not in path.read_bytes()


def test_a_withdrawn_document_loses_its_text_and_its_place_in_the_lists(here: Office, tmp_path: Path) -> None:
    document = here.publish(here.draft("甲通知", body="<p>独一无二的文字</p>"))
    exported(tmp_path)
    assert "独一无二的文字" in page(tmp_path, document)
    acts.withdraw(here.actor("周领导"), document.editions.get().pk, "privacy", "含个人信息")
    exported(tmp_path)
    for path in tmp_path.rglob("*.html"):
        assert "独一无二的文字" not in path.read_text("utf-8")
    assert f"/documents/{document.pk}/" not in (tmp_path / "sitemap-documents-1.xml").read_text()


def test_a_second_run_writes_only_what_changed(here: Office, tmp_path: Path) -> None:
    first, second = here.publish(here.draft("甲通知")), here.publish(here.draft("乙通知", body="<p>另一份</p>"))
    exported(tmp_path)
    before = times(tmp_path)
    assert exported(tmp_path).unchanged
    assert times(tmp_path) == before
    amend(here, first, "privacy")
    done = exported(tmp_path)
    assert (done.pages, done.everything) == (1, False)
    after = times(tmp_path)
    assert (
        after[tmp_path / f"documents/{second.pk}/index.html"] == before[tmp_path / f"documents/{second.pk}/index.html"]
    )
    assert "更正后的题目" in page(tmp_path, first)
    assert not (tmp_path / f"documents/{first.pk}/editions").exists()


def test_an_act_that_does_not_tell_what_it_concerns_writes_everything_anew(here: Office, tmp_path: Path) -> None:
    here.publish(here.draft("甲通知"))
    exported(tmp_path)
    here.publish(here.draft("乙通知", body="<p>另一份</p>"))
    describe_office(here.actor("王公开"), here.organ.pk, OfficeEntry("新名称", "{year}-{serial}"))
    assert exported(tmp_path).everything


def test_lists_by_value_organ_pages_and_files_to_take_away_are_there(here: Office, tmp_path: Path) -> None:
    document = here.publish(here.draft("甲通知", theme="09"))
    exported(tmp_path)
    assert document.published_at is not None
    by = tmp_path / "documents/by"
    lists = [by / f"year/{document.published_at.year}", by / "plan/ordinary", by / "validity/in_force", by / "theme/09"]
    lists += [by / f"organ/{here.organ.code}", tmp_path / f"organs/{here.organ.code}"]
    for folder in lists:
        assert "甲通知" in (folder / "index.html").read_text("utf-8"), folder
    assert "甲通知" not in (tmp_path / "normative/index.html").read_text("utf-8")
    assert (tmp_path / f"organs/{here.organ.code}/disclosure/index.html").exists()
    home = tmp_path / f"documents/{document.pk}"
    assert (home / f"{document.pk}.docx").read_bytes().startswith(b"PK")
    assert "甲通知" in (home / f"{document.pk}.txt").read_text("utf-8-sig")
    assert f'href="{document.pk}.docx"' in page(tmp_path, document)
    assert f'href="../{document.pk}/index.html"' in (by / "plan/ordinary/index.html").read_text("utf-8").replace(
        "../../../", "../"
    )
    acts.withdraw(here.actor("周领导"), document.editions.get().pk, "privacy", "含个人信息")
    exported(tmp_path)
    assert not (home / f"{document.pk}.txt").exists()
    assert not [*by.rglob("*.html")]
    assert not (tmp_path / "organs" / here.organ.code).exists()


def test_lists_are_written_beyond_where_visitors_leaf(
    here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "PER_PAGE", 1)
    monkeypatch.setattr(public, "CAP", 1)
    for number in range(3):
        here.publish(here.draft(f"第{number}号通知", body=f"<p>第{number}份，{'甲乙丙'[number] * 30}</p>"))
    exported(tmp_path)
    for number in range(3):
        name = "index.html" if number == 2 else f"page-{3 - number}.html"
        assert f"第{number}号通知" in (tmp_path / "documents" / name).read_text("utf-8")
    assert len([*tmp_path.glob("documents/by/plan/ordinary/*.html")]) == 3


def test_a_host_that_the_site_does_not_know_is_refused(here: Office, tmp_path: Path) -> None:
    here.publish(here.draft())
    with pytest.raises(ExportError, match="GONGKAI_HOSTS"):
        export(tmp_path, "http://elsewhere.example")
    with pytest.raises(ExportError, match="不带路径"):
        export(tmp_path, "www.example.cn")


def test_the_commands_import_and_export(here: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("标题,发布日期,正文,没人用\n甲,2020-01-01,文,x\n乙,,文,x\n", "utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("documents", "import", str(path), "--organ", here.organ.code, "--jobs", "1")
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "没有用到的列：没人用" in said
    assert "新增 1 件" in said
    assert (tmp_path / "清单.问题.csv").exists()
    call_command("documents", "export", str(tmp_path / "out"))
    assert "已导出全部文件页面 1 个" in capsys.readouterr().out
    with pytest.raises(CommandError, match="没有代码为"):
        call_command("documents", "import", str(path), "--organ", "none")
