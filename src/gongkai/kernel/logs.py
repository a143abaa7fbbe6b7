"""Log lines as JSON, one object a line, for machines that collect them."""

from __future__ import annotations

import datetime
import json
import logging

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "request"}


class RefusalsWithoutTrace(logging.Filter):
    """A page that was refused or not found is told in a line: the product did its work, there is no fault to trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass; one of an answer below 500 without its traceback."""
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


class JsonFormatter(logging.Formatter):
    """``{"at", "level", "logger", "message", …extra}``; what is passed as ``extra`` becomes fields of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in record.__dict__.items() if key not in _STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
