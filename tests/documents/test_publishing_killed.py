"""A publication that is killed anywhere leaves nothing half public, and the same act finishes it: SIGKILL."""

from __future__ import annotations

from tests.documents.test_importing_killed import HANG, kill_when_there
from tests.processes import Processes

SETTLE = """
from tests.documents import office
from gongkai.documents import acts
here = office.build()
edition = here.pass_gates(here.draft("关于水源保护的通知"))
acts.number(here.actor("孙审校"), edition.pk)
"""
PUBLISH = """
from django.utils import timezone
from gongkai.documents import acts
from gongkai.documents.models import Edition
from gongkai.organs.models import User
from gongkai.organs.policy import actor_of
def run():
    editor = actor_of(User.objects.get(display_name="孙审校"), timezone.localdate())
    acts.publish(editor, Edition.objects.get().pk)
"""
PLACES = (
    "from gongkai.documents.acts import publication; publication.move = at_the(1, publication.move)",
    "from gongkai.search import index; index.put = at_the(1, index.put)",
    "from gongkai.kernel import ledger; ledger.append = at_the(1, ledger.append)",
)
COUNT = """
from gongkai.documents.models import Document, Edition, Posting
from gongkai.kernel.ledger import verify
from gongkai.kernel.models import OutboxEvent
from gongkai.search.queries import search
told = OutboxEvent.objects.filter(kind="document.published").count()
print(Edition.objects.get().state, Document.objects.filter(live__isnull=False).count(), Posting.objects.count(),
      search("水源保护").total, told, verify().broken)
"""


def test_a_publication_killed_at_any_place_is_public_whole_or_not_at_all(processes: Processes) -> None:
    processes.run(SETTLE)
    for place in PLACES:
        kill_when_there(processes, f"{PUBLISH}{HANG}{place}\nrun()")
    before, after = processes.run(f"{COUNT}{PUBLISH}run(){COUNT}").splitlines()
    assert before == "numbered 0 0 0 0 None"
    assert after == "published 1 1 1 1 None"
