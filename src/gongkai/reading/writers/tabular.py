"""Rows of many reports as one CSV or Parquet file; rows are taken as they come, so memory stays flat."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import IO, TextIO

from gongkai.reading.writers.characters import harmless, printable
from gongkai.reading.writers.rows import Field, Row, Value

BATCH = 20_000  # rows of a Parquet row group


def write_csv(fields: tuple[Field, ...], rows: Iterable[Row], file: TextIO) -> None:
    """One line per row below a header line; text that a spreadsheet would run as a formula is defused.

    Open ``file`` with ``newline=""``, and with the encoding ``utf-8-sig`` when people will open it in a spreadsheet.
    """
    writer = csv.writer(file)
    writer.writerow(field.name for field in fields)
    writer.writerows([_csv_value(value) for value in row] for row in rows)


def _csv_value(value: Value) -> Value:
    return harmless(printable(value)) if isinstance(value, str) else value


def write_parquet(fields: tuple[Field, ...], rows: Iterable[Row], file: IO[bytes]) -> None:
    """Columns typed after ``fields``, compressed with zstd."""
    # A heavy library that nothing else needs
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {str: pa.string(), int: pa.int32(), float: pa.float64()}
    schema = pa.schema([pa.field(field.name, types[field.kind]) for field in fields])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            columns = [pa.array(column, schema.types[number]) for number, column in enumerate(zip(*batch, strict=True))]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
