"""The statutory tables of a report: :func:`read_tables` finds them in a document and says how each cell is known."""

from gongkai.reading.tables.reading import TablesResult, read_tables

__all__ = ["TablesResult", "read_tables"]
