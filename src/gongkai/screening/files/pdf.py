"""PDF: written anew from what its pages show. Fields and seals become part of the page, the rest of the extras go."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.screening.files.errors import RefusedFile
from gongkai.screening.files.images import image_kind, scrub_image
from gongkai.screening.files.model import Scrubbed, Tally, Trace
from gongkai.screening.files.pdf_layers import remove_hidden_layers
from gongkai.screening.files.pdf_marks import flatten

_ROOT = {
    "/Metadata": Trace.XMP,
    "/AF": Trace.ATTACHMENTS,
    "/Collection": Trace.ATTACHMENTS,
    "/AA": Trace.SCRIPTS,
    "/OpenAction": Trace.SCRIPTS,
    "/AcroForm": Trace.FORM_VALUES,
    "/Perms": Trace.SIGNATURE,
    "/DSS": Trace.SIGNATURE,
    "/PieceInfo": Trace.APPLICATION_DATA,
    "/SpiderInfo": Trace.APPLICATION_DATA,
    "/OCProperties": Trace.HIDDEN_LAYERS,
}
_NAMES = {"/EmbeddedFiles": Trace.ATTACHMENTS, "/JavaScript": Trace.SCRIPTS}
_ANYWHERE = {
    "/Metadata": Trace.XMP,
    "/PieceInfo": Trace.APPLICATION_DATA,
    "/Thumb": Trace.THUMBNAIL,
    "/AA": Trace.SCRIPTS,
    "/AF": Trace.ATTACHMENTS,
    "/LastModified": Trace.PROPERTIES,
}
_ACTIONS = frozenset(
    f"/{kind}"
    for kind in (
        *("JavaScript", "Launch", "SubmitForm", "ResetForm", "ImportData", "GoToE"),
        *("Rendition", "RichMediaExecute", "Movie", "Sound", "Hide"),
    )
)
_DEEPEST = 100  # levels of objects within one another; pages nest a handful


def scrub_pdf(data: bytes, name: str = "") -> Scrubbed:
    """A PDF without properties, attachments, scripts, annotations, hidden layers and earlier revisions.

    Raises UnreadableFile (broken, encrypted) and RefusedFile (redactions that only cover, conditional layers).
    """
    tally = Tally()
    try:
        clean = _clean(PdfReader(io.BytesIO(data)), data, tally, name)
    except (UnreadableFile, RefusedFile):
        raise
    except LimitReachedError as error:
        raise UnreadableFile(Trouble.BOMB, name) from error
    except Exception as error:  # the library meets hostile bytes with exceptions of every kind
        raise UnreadableFile(Trouble.BROKEN, name) from error
    return tally.result(clean, "pdf")


def _clean(reader: PdfReader, data: bytes, tally: Tally, name: str) -> bytes:
    if reader.is_encrypted:
        raise UnreadableFile(Trouble.ENCRYPTED, name)
    linearized = b"/Linearized" in data[:2048]  # such a file has two tables of one and the same revision
    tally.remove(Trace.EARLIER_REVISIONS, count=max(0, data.count(b"startxref") - 1 - linearized))
    tally.remove(Trace.PROPERTIES, count=len(reader.metadata or {}))
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    if not writer.pages:
        raise UnreadableFile(Trouble.BROKEN, name)
    remove_hidden_layers(writer, tally, name)
    for number, page in enumerate(writer.pages, 1):
        flatten(writer, page, f"第{number}页", tally, name)
    _clean_root(writer.root_object, tally)
    for item in list(writer._objects):
        if item is not None:
            _clean_object(item, tally)
    return _packed(_packed_once(writer))


def _packed_once(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _packed(data: bytes) -> bytes:
    """Only what the pages lead to: what was cut off above is still in the file until it is copied once more."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.metadata = None
    return _packed_once(writer)


def _clean_root(root: DictionaryObject, tally: Tally) -> None:
    for key, trace in _ROOT.items():
        if key in root:
            if key == "/OCProperties" or (key == "/OpenAction" and not _is_script(root[key])):
                del root[NameObject(key)]
                continue
            tally.remove(trace, "", 1)
            del root[NameObject(key)]
    names = root.get("/Names")
    if isinstance(names := _direct(names), DictionaryObject):
        for key, trace in _NAMES.items():
            if key in names:
                tally.remove(trace)
                del names[NameObject(key)]


def _is_script(action: Any) -> bool:
    action = _direct(action)
    return isinstance(action, DictionaryObject) and _direct(action.get("/S")) in _ACTIONS


def _clean_object(item: Any, tally: Tally) -> None:
    for part in _parts(item, 0):
        if isinstance(part, DictionaryObject):
            for key, trace in _ANYWHERE.items():
                if key in part:
                    tally.remove(trace)
                    del part[NameObject(key)]
            for key in ("/A", "/Next", "/PA"):
                if key in part and _is_script(part[key]):
                    tally.remove(Trace.SCRIPTS)
                    del part[NameObject(key)]
        if isinstance(part, StreamObject):
            _clean_picture(part, tally)


def _parts(item: Any, depth: int) -> Iterator[Any]:
    """An object and what stands directly in it; references lead to objects that are visited by themselves."""
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    yield item
    children: Any = ()
    if isinstance(item, DictionaryObject):
        children = item.values()
    elif isinstance(item, ArrayObject):
        children = item
    for child in list(children):
        if not isinstance(child, IndirectObject):
            yield from _parts(child, depth + 1)


def _clean_picture(stream: StreamObject, tally: Tally) -> None:
    filters = _direct(stream.get("/Filter"))
    names = list(filters) if isinstance(filters, ArrayObject) else [filters]
    coded = stream._data
    if names == ["/DCTDecode"] and isinstance(coded, bytes) and image_kind(coded) == "jpeg":
        clean = scrub_image(coded)
        stream._data = clean.data
        for item in clean.removed:
            tally.remove(item.trace, "", item.count)


def _direct(item: Any) -> Any:
    return item.get_object() if isinstance(item, IndirectObject) else item
