"""Opening files of every kind: :func:`open_document` gives their text, paragraphs and tables with offsets."""

from gongkai.reading.readers.errors import Trouble, UnreadableFile
from gongkai.reading.readers.opening import MAX_BYTES, open_document

__all__ = ["MAX_BYTES", "Trouble", "UnreadableFile", "open_document"]
