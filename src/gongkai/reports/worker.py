"""The worker: reads claimed files one after the other, delivers events, begins each day. As many as you like may run.

Why not a task queue: docs/adr/0010-import-worker.md.
"""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass

from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, OperationalError
from django.utils import timezone

from gongkai.applications import days as of_applications
from gongkai.documents import days as of_documents
from gongkai.kernel import heartbeat, outbox
from gongkai.kernel.actors import SYSTEM
from gongkai.kernel.errors import Refused
from gongkai.kernel.files import forget_unfinished, path_of
from gongkai.kernel.limits import forget_old
from gongkai.reading.model import CheckResult
from gongkai.reports.acts import claim_item, finish_item
from gongkai.reports.models import ImportItem, ItemStatus
from gongkai.reports.queries.desk import WORKER
from gongkai.reports.reader import Reader, Unreadable, read_bounded
from gongkai.statute.data import LawDataError

logger = logging.getLogger("gongkai.worker")
TIDY_EVERY = datetime.timedelta(hours=1)


def work_once(now: datetime.datetime, read: Reader = read_bounded) -> bool:
    """Process one waiting file and the due events; False when there was nothing to do."""
    heartbeat.beat(WORKER, now)
    item = claim_item(now)
    if item is not None and item.status == ItemStatus.READING:
        process_item(item, read)
    return outbox.deliver(now) > 0 or item is not None


def process_item(item: ImportItem, read: Reader = read_bounded) -> ImportItem:
    """Read one claimed file and settle it. Whatever the file does, it costs this one item."""
    if item.lease is None or item.file_id is None:
        raise ValueError("only a claimed item with a file can be processed")
    outcome: CheckResult | str
    try:
        outcome = read(path_of(item.file_id).read_bytes(), item.file_name)
    except Unreadable as error:
        outcome = str(error)
    except OSError:
        logger.exception("stored file is missing", extra={"item": item.pk})
        outcome = "服务器上找不到该文件，请重新上传。"
    try:
        return finish_item(SYSTEM, item.pk, item.lease, outcome)
    except Refused as error:
        return finish_item(SYSTEM, item.pk, item.lease, error.message)
    except OperationalError:  # the database is busy or away, the file is not to blame: read it again after its lease
        logger.exception("report could not be stored now", extra={"item": item.pk})
        return item
    except IntegrityError:  # another file of the same report came first by a hair
        logger.exception("report could not be stored beside another", extra={"item": item.pk})
        return finish_item(SYSTEM, item.pk, item.lease, "与同时办理的另一份报告冲突，这份没有导入，请重试。")
    except LawDataError:  # a fault of the installation
        logger.exception("the law data cannot be used", extra={"item": item.pk})
        return finish_item(
            SYSTEM, item.pk, item.lease, "系统的法规数据有误，不是文件的问题。请通知系统管理员，修好后重试。"
        )
    except (DatabaseError, ValueError):
        logger.exception("report could not be stored", extra={"item": item.pk})
        return finish_item(SYSTEM, item.pk, item.lease, "文件内容含有无法保存的字符或数字，请另存为纯文本后重试。")


@dataclass(slots=True)
class Diary:
    """What a worker has done by the clock: when it tidied up last, which day it has begun."""

    tidied: datetime.datetime
    day: datetime.date | None = None

    def keep(self, now: datetime.datetime) -> None:
        """Do what the clock asks for by now. What fails is due again at the next call."""
        today = timezone.localdate(now)
        if self.day != today:
            for room in (of_documents, of_applications):
                room.begin_day(today)
            self.day = today
        if now - self.tidied > TIDY_EVERY:
            tidy(now)
            self.tidied = now


def tidy(now: datetime.datetime) -> None:
    """What must be cleaned up now and then: old counts of uses, files half received, sessions that have ended."""
    forget_old(now)
    forget_unfinished(now)
    call_command("clearsessions")
