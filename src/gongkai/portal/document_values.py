"""A document as pages print it: rows of lists, the official head, the status mark, citation, machine-readable data."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gongkai.documents import facts
from gongkai.documents.models import Document, Edition, ValidityDecision
from gongkai.documents.queries.public import DocumentPage
from gongkai.look.templatetags.look import pub_date
from gongkai.statute.processes import document_process
from gongkai.statute.vocabulary import document_types, theme_versions, vocabulary

IN_FORCE = "in_force"
NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a text holds: ``id`` of the value list, or :data:`NOT_YET` before it comes into force."""

    id: str
    label: str

    @property
    def ended(self) -> bool:
        """It holds no longer."""
        return self.id in facts.ENDED

    @property
    def plain(self) -> bool:
        """It holds as it stands: nothing to warn of."""
        return self.id == IN_FORCE


@dataclass(frozen=True, slots=True)
class Row:
    """A document in a list."""

    id: int
    title: str
    organ: str
    organ_code: str
    number: str
    plan: str
    formed_on: datetime.date
    published_at: datetime.datetime | None
    summary: str
    mark: Mark
    synthetic: bool


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line of the official head; ``wide`` takes the whole width."""

    label: str
    value: str
    wide: bool = False
    minor: bool = False  # left out where there is little room


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about validity as the page tells it; ``document`` only where its deciding document is public."""

    mark: Mark
    on: datetime.date
    document: int | None
    basis: str


def mark_of(validity: str, effective_on: datetime.date | None, on: datetime.date) -> Mark:
    """The status mark of a text on a day."""
    if validity == IN_FORCE and effective_on is not None and effective_on > on:
        return Mark(NOT_YET, _("尚未施行"))
    return Mark(validity, vocabulary().validity.label(validity))


def row(document: Document, on: datetime.date) -> Row:
    """A document of ``queries.public.listed``."""
    live = document.live
    assert live is not None
    return Row(
        document.pk,
        live.title,
        document.organ.name,
        document.organ.code,
        live.document_number,
        document_process().plan(document.plan).label,
        document.formed_on,
        document.published_at,
        live.summary,
        mark_of(facts.validity_on(document, on), live.effective_on, on),
        document.organ.division.synthetic,
    )


def head(page: DocumentPage, mark: Mark) -> list[HeadLine]:
    """The head as official sites print it; empty lines are left out, except the number of an official document."""
    document, edition = page.document, page.edition
    doc_type = document_types().label(edition.doc_type) if edition.doc_type else ""
    lines = [
        HeadLine(_("索引号"), document.index_number or ""),
        HeadLine(_("主题分类"), theme_label(edition.theme_version, edition.theme)),
        HeadLine(_("发文机关"), "、".join(page.makers)),
        HeadLine(_("发布机构"), document.organ.name if page.maker != document.organ.name else ""),
        HeadLine(_("成文日期"), pub_date(document.formed_on)),
        HeadLine(_("标题"), edition.title, wide=True),
        HeadLine(_("发文字号"), edition.document_number),
        HeadLine(_("发布日期"), pub_date(document.published_at)),
        HeadLine(_("公文种类"), doc_type, minor=True),
        HeadLine(_("体裁"), vocabulary().genres.label(edition.genre) if edition.genre else "", minor=True),
        HeadLine(_("施行日期"), pub_date(edition.effective_on)),
        HeadLine(_("有效期至"), pub_date(edition.expires_on)),
        HeadLine(_("服务对象"), vocabulary().audiences.label(edition.audience) if edition.audience else "", minor=True),
        HeadLine(_("来源"), edition.source, minor=True),
        HeadLine(_("主题词"), " ".join(edition.keywords)),
        HeadLine(_("公开方式"), _("主动公开"), minor=True),
        HeadLine(_("有效性"), mark.label if page.is_live else _("不再公开提供")),
    ]
    return [line for line in lines if line.value]


@cache
def _theme_paths(version: str) -> dict[str, str]:
    return next((dict(found.paths()) for found in theme_versions() if found.id == version), {})


def theme_label(version: str, theme: str) -> str:
    """综合政务\\政务公开, by the version of the tree the document was filed under; "" for none."""
    return _theme_paths(version).get(theme, "")


def decided(decision: ValidityDecision, on: datetime.date) -> Decided:
    """A decision; of a deciding document that is not public nothing is told."""
    basis = decision.basis
    shown = basis if basis is not None and basis.live is not None else None
    text = decision.basis_text
    if shown is not None and shown.live is not None:
        number = f"（{shown.live.document_number}）" if shown.live.document_number else ""
        text = f"{shown.live.title}{number}"
    mark = mark_of(decision.validity, None, on)
    return Decided(mark, decision.on, shown.pk if shown else None, text)


def citation(page: DocumentPage, address: str) -> str:
    """标题.发文机关.发文字号.日期.网址: what others write under what they quote."""
    document, edition = page.document, page.edition
    parts = (edition.title, "、".join(page.makers), edition.document_number, pub_date(document.formed_on), address)
    return ". ".join(part for part in parts if part)


_STATUS = {"in_force": "InForce", "amended": "PartiallyInForce", "abolished": "NotInForce", "lapsed": "NotInForce"}


def linked_data(page: DocumentPage, mark: Mark, address: str) -> SafeString:
    """schema.org as JSON-LD: Legislation for what binds, DigitalDocument for the rest; safe within ``<script>``."""
    document, edition = page.document, page.edition
    publisher = {"@type": "GovernmentOrganization", "name": document.organ.name, "identifier": document.organ.code}
    first = publisher if page.maker == document.organ.name else {"@type": "GovernmentOrganization", "name": page.maker}
    authors = [first, *({**publisher, "name": organ.name, "identifier": organ.code} for organ in page.partners)]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": address,
        "url": address,
        "name": edition.title,
        "headline": edition.title[:110],
        "description": edition.summary,
        "inLanguage": "zh-Hans-CN",
        "identifier": [item for item in (document.index_number, edition.document_number) if item],
        "keywords": ",".join(edition.keywords),
        "datePublished": _moment(document.published_at),
        "dateModified": _moment(edition.published_at),
        "dateCreated": document.formed_on.isoformat(),
        "version": str(edition.number),
        "isAccessibleForFree": True,
        "publisher": publisher,
        "author": authors if len(authors) > 1 else authors[0],
    }
    if document.plan == "normative" or edition.genre == "rule":
        data |= {
            "@type": "Legislation",
            "legislationIdentifier": edition.document_number or document.index_number,
            "legislationDate": document.formed_on.isoformat(),
            "legislationPassedBy": data["author"],
            "legislationDateVersion": _moment(edition.published_at),
            "legislationLegalForce": f"https://schema.org/{_STATUS.get(mark.id, 'NotInForce')}",
        }
        if edition.effective_on:
            data["legislationDateOfApplicability"] = edition.effective_on.isoformat()
    text = json.dumps({key: value for key, value in data.items() if value not in ("", [], None)}, ensure_ascii=False)
    return SafeString(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _moment(moment: datetime.datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None


def note_of(edition: Edition, readable: tuple[Edition, ...]) -> str:
    """What an edition changed: told only beside the edition it changed, for it may speak of what was taken away."""
    return edition.change_note if any(other.number == edition.number - 1 for other in readable) else ""
