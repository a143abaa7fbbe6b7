"""Office files are ZIP archives of XML parts: opened with limits, without resolving anything."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from gongkai.reading.readers.errors import Trouble, UnreadableFile

MAX_ENTRIES = 2_000
MAX_PART = 100 * 1024 * 1024  # bytes of one part after unpacking
MAX_TOTAL = 300 * 1024 * 1024  # bytes of all parts after unpacking
MAX_RATIO = 200  # unpacked : packed, of the whole archive; real reports stay under 40
_SMALL = 1024 * 1024  # archives that unpack to less are never bombs, whatever their ratio


def open_package(data: bytes, name: str) -> zipfile.ZipFile:
    """Open an archive whose stated sizes are within the limits."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise UnreadableFile(Trouble.BROKEN, name) from error
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile(Trouble.ENCRYPTED, name)
    total = sum(entry.file_size for entry in entries)
    too_big = total > MAX_TOTAL or any(entry.file_size > MAX_PART for entry in entries)
    if len(entries) > MAX_ENTRIES or too_big or (total > _SMALL and total > MAX_RATIO * len(data)):
        raise UnreadableFile(Trouble.BOMB, name)
    return package


def read_part(package: zipfile.ZipFile, part: str, name: str) -> bytes | None:
    """A part's bytes, None when there is none. Stated sizes may lie, so no more than the stated size is unpacked."""
    try:
        with package.open(part) as stream:
            data = stream.read(MAX_PART + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError, RuntimeError) as error:
        raise UnreadableFile(Trouble.BROKEN, name) from error
    if len(data) > MAX_PART:
        raise UnreadableFile(Trouble.BOMB, name)
    return data


def read_xml(package: zipfile.ZipFile, part: str, name: str) -> etree._Element | None:
    """A part as XML, None when there is none. A document type is refused: office files have none, bombs do."""
    data = read_part(package, part, name)
    if data is None:
        return None
    if b"<!DOCTYPE" in data[:2048] or b"<!ENTITY" in data:
        raise UnreadableFile(Trouble.BOMB, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(Trouble.BROKEN, name) from error
