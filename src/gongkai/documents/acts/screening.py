"""The machine check before publication: recomputed with every save; each item is masked, mended or excused."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import islice

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from gongkai.documents import content, likeness
from gongkai.documents.acts.steps import edition_of, locked
from gongkai.documents.addresses import bad_links
from gongkai.documents.models import (
    Attachment,
    Consultation,
    Document,
    Edition,
    EditionState,
    InterpretationPlan,
    RestrictedText,
    ScreeningItem,
)
from gongkai.documents.terms import terms_of
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.screening import Hit, Kind, Severity, TermList, screen
from gongkai.statute.normative import longest_term

TEXT, LINKS, KEYWORDS = "text", "links", "keywords"
FIELDS = ("title", "summary", "change_note", "document_number", "source", "unit")
BESIDE = ("contact", "short_reason", "not_needed_reason")
LONGEST_EXCERPT = 200

_Key = tuple[int | None, str, str, str]


def recheck(step: Step, edition: Edition) -> None:
    """Find anew what must not go out as it is. What was excused stays so while the same words stand at that place.

    For acts that have permitted and will record. Findings about the file of an attachment stay as they were found.
    """
    on = timezone.localdate(step.now)
    earlier = edition.screening.exclude(settlement=ScreeningItem.Settlement.MASKED).exclude(rule__startswith="file.")
    excused = {_key(item): item for item in earlier.filter(settlement=ScreeningItem.Settlement.EXCUSED)}
    earlier.delete()
    terms = terms_of(edition.document.organ_id)
    found = [*_in_fields(edition, on, terms), *_in_attachments(edition, on, terms), *_links(edition)]
    found += [*_duplicates(edition), *_term(edition)]
    for item in found:
        former = excused.get(_key(item))
        if former is not None:
            item.settlement, item.reason = former.settlement, former.reason
            item.settled_by_id, item.settled_at = former.settled_by_id, former.settled_at
    ScreeningItem.objects.bulk_create(found)


@act("document.mask", Permission.DRAFT_DOCUMENT, _("遮盖信息"))
def mask(step: Step, edition_id: int, seen: datetime.datetime, item_ids: Sequence[int]) -> Edition:
    """Put masks over personal details in a draft. The unmasked text is kept, restricted; everything is checked anew."""
    edition = locked(step, edition_id)
    _demand_draft(step, edition)
    step.demand(edition.saved_at == seen, _("这份草稿刚被保存过，检测结果已变，请重新打开后再遮盖。"))
    items = list(edition.screening.filter(pk__in=item_ids, settlement=ScreeningItem.Settlement.OPEN, attachment=None))
    items = [item for item in items if item.mask or item.place == LINKS]
    step.demand(bool(items), _("没有选中可以遮盖的内容。附件中的内容请遮盖后重新上传。"))
    _keep_original(edition, items)
    for place in {item.place for item in items}:
        _put_masks(edition, place, [item for item in items if item.place == place])
    edition.text = content.plain(edition.body)
    edition.text_sha256 = content.fingerprint(edition.text)
    edition.drafters = sorted({*edition.drafters, step.person})
    edition.saved_at = step.now
    edition.save()
    for item in items:
        item.excerpt, item.settlement = item.mask, ScreeningItem.Settlement.MASKED
        item.settled_by_id, item.settled_at = step.person, step.now
        item.save()
    recheck(step, edition)
    step.record(edition, masked=[item.rule for item in items], text=edition.text_sha256)
    return edition


@act("document.excuse", Permission.DRAFT_DOCUMENT, _("说明检测问题"))
def excuse(step: Step, item_id: int, reason: str) -> ScreeningItem:
    """Leave an item as it stands, for a reason that reviewers read. What blocks is never excused."""
    edition = locked(step, edition_of(ScreeningItem, item_id))
    item = lock(ScreeningItem.objects, pk=item_id)
    _demand_draft(step, edition)
    step.demand(item.severity != Severity.BLOCK, _("这一项不能说明理由后保留，必须修改文件。"))
    step.demand(item.settlement != ScreeningItem.Settlement.MASKED, _("已经遮盖。"))
    step.demand(bool(reason.strip()), _("请写明保留的理由。"))
    item.settlement, item.reason = ScreeningItem.Settlement.EXCUSED, reason.strip()
    item.settled_by_id, item.settled_at = step.person, step.now
    item.save()
    step.record(item, edition=edition.pk, rule=item.rule, place=item.place, reason=reason.strip())
    return item


def _demand_draft(step: Step, edition: Edition) -> None:
    step.demand(edition.state == EditionState.DRAFT, _("文件已送审，须先撤回修改。"))


def _keep_original(edition: Edition, items: Sequence[ScreeningItem]) -> None:
    """Nothing that is masked is lost: the whole body of the first time, and each time the lines that are masked."""
    kept, _new = RestrictedText.objects.get_or_create(edition=edition, defaults={"body": edition.body})
    lines = dict.fromkeys((item.place, _line(edition, item)) for item in items)
    with override(None):
        told = [format_html("<p>{}：{}</p>", _label(place), line) for place, line in lines]
    kept.body = "".join((kept.body, "<hr>", *told))
    kept.save(update_fields=["body"])


def _line(edition: Edition, item: ScreeningItem) -> str:
    """The line of a place where an item stands, as it is before it is masked."""
    text = _text_at(edition, item.place)
    end = text.find("\n", item.end)
    return text[text.rfind("\n", 0, item.start) + 1 : len(text) if end < 0 else end]


def _label(place: str) -> str:
    if place == LINKS:
        return "链接"
    names = {field.name: str(field.verbose_name) for field in Edition._meta.fields}
    return names["body" if place == TEXT else place]


def _text_at(edition: Edition, place: str) -> str:
    """What is screened at a place of the edition itself."""
    if place == LINKS:
        return "\n".join(content.links(edition.body))
    value = getattr(edition, place)
    return "\n".join(value) if place == KEYWORDS else str(value)


def _put_masks(edition: Edition, place: str, items: Sequence[ScreeningItem]) -> None:
    if place == LINKS:
        for item in items:
            edition.body = content.unlinked(edition.body, item.excerpt)
    elif place == TEXT:
        edition.body = content.with_replacements(edition.body, [(item.start, item.end, item.mask) for item in items])
    else:
        value = _text_at(edition, place)
        for item in sorted(items, key=lambda item: -item.start):
            value = value[: item.start] + item.mask + value[item.end :]
        setattr(edition, place, value.split("\n") if place == KEYWORDS else value)


def _in_fields(edition: Edition, on: datetime.date, terms: TermList) -> Iterator[ScreeningItem]:
    texts = {place: _text_at(edition, place) for place in FIELDS} | _beside(edition)
    texts |= {place: _text_at(edition, place) for place in (TEXT, LINKS, KEYWORDS)}
    for place, text in texts.items():
        for hit in screen(text, on=on, terms=terms) if text else ():
            item = _item(edition, place, hit)
            if place in BESIDE:
                item.mask = ""
            yield item


def _beside(edition: Edition) -> dict[str, str]:
    """What is published or judged together with the first edition and is written on pages of its own."""
    if edition.number > 1:
        return {}
    call = Consultation.objects.filter(notice=edition.document_id).first()
    plan = InterpretationPlan.objects.filter(document=edition.document_id).first()
    said = (call.contact, call.short_reason) if call else ("", "")
    return dict(zip(BESIDE, (*said, plan.not_needed_reason if plan else ""), strict=True))


def _in_attachments(edition: Edition, on: datetime.date, terms: TermList) -> Iterator[ScreeningItem]:
    for attachment in edition.attachments.all():
        for hit in screen(f"{attachment.name}\n{attachment.text}", on=on, terms=terms):
            item = _item(edition, "attachment", hit)
            item.attachment, item.mask = attachment, ""
            yield item


def _item(edition: Edition, place: str, hit: Hit) -> ScreeningItem:
    return ScreeningItem(
        edition=edition,
        place=place,
        rule=hit.rule,
        severity=hit.severity.value,
        start=hit.start,
        end=hit.end,
        excerpt=hit.text[:LONGEST_EXCERPT],
        message=hit.message,
        mask=(hit.suggestion or "")[:LONGEST_EXCERPT] if hit.kind is Kind.PERSONAL else "",
    )


def _links(edition: Edition) -> Iterator[ScreeningItem]:
    """Links that lead nowhere; the same address is excused wherever it stands."""
    for link in bad_links(edition.body):
        yield ScreeningItem(
            edition=edition,
            place=TEXT,
            rule=link.rule,
            severity=Severity.SETTLE.value,
            start=link.start,
            end=link.end,
            excerpt=link.address[:LONGEST_EXCERPT],
            message=link.message,
        )


def _term(edition: Edition) -> Iterator[ScreeningItem]:
    """A term of validity that is longer than is usual, or not written at all: for people to mend or to explain."""
    begins = edition.effective_on or edition.document.formed_on
    longest = longest_term(edition.document.plan, edition.title, begins)
    if longest is None:
        return
    said = longest.derivation
    if edition.expires_on is None:
        yield _term_item(edition, "term.missing", Severity.HINT, f"没有填写有效期至：{said}")
    elif edition.expires_on > longest.date:
        yield _term_item(edition, "term.long", Severity.SETTLE, f"有效期过长：{said}；请缩短，或者写明另有规定的依据")


def _term_item(edition: Edition, rule: str, severity: Severity, message: str) -> ScreeningItem:
    excerpt = edition.expires_on.isoformat() if edition.expires_on else ""
    return ScreeningItem(
        edition=edition,
        place="expires_on",
        rule=rule,
        severity=severity.value,
        start=0,
        end=0,
        message=message,
        excerpt=excerpt,
    )


def _duplicates(edition: Edition) -> Iterator[ScreeningItem]:
    """What is public already: the same text or nearly the same, another text under the same number."""
    others = Document.objects.filter(live__isnull=False).exclude(pk=edition.document_id).select_related("live")
    same = others.filter(live__text_sha256=edition.text_sha256).first() if edition.text else None
    if same is not None and same.live is not None:
        yield _duplicate(
            edition, TEXT, "duplicate.text", f"与已公开的“{same.live.title}”正文完全相同，请勿重复发布。", same
        )
    else:
        yield from _alike(edition)
    number = edition.document_number
    same = others.filter(live__document_number=number, organ=edition.document.organ_id).first() if number else None
    if same is not None and same.live is not None:
        yield _duplicate(
            edition, "document_number", "duplicate.number", f"发文字号与已公开的“{same.live.title}”相同，请核对。", same
        )


def _alike(edition: Edition) -> Iterator[ScreeningItem]:
    """The document most like this one, if any: one item is enough to make people look."""
    for like in islice(likeness.alike(edition.text, edition.document), 1):
        title = like.document.live.title if like.document.live else ""
        said = "只有标点、空格不同" if like.share == 1 else f"相同的文字约占{like.share:.0%}"
        yield _duplicate(
            edition,
            TEXT,
            "duplicate.near",
            f"与已公开的“{title}”几乎相同（{said}）。是新版本的，请在原文件上做新版本；取代或者修改原文件的，请建立关联。",
            like.document,
        )


def _duplicate(edition: Edition, place: str, rule: str, message: str, other: Document) -> ScreeningItem:
    """``excerpt`` is the address of the other document: being like one does not excuse being like the next."""
    return ScreeningItem(
        edition=edition,
        place=place,
        rule=rule,
        severity=Severity.SETTLE.value,
        start=0,
        end=0,
        message=message,
        excerpt=f"/documents/{other.pk}/",
    )


def attachment_findings(edition: Edition, attachment: Attachment, findings: Sequence[tuple[str, str]]) -> None:
    """Keep what only a person can decide about a file that was just attached."""
    ScreeningItem.objects.bulk_create(
        ScreeningItem(
            edition=edition,
            attachment=attachment,
            place="attachment",
            rule=f"file.{kind}"[:40],
            severity=Severity.SETTLE.value,
            start=0,
            end=0,
            message=message,
        )
        for kind, message in findings
    )


def _key(item: ScreeningItem) -> _Key:
    return item.attachment_id, item.place, item.rule, item.excerpt
