"""Writing results: to standard output or a file, as one JSON object or many, as rows, as documents."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import click
from rich.console import Console

from gongkai.cli.terminal import console
from gongkai.reading.model import AnnualReport, CheckResult
from gongkai.reading.writers.as_json import to_json_text
from gongkai.reading.writers.documents import ReportFormat
from gongkai.reading.writers.rows import Field, Row
from gongkai.reading.writers.tabular import write_csv, write_parquet

FORMATS = ("text", "json", "jsonl", "csv", "xlsx", "parquet", "md", "html", "docx")
DOCUMENTS = frozenset({"md", "html", "docx"})
BINARY = frozenset({"docx", "xlsx", "parquet"})
Checked = tuple[AnnualReport, CheckResult | None]


@dataclass(frozen=True, slots=True)
class Presentation:
    """How one command shows a report: at a terminal, as rows, as a document."""

    show: Callable[[Console, Checked], None]
    fields: tuple[Field, ...]
    rows: Callable[[Checked], Iterable[Row]]
    document: Callable[[Checked, ReportFormat], bytes]


def write_results(
    results: Iterable[Checked], presentation: Presentation, file_format: str, output: Path | None, *, single: bool
) -> None:
    """Write every result as it comes. ``single`` = one file was asked for, so that JSON is one object."""
    if file_format in DOCUMENTS or (file_format == "xlsx" and single):
        _write_documents(results, presentation, output, cast(ReportFormat, file_format), single=single)
        return
    with opened(output, file_format) as file:
        if file_format == "text":
            with console(file) as out:
                for result in results:
                    presentation.show(out, result)
        elif file_format == "json":
            _write_json(results, file, single=single)
        elif file_format == "jsonl":
            _write_json_lines(results, file)
        elif file_format == "xlsx":
            from gongkai.reading.writers.xlsx import write_xlsx  # noqa: PLC0415 - only when it is asked for

            write_xlsx(results, file)
        else:
            rows = (row for result in results for row in presentation.rows(result))
            write_rows(presentation.fields, rows, file, file_format, to_file=output is not None)


@contextmanager
def opened(output: Path | None, file_format: str) -> Iterator[IO[bytes]]:
    """The file to write, standard output when none is named; binary formats do not go to a terminal."""
    if output is None:
        if file_format in BINARY and sys.stdout.isatty():
            raise click.UsageError(f"{file_format} 是二进制格式，请用 -o 指定文件")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        file = output.open("wb")
    except OSError as error:
        raise click.ClickException(f"不能写入 {output}：{_reason(error)}") from error
    with file:
        yield file


def _reason(error: OSError) -> str:
    words = {
        FileNotFoundError: "文件夹不存在",
        PermissionError: "没有写入权限",
        IsADirectoryError: "这是一个文件夹",
    }
    return words.get(type(error), error.strerror or str(error))


def write_rows(
    fields: tuple[Field, ...], rows: Iterable[Row], file: IO[bytes], file_format: str, *, to_file: bool
) -> None:
    """CSV or Parquet. A CSV file begins with a byte order mark: spreadsheets take it for GBK otherwise."""
    if file_format == "parquet":
        write_parquet(fields, rows, file)
        return
    text = io.TextIOWrapper(file, encoding="utf-8-sig" if to_file else "utf-8", newline="", write_through=True)
    write_csv(fields, rows, text)
    text.detach()


def _write_json(results: Iterable[Checked], file: IO[bytes], *, single: bool) -> None:
    """One object for a single file, else an array that grows as the results come."""
    texts = (to_json_text(report, result) for report, result in results)
    if single:
        file.writelines(f"{text}\n".encode() for text in texts)
        return
    file.write(b"[")
    for number, text in enumerate(texts):
        file.write(f"{',' if number else ''}\n{text}".encode())
    file.write(b"\n]\n")


def _write_json_lines(results: Iterable[Checked], file: IO[bytes]) -> None:
    for report, result in results:
        file.write(f"{to_json_text(report, result, indent=None)}\n".encode())


def _write_documents(
    results: Iterable[Checked],
    presentation: Presentation,
    output: Path | None,
    file_format: ReportFormat,
    *,
    single: bool,
) -> None:
    """A single report to ``output`` or standard output; several into the folder ``output``, one file each."""
    if not single:
        _make_folder(output)
    names: set[str] = set()
    for result in results:
        name = _free_name(Path(result[0].document.name).stem, file_format, names)
        with opened(output / name if output and not single else output, file_format) as file:
            file.write(presentation.document(result, file_format))


def _make_folder(output: Path | None) -> None:
    if output is None or (output.exists() and not output.is_dir()):
        raise click.UsageError("多个文件转换为文档时，请用 -o 指定一个文件夹")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"不能建立文件夹 {output}：{_reason(error)}") from error


def _free_name(stem: str, suffix: str, taken: set[str]) -> str:
    """``stem.suffix``, or ``stem-2.suffix`` when two files of different folders bear the same name."""
    name, number = f"{stem}.{suffix}", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{suffix}"
    taken.add(name)
    return name
