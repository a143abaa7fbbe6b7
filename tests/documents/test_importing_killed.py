"""An import that is killed leaves nothing half done, and the same command finishes it: real processes, SIGKILL."""

from __future__ import annotations

import csv
import signal
from pathlib import Path

import pytest

from tests.processes import Processes

ROWS, BATCH = 70, 20
SETTLE = "from tests.documents import office; office.build()"
IMPORT = f"""
from pathlib import Path
from django.contrib.auth import get_user_model
from django.utils import timezone
from gongkai.documents import takeover
from gongkai.documents.importing.sources import open_source
from gongkai.organs.policy import actor_of
takeover.BATCH = {BATCH}
def run(path):
    user = get_user_model().objects.get(display_name="王公开")
    source = open_source(Path(path))
    actor = actor_of(user, timezone.localdate())
    return takeover.take_over(actor, user.organ_id, source, "a.csv", Path(path).with_name("faults.csv"))
"""
HANG = """
import time
def hang(*_):
    print("there", flush=True)
    time.sleep(600)
def at_the(number, function):
    left = [number]
    def called(*arguments, **named):
        left[0] -= 1
        return hang() if not left[0] else function(*arguments, **named)
    return called
"""
PLACES = {
    "while the second batch is read": (
        "from gongkai.documents.importing import judging; judging.CHUNK = 7\n"
        "judging._judge_all = at_the(5, judging._judge_all)",
        BATCH,
    ),
    "between the tables of the second batch": (
        "from gongkai.search import index; index.put_later = at_the(2, index.put_later)",
        BATCH,
    ),
    "after the entry in the ledger, before the commit": (
        "from gongkai.kernel import ledger; ledger.append = at_the(2, ledger.append)",
        BATCH,
    ),
    "while the texts are indexed": (
        "from gongkai.search.backends import backend; type(backend()).put = at_the(1, type(backend()).put)",
        ROWS,
    ),
}
STAND = """
from gongkai.documents.models import Document, Edition, Posting
from gongkai.search.models import Entry
from gongkai.search.queries import search
from gongkai.kernel.ledger import verify
def stand():
    live = Document.objects.filter(live__state="published").count()
    print(live, Document.objects.count(), Edition.objects.count(), Posting.objects.count(), Entry.objects.count(),
          search("水源保护").total, verify().broken)
"""


@pytest.mark.parametrize("place", PLACES)
def test_an_import_killed_at_any_place_is_finished_by_the_same_command(
    processes: Processes, tmp_path: Path, place: str
) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["标题", "发布日期", "正文"])
        writer.writerows([f"关于水源保护的第{number}号通知", "2020-01-01", "内容"] for number in range(ROWS))
    patch, there = PLACES[place]
    run = f"run({str(path)!r})"
    kill_when_there(processes, f"{SETTLE}{IMPORT}{HANG}{patch}\n{run}")
    before, after = processes.run(f"{IMPORT}{STAND}stand()\n{run}\nstand()").splitlines()
    assert before == " ".join([*[str(there)] * 5, "0", "None"])
    assert after == " ".join([*[str(ROWS)] * 6, "None"])


def kill_when_there(processes: Processes, code: str) -> None:
    process = processes.start(code)
    assert process.stdout is not None
    assert process.stdout.readline() == "there\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
