"""A published annual report in, its structure and its contradictions out: no Django, no database, no clock."""

from gongkai.reading.acknowledge import Acknowledgement, acknowledge
from gongkai.reading.checks import check
from gongkai.reading.compare import Comparison, compare
from gongkai.reading.readers import UnreadableFile
from gongkai.reading.report import read

__all__ = ["Acknowledgement", "Comparison", "UnreadableFile", "acknowledge", "check", "compare", "read"]
