"""Optional content of a PDF: what is switched off does not show, and is still there for everybody who looks."""

from __future__ import annotations

from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from gongkai.screening.files.errors import Refusal, RefusedFile
from gongkai.screening.files.model import Tally, Trace

_PATHS = frozenset(b"S s f F f* B B* b b*".split())
_SHOWN = frozenset(b"Tj TJ sh Do".split()) | {b"INLINE IMAGE"}
_Operation = tuple[Any, bytes]


def remove_hidden_layers(writer: PdfWriter, tally: Tally, name: str) -> None:
    """Take what belongs to layers that are off out of pages and forms. Raises RefusedFile for conditional layers."""
    properties = _direct(writer.root_object.get("/OCProperties"))
    if properties is None:
        return
    off = _switched_off(properties)
    layers = _Layers(off, name)
    for item in list(writer._objects):
        if isinstance(item, DictionaryObject) and item.get("/Type") == "/Page":
            contents = item.get("/Contents")
            if contents is not None:
                stream = ContentStream(_direct(contents), writer)
                item[NameObject("/Contents")] = writer._add_object(layers.without(stream, item))
        elif isinstance(item, StreamObject) and item.get("/Subtype") == "/Form":
            _rewrite(item, layers.without(ContentStream(item, writer), item))
    for item in writer._objects:
        if isinstance(item, DictionaryObject):
            layers.drop_from(item)
    tally.remove(Trace.HIDDEN_LAYERS, count=layers.removed)


def _rewrite(form: StreamObject, stream: StreamObject) -> None:
    form._data = stream.get_data()
    for key in ("/Filter", "/DecodeParms"):
        form.pop(NameObject(key), None)
    form.__class__ = DecodedStreamObject  # its bytes are no longer coded; references to it stay good


def _switched_off(properties: DictionaryObject) -> set[int]:
    """Numbers of the layers that are off when the file is opened."""
    default = _direct(properties.get("/D")) or DictionaryObject()
    layers = [item for item in _direct(properties.get("/OCGs")) or () if isinstance(item, IndirectObject)]
    off = {item.idnum for item in layers} if _direct(default.get("/BaseState")) == "/OFF" else set()
    off -= {item.idnum for item in _direct(default.get("/ON")) or () if isinstance(item, IndirectObject)}
    off |= {item.idnum for item in _direct(default.get("/OFF")) or () if isinstance(item, IndirectObject)}
    for item in layers:
        view = _direct((_direct(_direct(item).get("/Usage")) or {}).get("/View")) or {}
        if _direct(view.get("/ViewState")) == "/OFF":
            off.add(item.idnum)
    return off


class _Layers:
    """Which content is hidden, and how much of it was taken out."""

    def __init__(self, off: set[int], name: str) -> None:
        self.off = off
        self.name = name
        self.removed = 0

    def is_hidden(self, reference: Any) -> bool:
        """Whether a layer, or a set of layers, does not show."""
        if isinstance(reference, IndirectObject) and reference.idnum in self.off:
            return True
        item = _direct(reference)
        if not isinstance(item, DictionaryObject) or item.get("/Type") != "/OCMD":
            return False
        if "/VE" in item:
            raise RefusedFile(Refusal.LAYERS, self.name)
        members = item.get("/OCGs")
        if isinstance(_direct(members), DictionaryObject):
            members = [item.raw_get("/OCGs")]
        hidden = [self.is_hidden(member) for member in _direct(members) or ()]
        rules = {"/AllOn": any(hidden), "/AnyOff": not any(hidden), "/AllOff": not all(hidden)}
        return bool(hidden) and rules.get(str(item.get("/P")), all(hidden))

    def without(self, stream: ContentStream, owner: DictionaryObject) -> StreamObject:
        """A content stream whose hidden parts paint nothing; what they set for later parts stays set."""
        resources = _direct(owner.get("/Resources")) or DictionaryObject()
        properties = _direct(resources.get("/Properties")) or DictionaryObject()
        forms = _direct(resources.get("/XObject")) or DictionaryObject()
        kept: list[_Operation] = []
        stack: list[bool] = []
        for operands, operator in stream.operations:
            if operator in (b"BDC", b"BMC"):
                stack.append(operator == b"BDC" and operands[0] == "/OC" and self._names(properties, operands[1]))
            elif operator == b"EMC" and stack:
                stack.pop()
            hidden = any(stack) or (operator == b"Do" and self._names(_marks(forms), operands[0]))
            kept += self._painted_nothing(operands, operator) if hidden else [(operands, operator)]
        stream.operations = kept
        plain = DecodedStreamObject()
        plain.set_data(stream.get_data())
        return plain

    def _names(self, properties: DictionaryObject, key: Any) -> bool:
        return key in properties and self.is_hidden(properties.raw_get(key))

    def _painted_nothing(self, operands: Any, operator: bytes) -> list[_Operation]:
        if operator in _PATHS:
            self.removed += 1
            return [([], b"n")]
        if operator in _SHOWN:
            self.removed += 1
            return []
        if operator in (b"'", b'"'):
            self.removed += 1
            spacing: list[_Operation] = [([operands[0]], b"Tw"), ([operands[1]], b"Tc")] if operator == b'"' else []
            return [*spacing, ([], b"T*")]
        return [(operands, operator)]

    def drop_from(self, item: DictionaryObject) -> None:
        """Hidden forms, pictures and annotations are no longer led to."""
        for owner in (item, _direct(item.get("/Resources"))):  # resources stand by themselves or within their page
            forms = _direct(owner.get("/XObject")) if isinstance(owner, DictionaryObject) else None
            if isinstance(forms, DictionaryObject):
                marks = _marks(forms)
                for key in [key for key in marks if self._names(marks, key)]:
                    del forms[key]
        annotations = _direct(item.get("/Annots"))
        if isinstance(annotations, ArrayObject):
            shown = [mark for mark in annotations if not self._names(_direct(mark), "/OC")]
            self.removed += len(annotations) - len(shown)
            annotations[:] = shown


def _marks(forms: DictionaryObject) -> DictionaryObject:
    """By the name of a form or picture: the layer it belongs to."""
    return DictionaryObject(
        {
            NameObject(key): form.raw_get("/OC")
            for key in forms
            if isinstance(form := _direct(forms.raw_get(key)), DictionaryObject) and "/OC" in form
        }
    )


def _direct(item: Any) -> Any:
    return item.get_object() if isinstance(item, IndirectObject) else item
