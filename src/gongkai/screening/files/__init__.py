"""Files to be attached to a publication: :func:`scrub` takes out what they carry besides what their reader sees."""

from __future__ import annotations

from gongkai.reading.readers import MAX_BYTES, Trouble, UnreadableFile
from gongkai.reading.readers.sniff import Kind, binary_kind
from gongkai.screening.files.errors import Refusal, RefusedFile
from gongkai.screening.files.images import image_kind, scrub_image
from gongkai.screening.files.model import Item, Scrubbed, Trace

__all__ = ["Item", "Refusal", "RefusedFile", "Scrubbed", "Trace", "scrub"]


def scrub(data: bytes, name: str = "") -> Scrubbed:
    """The file without hidden data; what it shows stays as it is. Its kind is decided by its content alone.

    Files come from anybody: call this where a crash or a long run costs one file only.

    Raises:
        UnreadableFile: empty, too large, broken, encrypted or made to burst (``gongkai.reading.readers``).
        RefusedFile: of a kind that cannot be cleaned, or with contents a person must settle first.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(Trouble.TOO_LARGE, name)
    if not data:
        raise UnreadableFile(Trouble.EMPTY, name)
    if image_kind(data):
        return scrub_image(data, name)
    return _scrub_document(data, name)


def _scrub_document(data: bytes, name: str) -> Scrubbed:
    # The libraries for documents are heavy, so they are imported when such a file comes.
    kind = _kind(data, name)
    if kind is Kind.PDF:
        from gongkai.screening.files.pdf import scrub_pdf  # noqa: PLC0415

        return scrub_pdf(data, name)
    if kind in (Kind.DOCX, Kind.XLSX):
        from gongkai.screening.files.office import scrub_office  # noqa: PLC0415

        return scrub_office(data, kind, name)
    raise RefusedFile(Refusal.KIND, name)


def _kind(data: bytes, name: str) -> Kind | None:
    try:
        return binary_kind(data, name)
    except UnreadableFile as error:
        if error.reason in (Trouble.ENCRYPTED, Trouble.BOMB, Trouble.BROKEN):
            raise
        raise RefusedFile(Refusal.KIND, name) from error
