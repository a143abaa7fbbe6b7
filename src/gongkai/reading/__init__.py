"""A published annual report in, its structure and its contradictions out: no Django, no database, no clock."""

from gongkai.reading.acknowledge import Acknowledgement, acknowledge
from gongkai.reading.checks import check
from gongkai.reading.compare import Comparison, compare

__all__ = ["Acknowledgement", "Comparison", "acknowledge", "check", "compare"]
