"""Taking over what an organ published elsewhere: a batch of judged entries in one transaction, one ledger entry.

The rows are those that drafting, numbering and publishing would have written (a test compares them), except that
nobody reviewed them here: no determination, no review, no submission, and the document says so (``imported_key``).
An entry that is there already is passed over, so the same list may be given again after any interruption.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents import content, facts
from gongkai.documents.acts.publication import WEBSITE, retire
from gongkai.documents.importing.entries import Entry, identity
from gongkai.documents.models import (
    CatalogueEntry,
    DisclosureOffice,
    Document,
    Edition,
    EditionState,
    Posting,
    ValidityDecision,
)
from gongkai.documents.models.documents import OPEN_STATES
from gongkai.documents.numbering import next_index_numbers
from gongkai.documents.searching import findable
from gongkai.kernel import bulk
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.search import index
from gongkai.statute.disclosure import Attribute, Making, Origin, Responsible, responsible_organ
from gongkai.statute.vocabulary import theme_versions

BATCH = 1000
_MAKING = Making()  # what is known of the making of a document that comes from elsewhere: the rule
NOTHING = content.fingerprint("")
TAKEN = "索引号 {number} 已用于“{title}”，请核对索引号"
USED = "索引号 {number} 已由其他机关使用，请核对索引号"
UNDER_WAY = "“{title}”正在办理新的一版，正文没有补入，请在这一版中补充，或者办结后重新导入"
NO_LEAF = "公开事项：本机关的公开目录中没有“{leaf}”，已不归入事项导入，请补选"
OTHER = "与已有的“{title}”标识相同而内容不同，请核对是否重复编号"
_COPIED = (
    *("title", "body", "text", "text_sha256", "summary", "document_number", "doc_type", "genre", "theme", "audience"),
    *("source", "unit", "effective_on", "expires_on"),
)


@dataclass(slots=True)
class BatchOutcome:
    """What became of a batch: how many were added, completed by their text, there already; by position: faults, and
    what is to be looked at of entries that were taken."""

    added: int = 0
    completed: int = 0
    known: int = 0
    refused: dict[int, str] = field(default_factory=dict)
    noted: dict[int, str] = field(default_factory=dict)


@act("document.import", Permission.IMPORT_DOCUMENT, _("导入历史文件"))
def import_documents(step: Step, organ_id: int, entries: Sequence[Entry], source: str) -> BatchOutcome:
    """Write what is new of ``entries`` as live documents; ``source`` names the list for the ledger.

    An entry that was listed without text before is completed when it comes with its text.
    """
    organ = lock(Organ.objects, pk=organ_id)  # two imports of one organ wait for each other
    step.permit(organ.place)
    outcome = BatchOutcome()
    keys = [identity(organ.pk, entry) for entry in entries]
    known = _known(entries, keys)
    new: dict[str, Entry] = {}
    for position, (key, entry) in enumerate(zip(keys, entries, strict=True)):
        there = known.get(key) or known.get(entry.index_number)
        if there is not None:
            _meet(step, there, entry, organ, position, outcome)
        elif new.setdefault(key, entry) is not entry:
            if _same(new[key].title, new[key].text_sha256, entry):
                outcome.known += 1
            else:
                outcome.refused[position] = OTHER.format(title=new[key].title)
    leaves = _leaves(organ) if any(entry.leaf for entry in new.values()) else {}
    for position, (key, entry) in enumerate(zip(keys, entries, strict=True)):
        if entry.leaf and new.get(key) is entry and _path(entry.leaf) not in leaves:
            outcome.noted[position] = NO_LEAF.format(leaf=entry.leaf)
    _write(step, organ, new, leaves)
    outcome.added = len(new)
    if outcome.added or outcome.completed:
        step.record(
            organ,
            source=source,
            added=outcome.added,
            completed=outcome.completed,
            known=outcome.known,
            refused=len(outcome.refused),
            listing=_digest(keys, entries),
        )
    else:
        step.unchanged()
    return outcome


def _known(entries: Sequence[Entry], keys: Sequence[str]) -> dict[str, Document]:
    """The documents that are there already, by identity and by index number."""
    numbers = [entry.index_number for entry in entries if entry.index_number]
    there = Document.objects.filter(Q(imported_key__in=keys) | Q(index_number__in=numbers)).annotate(
        first_title=_first("title"), first_text=_first("text_sha256"), live_title=F("live__title")
    )
    found: dict[str, Document] = {}
    for document in there:
        if document.index_number:
            found[document.index_number] = document
        if document.imported_key:
            found[document.imported_key] = document
    return found


def _first(name: str) -> Subquery:
    """A field of the first edition: the one an import wrote."""
    return Subquery(Edition.objects.filter(document=OuterRef("pk"), number=1).values(name)[:1])


def _meet(step: Step, there: Document, entry: Entry, organ: Organ, position: int, outcome: BatchOutcome) -> None:
    """What to do with an entry whose identity is taken."""
    title, text = there.first_title, there.first_text  # type: ignore[attr-defined] # annotated
    if there.organ_id != organ.pk:
        outcome.refused[position] = _taken(there, entry.index_number)
    elif text == NOTHING and entry.text and title == entry.title:
        if there.editions.filter(state__in=OPEN_STATES).exists():
            outcome.noted[position] = UNDER_WAY.format(title=title)
        else:
            outcome.completed += _complete(step, there, entry)
        outcome.known += 1
    elif _same(title, text, entry) or not entry.text:
        outcome.known += 1
    else:
        outcome.refused[position] = OTHER.format(title=title)


def _taken(there: Document, number: str) -> str:
    """Numbers run on and can be guessed: what another organ does not show has no title here."""
    title = there.live_title  # type: ignore[attr-defined] # annotated
    return TAKEN.format(number=number, title=title) if title is not None else USED.format(number=number)


def _same(title: str, text_sha256: str, entry: Entry) -> bool:
    return title == entry.title and text_sha256 == entry.text_sha256


def _leaves(organ: Organ) -> dict[str, CatalogueEntry]:
    """The leaves of the organ's catalogue by the names a list may call them; a name that several bear is none."""
    named: dict[str, list[CatalogueEntry]] = {}
    for leaf in CatalogueEntry.objects.filter(organ=organ):
        for name in {str(leaf), leaf.level2 or leaf.level1}:
            named.setdefault(_path(name), []).append(leaf)
    return {name: found[0] for name, found in named.items() if len(found) == 1}


def _path(name: str) -> str:
    return re.sub(r"\s*[\\/＼／>＞]\s*", "/", name.strip())


def _write(step: Step, organ: Organ, new: dict[str, Entry], leaves: dict[str, CatalogueEntry]) -> None:
    """The rows of new entries, a statement a table."""
    if not new:
        return
    numbers = _numbers(step, organ, list(new.values()))
    documents = [
        _document(step, organ, key, entry, number, leaves.get(_path(entry.leaf)))
        for (key, entry), number in zip(new.items(), numbers, strict=True)
    ]
    written = list(zip(documents, new.values(), strict=True))
    for document, key in zip(documents, bulk.reserve(Document, len(documents)), strict=True):
        document.pk = key
    editions = [_edition(step, document, entry, 1) for document, entry in written]
    for edition, key in zip(editions, bulk.reserve(Edition, len(editions)), strict=True):
        edition.pk = edition.document.live_id = key
    bulk.insert(documents)  # each names its edition, which follows: such references are checked at the end
    bulk.insert(editions)
    bulk.insert([_posting(step, document, entry) for document, entry in written])
    bulk.insert([_decision(step, document, entry) for document, entry in written if entry.validity != "in_force"])
    index.put_later(
        [findable(document, edition, attachments=()) for document, edition in zip(documents, editions, strict=True)]
    )


def _posting(step: Step, document: Document, entry: Entry) -> Posting:
    return Posting(document=document, channel=WEBSITE, on=entry.published.date(), locator=entry.url, by_id=step.person)


def _numbers(step: Step, organ: Organ, entries: Sequence[Entry]) -> list[str]:
    """The numbers they have; those without get the next ones of the organ's template, as on publication."""
    lacking = sum(not entry.index_number for entry in entries)
    if not lacking:
        return [entry.index_number for entry in entries]
    office = DisclosureOffice.objects.filter(organ=organ).select_related("organ").first()
    step.demand(
        office is not None,
        _("有 %(lacking)s 行没有索引号，而%(organ)s尚未登记政府信息公开工作机构，不能编制。请先在“公开机构”中登记。"),
        lacking=lacking,
        organ=organ,
    )
    assert office is not None
    reserved = {entry.index_number for entry in entries}
    given = iter(next_index_numbers(office, timezone.localdate(step.now), lacking, reserved))
    return [entry.index_number or next(given) for entry in entries]


def _document(step: Step, organ: Organ, key: str, entry: Entry, number: str, leaf: CatalogueEntry | None) -> Document:
    return Document(
        organ=organ,
        plan=entry.plan,
        author_id=step.person,
        created_at=step.now,
        formed_on=entry.formed_on,
        obtained_from=Origin(_MAKING.obtained_from),
        responsible=_responsible(),
        attribute=Attribute.ACTIVE,
        duty=entry.duty or (leaf.duty if leaf else ""),
        entry=leaf,
        channels=[WEBSITE],
        publish_by=entry.publish_by,
        index_number=number,
        validity=_validity(step, entry),
        published_at=entry.published,
        imported_key=key,
    )


@cache
def _responsible() -> Responsible:
    return responsible_organ(_MAKING)[0]


def _edition(step: Step, document: Document, entry: Entry, number: int) -> Edition:
    copied = {name: getattr(entry, name) for name in _COPIED}
    return Edition(
        document=document,
        number=number,
        state=EditionState.PUBLISHED,
        keywords=list(entry.keywords),
        theme_version=theme_versions()[-1].id,
        drafters=[step.person],
        saved_at=step.now,
        published_at=entry.published,
        published_by_id=step.person,
        **copied,
    )


def _decision(step: Step, document: Document, entry: Entry) -> ValidityDecision:
    """What the old site says; where it names no day, what is known is that it holds today."""
    on = entry.ended_on or timezone.localdate(step.now)
    said = "原网站标注" if entry.ended_on else "原网站标注，日期不详"
    return ValidityDecision(
        document=document, validity=entry.validity, on=on, basis_text=said, by_id=step.person, at=step.now
    )


def _validity(step: Step, entry: Entry) -> str:
    """As of today (:func:`facts.validity_on`): an end that lies ahead has not come yet."""
    today = timezone.localdate(step.now)
    decided = [] if entry.validity == "in_force" else [_decision(step, Document(), entry)]
    return facts.validity_among(decided, entry.expires_on, today)


def _complete(step: Step, document: Document, entry: Entry) -> int:
    """The text of a document that was only listed: a second edition in place of the bare one. 0 when it has one."""
    live = (
        Edition.objects.select_for_update(of=("self",)).filter(document=document, state=EditionState.PUBLISHED).first()
    )
    if live is None or live.number != 1:
        return 0
    live.document = document
    retire(step, live, "corrected", "历史导入：补充正文")
    edition = _edition(step, document, entry, 2)
    edition.published_at, edition.change_note = step.now, "补充正文"
    edition.save(force_insert=True)
    document.live = edition
    document.save(update_fields=["live"])
    index.put(findable(document, edition, attachments=()))
    return 1


def _digest(keys: Sequence[str], entries: Sequence[Entry]) -> str:
    """SHA-256 (hex) over identities and texts in order: what exactly was taken over."""
    lines = (f"{key} {entry.text_sha256} {entry.title}" for key, entry in zip(keys, entries, strict=True))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
