"""``worker``: read imported files and deliver events until told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from gongkai.reports.reader import Reader, kept_reader
from gongkai.reports.worker import Diary, work_once

IDLE_SECONDS = 1.0
logger = logging.getLogger("gongkai.worker")


class Command(BaseCommand):
    help = "处理导入任务并投递事件；可同时运行多个"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--drain", action="store_true", help="处理完现有任务后退出")

    def handle(self, *_args: object, drain: bool = False, **_options: object) -> None:
        """Work until SIGTERM or SIGINT (the file at hand is finished first), or until nothing is left (``--drain``)."""
        stop = threading.Event()

        def stopped(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, stopped)
        signal.signal(signal.SIGINT, stopped)
        with kept_reader() as read:
            _work(read, stop, drain=drain)


def _work(read: Reader, stop: threading.Event, *, drain: bool) -> None:
    diary = Diary(tidied=timezone.now())
    while not stop.is_set():
        close_old_connections()
        try:
            now = timezone.now()
            diary.keep(now)
            worked = work_once(now, read)
        except (OperationalError, InterfaceError):
            if drain:
                raise
            logger.exception("the database does not answer, trying again")
            worked = False
        if worked:
            continue
        if drain:
            break
        stop.wait(IDLE_SECONDS)
