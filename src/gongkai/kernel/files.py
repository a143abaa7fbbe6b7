"""Content-addressed storage: a file lies under its own SHA-256 and is never changed."""

from __future__ import annotations

import datetime
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import filetype
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.errors import Unlawful
from gongkai.kernel.models import StoredFile

HEAD_BYTES = 8192
UNFINISHED = datetime.timedelta(days=1)  # no upload takes longer
_INCOMING = "incoming-"
_OOXML = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def store(chunks: Iterable[bytes], max_bytes: int | None = None) -> StoredFile:
    """Write the bytes (atomically: temporary file, fsync, rename) and return their record.

    The same content is stored once. Raises Unlawful when it is empty or larger than ``max_bytes``
    (default ``settings.MAX_UPLOAD_BYTES``); then nothing is left behind.
    """
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    limit = settings.MAX_UPLOAD_BYTES if max_bytes is None else max_bytes
    descriptor, temporary = tempfile.mkstemp(dir=root, prefix=_INCOMING)
    try:
        with os.fdopen(descriptor, "wb") as file:
            digest, size, head = _copy(chunks, file, limit)
            file.flush()
            os.fsync(file.fileno())
        target = path_of(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        Path(temporary).replace(target)
        _sync_folder(target.parent)
    finally:
        Path(temporary).unlink(missing_ok=True)
    record, _ = StoredFile.objects.get_or_create(sha256=digest, defaults={"size": size, "media_type": media_type(head)})
    return record


def forget_unfinished(now: datetime.datetime) -> int:
    """Delete what a process that was killed had received in part, a day later; returns how many files."""
    limit = (now - UNFINISHED).timestamp()
    left = [path for path in Path(settings.FILES_ROOT).glob(f"{_INCOMING}*") if path.stat().st_mtime < limit]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def path_of(sha256: str) -> Path:
    """Where the content with this hash lies (``ab/cd/abcd…``)."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256


def media_type(head: bytes) -> str:
    """The media type by content (the first bytes), never by name."""
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _OOXML.items() if mark in head), "application/zip")
    if kind := filetype.guess_mime(head):
        return str(kind)
    if b"\x00" in head:
        return "application/octet-stream"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    return "text/html" if start.startswith(b"<") and b"<" in start[1:] else "text/plain"


def _copy(chunks: Iterable[bytes], file: BinaryIO, limit: int) -> tuple[str, int, bytes]:
    """Copy, hashing on the way: (SHA-256, size in bytes, first bytes)."""
    digest, size, head = hashlib.sha256(), 0, b""
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise Unlawful(_("文件超过 %(limit)s MB 的上限，请压缩图片或拆分后再上传。"), limit=limit // 1024**2)
        digest.update(chunk)
        head = (head + chunk)[:HEAD_BYTES] if len(head) < HEAD_BYTES else head
        file.write(chunk)
    if not size:
        raise Unlawful(_("文件是空的，请检查后重新上传。"))
    return digest.hexdigest(), size, head


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
