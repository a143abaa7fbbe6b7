"""What the writers of all formats share: the words of the parts, and how wide they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from gongkai.papers.model import Copy, Paper, Signature
from gongkai.reading.writers.items import PrintedTable
from gongkai.reading.writers.page import chinese_date
from gongkai.statute.paper_layout import PaperLayout

MM_PER_PT = 25.4 / 72


def addressee_line(paper: Paper) -> str:
    """主送机关：, "" for none."""
    return f"{paper.addressee}：" if paper.addressee else ""


def attachment_lines(names: tuple[str, ...]) -> tuple[str, ...]:
    """附件：1.甲, then the others; a single one has no number. The first begins with 附件：, the others do not."""
    numbered = names if len(names) == 1 else [f"{number}.{name}" for number, name in enumerate(names, 1)]
    return tuple(f"附件：{name}" if index == 0 else name for index, name in enumerate(numbered))


def date_line(signature: Signature) -> str:
    """成文日期 in Arabic digits, "" for none."""
    return chinese_date(signature.on) if signature.on else ""


def imprint_lines(paper: Paper) -> Iterator[tuple[str, str]]:
    """版记: what stands left and right in each of its lines."""
    if paper.copied_to:
        yield f"抄送：{paper.copied_to}。", ""
    if paper.issued:
        yield paper.issued[0], f"{paper.issued[1]}印发"


def standing_line(copy: Copy) -> str:
    """有效性：有效（截至2026年1月5日）."""
    return f"{copy.standing}（截至{chinese_date(copy.fetched_on)}）"


def origin_line(copy: Copy) -> str:
    """Where the copy was taken from, and when."""
    return f"{chinese_date(copy.fetched_on)}取自 {copy.address}"


def ems(text: str) -> float:
    """Width of a text in characters of its size: Chinese ones count 1, Latin ones ½."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def mark_size(mark: str, layout: PaperLayout) -> float:
    """Type size (pt) of 发文机关标志: a long name is set smaller, at least as large as the title."""
    room = layout.text_width / MM_PER_PT
    return max(layout.sizes.title, min(layout.sizes.mark, 0.98 * room / max(ems(mark), 1)))


def header_rows(table: PrintedTable) -> int:
    """How many rows at the top repeat on every page: headers that do not reach down into the values."""
    rows = table.header_rows if table.header_rows < len(table.rows) else 0
    reach = {row + cell.rowspan: row for row, _, cell in reversed(list(table.placed())) if row < rows}
    return 0 if any(end > rows for end in reach) else rows


def signature_lines(signature: Signature, layout: PaperLayout) -> list[tuple[str, float]]:
    """署名 and 成文日期, each with its blank at the right in characters of the body's size.

    Sealed: the date keeps its blank and each organ is centred over it, as far as the margin allows. Unsealed: the organ
    keeps its blank and the date begins two characters further to the right.
    """
    date = date_line(signature)
    blanks = layout.blanks
    if signature.sealed:
        middle = max([blanks.date_right + ems(date) / 2, *(ems(organ) / 2 for organ in signature.organs)])
        lines = [(organ, middle - ems(organ) / 2) for organ in signature.organs]
        return [*lines, (date, middle - ems(date) / 2)] if date else lines
    lines = [(organ, float(blanks.unsealed_right)) for organ in signature.organs]
    if not date:
        return lines
    widest = max((ems(organ) for organ in signature.organs), default=0.0)
    shift = blanks.unsealed_right + widest - 2 - ems(date)
    if shift < blanks.unsealed_right:  # the date is the longer one: it keeps the blank
        lines = [(organ, blank + blanks.unsealed_right - shift) for organ, blank in lines]
    return [*lines, (date, max(shift, float(blanks.unsealed_right)))]
