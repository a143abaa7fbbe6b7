"""The term list (词表): wording to avoid, found in one pass however long the list is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from gongkai.screening.model import Hit, Kind, Severity
from gongkai.screening.pages import Page
from gongkai.screening.rules import any_of
from gongkai.statute.data import LawDataError, LawModel, load

_JOINT = r" *(?:、|,|，|和|与|及) *"


class Category(LawModel):
    """A kind of terms and how grave it is."""

    id: str
    label: str
    severity: Severity


class Term(LawModel):
    """A wording to avoid. ``exceptions`` are longer wordings that hold it rightly."""

    text: str
    category: str
    replacement: str = ""
    note: str = ""
    exceptions: tuple[str, ...] = ()


class Order(LawModel):
    """Names that, listed together, stand in this order."""

    names: tuple[str, ...]
    category: str
    note: str = ""

    @cached_property
    def name(self) -> re.Pattern[str]:
        """Any of the names."""
        return re.compile(f"(?:{any_of(self.names)})")

    @cached_property
    def listing(self) -> re.Pattern[str]:
        """Several of the names, joined."""
        return re.compile(f"{self.name.pattern}(?:{_JOINT}{self.name.pattern})+")


class TermFile(LawModel):
    """The form of ``law/screening/terms.yaml`` and of every organ's own list. ``sample``: shows the form only."""

    sample: bool = False
    categories: tuple[Category, ...]
    terms: tuple[Term, ...] = ()
    orders: tuple[Order, ...] = ()


@dataclass(frozen=True)
class TermList:
    """A list ready for use; build it once, it holds the automaton. Raises LawDataError when the list is faulty."""

    file: TermFile
    _by_text: dict[str, Term] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {category.id for category in self.file.categories}
        used = {term.category for term in self.file.terms} | {order.category for order in self.file.orders}
        unknown = used - known
        if unknown:
            raise LawDataError(f"词表中的类别没有登记：{'、'.join(sorted(unknown))}")
        by_text = {term.text: term for term in self.file.terms}
        if len(by_text) < len(self.file.terms) or "" in by_text:
            raise LawDataError("词表中有重复的或者空的词语")
        for term in self.file.terms:
            if any(term.text not in wording for wording in term.exceptions):
                raise LawDataError(f"词表中“{term.text}”的例外须包含该词语本身")
        object.__setattr__(self, "_by_text", by_text)

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[str]]:
        patterns = list(
            dict.fromkeys(wording for term in self.file.terms for wording in (term.text, *term.exceptions) if wording)
        )
        return AhoCorasick(patterns), patterns

    def hits(self, page: Page) -> Iterator[Hit]:
        """Terms and wrong orders in a text. Of overlapping terms the longest wins, of equally long ones the first."""
        yield from self._terms(page)
        for order in self.file.orders:
            yield from self._orders(page, order)

    def _terms(self, page: Page) -> Iterator[Hit]:
        if not self._by_text:
            return
        automaton, patterns = self._automaton
        found = automaton.find_matches_as_indexes(page.plain, overlapping=True)
        taken = bytearray(len(page.plain))
        kept: list[tuple[int, Term]] = []
        for index, start, end in sorted(found, key=lambda match: (match[1] - match[2], match[1])):
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)  # an exception holds its place too, and is no hit
            if term := self._by_text.get(patterns[index]):
                kept.append((start, term))
        for start, term in sorted(kept, key=lambda item: item[0]):
            advice = f"建议改为“{term.replacement}”" if term.replacement else "请斟酌改写"
            yield self._hit(page, (start, start + len(term.text)), term, f"“{term.text}”", advice, term.replacement)

    def _orders(self, page: Page, order: Order) -> Iterator[Hit]:
        for found in order.listing.finditer(page.plain):
            start, end = page.original(*found.span())
            printed = page.text[start:end]
            listed = order.name.findall(printed)
            places = [order.names.index(item) for item in listed]
            if any(first > second for first, second in pairwise(places)):
                joints = [*order.name.split(printed)[1:-1], ""]
                right = zip(sorted(listed, key=order.names.index), joints, strict=True)
                text = "".join(item + joint for item, joint in right)
                yield self._hit(page, found.span(), order, f"“{printed}”", f"应为“{text}”", text)

    def _hit(
        self, page: Page, span: tuple[int, int], item: Term | Order, what: str, advice: str, replacement: str
    ) -> Hit:
        category = next(category for category in self.file.categories if category.id == item.category)
        start, end = page.original(*span)
        note = f"（{item.note}）" if item.note else ""
        return Hit(
            f"term.{category.id}",
            category.label,
            Kind.TERM,
            category.severity,
            start,
            end,
            page.text[start:end],
            f"{category.label}：{what}{note}。{advice}。",
            replacement or None,
        )


@cache
def sample_terms() -> TermList:
    """The list that comes with the house: a sample of the form, meant to be replaced by the organ's own."""
    return TermList(load(TermFile, "screening/terms.yaml"))
