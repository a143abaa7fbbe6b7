"""JPEG, PNG, WebP: the parts that carry no picture are left out, the coded picture itself is copied byte by byte.

Own code of a few lines for each format: an imaging library would decode and encode anew, which changes the picture.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.screening.files.model import Scrubbed, Tally, Trace

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
_STANDALONE = frozenset([0x01, *range(0xD0, 0xD8)])  # JPEG markers without a length
_ORIENTATION = 0x0112
_UPRIGHT = 1


def image_kind(data: bytes) -> str:
    """jpeg, png, webp or ""."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(_PNG):
        return "png"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def scrub_image(data: bytes, name: str = "") -> Scrubbed:
    """An image without camera data, place, comments and thumbnails. How it is turned stays, the reader sees that.

    Raises UnreadableFile (broken) when its parts do not fit together.
    """
    kind = image_kind(data)
    tally = Tally()
    try:
        clean = {"jpeg": _jpeg, "png": _png, "webp": _webp}[kind](data, tally)
    except (KeyError, IndexError, ValueError, struct.error) as error:
        raise UnreadableFile(Trouble.BROKEN, name) from error
    return tally.result(clean, kind)


# --- JPEG ---------------------------------------------------------------------------------------------------------


def _jpeg(data: bytes, tally: Tally) -> bytes:
    kept = [data[:2]]
    turned = _UPRIGHT
    segments = list(_segments(data))
    for marker, _, segment, payload in segments:
        if marker == 0xE1 and payload.startswith(b"Exif\0\0"):
            turned = _orientation(payload[6:])
        if _is_kept(marker, payload):
            kept.append(_plain_header(segment, payload, tally) if marker == 0xE0 else segment)
        else:
            tally.remove(_trace(payload))
    if turned != _UPRIGHT:
        payload = b"Exif\0\0" + _turned(turned)
        place = 2 if len(kept) > 1 and kept[1][:2] == b"\xff\xe0" else 1  # behind the header, where programs look
        kept.insert(place, b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload)
    if kept[-1] != b"\xff\xd9":
        raise ValueError("no end of image")
    if segments[-1][1] < len(data):
        tally.remove(Trace.TRAILING)
    return b"".join(kept)


def _segments(data: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """(marker, where it ends, bytes with marker, payload) up to the end of the image; coded data counts to its scan."""
    place = 2
    while place < len(data):
        if data[place] != 0xFF:
            raise ValueError("no marker")
        marker = data[place + 1]
        if marker == 0xFF:  # a filling byte
            place += 1
            continue
        if marker < 0xC0 and marker not in _STANDALONE:
            raise ValueError("no such marker")
        end = place + 2
        if marker not in _STANDALONE and marker != 0xD9:
            end += struct.unpack_from(">H", data, end)[0]
        if end > len(data):
            raise ValueError("cut off")
        payload = data[place + 4 : end]
        if marker == 0xDA:
            end = _scan_end(data, end)
        yield marker, end, data[place:end], payload
        if marker == 0xD9:
            return
        place = end


def _scan_end(data: bytes, place: int) -> int:
    """Where the coded data of a scan end: at the next marker that is neither a stuffed byte nor a restart."""
    while True:
        place = data.index(b"\xff", place)
        following = data[place + 1]
        if following != 0 and following not in _STANDALONE and following != 0xFF:
            return place
        place += 1 if following == 0xFF else 2


def _is_kept(marker: int, payload: bytes) -> bool:
    if marker == 0xE0:
        return payload.startswith(b"JFIF\0")
    if marker == 0xE2:
        return payload.startswith(b"ICC_PROFILE\0")
    if marker == 0xEE:
        return payload.startswith(b"Adobe")  # says how the colours are coded
    return marker < 0xE0  # the rest are comments, programs' own data and codings nobody uses


def _plain_header(segment: bytes, payload: bytes, tally: Tally) -> bytes:
    """The JFIF header without its thumbnail."""
    if len(payload) <= 14:
        return segment
    tally.remove(Trace.THUMBNAIL)
    return b"\xff\xe0\x00\x10" + payload[:12] + b"\0\0"


def _trace(payload: bytes) -> Trace:
    return Trace.XMP if payload.startswith(b"http://ns.adobe.com/") else Trace.CAMERA


# --- PNG ----------------------------------------------------------------------------------------------------------


def _png(data: bytes, tally: Tally) -> bytes:
    kept = [_PNG]
    place, kind = len(_PNG), b""
    turned = _UPRIGHT
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", data, place)
        kind = data[place + 4 : place + 8]
        end = place + 12 + length
        body = data[place + 8 : end - 4]
        if end > len(data) or zlib.crc32(kind + body) != struct.unpack_from(">I", data, end - 4)[0]:
            raise ValueError("broken chunk")
        if kind in _PNG_KEPT:
            kept.append(data[place:end])
        else:
            tally.remove(Trace.XMP if kind == b"iTXt" and body.startswith(b"XML:com.adobe.xmp") else Trace.CAMERA)
            turned = _orientation(body) if kind == b"eXIf" else turned
        place = end
    if turned != _UPRIGHT:
        body = _turned(turned)
        chunk = struct.pack(">I", len(body)) + b"eXIf" + body + struct.pack(">I", zlib.crc32(b"eXIf" + body))
        kept.insert(2, chunk)  # behind IHDR
    if place < len(data):
        tally.remove(Trace.TRAILING)
    return b"".join(kept)


# --- WebP ---------------------------------------------------------------------------------------------------------


def _webp(data: bytes, tally: Tally) -> bytes:
    (length,) = struct.unpack_from("<I", data, 4)
    if length + 8 > len(data):
        raise ValueError("cut off")
    if length + 8 < len(data):
        tally.remove(Trace.TRAILING)
    place, kept, turned = 12, [], _UPRIGHT
    while place < length + 8:
        kind = data[place : place + 4]
        (size,) = struct.unpack_from("<I", data, place + 4)
        end = place + 8 + size + size % 2
        if place + 8 + size > length + 8:
            raise ValueError("cut off")
        if kind in _WEBP_KEPT:
            kept.append(bytearray(data[place:end]))
        else:
            tally.remove(Trace.XMP if kind == b"XMP " else Trace.CAMERA)
            if kind == b"EXIF":
                turned = _orientation(data[place + 8 : place + 8 + size].removeprefix(b"Exif\0\0"))
        place = end
    for chunk in kept:
        if chunk[:4] == b"VP8X":
            chunk[8] = chunk[8] & ~0x0C | (0x08 if turned != _UPRIGHT else 0)  # flags: EXIF 8, XMP 4
    if turned != _UPRIGHT:
        body = _turned(turned)
        kept.append(bytearray(b"EXIF" + struct.pack("<I", len(body)) + body))
    content = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(content)) + content


# --- EXIF ---------------------------------------------------------------------------------------------------------


def _orientation(exif: bytes) -> int:
    """How the picture is to be turned (1–8); upright when the camera data do not say it in a way that can be read."""
    try:
        order = {b"II": "<", b"MM": ">"}[exif[:2]]
        (place,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, place)
        for entry in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", exif, place + 2 + 12 * entry)
            if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except (KeyError, struct.error):
        pass
    return _UPRIGHT


def _turned(orientation: int) -> bytes:
    """Camera data that say nothing but how the picture is to be turned."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
