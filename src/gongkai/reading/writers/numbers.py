"""Numbers as they are written: plain JSON numbers, printed cells, and the marks beside an uncertain value."""

from __future__ import annotations

from decimal import Decimal

from gongkai.reading.model import CellStatus, CellValue

UNCERTAIN_MARK = "待核"


def plain(value: Decimal | None) -> int | float | None:
    """A plain number: ``int`` when integral, else ``float``; None stays None (blank is not 0)."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def exact(value: float | None) -> Decimal | None:
    """The :class:`~decimal.Decimal` a plain number was written from; the inverse of :func:`plain`."""
    return None if value is None else Decimal(str(value))


def printed(value: Decimal | None) -> str:
    """The number in print, without exponent and superfluous zeros; an empty string for a blank."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed_cell(cell: CellValue | None, known_unit: str = "") -> str:
    """What the official table shows for a cell: number, words printed beside it, a mark if it is uncertain.

    The unit that the file prints is repeated unless it is ``known_unit``, the one named above or beside the cell.
    """
    if cell is None:
        return ""
    remark = cell.remark if not cell.remark or cell.remark[0] in "（(" else f"（{cell.remark}）"
    mark = f"（{UNCERTAIN_MARK}）" if cell.status is CellStatus.AMBIGUOUS and UNCERTAIN_MARK not in remark else ""
    unit = cell.unit if cell.value is not None and cell.unit != known_unit else ""
    return printed(cell.value) + unit + remark + mark
