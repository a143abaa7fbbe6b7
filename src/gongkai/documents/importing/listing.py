"""The one file of what was not taken over, or is to be looked at: rows as given, with what is wrong and what to do."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import xlsxwriter

HEADERS = ("位置", "结果", "问题")
LEFT_OUT, LOOK_AT = "未导入", "已导入，请核对"


class _Writer(Protocol):
    def row(self, cells: Sequence[str]) -> None: ...
    def close(self) -> None: ...


class FaultListing:
    """Written row by row, CSV (UTF-8 with mark, as office programs want it) or XLSX by the name of the file.

    A file of an earlier run is replaced; without a fault there is no file at the end.
    """

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        self.path = path
        self.names = tuple(names)
        self.count = 0

    def __enter__(self) -> Self:
        self._writer: _Writer = (_Workbook if self.path.suffix.lower() == ".xlsx" else _Csv)(self.path)
        self._writer.row([*self.names, *HEADERS])
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._writer.close()
        if not self.count and kind is None:
            self.path.unlink(missing_ok=True)

    def add(self, place: str, given: Sequence[str], problems: Sequence[str], *, left_out: bool) -> None:
        """One row as it was given. The file can be mended and given again: the last columns are not read."""
        self.count += 1
        cells = [*given[: len(self.names)], *[""] * (len(self.names) - len(given))]
        self._writer.row([*cells, place, LEFT_OUT if left_out else LOOK_AT, "；".join(problems)])


class _Csv:
    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file)

    def row(self, cells: Sequence[str]) -> None:
        self._csv.writerow(cells)

    def close(self) -> None:
        self._file.close()


class _Workbook:
    """Nothing but the row at hand is held."""

    def __init__(self, path: Path) -> None:
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
        self._sheet = self._book.add_worksheet()
        self._next = 0

    def row(self, cells: Sequence[str]) -> None:
        for column, cell in enumerate(cells):
            self._sheet.write_string(self._next, column, cell[:32_767])
        self._next += 1

    def close(self) -> None:
        self._book.close()
