"""Short texts as documents, and figures in a form that reads well in a test."""

from __future__ import annotations

from gongkai.reading.figures import FiguresResult, read_figures
from gongkai.reading.model import Document, Figure, FigureKind

COUNTED = frozenset({FigureKind.COUNT, FigureKind.MONEY, FigureKind.SHARE})


def result(text: str) -> FiguresResult:
    return read_figures(Document("test", "text", text, ()))


def counted(text: str) -> list[Figure]:
    """Counts, money and shares in the order of the text."""
    return [figure for figure in result(text).figures if figure.kind in COUNTED]


def values(text: str) -> list[str]:
    """Value and unit: ``12件``, ``7-15个工作日``; ``?件`` where the number is missing."""
    return [
        f"{'?' if figure.value is None else figure.value}{f'-{figure.upper}' if figure.upper else ''}{figure.unit}"
        for figure in counted(text)
    ]


def labels(text: str) -> list[str]:
    return [figure.label for figure in counted(text)]


def sums(text: str) -> list[str]:
    """Part lists as ``word: 12 = 9 + 3`` (exhaustive) or ``word: 12 > 9 + 3``, in the order of the text."""
    read = result(text)
    written = []
    for parts in read.part_lists:
        if parts.stated is not None:
            continue
        whole = "-" if parts.whole is None else read.figures[parts.whole].value
        listed = " + ".join(str(read.figures[index].value) for index in parts.parts)
        written.append(f"{parts.introduced_by}: {whole} {'=' if parts.exhaustive else '>'} {listed}")
    return written
