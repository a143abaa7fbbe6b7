"""Dates as lists and pages of government sites write them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from zoneinfo import ZoneInfo

_PARTED = r"\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
_DAY = rf"(?P<year>(?:19|20)\d\d)(?:{_PARTED}|(?P<m>\d\d)(?P<d>\d\d))"
_TIME = r"(?:[T\s]*(?P<hour>\d{1,2})[:时](?P<minute>\d{1,2})(?:[:分](?P<second>\d{1,2})(?:\.\d+)?)?\s*[分秒]?)?"
_MOMENT = re.compile(rf"{_DAY}{_TIME}\s*(?P<zone>Z|[+-]\d\d:?\d\d)?")
LOCAL = ZoneInfo("Asia/Shanghai")


def read_moment(text: str) -> datetime.datetime | None:
    """A day with or without time, in local time; None when it is none."""
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    part = found.groupdict()
    try:
        moment = datetime.datetime(
            int(part["year"]), int(part["month"] or part["m"]), int(part["day"] or part["d"]),
            int(part["hour"] or 0), int(part["minute"] or 0), int(part["second"] or 0),
            tzinfo=LOCAL,
        )  # fmt: skip
    except ValueError:
        return None
    if not part["zone"]:
        return moment
    zone = "+0000" if part["zone"] == "Z" else part["zone"].replace(":", "")
    shift = datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[3:])) * (1 if zone[0] == "+" else -1)
    return moment.replace(tzinfo=datetime.timezone(shift)).astimezone(LOCAL)


def read_date(text: str) -> datetime.date | None:
    """A day; None when it is none."""
    moment = read_moment(text)
    return moment.date() if moment else None
