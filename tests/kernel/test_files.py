"""The file store: by content, once, whole or not at all; the type is what the bytes say."""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from gongkai.kernel import files
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.models import StoredFile


def stored_paths(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_file_lies_under_its_own_hash(settings: Settings) -> None:
    record = files.store([b"abc", b"def"])
    assert record.sha256 == hashlib.sha256(b"abcdef").hexdigest()
    assert files.path_of(record.sha256).read_bytes() == b"abcdef"
    assert record.size == 6


@pytest.mark.django_db
def test_the_same_content_is_stored_once(settings: Settings) -> None:
    assert files.store([b"abc"]) == files.store([b"a", b"bc"])
    assert StoredFile.objects.count() == len(stored_paths(settings)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("chunks", [[], [b""], [b"x" * 6, b"y" * 5]])
def test_empty_and_oversized_files_leave_nothing_behind(chunks: list[bytes], settings: Settings) -> None:
    with pytest.raises(Unlawful):
        files.store(chunks, max_bytes=10)
    assert stored_paths(settings) == []


def test_what_a_killed_process_left_is_deleted_a_day_later(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path
    now = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
    for name, age in (("incoming-old", datetime.timedelta(hours=25)), ("incoming-new", datetime.timedelta(hours=1))):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, times=((now - age).timestamp(),) * 2)
    assert files.forget_unfinished(now) == 1
    assert [path.name for path in stored_paths(settings)] == ["incoming-new"]


@pytest.mark.django_db
def test_an_upload_that_breaks_off_leaves_nothing_behind(settings: Settings) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.store(broken())
    assert stored_paths(settings) == []
    assert not StoredFile.objects.exists()


def office(folder: str) -> bytes:
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", "<w/>")
    return container.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (office("word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (office("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("\ufeff <!DOCTYPE html><html>".encode(), "text/html"),
        ("2020年政府信息公开工作年度报告".encode("gb18030"), "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_the_type_is_told_by_content(content: bytes, expected: str) -> None:
    assert files.media_type(content) == expected
