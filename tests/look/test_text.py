"""Marked text: cut at every boundary, nothing lost, each finding anchored once."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from gongkai.look.templatetags.look import pub_date
from gongkai.look.text import Highlight, Passage, passages
from gongkai.reading.model import Document, Paragraph, Span
from gongkai.statute.forms import Severity

TEXT = "第一段讲申请。第二段讲复议和诉讼。"
DOCUMENT = Document("a.txt", "text", TEXT, (Paragraph(TEXT[:7], Span(0, 7)), Paragraph(TEXT[7:], Span(7, len(TEXT)))))
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda ends: Span(min(ends), max(ends)))
marks = st.lists(st.builds(Highlight, spans, st.sampled_from(Severity), st.integers(1, 5)), max_size=6)


def shown(highlights: list[Highlight], covers: tuple[Span, ...] = ()) -> tuple[Passage, ...]:
    return passages(DOCUMENT, highlights, within=Span(0, len(TEXT)), covers=covers, headings=())


@given(marks)
def test_the_pieces_are_the_text(highlights: list[Highlight]) -> None:
    assert "".join(piece.text for passage in shown(highlights) for piece in passage.segments) == TEXT


@given(marks)
def test_a_piece_carries_the_marks_that_cover_it(highlights: list[Highlight]) -> None:
    start = 0
    for passage in shown(highlights):
        for piece in passage.segments:
            end = start + len(piece.text)
            covering = {mark for mark in highlights if mark.span.start <= start and end <= mark.span.end}
            assert set(piece.marks) == covering
            start = end


@given(marks)
def test_each_finding_is_anchored_once(highlights: list[Highlight]) -> None:
    anchors = [number for passage in shown(highlights) for piece in passage.segments for number in piece.anchors]
    assert len(anchors) == len(set(anchors))
    assert set(anchors) == {mark.number for mark in highlights if mark.span.start < mark.span.end}


def test_the_gravest_mark_gives_the_colour() -> None:
    both = [Highlight(Span(0, 3), Severity.INFO, 1), Highlight(Span(1, 2), Severity.ERROR, 2)]
    assert [piece.severity for piece in shown(both)[0].segments] == [Severity.INFO, Severity.ERROR, Severity.INFO, None]


def test_a_covered_stretch_is_a_table_unless_a_finding_points_into_it() -> None:
    covered = (Span(7, len(TEXT)),)
    assert [passage.is_table for passage in shown([], covered)] == [False, True]
    assert [passage.is_table for passage in shown([Highlight(Span(8, 9), Severity.ERROR, 1)], covered)] == [
        False,
        False,
    ]


def test_dates_of_publication_are_told_in_local_time() -> None:
    evening = datetime.datetime(2026, 11, 22, 20, 39, tzinfo=datetime.UTC)
    assert pub_date(evening) == "2026-11-23 04:39"
