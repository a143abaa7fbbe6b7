"""Workers are processes: several share the work, and one that is killed in the middle loses nothing."""

from __future__ import annotations

import signal

from tests.processes import Processes, finish

FILES = 6
SETTLE = f"""
from tests.reports.people import settle
from tests.reports.printing import hand_in, report_file
people = settle()
hand_in(people.clerk, *(report_file(year=2021 - number) for number in range({FILES})))
"""
DRAIN = "from django.core.management import call_command; call_command('worker', '--drain')"
HANG = """
import time
from django.utils import timezone
from gongkai.reports import worker
def hang(content, name):
    print("reading", flush=True)
    time.sleep(600)
worker.work_once(timezone.now(), hang)
"""
LATER = """
import datetime
from django.utils import timezone
from gongkai.reports.worker import work_once
later = timezone.now() + datetime.timedelta(minutes=10)
while work_once(later):
    pass
"""
COUNT = """
from django.db.models import Count
from gongkai.reports.models import ImportItem, Report
print(dict(ImportItem.objects.values_list("status").annotate(Count("id"))), Report.objects.count())
"""
DONE = f"{{'done': {FILES}}} {FILES}"


def test_workers_share_the_work_and_no_file_is_read_twice(processes: Processes) -> None:
    processes.run(SETTLE)
    for worker in [processes.start(DRAIN) for _ in range(2)]:
        finish(worker)
    assert processes.run(COUNT) == DONE


def test_a_worker_killed_in_the_middle_leaves_its_file_to_another(processes: Processes) -> None:
    kill_while_reading(processes)
    left, finished = processes.run(f"{COUNT}{LATER}{COUNT}").splitlines()
    assert "'reading': 1" in left
    assert finished == DONE


def kill_while_reading(processes: Processes) -> None:
    worker = processes.start(SETTLE + HANG)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "reading\n"
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
