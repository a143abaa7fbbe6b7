"""Annotations of a PDF page: the looks of fields and seals are drawn into the page, links stay, all others go."""

from __future__ import annotations

from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from gongkai.screening.files.errors import Refusal, RefusedFile
from gongkai.screening.files.model import Tally, Trace

_DRAWN = ("/Widget", "/Stamp", "/FreeText")
_NOT_SHOWN = 2 | 32  # flags: hidden, no view
_LINK_KEYS = frozenset(
    ("/Type", "/Subtype", "/Rect", "/A", "/Dest", "/Border", "/BS", "/C", "/H", "/QuadPoints", "/F", "/StructParent")
)
_TRACES = {"/FileAttachment": Trace.ATTACHMENTS, "/RichMedia": Trace.ATTACHMENTS, "/Movie": Trace.ATTACHMENTS}


def flatten(writer: PdfWriter, page: PageObject, place: str, tally: Tally, name: str) -> None:
    """Settle the annotations of a page. Raises RefusedFile for redactions that were never applied."""
    annotations = _direct(page.get("/Annots")) or []
    links = ArrayObject()
    drawn: list[tuple[StreamObject, list[float]]] = []
    for reference in annotations:
        annotation = _direct(reference)
        kind = _direct(annotation.get("/Subtype"))
        if kind == "/Redact":
            raise RefusedFile(Refusal.UNAPPLIED_REDACTION, name, place)
        if kind == "/Link":
            for key in [key for key in annotation if key not in _LINK_KEYS]:
                del annotation[key]
            links.append(reference)
            continue
        looks = _looks(annotation)
        if kind in _DRAWN and looks is not None and not int(annotation.get("/F", 0)) & _NOT_SHOWN:
            drawn.append((looks, [float(value) for value in _direct(annotation["/Rect"])]))
            tally.remove(Trace.FLATTENED, place)
        else:
            tally.remove(_TRACES.get(kind, Trace.COMMENTS), place)
            if kind == "/Widget" and _direct(annotation.get("/V")):
                tally.find(Trace.FORM_VALUES, place, excerpt=str(_direct(annotation.get("/V")))[:40])
    if links:
        page[NameObject("/Annots")] = links
    elif "/Annots" in page:
        del page[NameObject("/Annots")]
    if drawn:
        _draw(writer, page, drawn)


def _looks(annotation: DictionaryObject) -> StreamObject | None:
    """The form that shows an annotation as it is now."""
    appearance = _direct(annotation.get("/AP")) or {}
    looks = _direct(appearance.get("/N"))
    if isinstance(looks, DictionaryObject) and not isinstance(looks, StreamObject):
        looks = _direct(looks.get(_direct(annotation.get("/AS"))))
    return looks if isinstance(looks, StreamObject) else None


def _draw(writer: PdfWriter, page: PageObject, drawn: list[tuple[StreamObject, list[float]]]) -> None:
    resources = _own(page, page.get("/Resources") or _inherited(page))
    forms = _own(resources, resources.get("/XObject"), "/XObject")
    before = page.get_contents()
    lines = [b"q", before.get_data() if before is not None else b"", b"Q"]
    for number, (looks, rectangle) in enumerate(drawn):
        key = f"/Flat{number}"
        looks[NameObject("/Type")], looks[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
        forms[NameObject(key)] = looks.indirect_reference or writer._add_object(looks)
        matrix = " ".join(f"{value:.5f}" for value in _placed(looks, rectangle))
        lines.append(f"q {matrix} cm {key} Do Q".encode())
    stream = DecodedStreamObject()
    stream.set_data(b"\n".join(lines))
    page[NameObject("/Contents")] = writer._add_object(stream)


def _own(owner: DictionaryObject, value: Any, key: str = "/Resources") -> DictionaryObject:
    """A copy that belongs to one page: resources may be shared."""
    copy = DictionaryObject(_direct(value) or {})
    owner[NameObject(key)] = copy
    return copy


def _inherited(page: PageObject) -> Any:
    node: Any = page
    while (node := _direct(node.get("/Parent"))) is not None:
        if "/Resources" in node:
            return node["/Resources"]
    return None


def _placed(looks: StreamObject, rectangle: list[float]) -> tuple[float, ...]:
    """The matrix that brings the box of a form into a rectangle of the page (ISO 32000-1, 12.5.5)."""
    left, low, right, high = (float(value) for value in _direct(looks["/BBox"]))
    a, b, c, d, e, f = (float(value) for value in _direct(looks.get("/Matrix")) or (1, 0, 0, 1, 0, 0))
    corners = [(x, y) for x in (left, right) for y in (low, high)]
    across = [a * x + c * y + e for x, y in corners]
    upward = [b * x + d * y + f for x, y in corners]
    begin, bottom = min(rectangle[0], rectangle[2]), min(rectangle[1], rectangle[3])
    wide, tall = abs(rectangle[2] - rectangle[0]), abs(rectangle[3] - rectangle[1])
    scale_x = wide / (max(across) - min(across)) if max(across) > min(across) else 1.0
    scale_y = tall / (max(upward) - min(upward)) if max(upward) > min(upward) else 1.0
    return scale_x, 0, 0, scale_y, begin - min(across) * scale_x, bottom - min(upward) * scale_y


def _direct(item: Any) -> Any:
    return item.get_object() if isinstance(item, IndirectObject) else item
