"""The chain never forks: processes append at the same time and the ledger still holds, on both engines."""

from __future__ import annotations

from tests.processes import Processes, finish

WRITERS, EACH = 4, 25
APPEND = f"""
import datetime
from django.db import transaction
from gongkai.kernel import ledger
from gongkai.kernel.actors import SYSTEM
for number in range({EACH}):
    with transaction.atomic():
        ledger.append(actor=SYSTEM, act="test.append", subject="test", subject_id=str(number), detail={{}},
                      at=datetime.datetime.now(datetime.UTC))
"""
VERIFY = "from django.core.management import call_command; call_command('ledger', 'verify')"


def test_processes_that_append_at_once_make_one_chain(processes: Processes) -> None:
    for writer in [processes.start(APPEND) for _ in range(WRITERS)]:
        finish(writer)
    assert processes.run(VERIFY).startswith(f"{WRITERS * EACH} 条记录完好")
