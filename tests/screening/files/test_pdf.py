"""PDFs lose everything but what their pages show."""

from __future__ import annotations

import io
import zlib
from contextlib import suppress
from typing import Any

import pypdfium2
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.screening.files import Refusal, RefusedFile, Scrubbed, Trace, scrub
from tests.screening.files.test_images import SECRET as PLACE
from tests.screening.files.test_images import picture

SECRET = "SECRETZHANG"


def plain(pages: int = 1, image: bool = False) -> Any:
    pdf = FPDF()
    pdf.set_compression(False)
    for number in range(pages):
        pdf.add_page()
        pdf.set_font("helvetica", size=14)
        pdf.cell(text=f"Visible text {number}")
        if image:
            pdf.image(io.BytesIO(picture("JPEG")), x=50, y=50, w=20)
    return PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(pdf.output()))))


def saved(writer: Any) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def traces(clean: Scrubbed) -> set[Trace]:
    return {item.trace for item in clean.removed}


def everything(data: bytes) -> bytes:
    """All bytes of a PDF with its streams decoded: nothing can hide there."""
    reader: Any = PdfReader(io.BytesIO(data))
    pieces = [data]
    for number in range(1, int(reader.trailer["/Size"])):
        item = reader.get_object(number)
        if hasattr(item, "get_data"):
            try:
                pieces.append(item.get_data())
            except NotImplementedError:
                pieces.append(item._data)
        pieces.append(repr(item).encode())
    return b"\n".join(pieces)


def assert_gone(clean: Scrubbed) -> None:
    content = everything(clean.data)
    for word in (SECRET, PLACE):
        assert word.encode() not in content
        assert word.encode("utf-16-be") not in content


def pixels(data: bytes, page: int = 0) -> bytes:
    return bytes(pypdfium2.PdfDocument(data)[page].render(scale=1, may_draw_forms=False).to_numpy().tobytes())


def text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def reread(clean: Scrubbed) -> Any:
    return PdfReader(io.BytesIO(clean.data))


def named(**items: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in items.items()})


def box(*values: float) -> ArrayObject:
    return ArrayObject([FloatObject(value) for value in values])


def form(writer: Any, content: bytes, **items: Any) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(content)
    stream.update(named(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=box(0, 0, 100, 20), **items))
    return writer._add_object(stream)


def test_properties_xmp_attachments_scripts_and_thumbnails_go() -> None:
    writer = plain(2)
    writer.add_metadata({"/Author": SECRET, "/Title": SECRET})
    writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><!--{SECRET}--></x:xmpmeta>".encode()
    writer.add_attachment("a.txt", SECRET.encode())
    script = writer._add_object(named(S=NameObject("/JavaScript"), JS=TextStringObject(SECRET)))
    writer.root_object[NameObject("/OpenAction")] = script
    writer.root_object["/Names"].get_object()[NameObject("/JavaScript")] = named(Names=ArrayObject([script]))
    page = writer.pages[0]
    page[NameObject("/Thumb")] = form(writer, SECRET.encode())
    page[NameObject("/PieceInfo")] = named(App=named(Private=TextStringObject(SECRET)))
    page[NameObject("/AA")] = named(O=named(S=NameObject("/JavaScript"), JS=TextStringObject(SECRET)))
    before = saved(writer)
    assert SECRET.encode() in everything(before)
    clean = scrub(before)
    assert clean.kind == "pdf"
    assert_gone(clean)
    assert {
        Trace.PROPERTIES, Trace.XMP, Trace.ATTACHMENTS, Trace.SCRIPTS, Trace.THUMBNAIL, Trace.APPLICATION_DATA
    } <= traces(clean)  # fmt: skip
    assert text(clean.data) == text(before)
    assert [pixels(clean.data, n) for n in range(2)] == [pixels(before, n) for n in range(2)]


def test_notes_go_and_links_stay_without_their_extras() -> None:
    writer = plain()
    writer.add_annotation(0, Text(text=SECRET, rect=(50, 50, 70, 70), title_bar=SECRET))
    writer.add_annotation(0, Link(rect=(50, 700, 150, 720), url="https://www.yn.gov.cn/"))
    clean = scrub(saved(writer))
    assert_gone(clean)
    assert Trace.COMMENTS in traces(clean)
    (link,) = reread(clean).pages[0]["/Annots"]
    assert link.get_object()["/A"]["/URI"] == "https://www.yn.gov.cn/"


def test_a_link_that_runs_something_is_disarmed() -> None:
    writer = plain()
    writer.add_annotation(0, Link(rect=(50, 700, 150, 720), url="https://x.gov.cn/"))
    annotation = writer.pages[0]["/Annots"][0].get_object()
    annotation[NameObject("/A")] = named(S=NameObject("/Launch"), F=TextStringObject(SECRET))
    clean = scrub(saved(writer))
    assert_gone(clean)
    assert Trace.SCRIPTS in traces(clean)


def widget(writer: Any, looks: Any, **more: Any) -> None:
    field = named(
        Type=NameObject("/Annot"), Subtype=NameObject("/Widget"), FT=NameObject("/Tx"), T=TextStringObject("f"),
        V=TextStringObject(SECRET), Rect=box(100, 600, 200, 620), F=NumberObject(4), **more,
    )  # fmt: skip
    if looks is not None:
        field[NameObject("/AP")] = named(N=looks)
    reference = writer._add_object(field)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    writer.root_object[NameObject("/AcroForm")] = named(Fields=ArrayObject([reference]))


def test_the_look_of_a_field_is_drawn_into_the_page_and_its_value_goes() -> None:
    writer = plain()
    widget(writer, form(writer, b"1 0 0 rg 0 0 100 20 re f"))
    before = saved(writer)
    clean = scrub(before)
    assert_gone(clean)
    assert {Trace.FORM_VALUES, Trace.FLATTENED} <= traces(clean)
    shown = pypdfium2.PdfDocument(clean.data)[0].render(scale=1).to_numpy()
    assert tuple(shown[int(841.89) - 610, 150][:3]) == (0, 0, 255)  # BGR: red stands where the field stood
    assert "Visible text 0" in text(clean.data)
    assert "/AcroForm" not in reread(clean).trailer["/Root"]


def test_of_a_box_to_tick_the_state_it_is_in_is_drawn() -> None:
    writer = plain()
    states = named(On=form(writer, b"0 1 0 rg 0 0 100 20 re f"), Off=form(writer, b"1 0 0 rg 0 0 100 20 re f"))
    widget(writer, states, AS=NameObject("/On"))
    shown = pypdfium2.PdfDocument(scrub(saved(writer)).data)[0].render(scale=1).to_numpy()
    assert tuple(shown[int(841.89) - 610, 150][:3]) == (0, 255, 0)


def test_a_value_without_a_look_is_told() -> None:
    writer = plain()
    widget(writer, None)
    clean = scrub(saved(writer))
    assert {item.trace: item.excerpt for item in clean.findings} == {Trace.FORM_VALUES: SECRET}
    assert_gone(clean)


def test_a_hidden_field_is_not_drawn() -> None:
    writer = plain()
    widget(writer, form(writer, b"1 0 0 rg 0 0 100 20 re f"), **{})
    writer.pages[0]["/Annots"][0].get_object()[NameObject("/F")] = NumberObject(2)
    clean = scrub(saved(writer))
    assert Trace.FLATTENED not in traces(clean)


def test_a_redaction_that_only_covers_is_refused() -> None:
    writer = plain()
    widget(writer, None)
    writer.pages[0]["/Annots"][0].get_object()[NameObject("/Subtype")] = NameObject("/Redact")
    with pytest.raises(RefusedFile) as caught:
        scrub(saved(writer), "x.pdf")
    assert caught.value.reason is Refusal.UNAPPLIED_REDACTION
    assert "第1页" in str(caught.value)


def test_a_picture_in_a_page_loses_its_place() -> None:
    writer = plain(image=True)
    for item in writer._objects:
        if isinstance(item, StreamObject) and item.get("/Filter") == "/DCTDecode":
            item._data = picture("JPEG")
    before = saved(writer)
    assert PLACE.encode() in everything(before)
    clean = scrub(before)
    assert_gone(clean)
    assert Trace.CAMERA in traces(clean)
    assert pixels(clean.data) == pixels(before)


def layered(content: bytes, *, membership: Any = None, **default: Any) -> bytes:
    """A page with layers /on and /off around parts of its content."""
    writer = plain()
    on, off = (
        writer._add_object(named(Type=NameObject("/OCG"), Name=TextStringObject(name))) for name in ("on", "off")
    )
    base = {"OFF": ArrayObject([off])} | default
    writer.root_object[NameObject("/OCProperties")] = named(OCGs=ArrayObject([on, off]), D=named(**base))
    page = writer.pages[0]
    resources: Any = DictionaryObject(page["/Resources"].get_object())
    properties = named(on=on, off=off)
    if membership is not None:
        membership.update(named(Type=NameObject("/OCMD"), OCGs=ArrayObject([off])))
        properties[NameObject("/set")] = writer._add_object(membership)
    resources[NameObject("/Properties")] = properties
    resources[NameObject("/XObject")] = named(
        Secret=form(writer, f"BT /F1 9 Tf ({SECRET}) Tj ET".encode(), OC=off, Resources=resources["/Font"]),
        Shown=form(writer, b"0 0 1 rg 0 0 9 9 re f"),
    )
    page[NameObject("/Resources")] = resources
    font = next(iter(resources["/Font"]))
    stream = DecodedStreamObject()
    stream.set_data(page.get_contents().get_data() + b"\n" + content.replace(b"/F1", font.encode()))
    page[NameObject("/Contents")] = writer._add_object(stream)
    return saved(writer)


HIDDEN = f"/OC /off BDC BT /F1 12 Tf 50 300 Td ({SECRET}) Tj T* ({SECRET}) ' 1 2 ({SECRET}) \" ET 10 10 5 5 re f EMC"


@pytest.mark.parametrize(
    "content",
    [
        HIDDEN,
        f"/Span BMC {HIDDEN} EMC",
        "/Secret Do /Shown Do",
        HIDDEN.replace("/off", "/set"),
        f"/OC /on BDC BT /F1 9 Tf 50 100 Td (Seen) Tj ET EMC {HIDDEN}",
    ],
)
def test_hidden_layers_go_and_what_shows_stays_the_same(content: str) -> None:
    before = layered(content.encode(), membership=DictionaryObject())
    clean = scrub(before)
    assert_gone(clean)
    assert Trace.HIDDEN_LAYERS in traces(clean)
    assert pixels(clean.data) == pixels(before)
    assert "Visible text 0" in text(clean.data)
    assert ("Seen" in text(clean.data)) == ("Seen" in content)


def test_a_file_whose_layers_are_off_by_default_shows_only_what_is_on() -> None:
    before = layered(HIDDEN.encode(), BaseState=NameObject("/OFF"), OFF=ArrayObject())
    assert_gone(scrub(before))


def test_layers_with_conditions_are_for_a_person() -> None:
    with pytest.raises(RefusedFile) as caught:
        scrub(layered(HIDDEN.replace("/off", "/set").encode(), membership=named(VE=ArrayObject())))
    assert caught.value.reason is Refusal.LAYERS


@pytest.mark.parametrize(("policy", "shown"), [("AnyOn", False), ("AllOn", False), ("AnyOff", True), ("AllOff", True)])
def test_a_set_of_layers_shows_by_its_policy(policy: str, shown: bool) -> None:
    before = layered(HIDDEN.replace("/off", "/set").encode(), membership=named(P=NameObject(f"/{policy}")))
    assert (SECRET.encode() in everything(scrub(before).data)) == shown


def test_a_layer_that_is_off_for_viewing_goes() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(layered(HIDDEN.encode(), OFF=ArrayObject()))))
    properties: Any = writer.root_object["/OCProperties"]
    usage = named(View=named(ViewState=NameObject("/OFF")))
    properties["/OCGs"][1].get_object()[NameObject("/Usage")] = usage
    assert_gone(scrub(saved(writer)))


def test_notes_on_a_hidden_layer_go() -> None:
    writer: Any = PdfWriter(clone_from=PdfReader(io.BytesIO(layered(b""))))
    off = writer.root_object["/OCProperties"]["/D"]["/OFF"][0]
    writer.add_annotation(0, Link(rect=(1, 1, 9, 9), url=f"https://{SECRET}/"))
    writer.pages[0]["/Annots"][0].get_object()[NameObject("/OC")] = off
    assert_gone(scrub(saved(writer)))


def test_a_field_on_a_page_with_inherited_resources_keeps_both() -> None:
    writer = plain()
    widget(writer, form(writer, b"1 0 0 rg 0 0 100 20 re f"))
    page = writer.pages[0]
    page["/Parent"].get_object()[NameObject("/Resources")] = page["/Resources"]
    del page["/Resources"]
    clean = scrub(saved(writer))
    assert "Visible text 0" in text(clean.data)
    assert Trace.FLATTENED in traces(clean)


def test_an_open_action_that_only_turns_to_a_page_is_nothing_to_tell() -> None:
    writer = plain()
    writer.root_object[NameObject("/OpenAction")] = ArrayObject([NumberObject(0), NameObject("/Fit")])
    assert Trace.SCRIPTS not in traces(scrub(saved(writer)))


def test_objects_nested_without_end_are_broken() -> None:
    writer = plain()
    nested = ArrayObject()
    for _ in range(150):
        nested = ArrayObject([nested])
    writer.pages[0][NameObject("/X")] = nested
    with pytest.raises(UnreadableFile):
        scrub(saved(writer))


def test_earlier_revisions_go() -> None:
    before = saved(plain())
    writer = PdfWriter(io.BytesIO(before), incremental=True)
    writer.add_metadata({"/Author": SECRET})
    middle = saved(writer)
    writer = PdfWriter(io.BytesIO(middle), incremental=True)
    writer.add_metadata({"/Author": "nobody"})
    last = saved(writer)
    assert SECRET.encode() in last
    clean = scrub(last)
    assert_gone(clean)
    assert Trace.EARLIER_REVISIONS in traces(clean)
    assert clean.data.count(b"startxref") == 1


def test_scrubbing_again_finds_nothing() -> None:
    once = scrub(saved(plain(3)))
    again = scrub(once.data)
    assert again.removed == ()
    assert text(again.data) == text(once.data)


def test_a_locked_file_is_encrypted_and_a_cut_one_broken() -> None:
    writer = plain()
    writer.encrypt("secret", algorithm="AES-256")
    with pytest.raises(UnreadableFile) as caught:
        scrub(saved(writer))
    assert caught.value.reason is Trouble.ENCRYPTED
    for data in (
        b"%PDF-1.7\n",
        b"%PDF-1.4\n" + bytes(range(256)) * 8,
        b"%PDF-1.4 trailer<</Root 1 0 R>>startxref 0 %%EOF",
    ):
        with pytest.raises(UnreadableFile) as caught:
            scrub(data)
        assert caught.value.reason is Trouble.BROKEN


def test_a_stream_that_bursts_is_a_bomb() -> None:
    writer = plain()
    widget(writer, form(writer, b"1 0 0 rg 0 0 100 20 re f"))
    burst = EncodedStreamObject()
    burst._data = zlib.compress(bytes(400_000_000))
    burst[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(burst)
    with pytest.raises(UnreadableFile) as caught:
        scrub(saved(writer))
    assert caught.value.reason is Trouble.BOMB


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_pdf_is_cleaned_or_refused_in_words(data: st.DataObject) -> None:
    whole = DAMAGED
    place = data.draw(st.integers(0, len(whole) - 10))
    junk = data.draw(st.binary(min_size=1, max_size=8))
    with suppress(UnreadableFile, RefusedFile):
        assert scrub(whole[:place] + junk + whole[place + len(junk) :]).kind == "pdf"


DAMAGED = layered(HIDDEN.encode())
