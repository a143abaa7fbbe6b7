"""A stored letter as a paper in the layout of GB/T 9704: PDF, Word and text say the same as on the first day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.applications.models import Application, Letter
from gongkai.kernel import sealing
from gongkai.kernel.ledger import Json
from gongkai.papers.model import Paper, Paragraph, Run, Signature

PROOF = "proof_of_service"


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a letter as they are sealed. ``internet``: it names the channel of 行政复议法 22(2)."""

    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    attachments: tuple[str, ...]
    organ: str
    on: datetime.date
    internet: bool

    def sealed(self) -> str:
        """As a token for the table."""
        plain: dict[str, Json] = {
            "title": self.title,
            "number": self.number,
            "addressee": self.addressee,
            "paragraphs": self.paragraphs,
            "attachments": self.attachments,
            "organ": self.organ,
            "on": self.on.isoformat(),
            "internet": self.internet,
        }
        return sealing.seal(plain)


def content_of(letter: Letter) -> Content:
    """Open a letter. Raises SealError where its words are not those that were frozen."""
    if sealing.digest(letter.sealed) != letter.digest:
        raise sealing.SealError(f"文书 {letter.pk} 的内容与发出时不一致，已被改动。")
    plain = sealing.unseal(letter.sealed)
    return Content(
        title=str(plain["title"]),
        number=str(plain["number"]),
        addressee=str(plain["addressee"]),
        paragraphs=_texts(plain["paragraphs"]),
        attachments=_texts(plain["attachments"]),
        organ=str(plain["organ"]),
        on=datetime.date.fromisoformat(str(plain["on"])),
        internet=bool(plain["internet"]),
    )


def paper_of(letter: Letter) -> Paper:
    """The letter ready to print with :mod:`gongkai.papers`. Raises SealError as :func:`content_of`."""
    content = content_of(letter)
    lines = [line.strip() for item in content.paragraphs for line in item.splitlines() if line.strip()]
    return Paper(
        title=content.title,
        blocks=tuple(Paragraph((Run(line),)) for line in lines),
        made_on=content.on,
        mark=content.organ,
        number=content.number,
        addressee=content.addressee,
        attachments=content.attachments,
        signature=Signature((content.organ,), content.on),
        author=content.organ,
    )


def for_applicant(application: Application) -> QuerySet[Letter]:
    """The letters that went to the applicant: none to others, and not the proof of service, which stays on file."""
    return application.letters.filter(consulted=None).exclude(kind=PROOF)


def _texts(value: Json) -> tuple[str, ...]:
    assert isinstance(value, list)
    return tuple(map(str, value))
