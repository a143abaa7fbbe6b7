"""Many reports as one CSV or Parquet file of cells; reports are taken one by one, so memory stays flat."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import IO, TextIO

from gongkai.reading.model import AnnualReport
from gongkai.reading.writers.characters import harmless, printable
from gongkai.reading.writers.rows import CELL_FIELDS, Row, Value, cell_rows

BATCH = 20_000  # rows of a Parquet row group


def write_csv(reports: Iterable[AnnualReport], file: TextIO) -> None:
    """One line per cell with a header line; text that a spreadsheet would run as a formula is defused.

    Open ``file`` with ``newline=""``, and with the encoding ``utf-8-sig`` when people will open it in a spreadsheet.
    """
    writer = csv.writer(file)
    writer.writerow(field.name for field in CELL_FIELDS)
    for report in reports:
        writer.writerows([_csv_value(value) for value in row] for row in cell_rows(report))


def _csv_value(value: Value) -> Value:
    return harmless(printable(value)) if isinstance(value, str) else value


def write_parquet(reports: Iterable[AnnualReport], file: IO[bytes]) -> None:
    """One row per cell, columns typed, compressed with zstd."""
    # A heavy library that nothing else needs
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {str: pa.string(), int: pa.int32(), float: pa.float64()}
    schema = pa.schema([pa.field(field.name, types[field.kind]) for field in CELL_FIELDS])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for rows in _batches(row for report in reports for row in cell_rows(report)):
            columns = [pa.array(column, schema.types[number]) for number, column in enumerate(zip(*rows, strict=True))]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
