"""A document is filed under a leaf of its organ's catalogue, whatever door it came in by."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.documents import acts
from gongkai.documents.acts import Proposal
from gongkai.documents.acts.catalogue import EntryText, write_entry
from gongkai.documents.acts.leaves import file_under
from gongkai.documents.importing.sources import open_source
from gongkai.documents.models import CatalogueEntry, Document
from gongkai.documents.takeover import take_over
from gongkai.kernel.errors import Unlawful
from gongkai.organs.models import Organ
from gongkai.statute.disclosure import Attribute
from tests.documents.office import FORMED, Office


@pytest.fixture
def leaf(here: Office) -> CatalogueEntry:
    text = EntryText("财政预决算", duty="20-07", field="F04", level2="部门预算")
    return write_entry(here.actor("王公开"), here.organ.pk, text)


def test_a_draft_names_its_leaf_which_tells_the_statutory_item(here: Office, leaf: CatalogueEntry) -> None:
    document = here.publish(here.draft(proposal=Proposal(FORMED, entry=leaf.pk)))
    assert (document.entry, document.duty) == (leaf, "20-07")


def test_what_is_not_published_keeps_its_leaf_without_the_item_of_what_must_be(
    here: Office, leaf: CatalogueEntry
) -> None:
    asked = Proposal(FORMED, Attribute.ON_REQUEST, entry=leaf.pk)
    document = here.draft(proposal=asked).document
    assert (document.entry, document.duty) == (leaf, "")


def test_a_leaf_of_another_organ_is_refused(here: Office, leaf: CatalogueEntry) -> None:
    CatalogueEntry.objects.filter(pk=leaf.pk).update(organ=Organ.objects.get(code="530500-government"))
    document = here.publish(here.draft())
    with pytest.raises(Unlawful, match="不在本机关的公开目录中"):
        here.draft("另一份", proposal=Proposal(FORMED, entry=leaf.pk))
    with pytest.raises(Unlawful, match="不在本机关的公开目录中"):
        file_under(here.actor("王公开"), document.pk, leaf.pk)


def test_a_later_edition_moves_its_document_only_when_it_is_published(here: Office, leaf: CatalogueEntry) -> None:
    document = here.publish(here.draft())
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    proposal = Proposal(FORMED, entry=leaf.pk)
    text = acts.Draft(edition.title, edition.body, edition.summary, change_note="归入目录")
    acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, text, proposal)
    assert Document.objects.get(pk=document.pk).entry is None
    edition.refresh_from_db()
    assert here.publish(edition).entry == leaf


def test_the_form_offers_the_leaves_of_the_organ_and_keeps_the_choice(
    here: Office, leaf: CatalogueEntry, client: Client
) -> None:
    client.force_login(here.person("张起草"))
    page = client.get(reverse("desk:new_document"))
    assert "财政预决算 / 部门预算" in page.content.decode()
    edition = here.draft(proposal=Proposal(FORMED, entry=leaf.pk))
    page = client.get(reverse("desk:edit_draft", args=[edition.pk]))
    assert f'<option value="{leaf.pk}" selected>' in page.content.decode()


def test_a_list_files_what_it_takes_over_and_says_which_leaf_is_not_there(
    here: Office, leaf: CatalogueEntry, tmp_path: Path
) -> None:
    rows = [["标题", "发布日期", "正文", "公开事项"]]
    rows += [
        [f"预算公开{name}", "2020-03-01", "正文。", name] for name in ("财政预决算 ＞ 部门预算", "部门预算", "没有的")
    ]
    path, faults = tmp_path / "list.csv", tmp_path / "faults.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    state = take_over(here.actor("王公开"), here.organ.pk, open_source(path), path.name, faults)
    assert (state.added, state.to_look_at) == (3, 1)
    filed = Document.objects.filter(entry=leaf)
    assert [document.duty for document in filed] == ["20-07", "20-07"]
    assert "没有“没有的”" in faults.read_text("utf-8-sig")
