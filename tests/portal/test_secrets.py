"""Nothing that is not public can be reached: every public address is asked, in every state a document can be in.

Each text that stands somewhere in the house carries a word of its own. The test knows where each word may be seen; it
walks every address of every route that is open to everybody and looks for all of them. A new route that nobody named
here fails the test, so that no page escapes it.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.core.cache import cache
from django.db.models import Count, Model
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.applications.acts import ask_correction, confirm
from gongkai.applications.acts.visiting import Upload
from gongkai.applications.models import Letter
from gongkai.applications.visitor import visitor_application
from gongkai.documents import acts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.acts.leaves import EntryText, write_entry
from gongkai.documents.acts.participation import (
    Call,
    answer_opinion,
    call_for_opinions,
    enter_opinion,
    give_feedback,
    moderate,
)
from gongkai.documents.models import (
    Attachment,
    Consultation,
    Document,
    Edition,
    EditionState,
    Opinion,
    RestrictedText,
)
from gongkai.kernel.actors import EVERYWHERE
from gongkai.kernel.files import store
from gongkai.kernel.permissions import Permission
from gongkai.search.queries import search
from gongkai.statute.disclosure import Attribute
from gongkai.statute.intake import Applicant, Wanted
from gongkai.statute.processes import document_process
from gongkai.statute.vocabulary import vocabulary
from tests.documents import office as world
from tests.documents.office import FORMED, Office

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
PUBLIC_STATES = {EditionState.PUBLISHED, EditionState.WITHDRAWN}

CLOSED = re.compile(r"^desk/|^api/v1/(intake|office|calls)")
"""Routes behind a login or a token: other tests hold them shut; here each is asked once by an outsider."""

WORD = re.compile("密文[甲乙丙丁戊己庚辛壬癸]{4}终")

UNFED = {
    "healthz", "preferences/", "", "reports/", "organs/", "compare/", "search/", "checkup/", "norms/", "accessibility/",
    "site-map/", "feed/", "sitemap.xml", "robots.txt", "documents/", "documents/feed/", "normative/", "consultations/",
    "applications/", "applications/suggestions/", "applications/received/", "applications/track/",
    "applications/track/case/", "applications/track/case/correct/", "applications/track/case/reasons/",
    "applications/track/case/withdraw/", "applications/track/leave/", "applications/statistics/",
    "api/", "api/v1/", "api/v1/openapi.json", "api/v1/organs", "api/v1/reports", "api/v1/findings", "api/v1/documents",
    "api/v1/documents/counts", "api/v1/consultations",
}  # fmt: skip
"""Routes without a part that varies."""


@dataclass
class House:
    """Every word, and the words that may be seen at all; ``hidden`` is the rest."""

    office: Office
    words: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)
    """Secrets that are no words of ours: the number and the code of an application."""

    def word(self, *, public: bool = False) -> str:
        """A new word, of letters that no other text has; digits would be found in dates."""
        number = len(self.words)
        word = "密文" + "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:04d}") + "终"
        self.words.add(word)
        if public:
            self.seen.add(word)
        return word

    @property
    def hidden(self) -> set[str]:
        return self.words - self.seen

    def texts(self, *, public: bool = False, title: bool | None = None, **more: object) -> dict[str, object]:
        """A draft whose every field has a word; ``title``: may the title be seen (as ``public``)."""
        secret = self.word
        return {
            "title": f"关于{secret(public=public if title is None else title)}的通知",
            "body": f"<p>各单位：</p><p>{secret(public=public)}，现通知如下。</p>",
            "summary": f"{secret(public=public)}的要求。",
            "keywords": (secret(public=public),),
            "source": secret(public=public),
            "unit": secret(),
            **more,
        }

    def draft(self, *, public: bool = False, title: bool | None = None, found: bool = True, **more: object) -> Edition:
        edition = self.office.draft(**self.texts(public=public, title=title, **more))  # type: ignore[arg-type]
        self.attach(edition, public=public, found=found)
        return edition

    def attach(self, edition: Edition, *, public: bool, found: bool = True) -> None:
        """An attachment: what goes out, and the original with hidden data, which never does.

        Its text only answers searches, and only while its edition is the live one (``found``).
        """
        out, inside, text = self.word(public=public), self.word(), self.word(public=public and found)
        Attachment.objects.create(
            edition=edition,
            name=f"{self.word(public=public)}.txt",
            file=store([out.encode()]),
            original=store([inside.encode()]),
            removed=[self.word()],
            text=text,
        )


def build(here: Office) -> House:
    house = House(here)
    for state in EditionState:
        _in_state(house, state)
    for plan in document_process().plans:
        for gate in plan.gates:
            edition = here.prepare(house.draft(plan=plan.id, doc_type=""))
            here.pass_gates(edition, until=gate)
    for attribute, grounds in ((Attribute.ON_REQUEST, ()), (Attribute.NONE, ("EX14-3",))):
        edition = here.pass_gates(house.draft(proposal=Proposal(FORMED, attribute, grounds)))
        acts.number(here.actor("孙审校"), edition.pk)
        acts.file_document(here.actor("孙审校"), edition.pk)
    for kind in vocabulary().withdrawals.items:
        _withdrawn(house, kind.id, title=kind.keeps_title, text=kind.keeps_text)
        _replaced(house, kind.id, text=kind.keeps_text)
    _chains(house)
    _masked(house)
    _related(house)
    _consulted(house)
    _catalogued(house)
    _applied(house)
    return house


def _in_state(house: House, state: EditionState) -> None:
    """A document whose first edition stands in a state."""
    here = house.office
    if state in (EditionState.FILED, EditionState.WITHDRAWN):
        return  # made below, in every kind
    edition = house.draft(public=state is EditionState.PUBLISHED)
    if state is EditionState.DISCARDED:
        acts.discard(here.actor("张起草"), edition.pk, house.word())
    elif state is EditionState.REFERRED:
        here.pass_gates(edition, until="secrecy_review")
        acts.refer(here.actor("赵保密"), edition.pk, house.word(), house.word())
    elif state is EditionState.IN_REVIEW:
        here.pass_gates(edition, until="unit_review")
        acts.return_edition(here.actor("李科长"), edition.pk, house.word())
        acts.submit(here.actor("张起草"), edition.pk)
    elif state is not EditionState.DRAFT:
        here.pass_gates(edition)
        if state is not EditionState.CLEARED:
            acts.number(here.actor("孙审校"), edition.pk)
        if state is EditionState.PUBLISHED:
            acts.publish(here.actor("孙审校"), edition.pk)
            _second(house, edition.document, public=False)  # on its way, not public
    edition.refresh_from_db()
    assert edition.state == state


def _second(house: House, document: Document, *, public: bool, note: bool = False) -> Edition:
    """A second edition as a draft."""
    here = house.office
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    edition.attachments.all().delete()
    entry = Draft(**house.texts(public=public), change_note=house.word(public=note))  # type: ignore[arg-type]
    edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, entry, Proposal(FORMED))
    house.attach(edition, public=public)
    return edition


def _withdrawn(house: House, kind: str, *, title: bool, text: bool) -> None:
    """Taken down: what remains depends on the kind."""
    here = house.office
    document = here.publish(house.draft(public=text, title=title, found=False))
    assert document.live_id is not None
    acts.withdraw(here.actor("周领导"), document.live_id, kind, house.word(public=title))


def _replaced(house: House, kind: str, *, text: bool) -> None:
    """Replaced by a second edition: the first remains readable or not; its note speaks of what was taken away."""
    here = house.office
    document = here.publish(house.draft(public=text, found=False))
    edition = here.pass_gates(_second(house, document, public=True, note=text))
    acts.number(here.actor("孙审校"), edition.pk)
    acts.publish(here.actor("孙审校"), edition.pk, kind)


def _chains(house: House) -> None:
    """Three editions: what the second was closed for stood in the first too; unless somebody looked and opened it."""
    here = house.office
    for later in ("replaced", "closed", "opened"):
        document = here.publish(house.draft(public=later == "opened", found=False))
        first = document.live
        assert first is not None
        second = here.pass_gates(_second(house, document, public=False))
        acts.number(here.actor("孙审校"), second.pk)
        acts.publish(here.actor("孙审校"), second.pk, "corrected")
        third = here.pass_gates(_second(house, document, public=True))
        acts.number(here.actor("孙审校"), third.pk)
        acts.publish(here.actor("孙审校"), third.pk, "corrected" if later == "closed" else "privacy")
        if later == "closed":
            acts.close_edition(here.actor("周领导"), second.pk, "privacy", house.word())
        if later == "opened":
            acts.reopen_edition(here.actor("周领导"), first.pk, house.word())


def _masked(house: House) -> None:
    """The public text is masked, the unmasked one stays inside."""
    edition = house.draft(public=True)
    RestrictedText.objects.create(edition=edition, body=f"<p>{house.word()}</p>")
    house.office.publish(edition)


def _related(house: House) -> None:
    """A public document whose relatives and whose deciding document are not public."""
    here = house.office
    document = here.publish(here.prepare(house.draft(public=True, plan="normative", genre="normative")))
    basis = here.publish(house.draft(title=False))
    acts.set_validity(here.actor("王公开"), document.pk, "amended", timezone.localdate(), basis_id=basis.pk)
    for kind in vocabulary().relations.items:
        acts.relate(here.actor("张起草"), house.draft().document_id, kind.id, document.pk)
        acts.relate(here.actor("张起草"), document.pk, kind.id, house.draft().document_id)
    assert basis.live_id is not None
    acts.withdraw(here.actor("周领导"), basis.live_id, "secrecy", house.word())


def _consulted(house: House) -> None:
    """Calls for opinions: a draft of one, an open one, an answered one, one with feedback that is not public yet."""
    here = house.office
    author, today = here.actor("张起草"), timezone.localdate()
    hidden = house.draft(plan="consultation")
    contact = f"电话{house.word()}"
    call_for_opinions(author, hidden.document_id, Call(today, today + datetime.timedelta(days=30), contact))
    for answered, feedback_public in ((False, False), (True, False), (True, True)):
        notice = house.draft(public=True, plan="consultation")
        about = house.draft().document_id
        contact = f"电话{house.word(public=True)}"
        call = Call(today, today + datetime.timedelta(days=30), contact, about=about)
        consultation = call_for_opinions(author, notice.document_id, call)
        here.publish(notice)
        for showing in Opinion.Showing:
            shown = showing is Opinion.Showing.SHOWN
            opinion = enter_opinion(
                author,
                consultation.pk,
                Opinion.Channel.MAIL,
                house.word(public=shown),
                name=house.word(),
                contact=house.word(),
            )
            if showing is not Opinion.Showing.WAITING:
                moderate(author, opinion.pk, showing, house.word())
            if answered:
                answer = house.word(public=shown and feedback_public)
                answer_opinion(author, opinion.pk, Opinion.Outcome.PARTLY, answer)
        if answered:
            _feedback(house, consultation, public=feedback_public)


def _feedback(house: House, consultation: Consultation, *, public: bool) -> None:
    here, yesterday = house.office, timezone.localdate() - datetime.timedelta(days=1)
    Consultation.objects.filter(pk=consultation.pk).update(opens_on=yesterday, closes_on=yesterday)
    feedback = house.draft(public=public, plan="consultation")
    give_feedback(here.actor("张起草"), consultation.pk, feedback.document_id)
    if public:
        here.publish(feedback)


def _catalogued(house: House) -> None:
    """A draft under a leaf of the catalogue, whose own words are public."""
    entry = EntryText(house.word(public=True), duty="20-12", not_involved=house.word(public=True))
    write_entry(house.office.actor("王公开"), house.office.organ.pk, entry)
    house.draft(proposal=Proposal(FORMED, duty="20-12"))


def _applied(house: House) -> None:
    """An application in the midst of its life: nothing of it is reachable without its code."""
    here, word = house.office, house.word
    applicant = Applicant("natural_person", word(), "passport", word(), phone=word(), email=word(), address=word())
    wanted = Wanted(word(), word(), word(), "paper", "post")
    received = visitor_application(
        here.organ.pk,
        applicant,
        wanted,
        "t" * 32,
        evidence=(Upload(f"{word()}.png", PNG),),
        address="",
        now=timezone.now(),
    )
    application, today = received.application, timezone.localdate()
    house.plain |= {application.number, received.code}
    house.words |= house.plain
    receiver = dataclasses.replace(
        here.actor("张起草"),
        grants=frozenset(
            (right, EVERYWHERE) for right in (Permission.RECEIVE_APPLICATION, Permission.HANDLE_APPLICATION)
        ),
    )
    confirm(receiver, application.pk, 1, today, word())
    ask_correction(receiver, application.pk, 2, today, today + datetime.timedelta(days=10), word())


# --- the addresses ------------------------------------------------------------------------------------------------


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Every route of the house, from the resolver itself."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def addresses(route: str, house: House) -> Iterator[str]:
    """Every address of a route that could lead to a document. An unknown route fails."""
    if route in UNFED:
        yield from _questions(route, house)
        return
    asked = next((ask for pattern, ask in ASKED.items() if re.match(pattern, route)), None)
    if asked is None:
        pytest.fail(f"nobody has said how the route {route!r} is asked: add it to {__name__}.ASKED")
    yield from asked(route, house)


def _each(rows: type[Model]) -> Callable[[str, House], Iterator[str]]:
    """The route with the number of every row there is."""
    return lambda route, _house: (
        re.sub("<.*?>", str(key), route) for key in rows._default_manager.values_list("pk", flat=True)
    )


def _with(*words: str) -> Callable[[str, House], Iterator[str]]:
    """The route with each of the words in place of its varying part."""
    return lambda route, _house: (re.sub("<.*?>", word, route) for word in words)


def _documents() -> Iterator[tuple[int, range]]:
    """Every document with the numbers of its editions: another number has no text that could be shown."""
    counted = Document.objects.annotate(count=Count("editions")).values_list("pk", "count")
    yield from ((document, range(1, count + 1)) for document, count in counted)


def _documents_of_the_api(route: str, _house: House) -> Iterator[str]:
    for document, numbers in _documents():
        start = route.replace("<int:document_id>", str(document))
        yield from {start.replace("<int:number>", str(number)): None for number in numbers}


def _documents_of_the_portal(route: str, _house: House) -> Iterator[str]:
    rest = route.removeprefix("documents/<record:document_id>/")
    for document, numbers in _documents():
        yield from _of_document(f"documents/{document}/", rest, numbers)


ASKED: dict[str, Callable[[str, House], Iterator[str]]] = {
    r"documents/<record:document_id>/": _documents_of_the_portal,
    r"api/v1/documents/<int:document_id>": _documents_of_the_api,
    r"attachments/<record:attachment_id>/$": _each(Attachment),
    r"consultations/<record:consultation_id>/": _each(Consultation),
    r"sitemap-<section>.xml$": _with("pages", "reports", "documents"),
    r"norms/<str:form_id>/$": _with("C2021"),
    r"api/v1/cells/<key>$": _with("applications.new_received.total"),
    r"(api/v1/)?reports/<": _with("1"),
    r"applications/track/case/letters/<": lambda route, _house: (
        re.sub("<record.*?>", str(key), route).replace("<str:extension>", kind)
        for key in Letter.objects.values_list("pk", flat=True)
        for kind in ("docx", "pdf")
    ),
    r"applications/to/<": _with("530500-office"),
    r"divisions/<": _with("530500"),
    r"(api/v1/)?organs/<": _with("530500-office"),
}


def _of_document(start: str, rest: str, numbers: range) -> Iterator[str]:
    if rest == "changes/":
        yield from (f"{start}changes/?from={one}&to={two}" for one in numbers for two in numbers)
    elif rest.startswith("download/"):
        kinds = ("pdf",) if rest == "download/pdf" else ("docx", "txt")
        queries = ("", *(f"?edition={number}" for number in numbers))
        yield from (f"{start}download/{kind}{query}" for kind in kinds for query in queries)
    elif rest.startswith("editions/"):
        yield from (f"{start}editions/{number}/" for number in (*numbers, len(numbers) + 1))
    else:
        yield start + rest


def _questions(route: str, house: House) -> Iterator[str]:
    """A route without varying parts, with everything that can be asked of it."""
    yield route
    if route == "search/":
        # the page shows what the index finds: a word that it does not find needs no page drawn around nothing
        yield from (f"search/?q={word}" for word in sorted(house.words) if search(word).total)
        yield "search/?q=密文甲终"
        yield from (f"search/?q=密文&page={page}" for page in range(1, 12))
    if route in ("documents/", "normative/", "api/v1/documents"):
        size = "size=200&" if route.startswith("api") else ""
        yield from (f"{route}?{size}page={page}" for page in range(1, 4))
        yield from (f"{route}?{size}plan={plan.id}" for plan in document_process().plans)
        yield from (f"{route}?validity={item.id}" for item in vocabulary().validity.items)
        yield f"{route}?duty=20-12"
    if route == "documents/feed/":
        yield from (f"{route}?plan={plan.id}" for plan in document_process().plans)
    if route in ("consultations/", "api/v1/consultations"):
        yield from (f"{route}?stage={stage}" for stage in ("coming", "open", "closed", "answered"))


def said(client: Client, address: str) -> tuple[int, str]:
    """Status and all text of an answer, of packed files too. The question a page repeats is left out."""
    response = client.get(f"/{address}")
    content = b"".join(response) if response.streaming else response.content
    text = content.decode("utf-8", errors="replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            text = "".join(packed.read(name).decode("utf-8", errors="replace") for name in packed.namelist())
    if "?q=" in address:
        text = text.replace(address.partition("?q=")[2].partition("&")[0], "")
    return response.status_code, text + str(dict(response.headers))


@pytest.fixture
def _unprinted(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of hundreds of PDFs, all that would be printed in them: a PDF has no other source."""
    settings.PRINTINGS_PER_HOUR = 10_000
    monkeypatch.setattr(
        "gongkai.portal.printing.print_job", lambda job, _bounds: json.dumps(job.data, ensure_ascii=False).encode()
    )


@pytest.mark.usefixtures("_unprinted")
def test_no_public_address_shows_what_is_not_public(db: None, client: Client) -> None:
    cache.clear()
    house = build(world.build())
    found: set[str] = set()
    leaks: list[str] = []
    for route in routes():
        closed = CLOSED.match(route)
        for address in [re.sub("<.*?>", "1", route)] if closed else addresses(route, house):
            status, text = said(client, address)
            assert status < 500, address
            words = WORD.findall(text) + [secret for secret in house.plain if secret in text]
            if address.startswith("search/?q=") and 'class="rows hits"' in text:
                words += WORD.findall(address)  # a hit tells that the word stands there
            found |= set(words)
            leaks += [f"{address}: {word}" for word in sorted(set(words) & house.hidden)]
    assert leaks == []
    assert house.seen - found == set(), "what is public must be found somewhere, else this test sees nothing"


def test_the_faces_reach_documents_through_the_public_doors_only() -> None:
    """Portal and open interface import models of documents for their types only; rows come from ``queries``.

    Submissions are an organ's own, behind its token.

    The export asks the tables for numbers only: what it writes it asks of the public pages, as any visitor.
    """
    from pathlib import Path  # noqa: PLC0415

    import gongkai  # noqa: PLC0415

    package = Path(gongkai.__file__).parent
    direct = re.compile(r"\b(Document|Edition|Attachment|Opinion|Consultation|RestrictedText)\.objects\b")
    desk = re.compile(r"documents\.queries(\.desk| import desk|\.counts| import counts)")
    for room in ("portal", "api"):
        for path in (package / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert path.name in ("export.py", "submissions.py") or not direct.search(text), path
            assert not desk.search(text), path
