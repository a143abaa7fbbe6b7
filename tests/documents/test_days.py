"""What a day brings by itself: marks, lists and search follow terms and decisions dated ahead."""

from __future__ import annotations

import datetime
import signal

import pytest
from django.utils import timezone

from gongkai.documents import acts, days
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.acts.days import follow_day
from gongkai.documents.acts.imports import import_documents
from gongkai.documents.importing.entries import Row, judge
from gongkai.documents.models import Document
from gongkai.documents.queries.counts import Span, document_counts
from gongkai.documents.queries.desk import tasks
from gongkai.documents.queries.public import Filters, documents
from gongkai.kernel.actors import SYSTEM
from gongkai.kernel.models import LedgerEntry
from gongkai.search import queries
from tests.documents.office import FORMED, Office
from tests.processes import Processes

DAY = datetime.timedelta(days=1)


def ending(here: Office, expires_on: datetime.date, title: str = "试行办法") -> Document:
    return here.publish(here.draft(title, expires_on=expires_on))


def marks(document: Document) -> tuple[str, int, int]:
    """The stored mark; whether the list and the search find it as lapsed."""
    document.refresh_from_db()
    listed = documents(Filters(validity="lapsed")).total
    return document.validity, listed, queries.search("饮用水", mark="lapsed").total


@pytest.mark.django_db
class TestADayBegins:
    def test_after_the_last_day_of_its_term_a_document_is_lapsed_everywhere(self, here: Office) -> None:
        last = timezone.localdate() + DAY
        document = ending(here, last)
        assert (days.begin_day(last), marks(document)) == (0, ("in_force", 0, 0))
        assert (days.begin_day(last + DAY), marks(document)) == (1, ("lapsed", 1, 1))
        entry = LedgerEntry.objects.get(act="document.follow_day")
        assert (entry.actor_kind, entry.subject_id) == ("system", str(document.pk))
        assert (entry.detail["before"], entry.detail["validity"]) == ("in_force", "lapsed")

    def test_a_decision_dated_ahead_comes_into_force_on_its_day(self, here: Office) -> None:
        document, ahead = here.publish(here.draft()), timezone.localdate() + 2 * DAY
        acts.set_validity(here.actor("王公开"), document.pk, "abolished", ahead, basis_text="保政发〔2026〕9号")
        days.begin_day(ahead - DAY)
        document.refresh_from_db()
        assert document.validity == "in_force"
        days.begin_day(ahead)
        document.refresh_from_db()
        assert document.validity == "abolished"
        assert queries.search("饮用水", mark="abolished").total == 1

    def test_the_same_day_twice_changes_nothing_and_leaves_no_entry(self, here: Office) -> None:
        ending(here, timezone.localdate())
        days.begin_day(timezone.localdate() + DAY)
        entries = LedgerEntry.objects.count()
        assert days.begin_day(timezone.localdate() + DAY) == 0
        assert LedgerEntry.objects.count() == entries

    def test_batches_reach_every_document(self, here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("gongkai.documents.acts.days.BATCH", 2)
        for number in range(3):
            ending(here, timezone.localdate(), f"第{number}号试行办法")
        assert days.begin_day(timezone.localdate() + DAY) == 3

    def test_a_longer_term_in_a_new_edition_counts_from_its_publication(self, here: Office) -> None:
        today = timezone.localdate()
        document = ending(here, today - DAY)
        assert document.validity == "lapsed"
        edition = acts.new_edition(here.actor("张起草"), document.pk)
        longer = Draft("试行办法", edition.body, "延长", change_note="延长有效期", expires_on=today + DAY)
        acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, longer, Proposal(FORMED))
        edition.refresh_from_db()
        assert here.publish(edition).validity == "in_force"

    def test_what_was_taken_down_keeps_its_mark(self, here: Office) -> None:
        document = ending(here, timezone.localdate() - DAY)
        assert document.live_id is not None
        acts.withdraw(here.actor("周领导"), document.live_id, "illegal", "内容不当")
        assert follow_day(SYSTEM, timezone.localdate()).last is None

    def test_a_term_that_is_over_counts_among_those_ended_that_year(self, here: Office) -> None:
        edition = here.draft("试行办法", plan="normative", expires_on=datetime.date(2025, 12, 31))
        here.publish(here.prepare(edition))
        (ended,) = (count for count in document_counts() if count.id == "normative.ended")
        values = [ended.value(here.organ.pk, Span.year(year)) for year in (2025, 2026, 2027)]
        assert values == [0, 1, 0]


@pytest.mark.django_db
def test_what_was_taken_over_is_not_asked_for_an_interpretation_afterwards(here: Office) -> None:
    row = Row(
        "第 2 行", {"title": "保山市取水管理办法", "published": "2020-01-01", "body": "内容", "plan": "行政规范性文件"}
    )
    judged = judge(row, timezone.localdate())
    assert judged.entry is not None
    import_documents(here.actor("王公开"), here.organ.pk, [judged.entry], "旧网站")
    here.publish(here.prepare(here.draft("新办法", plan="normative")))
    Document.objects.get(imported_key=None).interpretation_plan.delete()
    assert Document.objects.filter(plan="normative").count() == 2
    found = [task for task in tasks(here.actor("张起草"), timezone.localdate()) if task.kind == "interpret"]
    assert [task.document.imported_key for task in found if task.document] == [None]


SETTLE = """
import datetime
from django.utils import timezone
from tests.documents import office
here = office.build()
for number in range(3):
    here.publish(here.draft(f"第{number}号", expires_on=timezone.localdate() - datetime.timedelta(days=1)))
from gongkai.documents.models import Document
Document.objects.update(validity="in_force")
"""
HANG = """
import time
from gongkai.documents.acts import days
from gongkai.documents.days import begin_day
from django.utils import timezone
days.BATCH = 2
real, left = days._mark, [2]
def hang(changed):
    left[0] -= 1
    if not left[0]:
        print("there", flush=True)
        time.sleep(600)
    real(changed)
days._mark = hang
begin_day(timezone.localdate())
"""
DRAIN = "from django.core.management import call_command; call_command('worker', '--drain')"
COUNT = """
from gongkai.documents.models import Document
from gongkai.kernel.models import LedgerEntry
print(Document.objects.filter(validity="lapsed").count(), LedgerEntry.objects.filter(act="document.follow_day").count())
"""


def test_a_worker_that_is_killed_in_the_night_is_finished_by_the_next(processes: Processes) -> None:
    worker = processes.start(SETTLE + HANG)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "there\n"
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    assert processes.run(f"{COUNT}{DRAIN}{COUNT}").splitlines() == ["2 2", "3 3"]
