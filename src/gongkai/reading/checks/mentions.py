"""What a figure of the running text is about: its subject, whose count it is, which period, which cells it names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.reading.checks.scope import Scope, scope_of
from gongkai.reading.model import AnnualReport, Figure, FigureKind, SectionText, Span
from gongkai.reading.numbers import to_halfwidth
from gongkai.statute.statements import Statement, vocabulary


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure together with what its sentence says about it; ``index`` points into ``report.figures``."""

    index: int
    figure: Figure
    topic: str
    scope: Scope
    phrase: str  # the words directly at the number
    statement: Statement | None


_COUNTED = frozenset({FigureKind.COUNT, FigureKind.MONEY, FigureKind.SHARE})
_LONGEST_PHRASE = 60  # characters
_LONGEST_QUOTE = 1000
_LOOK_BACK = 800  # characters before a number that are asked what it is about
_DELIMITER = re.compile(r"[,;:()。!?\n]")
_FILLER = re.compile(
    r"(?:共计|合计|总计|总共|累计|一共|达到|达|为|约|近|有|是|计|共|了|对|数量|总数|总量|总条数|件数|数|量|:|均|各|分别|尚有|还有|仍有|另有|剩余|也|已|仅|只|就"
    r"|本年度?|全年|[“”\"'、,])+$"
)
_CONNECTOR = re.compile(
    r"^(?:其中|含|包括|包含|并且|并|且|以及|和|及|与|同时|另外|另|还|[、,:“\"]|\d{4}年,?|\d{1,2}[.、]|[①-⑳]|全年|本年度?|共计?)+"
)
_OTHER_YEAR = re.compile(r"(?<!结转)(?<!结转至)(?<!结转到)(?<!转入)(20\d\d)年")
_OTHER_PERIOD = re.compile(
    r"(?:上年|上一年|去年|往年|同期|同比|环比)(?!度?(?:结转|转入|遗留|延续))|[上下]半年|[一二三四1-4]季度|[1-9]月(?:至|—|-|底|份)|每年|每月"
)
_CHANGE = re.compile(r"(?:增加|增长|减少|下降|上升|提高|降低|多|少|翻)(?:了|到|至)?$")
_PLAN = re.compile(r"计划|力争|争取|目标|拟|原则上|下一步|将(?!近)|不少于|不低于|不超过|以内|应当|要求")
_COUNTED_ALREADY = re.compile(r"\d(?!\d*年)")  # 上年结转7件,合计470件: the total is of something else
_BACK_THEN = re.compile(
    r"(?:^|[,:(])\s*(?:在|其中,?)?(?:(?P<year>20\d\d)年度?(?!底|末|初|以来|度?(?:结转|转入|遗留))|(?P<this>全年|本年度?|今年|当年|年内)"
    r"|(?:上年度?|上一年度?|去年|往年)(?:同期)?(?!度?(?:结转|转入|遗留|延续))|近[两二三四五六七八九十几\d]+年)"
)
_DEALS_OUT = re.compile(r"分别(?:为|是|有|达)?\s*$")
_SEVERAL = re.compile(r"[、和及与]")
_NEXT_DEALT = re.compile(r"\s*[、,;和及]\s*")
_HOLDS_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千]+(?:件|条|次|份)")
_LISTS_ON = re.compile(r"[一-鿿][”\"]?(?:、|和|及|以及)\s*$")
_NEXT = re.compile(r"(?:以及|和|及|与)?[、\d]")
_SUBJECT_LENGTH = 15  # characters; a clause without figures that is not longer names the subject of the next


class SentenceReader:
    """Reads the surroundings of the figures of one report."""

    def __init__(self, report: AnnualReport) -> None:
        self.report = report
        self.text = to_halfwidth(report.document.text)
        self._ends = sorted(figure.span.end for figure in report.figures if figure.kind in _COUNTED)
        self._end_set = frozenset(self._ends)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All counts and sums of money, in the order of ``report.figures``; other kinds are left out."""
        return tuple(self._read())

    @cached_property
    def by_index(self) -> dict[int, Mention]:
        """Mentions by the index of their figure."""
        return {mention.index: mention for mention in self.mentions}

    def _read(self) -> Iterator[Mention]:
        for index, figure in enumerate(self.report.figures):
            if figure.kind not in {FigureKind.COUNT, FigureKind.MONEY}:
                continue
            dealt = index in self._dealt_out
            topic = self._topic_of_label(figure) if dealt else self._topic(figure)
            phrase = self._dealt_name(figure) if dealt else self.phrase(figure)
            statement = self._statement(figure, topic, phrase)
            yield Mention(index, figure, topic, self._scope(figure, statement), phrase, statement)

    @staticmethod
    def _dealt_name(figure: Figure) -> str:
        """The one name a figure of such a row got; empty when names and numbers did not pair up."""
        return "" if _SEVERAL.search(figure.label) else figure.label

    @cached_property
    def _dealt_out(self) -> frozenset[int]:
        """Figures that share one 分别为: only their labels, dealt out by the reader, tell them apart."""
        found: set[int] = set()
        end = 0  # of the last figure of such a row
        for index, figure in enumerate(self.report.figures):
            if figure.kind not in _COUNTED:
                continue
            begins = _DEALS_OUT.search(self.text, self._clause_start(figure), figure.span.start)
            if begins or (end and _NEXT_DEALT.fullmatch(self.text, end, figure.span.start)):
                found.add(index)
                end = figure.span.end
            else:
                end = 0
        return frozenset(found)

    # --- the words at a number --------------------------------------------------------------------

    def phrase(self, figure: Figure) -> str:
        """The words from the last delimiter or figure to the number, fillers taken off; else those behind it."""
        start = self._clause_start(figure)
        words = self.text[start : figure.span.start]
        lead = _strip(words)
        of_the_one_before = start in self._end_set and _LISTS_ON.search(words)  # 30件予以公开、6件部分公开
        if lead and not of_the_one_before:
            return lead
        tail = _DELIMITER.split(self.text[figure.span.end : figure.sentence.end][:_LONGEST_PHRASE], maxsplit=1)[0]
        tail = _strip(_NEXT.split(tail, maxsplit=1)[0])
        if tail or of_the_one_before:
            return tail
        before = _DELIMITER.split(self.text[_begin(figure) : max(start - 1, _begin(figure))])[-1]
        return "" if _COUNTED_ALREADY.search(before) else _strip(before)

    def _clause_start(self, figure: Figure) -> int:
        start = _begin(figure)
        for match in _DELIMITER.finditer(self.text, _begin(figure), figure.span.start):
            start = match.end()
        before = bisect_left(self._ends, figure.span.start + 1) - 1
        return max(start, self._ends[before]) if before >= 0 else start

    def _clause(self, figure: Figure) -> str:
        """The whole clause between delimiters that holds the figure, other figures of it included."""
        start = _begin(figure)
        for match in _DELIMITER.finditer(self.text, _begin(figure), figure.span.start):
            start = match.end()
        after = _DELIMITER.search(self.text, figure.span.end, figure.sentence.end)
        return self.text[start : after.start() if after else figure.sentence.end]

    # --- subject ----------------------------------------------------------------------------------

    def _topic(self, figure: Figure) -> str:
        if vocabulary().frame.search(self.text, _begin(figure), figure.span.start):
            return "foreign"
        found = self._last_topic(_begin(figure), figure.span.end)
        if not found and (match := vocabulary().topic_pattern.search(self._clause(figure))):
            found = vocabulary().topic_words[match.group()]
        if found:
            return found
        chapter = vocabulary().chapters.get(figure.section or 0, "")
        paragraph = max(self.text.rfind("\n", 0, figure.sentence.start) + 1, figure.sentence.start - _LOOK_BACK)
        return chapter or self._last_topic(paragraph, figure.sentence.start)

    def _topic_of_label(self, figure: Figure) -> str:
        """The subject of a name that 分别为 deals a number to: 复议、诉讼分别为2件、1件 is about both."""
        match = vocabulary().topic_pattern.search(figure.label)
        return vocabulary().topic_words[match.group()] if match else self._topic(figure)

    def _last_topic(self, start: int, end: int) -> str:
        last = ""
        for match in vocabulary().topic_pattern.finditer(self.text, start, end):
            last = vocabulary().topic_words[match.group()]
        return last

    # --- scope and period -------------------------------------------------------------------------

    def _clauses_back(self, figure: Figure) -> Iterator[str]:
        """The figure's clause and those before it that share its subject: they hold figures or are a bare subject."""
        pieces = re.split(r"[,;:()]", self.text[_begin(figure) : figure.span.start])
        yield pieces[-1]
        for piece in reversed(pieces[:-1]):
            if _HOLDS_FIGURE.search(piece) or len(piece.strip()) <= _SUBJECT_LENGTH:
                yield piece
            else:
                return

    def _scope(self, figure: Figure, statement: Statement | None) -> Scope:
        scope = scope_of(self._clauses_back(figure), self.report.unit)
        if statement is None or statement.about is None or scope not in {Scope.OWN, Scope.UNSAID}:
            return scope
        chapter = heading_of(self.report, figure.section) if figure.section else None
        words = (
            (chapter.title if chapter else "") + self.text[_begin(figure) : figure.span.start] + self._clause(figure)
        )
        return scope if statement.about.search(words) else Scope.OTHER_MATTERS

    def _is_of_this_year(self, figure: Figure) -> bool:
        if self._was_back_then(figure):
            return False
        clause = self.text[self._clause_start(figure) : figure.span.start]
        years = _OTHER_YEAR.findall(clause)
        if years and self.report.year is not None and int(years[-1]) != self.report.year:
            return False
        return not (_OTHER_PERIOD.search(clause) or _CHANGE.search(clause.strip()) or _PLAN.search(clause))

    def _was_back_then(self, figure: Figure) -> bool:
        """Whether the period that opened a clause last before the number is another: 2021年收到5件,办结3件."""
        said = re.split(r"[;。]", self.text[_begin(figure) : figure.span.start])[-1]
        periods = list(_BACK_THEN.finditer(said))
        if not periods or periods[-1]["this"]:
            return False
        year = periods[-1]["year"]
        return year is None or self.report.year not in {None, int(year)}

    # --- statement --------------------------------------------------------------------------------

    def _statement(self, figure: Figure, topic: str, phrase: str) -> Statement | None:
        if figure.upper is not None or not self._is_of_this_year(figure):
            return None
        clause = self._clause(figure)
        first: Statement | None = None
        for statement in vocabulary().statements:
            if not _open_to(statement, figure, topic, clause):
                continue
            denied = figure.negated and _denies(statement, to_halfwidth(figure.text))
            if denied or (not figure.negated and statement.phrase.search(phrase)):
                if self.report.form in statement.accepted:
                    return statement  # one whose cells the form has goes before one that other forms have
                first = first or statement
        return first


def _open_to(statement: Statement, figure: Figure, topic: str, clause: str) -> bool:
    """Whether subject, chapter, unit and wording let the figure make this statement."""
    return (
        (topic in statement.topics or "any" in statement.topics or figure.negated)
        and (not statement.chapters or figure.section in statement.chapters)
        and (figure.negated or figure.unit in statement.units)
        and not (statement.unless and statement.unless.search(clause))
    )


def _denies(statement: Statement, text: str) -> bool:
    return (
        statement.negated is not None
        and statement.negated.search(text) is not None
        and not (statement.not_negated and statement.not_negated.search(text))
    )


def _begin(figure: Figure) -> int:
    """Where the figure's sentence begins, at most :data:`_LOOK_BACK` characters before the number."""
    return max(figure.sentence.start, figure.span.start - _LOOK_BACK)


def _strip(words: str) -> str:
    bare = re.sub(r"\s+", "", words)
    return _CONNECTOR.sub("", _FILLER.sub("", bare[-_LONGEST_PHRASE:]))


def heading_of(report: AnnualReport, number: int) -> SectionText | None:
    """The chapter with this number, None when the report has none."""
    return next((section for section in report.sections if section.number == number), None)


def quote(report: AnnualReport, span: Span) -> str:
    """What is printed at ``span``, on one line; a sentence of more than a page is cut."""
    end = min(span.end, span.start + _LONGEST_QUOTE)
    words = re.sub(r"\s+", " ", report.document.text[span.start : end]).strip()
    return words if end == span.end else f"{words}…"
