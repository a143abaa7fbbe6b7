"""The one door: bytes of any supported kind → :class:`~gongkai.reading.model.Document`."""

from __future__ import annotations

from gongkai.reading.model import Document
from gongkai.reading.readers.decode import decode
from gongkai.reading.readers.docx import read_docx
from gongkai.reading.readers.errors import Trouble, UnreadableFile
from gongkai.reading.readers.html import read_html
from gongkai.reading.readers.sniff import Kind, binary_kind, text_kind
from gongkai.reading.readers.text import read_text

MAX_BYTES = 50 * 1024 * 1024


def open_document(data: bytes, name: str) -> Document:
    """Open a file; its kind is decided by its content, never by ``name``, which only serves messages.

    Raises :class:`UnreadableFile` with a reason for everything that gives no text.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(Trouble.TOO_LARGE, name)
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile(Trouble.EMPTY, name)
    document = _open(data, name)
    if not document.text.strip():
        raise UnreadableFile(Trouble.EMPTY, name)
    return document


def _open(data: bytes, name: str) -> Document:
    # Readers of rarer kinds pull in heavy libraries, so they are imported when such a file comes.
    kind = binary_kind(data, name)
    if kind is Kind.DOCX:
        return read_docx(data, name)
    if kind is Kind.PDF:
        from gongkai.reading.readers.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, name)
    if kind is Kind.XLSX:
        from gongkai.reading.readers.xlsx import read_xlsx  # noqa: PLC0415

        return read_xlsx(data, name)
    decoded = decode(data, name)
    text = text_kind(decoded)
    if text is Kind.HTML:
        return read_html(decoded, name)
    if text is Kind.MARKDOWN:
        from gongkai.reading.readers.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(decoded, name)
    return read_text(decoded, name)
