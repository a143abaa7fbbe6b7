"""Marks of secrecy, document numbers in a wrong form, names out of use."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

from gongkai.screening.model import Hit, Kind
from gongkai.screening.pages import Page
from gongkai.screening.rules import FormerName, Taken, any_of, names, secrecy_marks
from gongkai.statute.document_numbers import parse_number
from gongkai.statute.sources import source

# what stands before is asked for behind the first sign: a search for one sign is quick
_YEARLY = re.compile(r"[〔\[(【{][ \n]*(?:19|20)\d\d *年? *[〕\])】}] *第? *\d{1,6} *号")
_DECREE = re.compile(r"令(?<=[一-鿿]令) *(?:\( *)?第? *\d{1,5} *号(?: *\))?")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")


def secrecy(page: Page) -> Iterator[Hit]:
    """Marks of secrecy and internal use; one hit for marks that overlap."""
    taken = Taken()
    for mark in secrecy_marks():
        for pattern in mark.compiled if page.holds(mark.needed) else ():
            for found in pattern.finditer(page.plain):
                place = mark.at(*found.span("hit" if "hit" in found.groupdict() else 0))
                if taken.add(place):
                    yield place.hit(Kind.SECRECY, page)


def number_forms(page: Page) -> Iterator[Hit]:
    """Document numbers whose brackets, serial or 令 are not written as GB/T 9704 demands, with the right form."""
    form = names().number_form
    for first, last in (*_yearly(page.plain), *(found.span() for found in _DECREE.finditer(page.plain))):
        start, end = page.original(first, last)
        text = page.text[start:end]
        number = parse_number("文" + text.replace("\n", "")) or parse_number("文" + re.sub(r"[()（）]", "", text))
        if number is None or page.plain.startswith(form.unless_after, last):
            continue
        standard = str(number).removeprefix("文")
        if standard != text:
            origin = source(form.source)
            message = f"{form.what}：应为“{standard}”。依据{origin}。{form.advice}。"
            yield Hit("number_form", form.label, Kind.FORM, form.severity, start, end, text, message, standard, origin)


def _yearly(text: str) -> Iterator[tuple[int, int]]:
    """Numbers with a year in brackets, from the last character of the organ's name on."""
    for found in _YEARLY.finditer(text):
        start = found.start()
        while start and text[start - 1] == " ":
            start -= 1
        if start and "一" <= text[start - 1] <= "鿿":
            yield start, found.end()


def former_names(page: Page, on: datetime.date) -> Iterator[Hit]:
    """Organs and laws under names that are out of use on a day."""
    if not page.holds(_old_names()):
        return
    titles = [found.span() for found in _TITLE.finditer(page.plain)]
    for item in names().organs:
        for found in _organ_pattern(item).finditer(page.plain) if item.since <= on else ():
            if not any(first < found.start() and found.end() < last for first, last in titles):
                yield _former(page, item, *found.span(), "机关名称")
    for item in names().laws:
        for found in re.finditer(f"(?<=《){re.escape(item.old)}(?=》)", page.plain) if item.since <= on else ():
            yield _former(page, item, *found.span(), "法律名称")


@cache
def _old_names() -> re.Pattern[str]:
    return re.compile(any_of(item.old for item in (*names().organs, *names().laws)))


@cache
def _organ_pattern(item: FormerName) -> re.Pattern[str]:
    longer = f"(?!{any_of(item.unless_after)})" if item.unless_after else ""
    return re.compile(f"(?<!原){re.escape(item.old)}{longer}")


def _former(page: Page, item: FormerName, first: int, last: int, label: str) -> Hit:
    words = names()
    start, end = page.original(first, last)
    origin = source(item.source)
    message = f"{words.what}：{item.since.isoformat()}起为“{item.new}”。依据{origin}。{words.advice}。"
    return Hit(
        "former_name", label, Kind.NAME, words.severity, start, end, page.text[start:end], message, item.new, origin
    )
