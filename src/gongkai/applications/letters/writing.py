"""Writing a letter: the organ's words or those of the law data, filled, numbered, sealed, in the act's transaction."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.applications import persons
from gongkai.applications.letters.printing import Content
from gongkai.applications.letters.remedies import Decided, remedy_of
from gongkai.applications.models import Application, Consulted, Happening, Letter, Letterhead, LetterTemplate
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step
from gongkai.kernel.numbering import take_serials
from gongkai.reading.writers.page import chinese_date
from gongkai.statute import letters as law
from gongkai.statute.clocks import channel_labels, receipt_rule
from gongkai.statute.clocks import letters as kinds
from gongkai.statute.clocks.events import Channel
from gongkai.statute.document_numbers import DocumentNumber
from gongkai.statute.intake import intake


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a letter goes, how it speaks to them (你, 你单位), and who they are where not the applicant."""

    name: str
    you: str
    consulted: Consulted | None = None


def write(
    step: Step,
    application: Application,
    kind: str,
    occasion: Happening | datetime.date,
    values: Mapping[str, str],
    *,
    reader: Reader | None = None,
    decided: Decided | None = None,
) -> Letter:
    """Write a letter with what happened, or of a day where the process has no event for it.

    ``application.organ`` must be loaded.

    ``values`` fill the places of its template; what every letter says of the application is added. Raises Unlawful
    with what is missing.
    """
    organ, on = application.organ, occasion.on if isinstance(occasion, Happening) else occasion
    reader = reader or _applicant(application)
    head = Letterhead.objects.filter(organ=organ).first() or Letterhead(organ=organ, code=organ.short_name)
    title, paragraphs = _words(organ.pk, kind)
    known = {**_of_every_letter(application, head, reader), **values}
    if decided is not None:
        demanded = remedy_of(application, head, law.template(kind).document, decided, on)
        step.demand(not demanded.obstacles, "\n".join(map(str, demanded.obstacles)))
        known |= {law.REMEDY: demanded.paragraph, "additions": "、".join(decided.files)}
    filled = law.fill(kind, paragraphs, known)
    step.demand(
        not filled.missing,
        _("文书“%(letter)s”还缺：%(what)s"),
        letter=kinds()[kind].label,
        what="、".join(filled.missing),
    )
    files = decided.files if decided else ()
    number = _number(organ.pk, head.code, law.template(kind).series, on)
    internet = decided is not None and bool(head.internet)
    content = Content(title, number, reader.name, filled.paragraphs, files, organ.name, on, internet)
    token = content.sealed()
    return Letter.objects.create(
        application=application,
        kind=kind,
        number=number,
        on=on,
        sealed=token,
        digest=sealing.digest(token),
        happening=occasion if isinstance(occasion, Happening) else None,
        consulted=reader.consulted,
        by_id=step.actor.id,
        at=step.now,
    )


def _words(organ_id: int, kind: str) -> tuple[str, tuple[str, ...]]:
    """Title and paragraphs: the organ's own, else those of the law data."""
    own = LetterTemplate.objects.filter(organ_id=organ_id, kind=kind).first()
    if own is not None:
        return own.title, tuple(own.paragraphs)
    plain = law.template(kind)
    return plain.title, plain.paragraphs


def _applicant(application: Application) -> Reader:
    person = intake().kind(application.kind).person
    return Reader(persons.addressee(application), "你" if person else "你单位")


def _of_every_letter(application: Application, head: Letterhead, reader: Reader) -> dict[str, str]:
    submitted = application.happenings.get(position=0)
    channel = Channel(application.channel)
    rule = receipt_rule(channel, submitted.on)
    wanted = (application.wanted_name, application.wanted_number, application.wanted_description)
    return {
        "you": reader.you,
        "organ": application.organ.name,
        "number": application.number,
        "wanted": "，".join(text for text in wanted if text) or law.nothing_wanted(),
        "channel": channel_labels()[channel],
        "submitted_on": chinese_date(submitted.on),
        "receipt_rule": f"{rule.statement}，{rule.source}",
        "receipt_on": chinese_date(application.received_on) if application.received_on else "",
        "due": chinese_date(application.due_on) if application.due_on else "",
        "provisional": law.of_doubt() if application.provisional else "",
        "contact": head.contact,
        "payee": head.payee,
    }


def _number(organ_id: int, code: str, series: str, on: datetime.date) -> str:
    """简称+公复〔年〕号, running within organ, word and year of the letter; "" for a letter without a number."""
    if not series:
        return ""
    serial = take_serials(f"letter/{organ_id}/{series}/{on.year}", 1)
    return str(DocumentNumber(f"{code}{series}", on.year, serial, ""))
