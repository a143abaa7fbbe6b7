"""Where a rule comes from: the instrument (文件), its number and the article."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from gongkai.statute.data import LawDataError, LawModel, load

Mark = Literal["S", "K", "?", "I"]
"""S confirmed by a source text · K own knowledge, unconfirmed · ? uncertain · I inference of this project."""


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a norm. ``instrument`` is a key of ``law/instruments.yaml``; ``article`` e.g. "第四十九条"."""

    instrument: str
    title: str
    number: str
    article: str = ""
    mark: Mark = "S"
    note: str = ""

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）{self.article}" if self.number else f"《{self.title}》{self.article}"


class Instrument(LawModel):
    """A norm: title, document number, issuer and since when until before when it is in force.

    ``valid_from`` is absent where the day is not known, ``valid_to`` while the norm is in force. ``superseded_by`` is
    the id of the norm that took its place.
    """

    id: str
    title: str
    number: str = ""
    issuer: str = ""
    issued: datetime.date | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    superseded_by: str = ""
    mark: Mark = "S"
    note: str = ""

    def valid_on(self, day: datetime.date) -> bool:
        """Whether the norm is in force on ``day``, see :attr:`begins`."""
        return (self.begins is None or self.begins <= day) and (self.valid_to is None or day < self.valid_to)

    @property
    def begins(self) -> datetime.date | None:
        """The first day in force; where it is not known the day of issue, else the year in the number (〔2019〕).

        None, for ever, when the register holds none of them.
        """
        if self.valid_from or self.issued:
            return self.valid_from or self.issued
        year = re.search(r"〔(\d{4})〕", self.number)
        return datetime.date(int(year.group(1)), 1, 1) if year else None


class SourceRef(LawModel):
    """A reference as it stands in the YAML files: ``{instrument: regulation_2019, article: 第四十九条}``."""

    instrument: str
    article: str = ""
    mark: Mark | None = None  # absent = the mark of the instrument
    note: str = ""


class _InstrumentFile(LawModel):
    instruments: tuple[Instrument, ...]


@cache
def instruments() -> MappingProxyType[str, Instrument]:
    """All norms the law data refers to, by id. Raises LawDataError when an id stands twice or leads nowhere."""
    by_id: dict[str, Instrument] = {}
    for item in load(_InstrumentFile, "instruments.yaml").instruments:
        if item.id in by_id:
            raise LawDataError(f"instruments.yaml 中文件编号重复：{item.id}")
        by_id[item.id] = item
    for item in by_id.values():
        if item.superseded_by and item.superseded_by not in by_id:
            raise LawDataError(f"instruments.yaml 中 {item.id} 的后继文件不存在：{item.superseded_by}")
    return MappingProxyType(by_id)


def instrument(instrument_id: str) -> Instrument:
    """The norm with this id. Raises LawDataError for an id that ``law/instruments.yaml`` does not hold."""
    try:
        return instruments()[instrument_id]
    except KeyError:
        raise LawDataError(f"未知的文件编号：{instrument_id}，请先登记到 law/instruments.yaml") from None


def source(ref: SourceRef) -> Source:
    """The full source of a reference. Raises LawDataError when its instrument is unknown."""
    norm = instrument(ref.instrument)
    return Source(norm.id, norm.title, norm.number, ref.article, ref.mark or norm.mark, ref.note)


def in_force(on: datetime.date) -> tuple[Instrument, ...]:
    """The norms in force on a day, in the order of ``law/instruments.yaml``."""
    return tuple(item for item in instruments().values() if item.valid_on(on))
