"""Plain text, one line a paragraph."""

from __future__ import annotations

from gongkai.reading.model import Document
from gongkai.reading.readers.assemble import assemble
from gongkai.reading.readers.decode import Decoded
from gongkai.reading.readers.lines import line_blocks


def read_text(decoded: Decoded, name: str) -> Document:
    """Open plain text: flattened pages, ``|`` or tab separated tables, aligned columns."""
    blocks = line_blocks(decoded.text.split("\n"))
    return assemble(name, "text", blocks, {"encoding": decoded.encoding}, decoded.warnings)
