"""Images lose what their viewer does not show; the coded picture stays byte for byte."""

from __future__ import annotations

import io
import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.screening.files import RefusedFile, Trace, scrub

SECRET = "SECRET-25.04N-102.71E"
KINDS = ("JPEG", "PNG", "WEBP")


def picture(kind: str, orientation: int = 1, **options: object) -> bytes:
    image = Image.new("RGB", (16, 12), (200, 30, 40))
    image.putpixel((3, 4), (0, 255, 0))
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[0x8825] = {1: "N", 2: (25.0, 2.0, 26.0)}
    if orientation != 1:
        exif[0x0112] = orientation
    target = io.BytesIO()
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", SECRET)
        info.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
        options["pnginfo"] = info
    else:
        options["xmp"] = f"<x>{SECRET}</x>".encode()
    image.save(target, kind, exif=exif, icc_profile=PROFILE, **options)
    return target.getvalue()


PROFILE = b"\x00\x00\x00\x80test-profile" + bytes(112)


def pixels(data: bytes) -> tuple[bytes, tuple[int, int]]:
    image = Image.open(io.BytesIO(data))
    return image.convert("RGB").tobytes(), image.size


@pytest.mark.parametrize("kind", KINDS)
def test_camera_data_and_xmp_go_and_the_picture_stays(kind: str) -> None:
    data = picture(kind)
    assert SECRET.encode() in data
    clean = scrub(data)
    assert clean.kind == kind.lower()
    assert SECRET.encode() not in clean.data
    assert {Trace.CAMERA, Trace.XMP} <= {item.trace for item in clean.removed}
    image = Image.open(io.BytesIO(clean.data))
    assert dict(image.getexif()) == {}
    assert image.info.get("icc_profile") == PROFILE
    assert pixels(clean.data) == pixels(data)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_how_a_picture_is_turned_stays_and_nothing_else(kind: str, orientation: int) -> None:
    clean = scrub(picture(kind, orientation))
    assert dict(Image.open(io.BytesIO(clean.data)).getexif()) == {0x0112: orientation}
    assert SECRET.encode() not in clean.data


@pytest.mark.parametrize("kind", KINDS)
def test_scrubbing_again_changes_nothing(kind: str) -> None:
    once = scrub(picture(kind))
    again = scrub(once.data)
    assert (again.data, again.removed) == (once.data, ())


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hung_on_behind_the_picture_goes(kind: str) -> None:
    clean = scrub(picture(kind) + b"PK\x03\x04" + SECRET.encode())
    assert Trace.TRAILING in {item.trace for item in clean.removed}
    assert SECRET.encode() not in clean.data


def test_comments_and_maker_segments_of_a_jpeg_go_and_progressive_scans_stay() -> None:
    data = picture("JPEG", progressive=True, comment=SECRET.encode())
    segments = b"\xff\xed" + struct.pack(">H", 2 + len(SECRET)) + SECRET.encode()
    marked = data[:2] + segments + data[2:]
    clean = scrub(marked)
    assert SECRET.encode() not in clean.data
    assert pixels(clean.data) == pixels(data)


def test_the_thumbnail_in_the_header_of_a_jpeg_goes() -> None:
    data = picture("JPEG")
    payload = b"JFIF\0\x01\x01\0\0\x01\0\x01\x02\x01" + bytes(6)
    header = b"\xff\xe0" + struct.pack(">H", len(payload) + 2) + payload
    place = data.index(b"\xff\xe0")
    (length,) = struct.unpack_from(">H", data, place + 2)
    clean = scrub(data[:place] + header + data[place + 2 + length :])
    assert Trace.THUMBNAIL in {item.trace for item in clean.removed}
    assert pixels(clean.data) == pixels(data)


def test_transparency_and_animation_stay() -> None:
    frames = [Image.new("RGBA", (8, 8), (level, 0, 0, 128)) for level in (0, 100, 200)]
    for kind in ("PNG", "WEBP"):
        target = io.BytesIO()
        frames[0].save(target, kind, save_all=True, append_images=frames[1:])
        clean = Image.open(io.BytesIO(scrub(target.getvalue()).data))
        assert getattr(clean, "n_frames", 1) == 3
        assert clean.convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 128)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cut_off_picture_is_broken(kind: str) -> None:
    data = scrub(picture(kind)).data
    for length in {len(data) // 2, len(data) - 1, 13, 20}:
        with pytest.raises(UnreadableFile) as caught:
            scrub(data[:length])
        assert caught.value.reason is Trouble.BROKEN


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(KINDS), st.integers(4, 400), st.binary(min_size=1, max_size=6))
def test_a_damaged_picture_is_refused_or_cleaned_for_good(kind: str, place: int, junk: bytes) -> None:
    data = picture(kind)
    with suppress(UnreadableFile, RefusedFile):
        clean = scrub(data[:place] + junk + data[place + len(junk) :], "x")
        again = scrub(clean.data)
        assert (again.data, again.removed) == (clean.data, ())
